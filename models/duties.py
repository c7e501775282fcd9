"""Who should take a consultation: the office's duties weighed against what was understood. Pure; no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nlp.understanding import Topic, Understanding


@dataclass(frozen=True)
class Project:
    """A project of one officer; its name is its code."""

    name: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Officer:
    """A seat in the office with the codes of its duties."""

    id: str
    title: str
    is_director: bool = False
    functions: tuple[str, ...] = ()
    learning_areas: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    projects: tuple[Project, ...] = ()


@dataclass(frozen=True)
class Roster:
    """All officers who may be proposed, the Thai titles of codes, and the learning area that a subject belongs to."""

    officers: tuple[Officer, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Candidate:
    """An officer proposed for a consultation, with Thai reasons that a director would accept."""

    officer: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """A button: the label to show and the code it stands for."""

    label: str
    code: str


@dataclass(frozen=True)
class Question:
    """The one question that settles an unsure understanding: the field it fills, the words, 2 to 6 buttons."""

    field: str
    text: str
    choices: tuple[Choice, ...]


# Strongest first, each outweighing the next: a project is one person's, a subject a few people's, a function several's.
WEIGHTS = {
    "project": 16.0,  # the manual names the person
    "nobody": 12.0,  # what no sheet names is the director's to decide
    "learning_area": 8.0,
    "method": 6.0,  # PLC in mathematics is mathematics first, and the owner of the PLC project next
    "function": 4.0,
    "area": 2.0,
    "school_area": 1.0,  # breaks ties only
}


def rank(
    understanding: Understanding,
    roster: Roster,
    *,
    school_area: str | None = None,
    load: Mapping[str, int] | None = None,
) -> list[Candidate]:
    """Candidates, best first; none when there is nothing to choose. `load` counts each officer's open consultations."""
    if understanding.intent not in ("consult", "book"):
        return []
    found = [_candidate(officer, understanding, roster, school_area) for officer in roster.officers]
    busy = load or {}
    return sorted(
        (candidate for candidate in found if candidate.reasons),
        key=lambda candidate: (-candidate.score, busy.get(candidate.officer, 0)),
    )


def _candidate(officer: Officer, understanding: Understanding, roster: Roster, school_area: str | None) -> Candidate:
    topics, area = understanding.topics, understanding.area
    has_subject = any(topic.learning_area for topic in topics)
    fits = [fit for topic in topics for fit in _fits(officer, topic, roster, has_subject=has_subject)]
    if area in officer.areas and (fits or not topics):
        fits.append(("area", f"ดูแล{roster.titles.get(area, area)}"))
    if fits and school_area in officer.areas and school_area != area:
        fits.append(("school_area", f"{roster.titles.get(school_area, school_area)}ของคุณครู"))
    # Where the manual gives the director the same as others, the others come first.
    score = sum(WEIGHTS[kind] for kind, _ in fits) - (0.5 if officer.is_director else 0)
    return Candidate(officer.id, score, tuple(dict.fromkeys(reason for _, reason in fits)))


def _fits(officer: Officer, topic: Topic, roster: Roster, *, has_subject: bool) -> list[tuple[str, str]]:
    if not _has_holder(topic, roster):
        return [("nobody", f"พิจารณาเรื่อง{topic.title}")] if officer.is_director else []
    fits = []
    if any(project.name in topic.projects for project in officer.projects):
        fits.append(("method" if topic.is_method and has_subject else "project", f"โครงการ {topic.title}"))
    if topic.learning_area and _holds_subject(officer, topic.learning_area, roster):
        fits.append(("learning_area", f"ดูแล{roster.titles.get(topic.learning_area, topic.learning_area)}"))
    if not officer.is_director and topic.function in officer.functions:
        fits.append(("function", f"ดูแล{roster.titles.get(topic.function or '', topic.function)}"))
    return fits


def _has_holder(topic: Topic, roster: Roster) -> bool:
    """Whether anybody but the director is responsible for it, or a project of anybody's names it."""
    return any(
        any(project.name in topic.projects for project in officer.projects)
        or (topic.learning_area is not None and _holds_subject(officer, topic.learning_area, roster))
        or (not officer.is_director and topic.function in officer.functions)
        for officer in roster.officers
    )


def _holds_subject(officer: Officer, code: str, roster: Roster) -> bool:
    """Whether the subject is the officer's own; where nobody has it, the learning area it belongs to counts."""
    if officer.is_director:
        return False
    held_by_anyone = any(code in other.learning_areas for other in roster.officers if not other.is_director)
    return (code if held_by_anyone else roster.parents.get(code)) in officer.learning_areas


def question(understanding: Understanding, roster: Roster) -> Question | None:
    """The question that settles the understanding best, or None when nothing needs asking."""
    if "topic" not in understanding.unsure:
        return None
    codes = dict.fromkeys(code for officer in roster.officers if not officer.is_director for code in officer.functions)
    choices = tuple(Choice(roster.titles.get(code, code), code) for code in codes)[:6]
    return Question("function", "อยากปรึกษาเรื่องใดคะ", choices) if len(choices) > 1 else None
