"""The key by which the platform knows the course."""

from __future__ import annotations

import json

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pylti1p3.registration import Registration

from imuran_edu.grading.nbgrader.course import GradingError

_BITS = 3072


def new_key() -> str:
    """Return a new private key in PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def public_key(key: str) -> str:
    """Return the public key of a private one, in PEM.

    Raises:
        GradingError: it is none.
    """
    try:
        found = serialization.load_pem_private_key(key.encode(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise GradingError(
            "the private key cannot be read; delete it and make another: "
            "imuran-edu passback --make-key"
        ) from None
    return (
        found.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def as_json(public: str) -> str:
    """Return a public key in PEM as a JSON Web Key, which some platforms ask for."""
    return json.dumps(dict(Registration.get_jwk(public)))
