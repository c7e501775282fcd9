"""The request body before any rule: size, content type, JSON."""

import json
from typing import Any

from simulator.rules.refusal import Refusal

MAX_BODY_BYTES = 2 * 1024 * 1024


def parse_json(raw: bytes) -> dict[str, Any] | Refusal:
    """The JSON object in `raw`, or LINE's answer to what is too big (413) or no JSON object (400)."""
    if len(raw) > MAX_BODY_BYTES:
        return Refusal(413, "Payload Too Large")
    try:
        body = json.loads(raw)
    except json.JSONDecodeError as error:
        return Refusal(
            400, f"The request body could not be parsed as JSON (line: {error.lineno}, column: {error.colno})"
        )
    except (UnicodeDecodeError, RecursionError, ValueError):
        return Refusal(400, "The request body could not be parsed as JSON (line: -, column: -)")
    if not isinstance(body, dict):
        return Refusal(400, "The request body could not be parsed as JSON (line: 1, column: 1)")
    return body
