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
    """All officers who may be proposed, with the Thai titles of codes for the reasons given."""

    officers: tuple[Officer, ...]
    titles: Mapping[str, str] = field(default_factory=dict)


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


# A stronger duty outweighs all weaker ones together: a project is one person's, a subject a few people's.
WEIGHTS = {"project": 16.0, "learning_area": 8.0, "function": 4.0, "area": 2.0, "school_area": 1.0}


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
    if not understanding.topics and understanding.area is None:
        return []
    candidates = [_candidate(officer, understanding, roster, school_area) for officer in roster.officers]
    fitting = [candidate for candidate in candidates if candidate.score >= WEIGHTS["area"]]
    if not fitting:
        fitting = [
            Candidate(officer.id, 1.0, ("ดูแลงานทั้งหมดของกลุ่ม",)) for officer in roster.officers if officer.is_director
        ]
    busy = load or {}
    return sorted(fitting, key=lambda candidate: (-candidate.score, busy.get(candidate.officer, 0)))


def question(understanding: Understanding, roster: Roster) -> Question | None:
    """The question that settles the understanding best, or None when nothing needs asking."""
    if "topic" not in understanding.unsure:
        return None
    codes = dict.fromkeys(code for officer in roster.officers if not officer.is_director for code in officer.functions)
    choices = tuple(Choice(roster.titles.get(code, code), code) for code in codes)[:6]
    return Question("function", "อยากปรึกษาเรื่องใดคะ", choices) if len(choices) > 1 else None


def _candidate(officer: Officer, understanding: Understanding, roster: Roster, school_area: str | None) -> Candidate:
    score, reasons = 0.0, []
    for topic in understanding.topics or (Topic(""),):
        for kind, reason in _fits(officer, topic, understanding.area, roster):
            score += WEIGHTS[kind]
            reasons.append(reason)
    if score and school_area in officer.areas:
        score += WEIGHTS["school_area"]
        reasons.append(f"{roster.titles.get(school_area or '', '')}ของคุณครู")
    return Candidate(officer.id, score, tuple(dict.fromkeys(reasons)))


def _fits(officer: Officer, topic: Topic, area: str | None, roster: Roster) -> list[tuple[str, str]]:
    fits = [("project", f"โครงการ {project.name}") for project in officer.projects if project.name in topic.projects]
    if officer.is_director:
        return fits
    for kind, code, codes in (
        ("learning_area", topic.learning_area, officer.learning_areas),
        ("function", topic.function, officer.functions),
        ("area", area, officer.areas),
    ):
        if code in codes:
            fits.append((kind, f"ดูแล{roster.titles.get(code or '', code)}"))
    return fits
