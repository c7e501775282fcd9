"""Identifiers in the shapes LINE gives them."""

import itertools
import secrets
import time
import uuid

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_message_numbers = itertools.count(time.time_ns() // 1000 * 100)


def user_id() -> str:
    """`U` and 32 hex digits: a person or a bot."""
    return "U" + secrets.token_hex(16)


def group_id() -> str:
    """`C` and 32 hex digits."""
    return "C" + secrets.token_hex(16)


def room_id() -> str:
    """`R` and 32 hex digits: the old multi-person chats."""
    return "R" + secrets.token_hex(16)


def channel_id() -> str:
    """Ten digits."""
    return str(2_000_000_000 + secrets.randbelow(999_999_999))


def basic_id() -> str:
    """`@` and eight letters or digits."""
    return "@" + secrets.token_hex(4)


def message_id() -> str:
    """Digits only, growing, larger than 2^53: a number type would damage it."""
    return str(next(_message_numbers))


def ulid(milliseconds: int) -> str:
    """The 26 characters of a webhook event id; ids of later moments sort later."""
    number = milliseconds << 80 | secrets.randbits(80)
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


def request_id() -> str:
    """A UUID, for X-Line-Request-Id."""
    return str(uuid.uuid4())


def rich_menu_id() -> str:
    """`richmenu-` and 32 hex digits."""
    return "richmenu-" + secrets.token_hex(16)


def token(length: int = 32) -> str:
    """An opaque secret of letters, digits, `-` and `_`: reply, quote, link and access tokens."""
    return secrets.token_urlsafe(length)


def secret() -> str:
    """A channel secret: 32 hex digits."""
    return secrets.token_hex(16)
