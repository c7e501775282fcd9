"""Who should take a consultation: the office's duties weighed against what was understood. Pure; no database."""

from collections.abc import Collection, Iterable, Mapping
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
    """A button: its label and the code it stands for, or the words that pressing it says."""

    label: str
    code: str


@dataclass(frozen=True)
class Question:
    """The one question that settles an unsure understanding, with 2 to 8 buttons.

    `field` is `function` or `learning_area` and the choices are codes, or it is `said` and they are words to be
    understood like typed ones.
    """

    field: str
    text: str
    choices: tuple[Choice, ...]


MOST_CHOICES = 8

# Strongest first, each outweighing the next: a project is one person's, a subject a few people's, a function several's.
WEIGHTS = {
    "project": 16.0,  # the manual names the person
    "nobody": 12.0,  # what no sheet names is the director's to decide
    "learning_area": 8.0,
    "method": 6.0,  # PLC in mathematics is mathematics first, and the owner of the PLC project next
    "function": 4.0,
    "area": 2.0,
    "school_area": 1.0,  # breaks ties only
    "first": 0.75,  # of several topics the first is what the message is about
}


def rank(
    understanding: Understanding,
    roster: Roster,
    *,
    school_area: str | None = None,
    away: Collection[str] = (),
    load: Mapping[str, int] | None = None,
) -> list[Candidate]:
    """Candidates, best first; none when there is nothing to choose.

    Among equals those `away` at the wished time come last, then those with the greater `load` of consultations.
    """
    if understanding.intent not in ("consult", "book"):
        return []
    found = [_candidate(officer, understanding, roster, school_area) for officer in roster.officers]
    busy = load or {}
    return sorted(
        (candidate for candidate in found if candidate.reasons),
        key=lambda candidate: (-candidate.score, candidate.officer in away, busy.get(candidate.officer, 0)),
    )


def _candidate(officer: Officer, understanding: Understanding, roster: Roster, school_area: str | None) -> Candidate:
    topics, area = understanding.topics, understanding.area
    has_subject = any(topic.learning_area for topic in topics)
    of_topics = [_fits(officer, topic, roster, has_subject=has_subject) for topic in topics]
    fits = [fit for of_topic in of_topics for fit in of_topic]
    if area in officer.areas and (fits or not topics):
        fits.append(("area", f"ดูแล{roster.titles.get(area, area)}"))
    if fits and school_area in officer.areas and school_area != area:
        fits.append(("school_area", f"{roster.titles.get(school_area, school_area)}ของคุณครู"))
    score = sum(WEIGHTS[kind] for kind, _ in fits)
    if of_topics and of_topics[0]:
        score += WEIGHTS["first"]
    if officer.is_director:
        score -= 0.5  # where the manual gives the director the same as others, the others come first
    return Candidate(officer.id, score, tuple(dict.fromkeys(reason for _, reason in fits)))


def _fits(officer: Officer, topic: Topic, roster: Roster, *, has_subject: bool) -> list[tuple[str, str]]:
    if not _has_holder(topic, roster):
        kind = "learning_area" if topic.learning_area else "nobody"  # a subject weighs the same whoever has it
        return [(kind, f"พิจารณาเรื่อง{topic.title}")] if officer.is_director else []
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


def question(understanding: Understanding, roster: Roster, *, particle: str = "คะ") -> Question | None:
    """The question that settles the understanding best, or None when nothing needs asking."""
    if "learning_area" in understanding.unsure:
        subjects = _question("learning_area", f"เรื่องการสอนวิชาใด{particle}", _subjects_to_choose(roster))
        if subjects:
            return subjects
    if {"topic", "learning_area"} & set(understanding.unsure):
        choices = _duties_to_choose(understanding.area, roster)
        return _question("function", f"อยากปรึกษาเรื่องใด{particle}", choices)
    best = [candidate for candidate in rank(understanding, roster) if not _is_director(candidate, roster)]
    if len(best) < 2 or best[0].score > best[1].score or understanding.area:
        return None
    topic = understanding.topics[0]
    if "project" in understanding.unsure:
        choices = [Choice(name, name) for name in topic.projects]
        return _question("said", f"เรื่อง {topic.title} ด้านไหน{particle}", choices)
    if "function" in understanding.unsure:
        choices = [Choice(aspect, aspect) for aspect in topic.aspects]
        return _question("said", f"เรื่อง{topic.title}ด้านไหน{particle}", choices)
    return None


def _question(field: str, text: str, choices: Iterable[Choice]) -> Question | None:
    shown = tuple(choices)[:MOST_CHOICES]
    return Question(field, text, shown) if len(shown) > 1 else None


def _duties_to_choose(area: str | None, roster: Roster) -> list[Choice]:
    """The work groups to choose from: those of the people of the area named, else of everybody."""
    officers = [officer for officer in roster.officers if area in officer.areas] or roster.officers
    codes = dict.fromkeys(code for officer in officers if not officer.is_director for code in officer.functions)
    if len(codes) < 2:
        codes = dict.fromkeys(code for officer in roster.officers for code in officer.functions)
    return [Choice(roster.titles.get(code, code), code) for code in _in_order(codes, roster)]


def _subjects_to_choose(roster: Roster) -> list[Choice]:
    """The learning areas that somebody holds, and the subjects of those who hold no whole one: all are told apart."""
    officers = [officer for officer in roster.officers if not officer.is_director]
    whole = {code for officer in officers for code in officer.learning_areas if code not in roster.parents}
    others = {
        code for officer in officers if whole.isdisjoint(officer.learning_areas) for code in officer.learning_areas
    }
    return [Choice(roster.titles.get(code, code), code) for code in _in_order(whole | others, roster)]


def _in_order(codes: Iterable[str], roster: Roster) -> list[str]:
    """In the order of the office's own list."""
    places = {code: place for place, code in enumerate(roster.titles)}
    return sorted(codes, key=lambda code: (places.get(code, len(places)), code))


def _is_director(candidate: Candidate, roster: Roster) -> bool:
    return any(officer.is_director and officer.id == candidate.officer for officer in roster.officers)
