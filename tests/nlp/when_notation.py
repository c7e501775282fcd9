"""The tables' short way of writing a wish: `2026-11-24..2026-11-26 09:00..11:00 morning`, `-` for none."""

import datetime as dt
import json
from pathlib import Path

from nlp.thai_dates import When

BANGKOK = dt.timezone(dt.timedelta(hours=7))
MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=BANGKOK)
"""The moment at which all messages of the tables are written."""


def notation(when: When | None) -> str:
    """The wish in the notation of the tables."""
    if when is None:
        return "-"
    said = when.as_dict()
    return " ".join(
        filter(None, (_span(said["date"], said["date_to"]), _span(said["time"], said["time_to"]), said["part"]))
    )


def _span(first: str | None, last: str | None) -> str:
    return f"{first or ''}..{last}" if last else first or ""


def read_table(name: str) -> list[tuple[str, str]]:
    """The rows `message | wish` of the file beside this one; lines that begin with # are headings."""
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    rows = [line.rsplit(" | ", 1) for line in lines if line and not line.startswith("#")]
    return [(message, wish) for message, wish in rows]


def read_lines(name: str) -> list[str]:
    """The messages of the file beside this one, one a line."""
    return Path(__file__).with_name(name).read_text("utf-8").splitlines()


def read_own_set() -> list[tuple[str, str]]:
    """Our own set of sentences, written from the rules before the development set was read."""
    rows = [json.loads(line) for line in read_lines("when_own.jsonl")]
    return [(row["text"], notation(_when(row["expect"]))) for row in rows]


def _when(fields: dict[str, str | None]) -> When | None:
    def day(name: str) -> dt.date | None:
        return dt.date.fromisoformat(said) if (said := fields[name]) else None

    def time(name: str) -> dt.time | None:
        return dt.time.fromisoformat(said) if (said := fields[name]) else None

    if not any(fields.values()):
        return None
    return When(day("date"), day("date_to"), time("time"), time("time_to"), fields["part"])  # type: ignore[arg-type]
