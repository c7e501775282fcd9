"""The register at the desk: what was decided there is read on the phones, and what was decided on the phones stands there."""

import re
from collections.abc import Callable
from io import BytesIO

from openpyxl import load_workbook
from sqlalchemy import select

from models.audit import AuditEntry
from models.consultations import Consultation
from models.people import Role
from simulator.stage import Phone
from tests.bot.console.desk import Desk
from tests.installation import Installation

SignIn = Callable[[Phone], Desk]
LETTER = {
    "key": "one-letter",
    "channel": "letter",
    "reference": "ศธ 04001/123",
    "name": "สมหญิง ตัวอย่าง",
    "school": "0",
    "phone": "081-234-5678",
    "question": "ขอคำปรึกษาการจัดการเรียนรู้คณิตศาสตร์",
    "received": "2026-11-23",
    "wished": "",
}


def _last(installation: Installation) -> Consultation:
    with installation.session() as session:
        return session.scalars(select(Consultation).order_by(Consultation.id.desc()).limit(1)).one()


def _supervisor(installation: Installation) -> str:
    proposed = _last(installation).proposed
    return str(proposed[0]["person_id"])


def test_a_letter_entered_reaches_the_director_on_line(installation: Installation, desk: SignIn) -> None:
    director, clerk = installation.staff(Role.DIRECTOR, "s01"), installation.staff(Role.CLERK)
    answer = desk(clerk).submits("/consultations/new", on="/consultations/new", **LETTER)
    assert "ลงทะเบียนแล้ว เลขที่ ปษ 1/2570" in answer.text
    assert "ศธ 04001/123" in answer.text
    assert director.sees("ปษ 1/2570")


def test_assigning_at_the_desk_is_assigning_in_the_chat(installation: Installation, desk: SignIn) -> None:
    clerk, supervisor = installation.staff(Role.CLERK), installation.staff(Role.SUPERVISOR, "s07")
    signed_in = desk(clerk)
    installation.consultation(installation.teacher())
    made = _last(installation)
    page = f"/consultations/{made.id}"
    answer = signed_in.submits(f"{page}/assign", on=page, person=_supervisor(installation))
    assert "มอบหมาย ปษ 1/2570" in answer.text
    assert supervisor.sees("มอบหมายให้คุณ")


def test_cancelling_tells_the_teacher_the_reason(installation: Installation, desk: SignIn) -> None:
    signed_in, teacher = desk(installation.staff(Role.CLERK)), installation.teacher()
    installation.consultation(teacher)
    page = f"/consultations/{_last(installation).id}"
    signed_in.submits(f"{page}/cancel", on=page, reason="ผู้ขอแจ้งถอน")
    assert teacher.sees("ผู้ขอแจ้งถอน")


WRONG = (
    ("name", "", "กรอกชื่อผู้ขอ"),
    ("question", "", "กรอกเรื่องที่ขอคำปรึกษา"),
    ("phone", "12", "เบอร์โทรขึ้นต้นด้วย 0"),
    ("received", "", "เลือกวันที่ได้รับเรื่อง"),
)


def test_a_wrong_form_keeps_what_was_typed(installation: Installation, desk: SignIn) -> None:
    signed_in = desk(installation.staff(Role.CLERK))
    for field, typed, advice in WRONG:
        answer = signed_in.submits("/consultations/new", on="/consultations/new", **{**LETTER, field: typed})
        assert answer.status_code == 422
        assert advice in answer.text
        assert "ศธ 04001/123" in answer.text


def test_a_scan_is_kept_and_always_handed_out_as_a_download(installation: Installation, desk: SignIn) -> None:
    signed_in = desk(installation.staff(Role.CLERK))
    scan = {"scan": ("หนังสือ.pdf", b"%PDF-1.4 letter", "text/html")}
    answer = signed_in.submits("/consultations/new", on="/consultations/new", files=scan, **LETTER)
    found = re.search(r"/files/\d+", answer.text)
    assert found is not None
    file = signed_in.opens(found.group(0))
    assert file.content == b"%PDF-1.4 letter"
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Content-Disposition"].startswith("attachment")


def test_what_is_no_scan_is_refused(installation: Installation, desk: SignIn) -> None:
    signed_in = desk(installation.staff(Role.CLERK))
    answer = signed_in.submits(
        "/consultations/new",
        on="/consultations/new",
        files={"scan": ("a.pdf", b"<script>", "application/pdf")},
        **LETTER,
    )
    assert answer.status_code == 422
    assert "PDF, JPEG หรือ PNG" in answer.text


def test_the_same_letter_sent_twice_is_entered_once(installation: Installation, desk: SignIn) -> None:
    signed_in = desk(installation.staff(Role.CLERK))
    for _ in range(2):
        signed_in.submits("/consultations/new", on="/consultations/new", **LETTER)
    assert _last(installation).number == 1


FILTERS = {
    "": True,
    "words=1": True,
    "words=ปษ+1/2570": True,
    "words=สมหญิง": True,
    "words=ศธ+04001/123": True,
    "words=ปษ+1/2569": False,
    "words=ฟิสิกส์": False,
    "state=waiting": True,
    "state=done": False,
    "channel=letter": True,
    "channel=phone": False,
    "year=2569": False,
    "below=1": False,
}


def test_the_register_is_found_by_its_filters(installation: Installation, desk: SignIn) -> None:
    signed_in = desk(installation.staff(Role.CLERK))
    signed_in.submits("/consultations/new", on="/consultations/new", **LETTER)
    assert {query: "ปษ 1/2570</a>" in signed_in.opens(f"/consultations?{query}").text for query in FILTERS} == FILTERS


def test_the_register_is_exported_as_it_was_filtered(installation: Installation, desk: SignIn) -> None:
    signed_in = desk(installation.staff(Role.CLERK))
    signed_in.submits("/consultations/new", on="/consultations/new", **LETTER)
    sheet = load_workbook(BytesIO(signed_in.opens("/consultations.xlsx").content)).active
    assert [cell.value for cell in sheet["B"]] == ["ช่องทาง", "หนังสือราชการ ศธ 04001/123"]
    assert len(signed_in.opens("/consultations.csv?state=done").content.decode("utf-8-sig").splitlines()) == 1


def test_who_did_what_is_written_down(installation: Installation, desk: SignIn) -> None:
    signed_in = desk(installation.staff(Role.CLERK))
    signed_in.submits("/consultations/new", on="/consultations/new", **LETTER)
    with installation.session() as session:
        assert [entry.did for entry in session.scalars(select(AuditEntry))] == ["ลงทะเบียน ปษ 1/2570 จากหนังสือราชการ"]
