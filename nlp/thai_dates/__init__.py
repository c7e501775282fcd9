"""Reads the time that a Thai message wishes for, whatever way of saying days and hours it uses.

The way of a message: one spelling (`nlp.text`, `slips`), tokens of a closed vocabulary (`tokens`), pieces by a small
grammar (`grammar`), spans and limits (`phrases`), the wish among them (`choice`), dates and times (below).
"""

import datetime as dt

from nlp.text import Text, normalise
from nlp.thai_calendar import thai_time
from nlp.thai_dates.choice import choose
from nlp.thai_dates.clock import resolve_span
from nlp.thai_dates.days import Days, resolve, resolve_range
from nlp.thai_dates.grammar import read_pieces
from nlp.thai_dates.offers import Offer
from nlp.thai_dates.phrases import read_phrases
from nlp.thai_dates.pieces import Piece
from nlp.thai_dates.reading import Part, When, WhenReading
from nlp.thai_dates.rewriting import single_spaced
from nlp.thai_dates.slips import may_say_time, without_slips
from nlp.thai_dates.tokens import tokenise

__all__ = ["Part", "When", "WhenReading", "read_when"]

_ONE_DAY = dt.timedelta(days=1)


_NOTHING = WhenReading()


def read_when(text: str | Text, now: dt.datetime) -> WhenReading:
    """The wished time in the message, seen from the moment `now`, in Thai time; `when` is None when there is no wish.

    A message that is normalised already need not be again.
    """
    normal = normalise(text) if isinstance(text, str) else text
    if not may_say_time(normal.normal):
        return _NOTHING
    message = without_slips(single_spaced(normal))
    elements = list(read_pieces(tokenise(message.text.normal)))
    if not any(isinstance(element, Piece) for element in elements):
        return _NOTHING
    phrases = read_phrases(elements)
    wish, has_others = choose(phrases)
    when, weekday_differs = _resolved(wish, thai_time(now))
    if when == When():
        return _NOTHING
    places = message.text.positions
    spans = tuple((places[piece.start], places[piece.end]) for piece in wish.pieces)
    times = tuple((places[said.start], places[said.end]) for said in phrases if isinstance(said, Piece))
    misspelt = any(piece.start < end and start < piece.end for piece in wish.pieces for start, end in message.slips)
    doubts = {"weekday": weekday_differs, "alternatives": has_others, "spelling": misspelt}
    return WhenReading(when, spans, tuple(doubt for doubt, there in doubts.items() if there), times)


def _resolved(wish: Offer, now: dt.datetime) -> tuple[When, bool]:
    """The wish on the calendar and the clock, and whether a weekday was said that is not that of the date."""
    days = _days(wish.day, now.date()) if wish.day else None
    start, end = _times(wish.clock, wish.part) if wish.clock else (None, None)
    if wish.clock and wish.clock.from_now:
        moment = now + wish.clock.from_now
        days, start = Days(moment.date(), moment.date()), moment.time().replace(second=0, microsecond=0)
    when = When(
        date=days.first if days else None,
        date_to=days.last if days and days.last != days.first else None,
        time=start,
        time_to=end,
        part=wish.part.part if wish.part and not (start or end) else None,
    )
    weekday = wish.day.day.weekday if days and wish.day and wish.day.day and not wish.day.limit else None
    return when, bool(days and weekday is not None and weekday != days.first.weekday())


def _days(piece: Piece, today: dt.date) -> Days | None:
    if piece.day is None:
        return None
    days = resolve_range(piece.day, piece.day_to, today) if piece.day_to else resolve(piece.day, today)
    if days is None:
        return None
    match piece.limit:
        case "before":
            return Days(today, max(today, days.first - _ONE_DAY))
        case "within":
            return Days(today, max(today, days.last))
        case "after":
            return Days(days.last + _ONE_DAY, days.last + _ONE_DAY)
    return days


def _times(clock: Piece, part: Piece | None) -> tuple[dt.time | None, dt.time | None]:
    start, end = clock.clock, clock.clock_to
    if part and part.part == "afternoon":  # บ่ายนี้ เวลา 2.30
        start, end = start and start.in_the_afternoon(), end and end.in_the_afternoon()
    if start and end:
        return resolve_span(start, end) or (start.time(), None)
    return (start.time() if start else None), (end.time() if end else None)
