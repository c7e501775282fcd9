"""Audiences in words for people. From words to an audience: broadcast_readers.py."""

from handlers.turn import Context
from models import groups, rounds
from models.broadcasts import HEADS_OF_SCHOOLS, Audience
from models.groups import Group
from models.people import Role

ROLE_NAMES: dict[str, str] = {
    Role.TEACHER: "ครู",
    HEADS_OF_SCHOOLS: "ผู้บริหารสถานศึกษา",
    Role.SUPERVISOR: "ศึกษานิเทศก์",
    Role.CLERK: "ธุรการ",
    Role.DIRECTOR: "ผอ.กลุ่ม",
}
"""By what somebody may be written to; a value of `Audience.roles`: {value: for people}."""
GROUP_KINDS = {
    "office": "ทั้งสำนักงาน",
    "area": "สหวิทยาเขต",
    "learning_area": "กลุ่มสาระ",
    "function": "กลุ่มงาน",
    "project": "โครงการ",
    "free": "กลุ่มเฉพาะ",
}
"""What a group can be bound to."""


def purpose(context: Context, group: Group) -> str:
    """What the group is bound to, in words."""
    if group.kind is None:
        return "ยังไม่ผูก"
    if group.kind in ("area", "learning_area", "function"):
        return context.facts.name_of(group.kind, group.code) or GROUP_KINDS[group.kind]
    return group.code or GROUP_KINDS[group.kind]


def described(context: Context, audience: Audience) -> str:
    """The audience in a line for people, such as ครู · ตากฟ้า."""
    parts = [group.title for group in groups.of_ids(context.session, audience.groups)]
    parts += [ROLE_NAMES.get(role, role) for role in audience.roles]
    parts += [context.facts.name_of("area", code) or code for code in audience.areas]
    parts += [context.facts.name_of("learning_area", code) or code for code in audience.learning_areas]
    if audience.schools:
        parts.append(f"{len(audience.schools)} โรงเรียน")
    if audience.missing_in_round is not None:
        wanted = rounds.find(context.session, str(audience.missing_in_round))
        parts.append(f"ผู้ที่ยังไม่ส่ง {wanted.title if wanted else 'รายงาน'}")
    return " · ".join(parts) or "ยังไม่เลือก"
