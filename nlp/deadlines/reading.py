"""What reading a calendar expression gives."""

from dataclasses import dataclass
from typing import Literal

from nlp.thai_calendar import Span

Kind = Literal["window", "windows", "all_year", "term", "recurring", "duration", "event", "unspecified"]


@dataclass(frozen=True)
class Windows:
    """When something is due in a fiscal year: inclusive windows in order, or a length in whole months, or neither."""

    kind: Kind
    windows: tuple[Span, ...] = ()
    duration_months: int | None = None
