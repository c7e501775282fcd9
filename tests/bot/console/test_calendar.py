"""The calendar of appointments: week and month, who is away, what clashes, moving by hand."""

import pytest

from tests.bot.console.staffed import Staffed

pytestmark = pytest.mark.xdist_group("staffed")


def test_week_and_month_show_an_appointment_to_whoever_asks_for_its_supervisor(office: Staffed) -> None:
    office.booked("2026-11-25T09:00", question="ขอคำปรึกษาการอ่านออกเขียนได้ภาษาไทย")
    hers, other = office.person("s07").id, office.person("s08").id
    for path in ("/appointments", "/appointments/month"):
        everybody, own, others = (
            office.first.opens(f"{path}?day=2026-11-25{query}").text
            for query in ("", f"&person={hers}", f"&person={other}")
        )
        assert 'data-start="2026-11-25T09:00"' in everybody
        assert 'data-start="2026-11-25T09:00"' in own
        assert 'data-start="2026-11-25T09:00"' not in others


def test_a_day_that_is_none_shows_today(office: Staffed) -> None:
    assert "23 พ.ย. 69" in office.first.opens("/appointments?day=วันนี้").text


def test_whoever_moves_second_is_told_and_the_first_stays(office: Staffed) -> None:
    page = office.booked("2026-11-25T10:00")
    one = office.appointment(page)
    on, path = "/appointments?day=2026-11-25", f"/appointments/{one.id}/move"
    seen = {"sequence": str(one.sequence), "view": "week", "day": "2026-11-25"}
    moved = office.first.submits(path, on=on, start="2026-11-25T11:00", **seen)
    assert "เลื่อนแล้ว" in moved.text
    assert office.teacher.sees("เลื่อนนัดเป็น")
    assert office.supervisor.sees("11.00")
    late = office.second.submits(path, on=on, start="2026-11-26T11:00", **seen)
    assert late.status_code == 409
    assert "มีคนเลื่อนนัดนี้ไปก่อนแล้ว" in late.text
    assert f"{office.appointment(page).starts_at:%d %H:%M}" == "25 04:00"


def test_an_appointment_can_not_be_moved_to_where_nobody_works(office: Staffed) -> None:
    one = office.appointment(office.booked("2026-12-02T14:00"))
    for start, status, words in (
        ("2026-11-29T10:00", 409, "นอกเวลาทำการ"),
        ("2026-11-20T10:00", 409, "ผ่านไปแล้ว"),
        ("พรุ่งนี้", 422, "เลือกวันและเวลาใหม่"),
    ):
        values = {"sequence": "0", "start": start, "view": "month", "day": "2026-12-01"}
        answer = office.first.submits(f"/appointments/{one.id}/move", on="/appointments", **values)
        assert answer.status_code == status
        assert words in answer.text


def _away(office: Staffed, first: str, last: str, **more: str) -> dict[str, str]:
    return {"person": str(office.person("s07").id), "kind": "ไปราชการ", "first": first, "last": last, **more}


def test_an_absence_entered_is_told_its_clashes_listed_and_taken_back(office: Staffed) -> None:
    page = office.booked("2026-12-21T09:00")
    answer = office.first.submits("/away", on="/away", **_away(office, "2026-12-21", "2026-12-22"))
    assert "มีนัดชนกัน 1 นัด" in answer.text
    assert office.supervisor.sees("สำนักงานบันทึกไปราชการ")
    for path in ("/away", "/appointments", "/appointments/month"):
        shown = office.first.opens(path).text
        assert "นัดที่ต้องจัดการ" in shown
        assert page in shown
    assert "ศน.คณิตศาสตร์ ไปราชการ" in office.first.opens("/appointments?day=2026-12-21").text
    again = office.second.submits("/away", on="/away", **_away(office, "2026-12-21", "2026-12-22"))
    assert again.status_code == 409
    assert "บันทึกไว้แล้ว" in again.text
    row = (
        next(line for line in answer.text.split("action=") if "/take-back" in line)
        .split('"')[1]
        .removeprefix("/console")
    )
    assert "ลบไปราชการ" in office.first.submits(row, on="/away").text
    assert office.supervisor.sees("รับนัดได้ตามปกติ")
    assert "มีคนลบไปก่อนแล้ว" in office.second.submits(row, on="/away").text
    assert "นัดที่ต้องจัดการ" not in office.first.opens("/away").text


def test_an_absence_that_ends_before_it_begins_is_refused_and_kept_in_the_form(office: Staffed) -> None:
    answer = office.first.submits("/away", on="/away", **_away(office, "2027-01-05", "2027-01-04"))
    assert answer.status_code == 422
    assert "ไม่ก่อนวันแรก" in answer.text
    assert 'value="2027-01-05"' in answer.text


def test_a_supervisor_enters_absences_of_nobody_else(office: Staffed) -> None:
    assert "ศน.วิทยาศาสตร์" not in office.own.opens("/away").text.partition("</form>")[0]
    other = {**_away(office, "2027-01-11", "2027-01-11"), "person": str(office.person("s08").id)}
    assert office.own.submits("/away", on="/away", **other).status_code == 422
    assert "บันทึกไปราชการ" in office.own.submits("/away", on="/away", **_away(office, "2027-01-12", "2027-01-12")).text
