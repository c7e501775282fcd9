"""What LINE asks of any request before its meaning: size, content type, JSON, ids in the path, retry key."""

import json
from datetime import datetime
from typing import Any, NoReturn

from simulator.rules.ids import GROUP_ID, RETRY_KEY, ROOM_ID, USER_ID
from simulator.rules.refusal import Refusal, invalid_parameter, unparsable

MAX_BODY_BYTES = 2 * 1024 * 1024
OPERATIONS_WITH_RETRY_KEY = {"push", "multicast", "narrowcast", "broadcast"}
ID_FORMS = {"userId": USER_ID, "groupId": GROUP_ID, "roomId": ROOM_ID}


def check_content_type(content_type: str, *supported: str) -> Refusal | None:
    """LINE's answer (415) to a `Content-Type` header that names none of the `supported` types (default: JSON)."""
    named = content_type.partition(";")[0].strip().lower()
    if named in (supported or ("application/json",)):
        return None
    return Refusal(415, f"The content type, {content_type}, is not supported")


def parse_json(raw: bytes) -> dict[str, Any] | Refusal:
    """The JSON object in `raw`, or LINE's answer to a body that is too big (413) or no JSON object (400)."""
    if len(raw) > MAX_BODY_BYTES:
        return Refusal(413, "Request exceeds the max size of 2MB. Make the request smaller than 2MB and try again.")
    try:
        body = json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        return unparsable(error.lineno, error.colno)
    except (ValueError, RecursionError):  # bytes that are no UTF-8, endless numbers, NaN, too many brackets
        return unparsable()
    return body if isinstance(body, dict) else unparsable(1, 1)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # Python reads NaN and Infinity, JSON has none


def check_parameter(name: str, value: str) -> Refusal | None:
    """LINE's answer (400) to a malformed `userId`, `groupId`, `roomId` or `date` (yyyyMMdd) of path or query."""
    form = ID_FORMS.get(name)
    is_right = form.fullmatch(value) is not None if form else _is_date(value)
    return None if is_right else invalid_parameter(name)


def _is_date(value: str) -> bool:
    try:
        datetime.strptime(value, "%Y%m%d")  # noqa: DTZ007 - a calendar day, no moment
    except ValueError:
        return False
    return len(value) == len("yyyyMMdd")


def check_retry_key(operation: str, retry_key: str | None) -> Refusal | None:
    """LINE's answer (400) to an `X-Line-Retry-Key` that is no UUID, or that comes with a request that takes none."""
    if retry_key is None or (operation in OPERATIONS_WITH_RETRY_KEY and RETRY_KEY.fullmatch(retry_key)):
        return None
    return invalid_parameter("X-Line-Retry-Key")
