"""A learning platform that launches the hub by LTI 1.3; run it with the hub's own Python.

    python lti_platform.py PORT CLIENT

Who comes is in the login hint: `NAME`, or `forged:NAME` for a token that another key signed, or
`elsewhere:NAME` for a launch from another course.
"""

from __future__ import annotations

import html
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

PORT, CLIENT = int(sys.argv[1]), sys.argv[2]
ISSUER = f"http://127.0.0.1:{PORT}"
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
ours, foreign = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in "ab")


def token(hint: str, nonce: str) -> str:
    how, _, name = hint.rpartition(":")
    claims = {
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": name,
        "iat": int(time.time()),
        "exp": int(time.time()) + 60,
        "nonce": nonce,
        f"{CLAIM}message_type": "LtiResourceLinkRequest",
        f"{CLAIM}version": "1.3.0",
        f"{CLAIM}deployment_id": "1",
        f"{CLAIM}target_link_uri": ISSUER,
        f"{CLAIM}roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
        f"{CLAIM}resource_link": {"id": "1"},
        "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": {"lineitems": f"{ISSUER}/items"},
        "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": {
            "context_memberships_url": f"{ISSUER}/members"
        },
        f"{CLAIM}context": {"id": "other" if how == "elsewhere" else "pharmacy-2", "label": "P"},
    }
    key = foreign if how == "forged" else ours
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "one"})


class Platform(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path == "/jwks":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(ours.public_key()))
            text, kind = json.dumps({"keys": [{**key, "kid": "one"}]}), "application/json"
        else:
            fields = {
                "id_token": token(asked["login_hint"], asked["nonce"]),
                "state": asked["state"],
            }
            inputs = "".join(
                f'<input type="hidden" name="{name}" value="{html.escape(value)}">'
                for name, value in fields.items()
            )
            where = html.escape(asked["redirect_uri"])
            text = f'<form method="post" action="{where}">{inputs}</form>'
            text += "<script>document.forms[0].submit()</script>"
            kind = "text/html"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


ThreadingHTTPServer(("127.0.0.1", PORT), Platform).serve_forever()
