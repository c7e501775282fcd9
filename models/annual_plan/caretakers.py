"""Who looks after a phase: the people whom its manual makes responsible, as seats of this office."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.annual_plan.runs import Phase
from models.packs import Pack
from models.people import Person, Role, with_role
from models.roster import Duty

ROLES_NAMED = {"ผู้อำนวยการกลุ่ม": Role.DIRECTOR, "ธุรการ": Role.CLERK}
"""Words by which a manual means a role rather than a work group."""


class Caretakers:
    """Who is reminded of each phase and may change it: only people who can be reached on LINE.

    Those whose duty its work group is, those of other work groups that the manual names beside it, the director and the
    clerks where they are named. A director has all work groups and counts only when named. Nobody left: director and clerks.
    """

    def __init__(self, session: Session, pack: Pack) -> None:
        self._pack = pack
        self._holders: dict[str, list[Person]] = {}
        for duty in session.scalars(select(Duty).where(Duty.kind == "function").order_by(Duty.id)):
            if duty.person.reachable and not duty.person.may(Role.DIRECTOR):
                self._holders.setdefault(duty.code, []).append(duty.person)
        self._desk = [person for person in with_role(session, *ROLES_NAMED.values()) if person.reachable]

    def of(self, phase: Phase) -> list[Person]:
        """The people of this phase, each once."""
        responsible = phase.entry.responsible_th
        functions = {phase.process.function, *functions_named(self._pack, responsible)}
        roles = [role for words, role in ROLES_NAMED.items() if words in responsible]
        found = [person for code in sorted(functions) for person in self._holders.get(code, [])]
        found += [person for person in self._desk if person.may(*roles)]
        return list(dict.fromkeys(found)) or self._desk


def functions_named(pack: Pack, responsible: str) -> Iterator[str]:
    """Codes of the work groups that the words name, beside the group of the office that the whole pack is about."""
    words = _closed_up(responsible)
    for not_a_work_group in (_closed_up(pack.office.group_th), "ผู้อำนวยการ"):
        words = words.replace(not_a_work_group, "")
    for function in pack.functions:
        if any(_closed_up(name) in words for name in (function.name_th, *function.aliases_th)):
            yield function.code


def _closed_up(words: str) -> str:
    return words.replace(" ", "")
