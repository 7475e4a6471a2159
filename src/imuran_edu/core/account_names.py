"""The account of a person whom a learning platform names: the same on the hub and for grades."""

from __future__ import annotations

import hashlib
import re

PLAIN = re.compile(r"[a-z][a-z0-9-]{2,30}")
DIGEST = re.compile(r"s-[0-9a-f]{20}")


def account_of(sign_in: str) -> str:
    """Return the name of the account for a name of the platform; never one for two people.

    A name that would do as an account's is kept; any other gets a digest, so that `Ann@a.example`
    and `ann@a.example` stay two people.
    """
    if PLAIN.fullmatch(sign_in) and not DIGEST.fullmatch(sign_in):
        return sign_in
    return digest_of(sign_in)


def digest_of(sign_in: str) -> str:
    """Return the name of the account of somebody whose own name cannot be one."""
    return "s-" + hashlib.sha256(sign_in.encode()).hexdigest()[:20]
