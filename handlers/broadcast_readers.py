"""From words such as "กลุ่มทุ่งหินเทินกับตากฟ้า" or "ครูคณิตเขตตากฟ้า" to an audience, and to what of them names nobody."""

import re
from dataclasses import dataclass, field, replace

from handlers.broadcast_audience import purpose
from handlers.turn import Context
from models import groups, offices, rounds
from models.broadcasts import HEADS_OF_SCHOOLS, Audience
from models.groups import Group
from models.people import Role
from models.roster import words_of
from nlp.reading import Reading, read_words
from nlp.text import normalise

_STAFF = (Role.SUPERVISOR, Role.CLERK, Role.DIRECTOR)
_ROLE_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"ผู้บริหาร(?:สถานศึกษา|โรงเรียน|รร\.?)?|(?:ผอ\.?|ผู้อำนวยการ)\s*(?:โรงเรียน|รร\.?|ร\.ร\.)", (HEADS_OF_SCHOOLS,)),
    (r"(?:ผอ\.?|ผู้อำนวยการ)\s*กลุ่ม", (Role.DIRECTOR,)),
    (r"ศึกษานิเทศก์|ศน\.?", (Role.SUPERVISOR,)),
    (r"ธุรการ", (Role.CLERK,)),
    (r"เจ้าหน้าที่|บุคลากร|คนในสำนักงาน", _STAFF),
    (
        r"คุณครู|ครู|อาจารย์|ทุก\s*(?:โรงเรียน|รร\.?)|(?:โรงเรียน|รร\.?)\s*ทุก(?:โรงเรียน|โรง|แห่ง|ที่)",
        (Role.TEACHER,),
    ),
)
_ROLE = re.compile("|".join(f"({words})" for words, _ in _ROLE_WORDS))
_EVERYBODY = re.compile(r"(?:ทุกคน|ทุกท่าน|ทั้งหมด)$")

_EXCEPT = re.compile(r"ยกเว้น|เว้นแต่|เว้น|ไม่รวม|ไม่เอา")
_JOINT = re.compile(r"กับ|และ|รวมถึง|รวมทั้ง|ตลอดจน|แล้วก็|หรือ|[,/+&\n]")
_GROUP = re.compile(r"\s*(?:กลุ่ม|ไลน์กลุ่ม)\s*(?:ไลน์|line)?\s*(?:สาระ(?:การเรียนรู้)?|งาน|โครงการ|ของ)?\s*")
_EVERY_GROUP = re.compile(r"ทุก\s*กลุ่ม(?:ไลน์)?|กลุ่มทั้งหมด|ทุก(?=สหวิทยาเขต|เขต)")
_KIND_WORDS = {"สาระ": "learning_area", "งาน": "function", "โครงการ": "project", "สหวิทยาเขต": "area", "เขต": "area"}
_NOT_ANSWERED = re.compile(r"(?:ที่|ซึ่ง)?ยังไม่(?:ได้)?(?:ส่ง|ตอบ|รายงาน|ทำ)(?P<what>.*)$", re.DOTALL)
_SCHOOL = re.compile(r"โรงเรียน|รร\.?|ร\.ร\.")
_FILLERS = re.compile(
    r"สหวิทยาเขต|เครือข่าย|กลุ่มสาระ(?:การเรียนรู้)?|สาระ|รายวิชา|วิชา|สอน|ทุก|ทั้งหมด|ทั้ง|คน|ท่าน|โรงเรียน|รร\.?|ร\.ร\."
    r"|แห่ง|โรง|เขต|พื้นที่|ใน|ของ|ที่|ผู้|สำนักงาน|เฉพาะ|กลุ่ม|นะ|ค่ะ|คะ|ครับ|หน่อย|ด้วย|เลย|เท่านั้น|[\s.ๆ()“”\"'-]"
)
"""What may stand among readers without naming any."""


@dataclass(frozen=True)
class Named:
    """Whom words name, and which of the words name nobody known."""

    audience: Audience = field(default_factory=Audience)
    unknown: tuple[str, ...] = ()

    def beside(self, other: "Named") -> "Named":
        """Both; of each kind of wish all values."""
        return Named(self.audience.beside(other.audience), (*self.unknown, *other.unknown))


def read(context: Context, said: str) -> Named:
    """Whom the words name. Where an exception can't be made, nobody: who was excepted must not be written to."""
    wanted, *excepted = _EXCEPT.split(said, maxsplit=1)
    named = _named(context, wanted)
    if not excepted:
        return named
    but = _of_parts(context, excepted[0], only_people=not named.audience.groups)
    left = None if but.unknown else _without(context, named.audience, but.audience)
    return Named(unknown=(said.strip(),)) if left is None else replace(named, audience=left)


def _named(context: Context, said: str) -> Named:
    missing = _NOT_ANSWERED.search(said)
    if missing is None:
        return _of_parts(context, said)
    wanted = _round(context, missing["what"])
    found = _of_parts(context, said[: missing.start()])
    if wanted is None or found.unknown:
        return Named(unknown=(said.strip(),))
    return Named(replace(found.audience, missing_in_round=wanted))


def _round(context: Context, said: str) -> int | None:
    """The open round of whose title most is named, or the only one."""
    found = rounds.all_open(context.session)
    scores = [sum(part.casefold() in said.casefold() for part in one.title.split()) for one in found]
    best = [one for one, score in zip(found, scores, strict=True) if score == max(scores)]
    return best[0].id if len(best) == 1 else None


