"""Reads the time that a Thai message wishes for, whatever way of saying days and hours it uses."""

import datetime as dt

from nlp.thai_dates.choice import choose
from nlp.thai_dates.grammar import read_pieces
from nlp.thai_dates.normalise import normalise
from nlp.thai_dates.phrases import read_phrases
from nlp.thai_dates.reading import Part, When, WhenReading
from nlp.thai_dates.tokens import tokenise

__all__ = ["Part", "When", "WhenReading", "read_when"]


def read_when(text: str, now: dt.datetime) -> WhenReading:
    """The wished time in the message, seen from `now` on the Bangkok clock; `when` is None when there is no wish."""
    normalised = normalise(text)
    reading = choose(read_phrases(read_pieces(tokenise(normalised.text))), now)
    origins = [*normalised.origins, len(text)] if reading.spans else ()
    spans = tuple((origins[start], origins[end]) for start, end in reading.spans)
    return WhenReading(reading.when, spans, reading.unsure)
