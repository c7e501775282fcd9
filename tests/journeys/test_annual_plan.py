"""The annual calendar on people's phones: from the morning's digest to done, postponed, or heard of again."""

from datetime import date
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from models import annual_plan
from models.annual_plan import PhaseRun, RunState
from models.office_facts import facts_of
from models.offices import Office
from models.people import Role
from tests.installation import Installation

PROCESS = "qa-standards"


def open_year_with_one_phase_due(installation: Installation, ends_on: date = date(2026, 11, 23)) -> int:
    """Open fiscal year 2570 with everything done but one phase of quality assurance, which s03 looks after."""
    with installation.services.database.begin(installation.office_id) as session:
        office = session.get_one(Office, installation.office_id)
        annual_plan.open_year(session, office.id, facts_of(office), 2570, installation.services.clock())
        kept, *others = sorted(
            annual_plan.runs_of_year(session, 2570), key=lambda run: (run.process != PROCESS, run.id)
        )
        for run in others:
            run.state = RunState.DONE
        kept.state, kept.starts_on, kept.ends_on = RunState.PLANNED, date(2026, 11, 2), ends_on
        return kept.id


def run_of(installation: Installation, run_id: int) -> PhaseRun:
    with installation.session() as session:
        return session.get_one(PhaseRun, run_id)


def test_a_phase_goes_from_the_morning_digest_to_done_with_evidence(installation: Installation) -> None:
    supervisor = installation.staff(Role.SUPERVISOR, "s03")
    run_id = open_year_with_one_phase_due(installation)

    installation.jobs("morning digests")
    assert supervisor.sees("ครบกำหนดวันนี้")
    supervisor.taps("เริ่มแล้ว")
    assert supervisor.sees("กำลังทำ")
    supervisor.taps("เสร็จแล้ว")
    assert supervisor.sees("หลักฐาน")
    supervisor.says("https://example.go.th/qa-report")
    assert supervisor.sees("เก็บหลักฐาน")

    done = run_of(installation, run_id)
    assert (done.state, [shown.words for shown in done.evidence]) == (
        RunState.DONE,
        ["https://example.go.th/qa-report"],
    )


def test_a_file_counts_as_evidence(installation: Installation) -> None:
    supervisor = installation.staff(Role.SUPERVISOR, "s03")
    run_id = open_year_with_one_phase_due(installation)
    supervisor.posts_back(f"phase_done:{run_id}")
    assert supervisor.sees("หลักฐาน")

    supervisor.sends("report.pdf", "application/pdf", b"%PDF-1.4")

    assert supervisor.sees("เก็บหลักฐาน")
    assert run_of(installation, run_id).evidence[0].line_message_id is not None


def test_what_is_done_is_no_longer_reminded(installation: Installation) -> None:
    supervisor = installation.staff(Role.SUPERVISOR, "s03")
    run_id = open_year_with_one_phase_due(installation)
    supervisor.posts_back(f"phase_done:{run_id}")
    supervisor.taps("ไม่มีหลักฐาน")
    assert supervisor.sees("เรียบร้อย")

    installation.jobs("morning digests")

    assert not supervisor.sees("ครบกำหนดวันนี้", within=0)


def test_the_director_decides_on_a_postponement(installation: Installation) -> None:
    director = installation.staff(Role.DIRECTOR, "s01")
    supervisor = installation.staff(Role.SUPERVISOR, "s03")
    run_id = open_year_with_one_phase_due(installation)

    supervisor.posts_back(f"phase_postpone:{run_id}")
    assert supervisor.sees("ถึงวันไหน")
    supervisor.says("ขอถึง 15 ธ.ค. รอข้อมูลจากโรงเรียน")
    assert supervisor.sees("ส่งให้ ผอ. พิจารณาแล้ว")
    assert director.sees("รอข้อมูลจากโรงเรียน")
    director.taps("อนุญาต")

    assert supervisor.sees("ถึง อ. 15 ธ.ค. 69 แล้ว")
    assert run_of(installation, run_id).ends_on == date(2026, 12, 15)
    director.posts_back("postpone_refuse:1")
    assert director.sees("ตัดสินไปแล้ว")
    assert run_of(installation, run_id).ends_on == date(2026, 12, 15)


def test_a_postponement_said_in_two_sentences_keeps_the_first(installation: Installation) -> None:
    director = installation.staff(Role.DIRECTOR, "s01")
    supervisor = installation.staff(Role.SUPERVISOR, "s03")
    run_id = open_year_with_one_phase_due(installation)
    supervisor.posts_back(f"phase_postpone:{run_id}")
    assert supervisor.sees("ถึงวันไหน")
    supervisor.says("ยังไม่พร้อม")
    assert supervisor.sees("พิมพ์วันใหม่")
    supervisor.says("15 ธ.ค.")
    assert supervisor.sees("พิจารณาแล้ว")

    supervisor.posts_back(f"phase_postpone:{run_id}")
    assert supervisor.sees("ถึงวันไหน")
    supervisor.says("20 ธ.ค.")
    assert supervisor.sees("เพราะอะไร")
    supervisor.says("โรงเรียนปิด")
    assert supervisor.sees("ขอเลื่อนถึง อา. 20 ธ.ค. 69")

    assert director.sees("ยังไม่พร้อม")
    assert director.sees("โรงเรียนปิด")


def test_a_refused_postponement_leaves_the_deadline(installation: Installation) -> None:
    director = installation.staff(Role.DIRECTOR, "s01")
    supervisor = installation.staff(Role.SUPERVISOR, "s03")
    run_id = open_year_with_one_phase_due(installation)
    supervisor.posts_back(f"phase_postpone:{run_id}")
    assert supervisor.sees("ถึงวันไหน")
    supervisor.says("ถึง 15 ธ.ค. รอข้อมูลจากโรงเรียน")
    director.taps("คงกำหนดเดิม")

    assert supervisor.sees("ผอ. ให้คงกำหนดเดิม")
    assert run_of(installation, run_id).ends_on == date(2026, 11, 23)