def _of_parts(context: Context, said: str, *, only_people: bool = False) -> Named:
    found, among_groups = Named(), False
    for part in _parts(context, said):
        among_groups = among_groups or _GROUP.match(part) is not None
        found = found.beside(
            _people(context, part) if only_people else _of_part(context, part, among_groups=among_groups)
        )
        among_groups = among_groups or bool(found.audience.groups)
    return found


def _parts(context: Context, said: str) -> list[str]:
    """The words between "กับ", "และ" and commas; where these belong to a name (สุขศึกษาและพลศึกษา) they part nothing."""
    reading = _reading(context, said)
    text, begin, parts = reading.text.normal, 0, []
    for joint in _JOINT.finditer(text):
        if not any(match.start < joint.end() and joint.start() < match.end for match in reading.matches):
            parts.append(text[begin : joint.start()].strip())
            begin = joint.end()
    return [part for part in (*parts, text[begin:].strip()) if _FILLERS.sub("", part) or _says_whom(part)]


def _says_whom(part: str) -> bool:
    return any(pattern.search(part) for pattern in (_ROLE, _EVERYBODY, _EVERY_GROUP))


def _of_part(context: Context, part: str, *, among_groups: bool) -> Named:
    """One part: groups where it says so or names no role, else people."""
    every = _EVERY_GROUP.search(part)
    if every is not None:
        kind = next((kind for word, kind in _KIND_WORDS.items() if part[every.end() :].startswith(word)), None)
        return _of_groups([group for group in groups.bound(context.session) if kind in (None, group.kind)])
    people = _people(context, part)
    says_each = re.search(r"ทุก(?:คน|ท่าน)", part) is not None
    says_people = bool(people.audience.roles) or says_each
    found = [] if says_each or (says_people and not among_groups) else _groups(context, part)
    if found:
        return _of_groups(found)
    if _GROUP.match(part) or (among_groups and not (says_people or people.audience.schools)):
        return Named(unknown=(part,))
    return people


def _of_groups(found: list[Group]) -> Named:
    return Named(Audience(groups=tuple(group.id for group in found)))


def _groups(context: Context, part: str) -> list[Group]:
    """The bound groups of that name, or of what they are bound to."""
    name = _squeezed(_GROUP.sub("", part, count=1))
    meant = {(one.kind, one.code) for match in _reading(context, part).matches for one in match.meanings}
    return [
        group
        for group in groups.bound(context.session)
        if (group.kind, group.code) in meant or (name and name in _squeezed(f"{group.title}{purpose(context, group)}"))
    ]


def _squeezed(words: str) -> str:
    return re.sub(r"[\s.]", "", normalise(words).normal)


def _reading(context: Context, words: str) -> Reading:
    return read_words(words, words_of(context.session, context.office).vocabulary)


def _people(context: Context, part: str) -> Named:
    """People by role, area, subject and school; where something of the part is left over, it names nobody for sure."""
    if _EVERYBODY.match(part):
        return Named(Audience(roles=(Role.TEACHER, *_STAFF)))
    schools, rest = _schools(context, part)
    roles = [role for found in _ROLE.finditer(rest) for role in _ROLE_WORDS[(found.lastindex or 1) - 1][1]]
    reading = _reading(context, _ROLE.sub(" ครู ", rest))
    said = [(match, one) for match in reading.matches for one in match.meanings if one.kind in _OF_PEOPLE]
    codes = {kind: tuple(dict.fromkeys(one.code for _, one in said if one.kind == kind)) for kind in _OF_PEOPLE}
    left = reading.text.normal
    for match in sorted({match for match, _ in said}, reverse=True):
        left = left[: match.start] + left[match.end :]
    if len(_FILLERS.sub("", left.replace("ครู", ""))) > 1:
        return Named(unknown=(part,))
    return Named(
        Audience(
            roles=tuple(dict.fromkeys(roles)),
            areas=codes["area"],
            schools=schools,
            learning_areas=codes["learning_area"],
        )
    )


_OF_PEOPLE = ("area", "learning_area")


def _schools(context: Context, part: str) -> tuple[tuple[int, ...], str]:
    """The schools named in full, or the only one of which a part of the name is written; and the words without them."""
    named = offices.schools_named(context.session, part)
    rest = part
    for school in named:
        letters = re.sub(r"โรงเรียน|\s", "", school.name)
        rest = re.sub(r"\s*".join(map(re.escape, letters)), "", rest)
    begin = _SCHOOL.search(rest)
    if not named and begin is not None and _FILLERS.sub("", rest[begin.end() :]):
        like = offices.schools_like(context.session, rest[begin.end() :], 2)
        if len(like) == 1:
            named, rest = like, rest[: begin.start()]
    return tuple(school.id for school in named), rest


def _without(context: Context, audience: Audience, excepted: Audience) -> Audience | None:
    """The audience without those excepted; None where it can't be said so."""
    if audience == Audience(groups=audience.groups) and excepted == Audience(groups=excepted.groups):
        return _fewer(audience, "groups", audience.groups, excepted.groups)
    if audience.wants_people and not audience.groups:
        if excepted == Audience(areas=excepted.areas):
            every = audience.areas or tuple(area.code for area in context.facts.pack.areas)
            return _fewer(audience, "areas", every, excepted.areas)
        if excepted == Audience(roles=excepted.roles):
            return _fewer(audience, "roles", audience.roles, excepted.roles)
    return None


def _fewer(audience: Audience, wish: str, values: tuple[object, ...], excepted: tuple[object, ...]) -> Audience | None:
    left = tuple(value for value in values if value not in excepted)
    return replace(audience, **{wish: left}) if left and left != values else None  # type: ignore[arg-type]
