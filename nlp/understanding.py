"""What one message means: the types that the reader fills and everybody else reads."""

from dataclasses import dataclass
from typing import Any, Literal

from nlp.thai_dates import When

Mode = Literal["now", "appointment"]


@dataclass(frozen=True)
class Topic:
    """One thing asked about, under a short Thai title. Codes are the office pack's; a project's code is its name.

    Words that may mean several projects name them all. `is_method` marks a way of working that every subject uses, as
    PLC: in a named subject it is that subject's work. `aspects` are the kinds of help behind a bare name, as วัดผล.
    """

    title: str
    learning_area: str | None = None
    function: str | None = None
    projects: tuple[str, ...] = ()
    is_method: bool = False
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Understanding:
    """What a message asks. Slots hold what was said and None otherwise.

    `unsure` names the fields worth a question, `ruled_out` the codes of topics that the writer does not mean.
    """

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
    ruled_out: tuple[str, ...] = ()

    @property
    def topic(self) -> str | None:
        """A short Thai title for the card, e.g. "PLC คณิตศาสตร์"; None when no topic was named."""
        return " ".join(dict.fromkeys(topic.title for topic in self.topics)) or None


def about(topics: tuple[Topic, ...], **said: Any) -> Understanding:
    """An understanding with these topics, the slots they fill, and whatever else was said."""
    return Understanding(
        topics=topics,
        learning_area=next((topic.learning_area for topic in topics if topic.learning_area), None),
        function=next((topic.function for topic in topics if topic.function), None),
        projects=tuple(dict.fromkeys([name for topic in topics for name in topic.projects])),
        **said,
    )


def merge(earlier: Understanding, correction: Understanding) -> Understanding:
    """The earlier understanding, with what the correction names in its place and without what it rules out."""
    named = tuple(topic for topic in correction.topics if topic.title)
    kept = tuple(topic for topic in earlier.topics if not _is_replaced(topic, named, correction.ruled_out))
    return about(
        (*kept, *(topic for topic in named if topic not in kept)),
        text=earlier.text,
        intent=earlier.intent,
        area=correction.area or earlier.area,
        school=correction.school or earlier.school,
        when=correction.when or earlier.when,
        mode="appointment" if correction.when else correction.mode or earlier.mode,
        unsure=correction.unsure if named else earlier.unsure if kept else ("topic",),
        ruled_out=(*earlier.ruled_out, *correction.ruled_out),
    )


def _is_replaced(topic: Topic, named: tuple[Topic, ...], ruled_out: tuple[str, ...]) -> bool:
    """Whether it was ruled out, or another of its kind was named: a subject, a function, or a project."""
    if {topic.learning_area, topic.function, *topic.projects} & set(ruled_out):
        return True
    return any(_kind(topic) == _kind(other) for other in named)


def _kind(topic: Topic) -> str:
    if topic.projects:
        return "project"
    return "learning_area" if topic.learning_area else "function" if topic.function else "matter"
