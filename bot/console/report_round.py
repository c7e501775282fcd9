"""One report round: who has answered and who has not, reminding, another last day, closing, the result as Excel."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from bot.console.desk import Desk, back_to
from bot.console.forms import SECOND_EDITOR, Checks, chosen_from, mark
from bot.console.register import KINDS
from bot.console.rounds import AskedForm
from bot.sheets import as_xlsx
from handlers import quota as quota_steps
from handlers import round_course, round_reminders
from handlers import rounds as steps
from handlers.approval import may_decide
from models import attachments, groups, round_register, rounds, schools
from models.clock import today
from models.db import hold
from models.groups import Group
from models.rounds import Round
from nlp.thai_calendar import say_date


class ChangeForm(AskedForm):
    """What a round asks for, by when, and the groups that hear of it."""

    groups = Checks("กลุ่ม LINE ที่แจ้งและเตือน")


def one(desk: Desk, round_id: int) -> str:
    """Each school with its answer."""
    wanted = _found(desk, round_id)
    return _page(desk, wanted, _as_is(desk, wanted))


def _as_is(desk: Desk, wanted: Round) -> ChangeForm:
    """The form to change it, as the round is now."""
    values = _values(desk, wanted)
    return _with_groups(desk, wanted, ChangeForm(None, data={**values, "seen": mark(**values)}))


def _with_groups(desk: Desk, wanted: Round, form: ChangeForm) -> ChangeForm:
    form.groups.choices = chosen_from((str(group.id), group.title) for group in _offered(desk, wanted))
    return form


def _offered(desk: Desk, wanted: Round) -> list[Group]:
    """The groups to choose from: the office's, and where it was announced."""
    found = (*groups.bound(desk.session), *rounds.groups_of(desk.session, wanted))
    return list({group.id: group for group in found}.values())


def _values(desk: Desk, wanted: Round) -> dict[str, Any]:
    announced = [str(group.id) for group in rounds.groups_of(desk.session, wanted)]
    return {"title": wanted.title, "closes_on": wanted.closes_on, "groups": sorted(announced)}


def _page(desk: Desk, wanted: Round, form: ChangeForm, refused: str = "", changed: str | None = None) -> str:
    schools, answered = rounds.schools(desk.session), rounds.answers(desk.session, wanted)
    shown = request.args.get("show", "")
    left = [school for school in schools if school.id not in answered]
    contacts = {one.school_id: one for one in rounds.contacts(desk.session, left)}
    return desk.render(
        "round.html",
        one=wanted,
        form=form,
        refused=refused,
        changed=changed,
        present=_values(desk, wanted),
        price=round_course.price_of_new_day(desk, wanted),
        rows=[
            (school, answered.get(school.id))
            for school in schools
            if not shown or (school.id in answered) is (shown == "sent")
        ],
        shown=shown,
        total=len(schools),
        sent=len(answered),
        contacts=contacts,
        files=attachments.of_messages(desk.session, [row.line_message_id for row in answered.values()]),
        announced_in=rounds.groups_of(desk.session, wanted),
        decides=may_decide(desk.me),
        area=lambda school: desk.facts.name_of("area", school.area) or "",
        is_over=wanted.closes_on < today(desk.now),
    )


def _found(desk: Desk, round_id: int) -> Round:
    found = rounds.find(desk.session, str(round_id))
    if found is None:
        abort(404)
    return found


def _while_open(desk: Desk, round_id: int, act: Callable[[Round], tuple[str, str]]) -> ResponseReturnValue:
    """Do something with an open round; `act` gives the line of the trail and the sentence on the page."""
    wanted = _found(desk, round_id)
    if not wanted.is_open:
        return _page(desk, wanted, _as_is(desk, wanted), "รอบนี้ปิดไปแล้ว ตารางด้านล่างเป็นผลสุดท้าย"), 409
    did, words = act(wanted)
    if not did:
        return _page(desk, wanted, _as_is(desk, wanted), words), 409
    desk.note(f"{did} “{wanted.title}”")
    return back_to("report_round-one", words, round_id=round_id)


def remind(desk: Desk, round_id: int) -> ResponseReturnValue:
    """Reminds the contacts of schools that have not answered; each once a day."""

    def act(wanted: Round) -> tuple[str, str]:
        left = len(rounds.contacts(desk.session, rounds.missing(desk.session, wanted)))
        if left > quota_steps.outlook(desk).for_broadcasts:
            return "", "ข้อความเดือนนี้ไม่พอสำหรับการเตือนทุกโรงเรียน ลองแจ้งในกลุ่มแทน"
        told = round_reminders.by_hand(desk, wanted)
        if not told:
            return "", "วันนี้เตือนครบทุกโรงเรียนที่ติดต่อได้แล้ว พรุ่งนี้เตือนได้อีกครั้ง"
        desk.tell(told)
        return f"เตือน {len(told)} โรงเรียนที่ยังไม่ส่ง", f"เตือนแล้ว {len(told)} โรงเรียน"

    return _while_open(desk, round_id, act)


def enter(desk: Desk, round_id: int, school_id: int) -> ResponseReturnValue:
    """Writes down that a school's report came another way."""
    school = schools.find(desk.session, school_id)
    if school is None:
        abort(404)

    def act(wanted: Round) -> tuple[str, str]:
        if not rounds.answer_for(desk.session, wanted, school.id, desk.me, desk.now, "ธุรการบันทึกให้"):
            return "", f"{school.name} ส่งไปก่อนแล้ว"
        return f"บันทึกว่า{school.name}ส่งแล้ว", f"บันทึกแล้วว่า{school.name}ส่งแล้ว"

    return _while_open(desk, round_id, act)


def change(desk: Desk, round_id: int) -> ResponseReturnValue:
    """Another title, last day or groups; who was told hears of the day. Who comes second is told first."""
    wanted = _found(desk, round_id)
    hold(desk.session, wanted)
    form = _with_groups(desk, wanted, ChangeForm.of_request())
    right = form.reads(today(desk.now))
    if form.was_changed_since(**_values(desk, wanted)):
        return _page(desk, wanted, form, changed=SECOND_EDITOR), 409
    if not right or form.closes_on.data is None:
        return _page(desk, wanted, form), 422
    chosen = [group for group in _offered(desk, wanted) if str(group.id) in (form.groups.data or ())]
    told = round_course.change(desk, wanted, form.asked, form.closes_on.data, chosen)
    desk.tell(told)
    desk.note(f"แก้รอบรายงาน “{wanted.title}” ส่งภายใน {say_date(wanted.closes_on, date.max)}")
    return back_to("report_round-one", f"บันทึกแล้ว{' และแจ้งผู้เกี่ยวข้องแล้ว' if told else ''}", round_id=round_id)


def close(desk: Desk, round_id: int) -> ResponseReturnValue:
    """No more answers; the result stays."""

    def act(wanted: Round) -> tuple[str, str]:
        desk.does(steps.close, str(wanted.id))
        return "ปิดรอบรายงาน", "ปิดรอบแล้ว ดาวน์โหลดผลเป็น Excel ได้"

    return _while_open(desk, round_id, act)


def export(desk: Desk, round_id: int) -> Response:
    """A line for every school, as an Excel file."""
    wanted = _found(desk, round_id)
    headers = {"Content-Disposition": f'attachment; filename="round-{wanted.id}.xlsx"'}
    content = as_xlsx(round_register.result(desk.session, desk.facts, wanted), f"รอบ {wanted.id}")
    return Response(content, content_type=KINDS["xlsx"], headers=headers)
