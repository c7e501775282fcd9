"""Everything that the desk does with a consultation: the people's phones show it, and whoever comes second is told."""

import pytest

from tests.bot.console.staffed import Staffed

pytestmark = pytest.mark.xdist_group("staffed")

SECOND = (
    ("assign", {"person": "1"}),
    ("decline", {"reason": "อยู่นอกงานของกลุ่ม"}),
    ("cancel", {"reason": "อยู่นอกงานของกลุ่ม"}),
    ("merge", {"into": "1"}),
)
"""What a second clerk wants to do with a page that shows the consultation still waiting."""


@pytest.mark.parametrize(("action", "values"), SECOND)
def test_who_comes_second_is_told_and_changes_nothing(office: Staffed, action: str, values: dict[str, str]) -> None:
    office.entered()  # so that number 1 is another one, whichever test comes first
    page, supervisor = office.entered(), office.person("s07").id
    seen = office.second.hidden(f"{page}/{action}", on=page)
    office.first.submits(f"{page}/assign", on=page, person=str(supervisor))
    answer = office.second.submits(f"{page}/{action}", **{**seen, **values})
    assert answer.status_code == 409
    assert "เปลี่ยนไปแล้วระหว่างที่เปิดหน้านี้ไว้" in answer.text
    if action in ("cancel", "merge"):  # can still be done: what was typed is still there
        assert f'value="{next(iter(values.values()))}"' in answer.text
    kept = office.consultation(page)
    assert (kept.state, kept.supervisor_id) == ("assigned", supervisor)


NEEDED = (("assign", "ยังไม่ได้เลือกผู้รับเรื่อง"), ("decline", "บอกเหตุผลก่อน"), ("cancel", "บอกเหตุผลก่อน"), ("merge", "ไม่พบเลขที่"))


@pytest.mark.parametrize(("action", "advice"), NEEDED)
def test_what_is_missing_is_asked_for(office: Staffed, action: str, advice: str) -> None:
    page = office.entered()
    answer = office.first.submits(f"{page}/{action}", on=page)
    assert answer.status_code == 422
    assert advice in answer.text
    assert office.consultation(page).state == "waiting"


def test_a_time_agreed_by_telephone_is_booked_and_moved(office: Staffed) -> None:
    page = office.assigned()
    closed = office.first.submits(f"{page}/book", on=page, start="", other="2026-11-28T10:00")
    assert closed.status_code == 409  # a Saturday
    assert "นอกเวลาทำการหรือเป็นวันหยุด" in closed.text
    assert 'value="2026-11-28T10:00"' in closed.text
    assert "นัดแล้ว" in office.first.submits(f"{page}/book", on=page, start="2026-11-26T10:00", other="").text
    assert office.teacher.sees("26 พ.ย.")
    assert office.supervisor.sees("26 พ.ย.")
    seen = office.second.hidden(f"{page}/move", on=page)
    assert "เลื่อนแล้ว" in office.first.submits(f"{page}/move", on=page, start="2026-11-27T10:00", other="").text
    assert office.teacher.sees("เลื่อนนัดเป็น")
    late = office.second.submits(f"{page}/move", **{**seen, "start": "2026-11-30T10:00"})
    assert late.status_code == 409
    assert f"{office.appointment(page).starts_at:%d %H:%M}" == "27 03:00"


def test_another_supervisor_takes_over_and_everybody_hears_so(office: Staffed) -> None:
    page = office.booked("2026-12-01T09:00")
    answer = office.first.submits(f"{page}/give", on=page, person=str(office.person("s08").id))
    assert "ดูแลแล้ว" in answer.text
    assert office.teacher.sees("เปลี่ยนผู้ดูแลเป็น")
    assert office.supervisor.sees("ไม่ต้องดำเนินการต่อ")
    assert office.successor.sees("มอบหมายให้คุณ")
    assert office.appointment(page).state == "cancelled"


def test_how_it_went_is_recorded_with_a_sentence(office: Staffed) -> None:
    page = office.booked("2026-12-01T10:00")
    assert office.first.submits(f"{page}/conclude", on=page).status_code == 422
    office.first.submits(f"{page}/conclude", on=page, how="done", note="แนะนำเกมบัตรคำ")
    assert office.teacher.sees("คะแนน")
    assert (office.consultation(page).state, office.consultation(page).outcome_note) == ("done", "แนะนำเกมบัตรคำ")


def test_two_requests_about_the_same_become_one(office: Staffed) -> None:
    goes_on = office.assigned(question="ขอคำปรึกษาเรื่องเศษส่วน")
    scan = {"scan": ("หนังสือ.pdf", b"%PDF-1.4 letter", "application/pdf")}
    ends = office.entered(files=scan, question="เรื่องเศษส่วนเหมือนกัน")
    number, other = office.consultation(goes_on).number, office.consultation(ends).number
    assert f"ปษ {number}/2570" in office.first.opens(ends).text  # it is proposed
    answer = office.first.submits(f"{ends}/merge", on=ends, into=f"ปษ {number}/2570")
    assert f"รวม ปษ {other}/2570 เข้ากับ ปษ {number}/2570 แล้ว" in answer.text
    assert office.supervisor.sees("เรื่องเศษส่วนเหมือนกัน")
    assert office.teacher.sees(f"ติดตามได้จากเลขที่ ปษ {number}/2570")
    kept = office.first.opens(goes_on).text
    assert "เรื่องที่รวมเข้ามา" in kept
    assert "หนังสือ.pdf" in kept
    assert (office.consultation(ends).state, office.consultation(goes_on).state) == ("cancelled", "assigned")
    back = office.first.submits(f"{goes_on}/merge", on=goes_on, into=str(other))
    assert "เรื่องใดเรื่องหนึ่งปิดไปแล้ว" in back.text


@pytest.mark.parametrize("action", ["cancel", "book", "conclude"])
def test_a_supervisor_does_nothing_with_what_lies_on_another_desk(office: Staffed, action: str) -> None:
    page = office.assigned("s08")
    seen = office.first.hidden(f"{page}/cancel", on=page)["seen"]
    assert f"{page}/{action}" not in office.own.opens(page).text
    values = {"seen": seen, "reason": "ไม่ว่าง", "start": "2026-12-08T09:00", "how": "done"}
    assert office.own.submits(f"{page}/{action}", on=page, **values).status_code == 409
    assert office.consultation(page).state == "assigned"
