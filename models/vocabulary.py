"""The words of one office: the field's general lexicon tied to the duties of its pack, and the clerks' keywords."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from models.duties import Officer, Project, Roster
from models.packs import Pack
from nlp.lexicon import Concept, Kind, Meaning, Term, concepts
from nlp.matching import Vocabulary
from nlp.spelling import letters_of

# What a work group's or project's printed name begins with but nobody says.
_UNSAID = ("กลุ่มสาระการเรียนรู้", "กลุ่มงาน", "งาน", "การ", "ภารกิจ", "โรงเรียน")
_SHORTEST_SPOKEN = 14
_LEARNING_PROCESSES = "curriculum"
"""The concept of the work group for curricula and ways of learning."""


def vocabulary_of(pack: Pack, keywords: Iterable[Term] = ()) -> Vocabulary:
    """The office's vocabulary. `keywords` are the words that clerks attached to not-understood messages."""
    duties = _duties(pack)
    concerning_nobody = {_letters(word) for concept in concepts().values() if concept.nobody for word in concept.words}
    known = {(meaning.kind, meaning.code): meaning for _, meaning in duties}
    own = [(words, meaning) for words, meaning in duties if _letters(words) not in concerning_nobody]
    for term in keywords:
        meaning = known.get((term.kind, term.code)) or Meaning(term.kind, term.code, term.title or term.words)
        own.append((term.words, meaning))
    ours = {concept.code: _ours(concept, duties, _staffed(pack)) for concept in concepts().values()}
    codes = {
        code: meaning.code for code, held in ours.items() for meaning in held if meaning.kind == concepts()[code].kind
    }
    return Vocabulary(
        own, {concept.code: _meanings(concept, ours[concept.code], codes) for concept in concepts().values()}
    )


def roster_of(pack: Pack) -> Roster:
    """The pack's officers as `rank` wants them; signatories are proposed to nobody."""
    return Roster(
        tuple(
            Officer(
                id=officer.id,
                title=officer.title_th,
                is_director=officer.role == "director",
                functions=officer.functions,
                learning_areas=officer.learning_areas,
                areas=officer.areas,
                projects=tuple(Project(project.name_th, project.topics_th) for project in officer.projects),
            )
            for officer in pack.officers
            if officer.role != "signatory"
        ),
        titles={code: title for _, code, title, _ in _entries(pack)},
        parents={entry.code: entry.parent for entry in pack.learning_areas if entry.parent},
    )


def _entries(pack: Pack) -> Iterator[tuple[Kind, str, str, tuple[str, ...]]]:
    """Kind, code, title for people and names of each learning area, function and area."""
    for subject in pack.learning_areas:
        names = (subject.name_th, *subject.aliases_th)
        yield "learning_area", subject.code, _title("learning_area", subject.code, names), names
    for function in pack.functions:
        names = (function.name_th, *function.aliases_th)
        tasks = tuple(task.name_th for task in function.tasks)
        yield "function", function.code, _title("function", function.code, names), (*names, *tasks)
    for area in pack.areas:
        yield "area", area.code, f"สหวิทยาเขต{area.name_th}", (area.name_th, *area.aliases_th)


def _title(kind: Kind, code: str, names: tuple[str, ...]) -> str:
    """What people call it: the lexicon's title where its code or one of its names is known there, else its own name."""
    letters = {_letters(name) for name in names}
    known = (concept for concept in concepts().values() if concept.kind == kind)
    titles = (one.title for one in known if one.code == code or letters & {_letters(anchor) for anchor in one.anchors})
    return next(titles, names[0])


def _duties(pack: Pack) -> list[tuple[str, Meaning]]:
    """Each word of the pack with what it means."""
    duties: list[tuple[str, Meaning]] = []
    for kind, code, title, names in _entries(pack):
        is_method = code in concepts() and concepts()[code].method
        meaning = Meaning(kind, code, title, method=is_method)
        duties += [(words, meaning) for name in names for words in _spoken(name)]
    subjects = Vocabulary(duties, {})
    for officer in pack.officers:
        for project in officer.projects:
            meaning = _project(project.name_th, project.topics_th, subjects)
            said = [project.name_th, *(words for words in project.topics_th if not _names_subject(words, duties))]
            duties += [(words, meaning._replace(title=words)) for words in said]
    for school in pack.schools:
        duties += [(words, Meaning("school", school.name_th, school.name_th)) for words in _spoken(school.name_th)]
    return duties


