"""The signature under every webhook."""

import base64
import hashlib
import hmac


def sign(secret: str, body: bytes) -> str:
    """The value of `x-line-signature`: base64 of HMAC-SHA256 over the raw body, keyed with the channel secret."""
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()
