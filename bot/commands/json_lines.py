"""Commands that read JSON lines on standard input and answer each with one on standard output."""

import json
import sys
from collections.abc import Callable
from typing import Any

import click


def answer_each_line(field: str, answer: Callable[[str], dict[str, Any]]) -> None:
    """Answer every `{"id", field}` line with its id and `answer` of the field, as soon as it is read.

    A line that can't be used is answered with `{"id", "error"}` and the rest goes on.
    """
    for line in sys.stdin.buffer:
        if line.strip():
            # Escaped to ASCII, so that no terminal's or pipe's encoding can stop it; echo flushes each line.
            click.echo(json.dumps(_answer(line, field, answer)))


def _answer(line: bytes, field: str, answer: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"not JSON: {error}"}
    if not isinstance(record, dict):
        return {"id": None, "error": "not a JSON object"}
    if not isinstance(record.get(field), str):
        return {"id": record.get("id"), "error": f"no text in {field!r}"}
    return {"id": record.get("id"), **answer(record[field])}
