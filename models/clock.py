"""Where "now" comes from: one place, so that tests and the demo can set it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def turned_clock(offset_file: Path) -> Clock:
    """A clock ahead by the seconds in `offset_file` (a plain number; no file means 0). For the demo, where time is turned."""

    def now() -> datetime:
        try:
            seconds = float(offset_file.read_text() or 0)
        except (FileNotFoundError, ValueError):
            seconds = 0.0
        return system_clock() + timedelta(seconds=seconds)

    return now


def local(moment: datetime) -> datetime:
    """The moment on a clock in Bangkok."""
    return moment.astimezone(BANGKOK)


def today(moment: datetime) -> date:
    """The calendar day in Bangkok at that moment."""
    return local(moment).date()


def first_of_next_month(moment: datetime) -> datetime:
    """Midnight (Bangkok) at which the next calendar month begins."""
    first = local(moment).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=32)).replace(day=1)