def _spoken(name: str) -> tuple[str, ...]:
    shorter = next((name.removeprefix(unsaid) for unsaid in _UNSAID if name.startswith(unsaid)), name)
    return (name, shorter) if shorter != name and len(shorter) >= _SHORTEST_SPOKEN else (name,)


def _names_subject(words: str, duties: list[tuple[str, Meaning]]) -> bool:
    """Whether the words only say "teachers of X" or "teaching X": that is the subject, not a project."""
    bare = words.removeprefix("ครู").removeprefix("สอน")
    return bare != words and any(_letters(bare) == _letters(name) for name, _ in duties)


def _project(name: str, topics: tuple[str, ...], subjects: Vocabulary) -> Meaning:
    """A project fills the slot that its concept implies, else the one subject or function that its title names."""
    words = {_letters(word) for word in (name, *topics)}
    related = [concept for concept in concepts().values() if words & {_letters(anchor) for anchor in concept.anchors}]
    slots: dict[str, str | None] = next((concept.implies for concept in related if concept.implies is not None), {})
    if not slots:
        found = {
            (meaning.kind, meaning.code)
            for match in subjects.matches(subjects.tokens(name.lower()))
            for meaning in match.meanings
            if meaning.kind in ("learning_area", "function") and meaning.strength != "weak"
        }
        slots = dict(found) if len(found) == 1 else {}
    return Meaning(
        "project", name, name, slots.get("learning_area"), slots.get("function"), method=any(c.method for c in related)
    )


def _staffed(pack: Pack) -> frozenset[str]:
    """The functions that one of the officers holds; others are only named in the pack."""
    return frozenset(code for officer in pack.officers for code in officer.functions)


def _ours(concept: Concept, duties: list[tuple[str, Meaning]], staffed: frozenset[str]) -> list[Meaning]:
    """The office's duties that the concept stands for here; what others handle elsewhere may be a function of this one."""
    if concept.nobody:
        return []
    anchors = {_letters(anchor) for anchor in concept.anchors}
    if concept.kind == "outside":
        functions = [(words, meaning) for words, meaning in duties if meaning.code in staffed]
        return [meaning for words, meaning in functions if _letters(words) in anchors or _contains(words, anchors)]
    return (
        [meaning for _, meaning in duties if meaning.code == concept.code and meaning.kind == concept.kind]
        or [meaning for words, meaning in duties if _letters(words) in anchors]
        or [meaning for words, meaning in duties if meaning.kind == concept.kind and _contains(words, anchors)]
    )


def _contains(words: str, anchors: set[str]) -> bool:
    return any(anchor in _letters(words) for anchor in anchors if len(anchor) > 4)


def _meanings(concept: Concept, ours: list[Meaning], codes: Mapping[str, str]) -> tuple[Meaning, ...]:
    """What the concept means here: the office's duties, else a matter by the slots it implies, or what others handle.

    `codes` are the office's own for the learning areas and functions that the general lexicon knows by others.
    """
    if concept.nobody or (concept.kind == "outside" and not ours):
        return (concept.meaning,)
    if concept.kind == "learning_area" and not any(concepts()[code].kind == "learning_area" for code in codes):
        return (Meaning("outside", concept.code, concept.title),)  # a group that advises on no subject at all
    slots = {kind: codes.get(code) if code else None for kind, code in (concept.implies or {}).items()}
    if not ours:
        ours = [Meaning("matter", concept.code, concept.title)]
        if concept.method:  # a way of teaching that no project of the office names
            slots = {"function": codes.get(_LEARNING_PROCESSES)} | slots
    return tuple(
        dict.fromkeys(
            meaning._replace(
                title=concept.title,
                learning_area=slots.get("learning_area", meaning.learning_area),
                function=slots.get("function", meaning.function),
                method=concept.method,
            )
            for meaning in ours
        )
    )


@lru_cache(maxsize=20_000)
def _letters(words: str) -> str:
    return letters_of(words.lower())
