"""LINE groups at the desk: what each is for, changed by one at a time, and left."""

import pytest

from models import groups
from models.groups import Group
from simulator.stage import GroupChat
from tests.bot.console.staffed import Staffed

pytestmark = pytest.mark.xdist_group("staffed")


def _joined(office: Staffed, name: str) -> tuple[GroupChat, str]:
    """Another group of the teacher and a colleague, and its page."""
    made = office.installation
    chat = made.line.group(name, [office.teacher, office.supervisor], channel=made.channel)
    made.line.wait_until(lambda: _group(office, chat))
    office.jobs()
    return chat, f"/groups/{_found(office, chat).id}"


def _group(office: Staffed, chat: GroupChat) -> Group | None:
    with office.installation.session() as session:
        return groups.find(session, chat.group_id)


def _found(office: Staffed, chat: GroupChat) -> Group:
    group = _group(office, chat)
    assert group is not None
    return group


def test_a_group_is_bound_called_what_it_is_unbound_and_the_second_editor_is_told(office: Staffed) -> None:
    chat, page = _joined(office, "ไลน์รวม ผอ.")
    shown = office.first.opens("/groups").text
    assert "ไลน์รวม ผอ." in shown
    assert "ยังไม่ผูก" in shown
    seen = office.second.hidden(page, on=page)
    bound = office.first.submits(page, on=page, purpose="free", audience=" ผู้บริหาร  สถานศึกษา ")
    assert "ผูกกลุ่ม “ไลน์รวม ผอ.” กับผู้บริหาร สถานศึกษาแล้ว" in bound.text
    assert (_found(office, chat).kind, _found(office, chat).code) == ("free", "ผู้บริหาร สถานศึกษา")
    office.clerk.says("ประกาศ ประชุมด่วน ถึงกลุ่มผู้บริหาร")
    assert office.clerk.sees("1 กลุ่ม 2 คน = 2 ข้อความ")
    late = office.second.submits(page, **{**seen, "purpose": "area:wiman-loi", "audience": ""})
    assert late.status_code == 409
    assert "มีคนแก้ข้อมูลนี้ไปก่อนแล้ว" in late.text
    assert office.first.submits(page, on=page, purpose="area:nowhere", audience="").status_code == 422
    office.first.submits(page, on=page, purpose="area:wiman-loi", audience="")
    assert (_found(office, chat).kind, _found(office, chat).code) == ("area", "wiman-loi")
    office.first.submits(page, on=page, purpose="", audience="")
    assert _found(office, chat).kind is None


def test_the_bot_leaves_a_group_and_nothing_is_sent_there_any_more(office: Staffed) -> None:
    chat, page = _joined(office, "กลุ่มที่เลิกใช้")
    office.first.submits(page, on=page, purpose="office", audience="")
    left = office.first.submits(f"{page}/leave", on=page)
    assert "บอตออกจากกลุ่ม “กลุ่มที่เลิกใช้” แล้ว" in left.text
    assert any("ออกจากกลุ่ม" in entry["text"] for entry in chat.chat()["entries"] if entry["from"] == "system")
    office.installation.settle()
    assert _found(office, chat).left_at is not None
    assert office.first.opens(page).status_code == 404
    assert "ให้บอตออกจากกลุ่ม “กลุ่มที่เลิกใช้”" in office.first.opens("/trail").text
