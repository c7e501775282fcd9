"""What reading the time wish of a message gives."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Part = Literal["morning", "afternoon"]


@dataclass(frozen=True)
class When:
    """A wished time; what was not said is None. `date_to` and `time_to` are the inclusive ends of spans."""

    date: dt.date | None = None
    date_to: dt.date | None = None
    time: dt.time | None = None
    time_to: dt.time | None = None
    part: Part | None = None

    def as_dict(self) -> dict[str, str | None]:
        """The five fields as strings: `YYYY-MM-DD`, `HH:MM`, `morning` or `afternoon`."""
        return {
            "date": self.date.isoformat() if self.date else None,
            "date_to": self.date_to.isoformat() if self.date_to else None,
            "time": f"{self.time:%H:%M}" if self.time else None,
            "time_to": f"{self.time_to:%H:%M}" if self.time_to else None,
            "part": self.part,
        }


@dataclass(frozen=True)
class WhenReading:
    """The wished time, the character spans of the message that gave it, and what should be asked back.

    `unsure` holds any of `weekday` (the weekday said is not that of the date), `alternatives` (other times were
    offered as well) and `spelling` (a misspelt word was read). `times` are the spans of all times said.
    """

    when: When | None = None
    spans: tuple[tuple[int, int], ...] = ()
    unsure: tuple[str, ...] = ()
    times: tuple[tuple[int, int], ...] = ()
