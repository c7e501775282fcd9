"""Report rounds: which are open, opening one, who has answered and who has not, reminding, closing, the result as Excel."""

from collections.abc import Callable
from datetime import date

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from wtforms import DateField, HiddenField, SelectField, StringField

from bot.console.desk import Desk, back_to
from bot.console.forms import Form, at_most, chosen_from, required
from bot.console.register import KINDS
from bot.sheets import as_xlsx
from handlers import quota as quota_steps
from handlers import round_reminders
from handlers import rounds as steps
from handlers.approval import may_decide
from models import annual_plan, attachments, groups, rounds, schools
from models.clock import today
from models.rounds import Round

PAGE = 20
PEOPLE, GROUPS, QUIETLY = "people", "groups", "quietly"


class RoundForm(Form):
    """What schools must send, by when, and how they hear of it."""

    title = StringField("ให้โรงเรียนส่งอะไร", [required("พิมพ์ชื่อรายงานหรือสิ่งที่ต้องส่ง"), at_most(200)])
    closes_on = DateField("ส่งภายใน", [required("เลือกวันสุดท้าย")])
    way = SelectField("แจ้งอย่างไร", validate_choice=True)
    phase = HiddenField()


def listing(desk: Desk) -> str:
    """The rounds, newest first, and the form for another one."""
    title, last = request.args.get("title", ""), request.args.get("closes_on", "")
    return _list(desk, _form(desk, title=title[:200], closes_on=_day(last), phase=request.args.get("phase", "")))


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _list(desk: Desk, form: RoundForm) -> str:
    found = rounds.latest(desk.session, PAGE + 1, request.args.get("before", type=int))
    sent = rounds.answer_counts(desk.session, found)
    return desk.render(
        "rounds.html",
        found=[(one, sent.get(one.id, 0)) for one in found[:PAGE]],
        before=found[PAGE - 1].id if len(found) > PAGE else None,
        total=len(rounds.schools(desk.session)),
        form=form,
        offered=[one for _, one in steps.offered(desk)][:8],
        decides=may_decide(desk.me),
        today=today(desk.now),
        month=quota_steps.outlook(desk),
    )


def _form(desk: Desk, **values: object) -> RoundForm:
    form: RoundForm = RoundForm.of_request(**values)
    contacts = len(rounds.contacts(desk.session, rounds.schools(desk.session)))
    bound = groups.bound(desk.session)
    everybody = sum(group.member_count or 0 for group in bound)
    ways = [(PEOPLE, f"ผู้ประสานของแต่ละโรงเรียน {contacts:,} คน ใช้ {contacts:,} ข้อความ")]
    if len(bound) > 1:
        ways.append((GROUPS, f"ทุกกลุ่ม LINE ใช้ {everybody:,} ข้อความ"))
    ways += [(str(group.id), f"กลุ่ม {group.title} ใช้ {group.member_count or 0:,} ข้อความ") for group in bound]
    form.way.choices = chosen_from([*ways, (QUIETLY, "ยังไม่แจ้ง จะแจ้งเอง ไม่ใช้ข้อความ")])
    return form


def open_round(desk: Desk) -> ResponseReturnValue:
    """Opens a round and announces it."""
    form = _form(desk)
    right = form.validate()
    if form.closes_on.data is not None and form.closes_on.data < today(desk.now):
        form.closes_on.errors, right = ["เลือกวันนี้หรือวันข้างหน้า"], False
    if not right:
        return _list(desk, form), 422
    run = annual_plan.find(desk.session, str(form.phase.data or ""))
    title = " ".join(str(form.title.data).split())
    assert form.closes_on.data is not None
    draft = {"title": title, "closes_on": form.closes_on.data.isoformat(), **({"phase": run.id} if run else {})}
    desk.does(steps.open_round, str(form.way.data), data=draft)
    desk.note(f"เปิดรอบรายงาน “{title}”")
    made = rounds.latest(desk.session, 1)[0]
    told = "ยังไม่ได้แจ้งโรงเรียน" if form.way.data == QUIETLY else "แจ้งโรงเรียนแล้ว"
    return back_to("rounds-one", f"เปิดรอบแล้ว {told} ระบบจะเตือนเฉพาะโรงเรียนที่ยังไม่ส่ง", round_id=made.id)


def one(desk: Desk, round_id: int) -> str:
    """Each school with its answer."""
    return _page(desk, _found(desk, round_id))


def _page(desk: Desk, wanted: Round, refused: str = "") -> str:
    schools, answered = rounds.schools(desk.session), rounds.answers(desk.session, wanted)
    shown = request.args.get("show", "")
    left = [school for school in schools if school.id not in answered]
    contacts = {one.school_id: one for one in rounds.contacts(desk.session, left)}
    return desk.render(
        "round.html",
        one=wanted,
        refused=refused,
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
        return _page(desk, wanted, "รอบนี้ปิดไปแล้ว ตารางด้านล่างเป็นผลสุดท้าย"), 409
    did, words = act(wanted)
    if not did:
        return _page(desk, wanted, words), 409
    desk.note(f"{did} “{wanted.title}”")
    return back_to("rounds-one", words, round_id=round_id)


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
    content = as_xlsx(rounds.table(desk.session, wanted), f"รอบ {wanted.id}")
    return Response(content, content_type=KINDS["xlsx"], headers=headers)
