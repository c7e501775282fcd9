"""Report rounds: which there are and how they stand, opening one, the register of a year's rounds."""

from datetime import date

from flask import request
from flask.typing import ResponseReturnValue
from wtforms import DateField, HiddenField, SelectField, StringField

from bot.console.desk import Desk, back_to
from bot.console.forms import Form, at_most, chosen_from, required
from handlers import quota as quota_steps
from handlers import rounds as steps
from handlers.approval import may_decide
from models import annual_plan, groups, rounds
from models.clock import today

PAGE = 20
PEOPLE, GROUPS, QUIETLY = "people", "groups", "quietly"


class AskedForm(Form):
    """What schools must send, and by when."""

    title = StringField("ให้โรงเรียนส่งอะไร", [required("พิมพ์ชื่อรายงานหรือสิ่งที่ต้องส่ง"), at_most(200)])
    closes_on = DateField("ส่งภายใน", [required("เลือกวันสุดท้าย")])

    def reads(self, day: date) -> bool:
        """Whether it can be asked for on that day; says beside the field what to change when not."""
        right: bool = self.validate()
        if self.closes_on.data is not None and self.closes_on.data < day:
            self.closes_on.errors, right = ["เลือกวันนี้หรือวันข้างหน้า"], False
        return right

    @property
    def asked(self) -> str:
        """The title in one line."""
        return " ".join(str(self.title.data).split())


class RoundForm(AskedForm):
    """A new round, and how schools hear of it."""

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
        fiscal_year=desk.fiscal_years[0],
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
    if not form.reads(today(desk.now)):
        return _list(desk, form), 422
    run = annual_plan.find(desk.session, str(form.phase.data or ""))
    title = form.asked
    assert form.closes_on.data is not None
    draft = {"title": title, "closes_on": form.closes_on.data.isoformat(), **({"phase": run.id} if run else {})}
    desk.does(steps.open_round, str(form.way.data), data=draft)
    desk.note(f"เปิดรอบรายงาน “{title}”")
    made = rounds.latest(desk.session, 1)[0]
    told = "ยังไม่ได้แจ้งโรงเรียน" if form.way.data == QUIETLY else "แจ้งโรงเรียนแล้ว"
    return back_to("report_round-one", f"เปิดรอบแล้ว {told} ระบบจะเตือนเฉพาะโรงเรียนที่ยังไม่ส่ง", round_id=made.id)