def test_only_those_who_look_after_a_phase_may_change_it(installation: Installation) -> None:
    installation.staff(Role.SUPERVISOR, "s03")
    colleague = installation.staff(Role.SUPERVISOR, "s07")
    teacher = installation.teacher()
    run_id = open_year_with_one_phase_due(installation)

    for person in (colleague, teacher):
        person.posts_back(f"phase_done:{run_id}")
        assert person.sees("ปุ่มนี้สำหรับ")

    assert run_of(installation, run_id).state == RunState.PLANNED


def test_a_snoozed_phase_is_quiet_until_its_day(installation: Installation) -> None:
    supervisor = installation.staff(Role.SUPERVISOR, "s03")
    run_id = open_year_with_one_phase_due(installation, date(2026, 11, 26))
    supervisor.posts_back(f"phase_snooze:{run_id}")
    supervisor.taps("อีก 3 วัน")
    assert supervisor.sees("จะเตือนเรื่องนี้อีกครั้ง")

    installation.jobs("morning digests")

    assert not supervisor.sees("วันนี้ จ. 23 พ.ย.", within=0)


def test_the_clerk_dates_what_the_manual_leaves_open(installation: Installation) -> None:
    clerk = installation.staff(Role.CLERK, name="ธุรการ")
    with installation.services.database.begin(installation.office_id) as session:
        office = session.get_one(Office, installation.office_id)
        annual_plan.open_year(session, office.id, facts_of(office), 2570, installation.services.clock())
        run = next(one for one in annual_plan.runs_of_year(session, 2570) if one.state == RunState.UNDATED)
    clerk.posts_back("undated:2570")
    assert clerk.sees("ยังไม่มีวัน")

    clerk.posts_back(f"phase_date:{run.id}")
    assert clerk.sees("ทำช่วงไหน")
    clerk.says("1-15 ธ.ค.")
    assert clerk.sees("ลงปฏิทิน")

    dated = run_of(installation, run.id)
    assert (dated.starts_on, dated.ends_on, dated.state) == (date(2026, 12, 1), date(2026, 12, 15), RunState.PLANNED)


ASKED = [
    ("เดือนนี้มีอะไรต้องส่งบ้าง", "พฤศจิกายน 2569"),
    ("เดือนหน้ามีกำหนดอะไร", "ธันวาคม 2569"),
    ("เดือนมกรามีอะไรต้องส่ง", "มกราคม 2570"),
    ("ปฏิทินงานประกันคุณภาพ", "ประกันคุณภาพ"),
    ("ขั้นตอนต่อไปของ ก.ต.ป.น.", "ขั้นตอนต่อไป"),
    ("งานวัดผลระดับชาติถึงขั้นไหนแล้ว", "วัดผลระดับชาติ"),
    ("สัปดาห์นี้มีงานอะไรบ้าง", "27 พ.ย. 69"),
    ("ไตรมาส 2 ต้องทำอะไรบ้าง", "มี.ค. 70"),
    ("มีงานอะไรค้างไหม", "เลยกำหนด"),
    ("ปฏิทินปีนี้", "ตุลาคม 2569"),
    ("ปฏิทินปีงบประมาณ 2571", "ปีงบประมาณ 2571 ยังไม่เปิดใช้"),
    ("ขอลิงก์ปฏิทิน", "Google Calendar"),
]


def open_year(installation: Installation, fiscal_year: int = 2570) -> None:
    with installation.services.database.begin(installation.office_id) as session:
        office = session.get_one(Office, installation.office_id)
        annual_plan.open_year(session, office.id, facts_of(office), fiscal_year, installation.services.clock())


def test_the_calendar_can_be_asked_in_ten_ways(installation: Installation) -> None:
    clerk = installation.staff(Role.CLERK, name="ธุรการ")
    open_year(installation)
    for question, answer in ASKED:
        clerk.says(question)
        assert clerk.sees(answer), question


PICTURES = [
    ("ขอภาพปฏิทินทั้งปี", ()),
    ("ขอรูปปฏิทินงานวัดผลระดับชาติ", ("assessment-national",)),
    ("ปฏิทินงานประกันคุณภาพเป็นภาพ", ("qa-external", "qa-monitor", "qa-research", "qa-standards")),
]


def test_the_calendar_comes_as_a_picture_to_forward(installation: Installation) -> None:
    supervisor = installation.staff(Role.SUPERVISOR, "s03")
    open_year(installation)
    for question, processes in PICTURES:
        supervisor.says(question)
        assert installation.line.wait_until(supervisor.news)
        message = supervisor.news()[-1]["message"]
        assert message["type"] == "image"
        path = urlsplit(message["originalContentUrl"]).path
        shown = installation.services.picture_of_token(path.split("/")[2])
        assert shown is not None
        assert (shown.fiscal_year, shown.processes, shown.for_schools) == (2570, processes, False)
        with urlopen(f"{installation.web}{path}") as answer:
            assert answer.headers["content-type"] == "image/png"


@pytest.mark.parametrize("question", ["ขอปรึกษาขั้นตอนต่อไปของ ก.ต.ป.น.", "อยากปรึกษาเรื่องปฏิทินวิชาการ"])
def test_asking_for_advice_is_not_asking_the_calendar(installation: Installation, question: str) -> None:
    teacher = installation.teacher()
    teacher.says(question)
    installation.settle()
    assert teacher.news()
    assert not teacher.sees("ขั้นตอนต่อไป", within=0)
