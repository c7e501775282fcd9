"""From words such as "กลุ่มทุ่งหินเทินกับตากฟ้า" or "ครูทุกคนเขตตากฟ้า" to an audience, and back to words."""

import re
from collections.abc import Iterable

from handlers.turn import Context
from models import groups, offices, rounds
from models.broadcasts import Audience
from models.groups import Group
from models.people import Role

ROLE_WORDS = {
    "ศึกษานิเทศก์": Role.SUPERVISOR,
    "ศน.": Role.SUPERVISOR,
    "ธุรการ": Role.CLERK,
    "ครู": Role.TEACHER,
}
ROLE_NAMES = {Role.TEACHER: "ครู", Role.SUPERVISOR: "ศึกษานิเทศก์", Role.CLERK: "ธุรการ", Role.DIRECTOR: "ผอ.กลุ่ม"}
GROUP_KINDS = {
    "office": "ทั้งสำนักงาน",
    "area": "สหวิทยาเขต",
    "learning_area": "กลุ่มสาระ",
    "function": "กลุ่มงาน",
    "project": "โครงการ",
    "free": "กลุ่มเฉพาะ",
}
"""What a group can be bound to."""

_JOINTS = re.compile(r"กับ|และ|,|\s+")
_NOT_ANSWERED = re.compile(r"ยังไม่(?:ได้)?(?:ส่ง|ตอบ)")


def read(context: Context, words: str) -> Audience:
    """Whom the words name; an empty audience when they name nobody known."""
    found = tuple(group.id for group in _groups(context, words))
    if _NOT_ANSWERED.search(words):
        wanted = _round(context, words)
        return Audience(groups=found, missing_in_round=wanted) if wanted else Audience()
    if found:
        return Audience(groups=found)
    roles = tuple(dict.fromkeys(role.value for word, role in ROLE_WORDS.items() if word in words))
    areas = tuple(_codes(words, ((entry.code, "area") for entry in context.facts.pack.areas), context))
    subjects = tuple(_codes(words, ((one.code, "learning_area") for one in context.facts.pack.learning_areas), context))
    schools = tuple(school.id for school in offices.schools_named(context.session, words))
    return Audience(roles=roles, areas=areas, schools=schools, learning_areas=subjects)


def _groups(context: Context, words: str) -> list[Group]:
    bound = groups.bound(context.session)
    if "ทุกกลุ่ม" in words:
        return bound
    if "กลุ่ม" not in words:
        return [group for group in bound if group.name and group.name in words]
    wanted = [part.removeprefix("กลุ่ม").strip() for part in _JOINTS.split(words)]
    return [group for group in bound if any(part and part in _names(context, group) for part in wanted)]


def _names(context: Context, group: Group) -> str:
    return f"{group.title} {purpose(context, group)}"


def purpose(context: Context, group: Group) -> str:
    """What the group is bound to, in words."""
    if group.kind is None:
        return "ยังไม่ผูก"
    if group.kind in ("area", "learning_area", "function"):
        return context.facts.name_of(group.kind, group.code) or GROUP_KINDS[group.kind]
    return group.code or GROUP_KINDS[group.kind]


def _codes(words: str, entries: Iterable[tuple[str, str]], context: Context) -> Iterable[str]:
    for code, kind in entries:
        name = context.facts.name_of(kind, code)
        if name and name.removeprefix("สหวิทยาเขต").removeprefix("เครือข่าย").strip() in words:
            yield code


def _round(context: Context, words: str) -> int | None:
    """The open round whose title is named, or the only one."""
    found = rounds.all_open(context.session)
    named = [one for one in found if any(part and part in words for part in one.title.split())]
    chosen = named or found
    return chosen[0].id if len(chosen) == 1 else None


def described(context: Context, audience: Audience) -> str:
    """The audience in a line for people, such as ครู · ตากฟ้า."""
    parts = [group.title for group in groups.of_ids(context.session, audience.groups)]
    parts += [ROLE_NAMES.get(Role(role), role) for role in audience.roles]
    parts += [context.facts.name_of("area", code) or code for code in audience.areas]
    parts += [context.facts.name_of("learning_area", code) or code for code in audience.learning_areas]
    if audience.schools:
        parts.append(f"{len(audience.schools)} โรงเรียน")
    if audience.missing_in_round is not None:
        wanted = rounds.find(context.session, str(audience.missing_in_round))
        parts.append(f"ผู้ที่ยังไม่ส่ง {wanted.title if wanted else 'รายงาน'}")
    return " · ".join(parts) or "ยังไม่เลือก"
