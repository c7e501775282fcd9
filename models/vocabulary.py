"""The words of one office: the field's general lexicon tied to the duties of its pack, and the clerks' keywords."""

from collections.abc import Iterable, Iterator

from models.duties import Officer, Project, Roster
from models.packs.schema import Pack
from nlp.lexicon import Concept, Kind, Term, concepts, cues
from nlp.matching import Vocabulary


def vocabulary_of(pack: Pack, keywords: Iterable[Term] = ()) -> Vocabulary:
    """The office's vocabulary. `keywords` are the words that clerks attached to not-understood messages."""
    own = list(_own_terms(pack))
    return Vocabulary([*cues(), *own, *_general_terms(own), *keywords])


def roster_of(pack: Pack) -> Roster:
    """The pack's officers as `rank` wants them; signatories are proposed to nobody."""
    titles = {code: names[0] for _, code, names in _duties(pack)}
    titles |= {concept.code: concept.title for concept in concepts() if concept.code in titles}
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
        titles,
    )


def _duties(pack: Pack) -> Iterator[tuple[Kind, str, tuple[str, ...]]]:
    for area in pack.learning_areas:
        yield "learning_area", area.code, (area.name_th, *area.aliases_th)
    for function in pack.functions:
        yield "function", function.code, (function.name_th, *function.aliases_th)
    for cluster in pack.areas:
        yield "area", cluster.code, (cluster.name_th, *cluster.aliases_th)


def _own_terms(pack: Pack) -> Iterator[Term]:
    titles = {concept.code: concept.title for concept in concepts()}
    for kind, code, names in _duties(pack):
        for words in names:
            yield Term(words, kind, code, titles.get(code, names[0]))
    for officer in pack.officers:
        for project in officer.projects:
            for words in (project.name_th, *project.topics_th):
                yield Term(words, "project", project.name_th, project.name_th)
    for school in pack.schools:
        yield Term(school.name_th, "school", school.name_th, school.name_th)


def _general_terms(own: list[Term]) -> Iterator[Term]:
    """The general words, pointing to the office's own duty where one of its words is an anchor of the concept."""
    for concept in concepts():
        targets = _targets(concept, own) or [Term("", concept.kind, concept.code, concept.title)]
        for words in (*concept.anchors, *concept.words):
            for target in targets:
                if not any(term.words.lower() == words.lower() for term in own):
                    yield Term(words, target.kind, target.code, target.title)


def _targets(concept: Concept, own: list[Term]) -> list[Term]:
    anchors = {anchor.lower() for anchor in concept.anchors}
    found = [term for term in own if term.code == concept.code or term.words.lower() in anchors]
    return list({(term.kind, term.code): term for term in found}.values())
