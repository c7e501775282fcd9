"""JSON Web Tokens: HS256 to sign ID tokens, RS256 to check the assertions of bots."""

import base64
import hashlib
import hmac
import json
from typing import Any

_SHA256_DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


class InvalidToken(Exception):
    """The text is no token, or its signature is not right."""


def sign_hs256(claims: dict[str, Any], secret: str) -> str:
    """A token signed with a channel secret."""
    signed = f"{_encoded({'typ': 'JWT', 'alg': 'HS256'})}.{_encoded(claims)}"
    return f"{signed}.{_base64url(hmac.digest(secret.encode(), signed.encode(), hashlib.sha256))}"


def verify_hs256(token: str, secret: str) -> dict[str, Any]:
    """The claims of a token signed with the secret. InvalidToken if it is not."""
    signed, signature, header, claims = _parts(token)
    expected = hmac.digest(secret.encode(), signed, hashlib.sha256)
    if header.get("alg") != "HS256" or not hmac.compare_digest(signature, expected):
        raise InvalidToken("the signature is not right")
    return claims


def key_id(token: str) -> str:
    """The `kid` in the header of a token. InvalidToken if there is none."""
    header = _parts(token)[2]
    if not isinstance(header.get("kid"), str):
        raise InvalidToken("the header has no kid")
    return str(header["kid"])


def verify_rs256(token: str, key: dict[str, Any]) -> dict[str, Any]:
    """The claims of a token signed with the private half of a JWK. InvalidToken if it is not."""
    signed, signature, header, claims = _parts(token)
    modulus, exponent = (int.from_bytes(_unbase64url(key[name])) for name in ("n", "e"))
    length = (modulus.bit_length() + 7) // 8
    digest_info = _SHA256_DIGEST_INFO + hashlib.sha256(signed).digest()
    padded = b"\x00\x01" + b"\xff" * (length - len(digest_info) - 3) + b"\x00" + digest_info
    recovered = pow(int.from_bytes(signature), exponent, modulus).to_bytes(length)
    if header.get("alg") != "RS256" or not hmac.compare_digest(recovered, padded):
        raise InvalidToken("the signature is not right")
    return claims


def _parts(token: str) -> tuple[bytes, bytes, dict[str, Any], dict[str, Any]]:
    try:
        header, claims, signature = token.split(".")
        parsed = json.loads(_unbase64url(header)), json.loads(_unbase64url(claims))
        return f"{header}.{claims}".encode(), _unbase64url(signature), *parsed
    except ValueError as error:
        raise InvalidToken("this is no JSON Web Token") from error


def _encoded(value: dict[str, Any]) -> str:
    return _base64url(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _unbase64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
