"""Report rounds as tables: the register of a year's rounds with their results, and who has answered one of them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import annual_plan, rounds
from models.annual_plan import PhaseRun
from models.clock import local
from models.office_facts import OfficeFacts
from models.rounds import Round
from nlp.thai_calendar import in_figures

HEAD = ["ลำดับ", "เรื่อง", "ขั้นตอน", "เปิดเมื่อ", "ส่งภายใน", "ปิดเมื่อ", "โรงเรียน", "ส่งแล้ว", "ร้อยละ", "ยังไม่ส่ง"]


def register(session: Session, facts: OfficeFacts, fiscal_year: int) -> list[list[object]]:
    """A line for each round that was opened in the fiscal year, oldest first, below the head."""
    schools, found = rounds.schools(session), rounds.of_year(session, fiscal_year)
    answered, phases = rounds.answered_by(session, found), _phases(session, facts, found)
    lines: list[list[object]] = [list(HEAD)]
    for number, one in enumerate(found, 1):
        left = [school.name for school in schools if (one.id, school.id) not in answered]
        sent = len(schools) - len(left)
        lines.append(
            [
                number,
                one.title,
                phases.get(one.phase_run_id or 0, ""),
                in_figures(local(one.opened_at)),
                in_figures(one.closes_on),
                in_figures(local(one.closed_at)) if one.closed_at else "",
                len(schools),
                sent,
                round(100 * sent / len(schools)) if schools else 0,
                " · ".join(left),
            ]
        )
    return lines


def _phases(session: Session, facts: OfficeFacts, found: Sequence[Round]) -> dict[int, str]:
    """{run id: name} of the phases that the rounds were opened from."""
    wanted = select(PhaseRun).where(
        PhaseRun.id.in_({one.phase_run_id for one in found if one.phase_run_id is not None})
    )
    phases = annual_plan.described(facts.pack, list(session.scalars(wanted)))
    return {phase.run.id: phase.entry.name_th for phase in phases}


def result(session: Session, facts: OfficeFacts, wanted: Round) -> list[list[object]]:
    """A line for every school with what it sent, below the head."""
    answered = rounds.answers(session, wanted)
    lines: list[list[object]] = [["โรงเรียน", "พื้นที่", "สถานะ", "ส่งเมื่อ", "ผู้ส่ง", "หมายเหตุ"]]
    for school in rounds.schools(session):
        area, sent = facts.name_of("area", school.area) or "", answered.get(school.id)
        if sent is None:
            lines.append([school.name, area, "ยังไม่ส่ง", "", "", ""])
        else:
            by, at = sent.person.name or "", in_figures(local(sent.at))
            lines.append([school.name, area, "ส่งแล้ว", at, by, sent.words])
    return lines
