"""Somebody who signs assertions (JSON Web Tokens) for channel access tokens."""

import base64
import json
import time
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from simulator.stage import Stage

DAY = 24 * 3600
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def new_key() -> rsa.RSAPrivateKey:
    """A private key of 2048 bits."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Signer:
    """Somebody who holds the private key of a channel."""

    def __init__(self, line: Stage, channel_id: str, key: rsa.RSAPrivateKey) -> None:
        numbers = key.public_key().public_numbers()
        jwk = {"kty": "RSA", "alg": "RS256", "use": "sig"}
        jwk |= {"n": base64url(numbers.n.to_bytes(256)), "e": base64url(numbers.e.to_bytes(3))}
        self.kid = line.ask("POST", f"/sim/channels/{channel_id}/keys", jwk)["kid"]
        self.channel_id = channel_id
        self.key = key

    def assertion(self, **changes: Any) -> str:
        """A JSON Web Token as LINE asks for it."""
        claims = {
            "iss": self.channel_id,
            "sub": self.channel_id,
            "aud": "https://api.line.me/",
            "exp": int(time.time()) + 25 * 60,
            "token_exp": 30 * DAY,
        } | changes
        header = {"alg": "RS256", "typ": "JWT", "kid": changes.pop("kid", self.kid)}
        signed = ".".join(base64url(json.dumps(part).encode()) for part in (header, claims))
        signature = self.key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{signed}.{base64url(signature)}"

    def fields(self, **changes: Any) -> dict[str, str]:
        return {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self.assertion(**changes),
        }
