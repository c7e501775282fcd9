"""Policy-and-planning offices work as fully as supervision offices: consultations go to who holds the work group."""

from pathlib import Path

from models.db import Database
from models.people import Role
from simulator.stage import Stage
from tests.installation import installed


def test_a_consultation_goes_to_the_work_group_and_is_booked(sqlite_url: str, line: Stage, tmp_path: Path) -> None:
    with installed(Database(sqlite_url), line, tmp_path, pack="khonkaen5") as office:
        director = office.staff(Role.DIRECTOR, "kk5-group-director")
        officer = office.staff(Role.SUPERVISOR, "kk5-budget-officer")
        teacher = office.teacher()
        teacher.says("ขอปรึกษาเรื่องคำของบประมาณ พรุ่งนี้บ่ายสอง")
        assert teacher.sees("งบประมาณ")
        teacher.taps("ส่งคำขอ")
        assert director.sees("รอพิจารณา")
        director.taps(next(one for one in director.buttons() if one.startswith("มอบหมาย")))
        officer.taps("รับนัด")
        assert teacher.sees("นัดแล้ว")
