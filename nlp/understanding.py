"""What one message means: the types that the reader fills and everybody else reads."""

from dataclasses import dataclass, field, replace
from typing import Literal

from nlp.thai_dates import When

Mode = Literal["now", "appointment"]


@dataclass(frozen=True)
class Evidence:
    """The words that gave a field its value: `words` stands at `start`:`end` of the message as it was typed."""

    field: str
    code: str
    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Topic:
    """One matter asked about, under a short Thai title. Codes are the office pack's; a project's code is its name."""

    title: str
    learning_area: str | None = None
    function: str | None = None
    projects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Understanding:
    """What a message asks. Slots hold what was said and None otherwise; `unsure` names the fields worth a question."""

    text: str
    intent: str
    topics: tuple[Topic, ...] = ()
    learning_area: str | None = None
    function: str | None = None
    area: str | None = None
    projects: tuple[str, ...] = ()
    school: str | None = None
    when: When | None = None
    mode: Mode | None = None
    unsure: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    @property
    def topic(self) -> str | None:
        """A short Thai title for the card, e.g. "PLC คณิตศาสตร์"; None when no topic was named."""
        return " ".join(dict.fromkeys(topic.title for topic in self.topics)) or None


def merge(earlier: Understanding, correction: Understanding) -> Understanding:
    """The earlier understanding with everything that the correction says put in its place."""
    named = {
        name: value for name in ("area", "school", "when", "mode") if (value := getattr(correction, name)) is not None
    }
    if correction.topics:
        named |= {name: getattr(correction, name) for name in ("topics", "learning_area", "function", "projects")}
    settled = {name for name in earlier.unsure if name in named}
    unsure = tuple(name for name in earlier.unsure if name not in settled)
    return replace(earlier, **named, unsure=tuple(dict.fromkeys(unsure + correction.unsure)))
