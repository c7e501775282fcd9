"""Policy-and-planning offices work as fully as supervision offices: consultations go to who holds the work group."""

from pathlib import Path

import pytest

from models.people import Role
from simulator.stage import Stage
from tests.installation import installed

ASKED = [
    ("khonkaen5", "kk5-group-director", "kk5-budget-officer", "ขอปรึกษาเรื่องคำของบประมาณ พรุ่งนี้บ่ายสอง", "งบประมาณ"),
    ("khonkaen5", "kk5-group-director", "kk5-policy-plan-officer", "อยากปรึกษาเรื่องแผนปฏิบัติการประจำปี พรุ่งนี้บ่ายสอง", "แผน"),
    ("suratthani-chumphon", "srt-policy-plan-director", "srt-monitoring-head", "ขอปรึกษาการรายงาน e-MES พรุ่งนี้บ่ายสอง", "ติดตาม"),
]  # fmt: skip


@pytest.mark.parametrize(("pack", "director", "officer", "words", "group"), ASKED)
def test_a_consultation_goes_to_the_work_group_and_is_booked(
    sqlite_url: str, line: Stage, tmp_path: Path, pack: str, director: str, officer: str, words: str, group: str
) -> None:
    with installed(sqlite_url, line, tmp_path, pack=pack) as office:
        decides = office.staff(Role.DIRECTOR, director)
        advises = office.staff(Role.SUPERVISOR, officer)
        teacher = office.teacher()
        teacher.says(words)
        assert teacher.sees(group)
        teacher.taps("ส่งคำขอ")
        assert decides.sees("รอพิจารณา")
        label = next(one for one in decides.buttons() if one.startswith("มอบหมาย"))
        decides.taps(label)
        advises.taps("รับนัด")
        assert teacher.sees("นัดแล้ว")
