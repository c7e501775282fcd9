"""Broadcasts: the list, one as it stands with its report, and what is done with it. Writing one: broadcast_draft.py."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from bot.console import broadcast_draft
from bot.console.broadcast_draft import found, mark_of
from bot.console.desk import Desk, back_to
from bot.console.register import KINDS
from bot.sheets import save_book
from handlers import broadcast_draft as steps
from handlers import table
from handlers.broadcast_audience import described
from handlers.cards.broadcast import OUTCOMES, STATES, reason, seen
from handlers.cards.consultation import shortened
from handlers.turn import Step
from models import broadcasts
from models.broadcasts import Broadcast, Delivery, State
from models.clock import BANGKOK, local
from models.groups import Group
from models.people import Role

PAGE = 20
MOST_SHOWN = 50
"""Failures and readers on the page; the Excel file has all."""

CHANGED_MEANWHILE = "ประกาศนี้เปลี่ยนไปแล้วระหว่างที่เปิดหน้านี้ไว้ ด้านล่างเป็นสภาพล่าสุด ตรวจแล้วกดอีกครั้งถ้ายังต้องการ"


def listing(desk: Desk) -> str:
    """The newest, and what the month has left for another one."""
    rows = broadcasts.latest(desk.session, PAGE + 1, request.args.get("before", type=int))
    return desk.render(
        "broadcasts.html",
        rows=[(one, described(desk, one.audience), STATES[State(one.state)]) for one in rows[:PAGE]],
        before=rows[PAGE - 1].id if len(rows) > PAGE else None,
        month=steps.outlook(desk),
    )


def one(desk: Desk, broadcast_id: int) -> str:
    """A draft to go on with, or one that is out with its report."""
    return page(desk, found(desk, broadcast_id))


def page(desk: Desk, broadcast: Broadcast, refused: str = "") -> str:
    """The same, with what was refused."""
    if broadcast.state == State.DRAFT:
        return broadcast_draft.page(desk, broadcast, refused=refused)
    session = desk.session
    readers, silent = broadcasts.readers(session, broadcast), broadcasts.not_read(session, broadcast, MOST_SHOWN)
    return desk.render(
        "broadcast.html",
        one=broadcast,
        refused=refused,
        seen=mark_of(broadcast),
        chip=STATES[State(broadcast.state)],
        audience=described(desk, broadcast.audience),
        views=broadcast_draft.views(desk, broadcast),
        price=broadcasts.price(session, broadcast),
        month=steps.outlook(desk, broadcast),
        progress=broadcasts.progress(session, broadcast) if broadcast.begun_at else None,
        failures=[(who(row), reason(row.reason)) for row in _unlucky(desk, broadcast)],
        OUTCOMES=OUTCOMES,
        readers=readers[-MOST_SHOWN:],
        read_count=len(readers),
        silent=silent,
        decides=desk.me.may(Role.DIRECTOR, Role.ACTING_DIRECTOR),
        may_stop=broadcast.state in (State.WAITING, State.SCHEDULED, State.SENDING),
    )


def _unlucky(desk: Desk, broadcast: Broadcast) -> Iterator[Delivery]:
    return broadcasts.deliveries(desk.session, broadcast, "failed", most=MOST_SHOWN)


def who(row: Delivery) -> str:
    """The recipient as people call them."""
    return row.to.title if isinstance(row.to, Group) else row.to.name or "คุณครู"


def picture(desk: Desk, broadcast_id: int) -> Response:
    """The picture of an announcement, for the preview."""
    kept = broadcasts.picture(desk.session, desk.office.id, found(desk, broadcast_id).picture_id or 0)
    if kept is None or kept.content is None:
        abort(404)
    return Response(kept.content, content_type=kept.content_type or "image/jpeg")


def report(desk: Desk, broadcast_id: int) -> Response:
    """Each recipient with what became of the message and whether it was acknowledged, as an Excel file."""
    broadcast, file = found(desk, broadcast_id), BytesIO()
    save_book({f"ประกาศ {broadcast.id}": _report(desk, broadcast)}, file)
    headers = {"Content-Disposition": f'attachment; filename="broadcast-{broadcast.id}.xlsx"'}
    return Response(file.getvalue(), content_type=KINDS["xlsx"], headers=headers)


def _report(desk: Desk, broadcast: Broadcast) -> Iterator[list[object]]:
    yield ["ผู้รับ", "โรงเรียน", "ผล", "เพราะ", "ถึงเมื่อ", "รับทราบเมื่อ"]
    read = {person.id: at for person, at in broadcasts.readers(desk.session, broadcast)}
    for row in broadcasts.deliveries(desk.session, broadcast):
        school = "" if isinstance(row.to, Group) or row.to.school is None else row.to.school.name
        at = "" if isinstance(row.to, Group) else _moment(read.get(row.to.id))
        yield [who(row), school, OUTCOMES[row.outcome], reason(row.reason), _moment(row.at), at]


def _moment(at: datetime | None) -> str:
    return f"{local(at):%Y-%m-%d %H:%M}" if at else ""


# What is done with it. Each is a step of the conversation; the form says what of the broadcast was seen.

HOW = {
    "now": "broadcast_send",
    "at": "broadcast_at",
    "next": "broadcast_next",
    "ride": "broadcast_ride",
    "ask": "broadcast_ask",
    "allow": "broadcast_allow",
    "only": "broadcast_only",
    "mention": "broadcast_mention",
}
"""How a draft goes out, or goes out cheaper: {what the form says: the button of the chat that does it}."""


def send(desk: Desk, broadcast_id: int) -> ResponseReturnValue:
    """Lets a draft go out: now, at a time, with the new month, with the next replies, or after the director's yes."""
    broadcast, how = found(desk, broadcast_id), request.form.get("how", "")
    if how not in HOW:
        abort(404)
    picked = None
    if how == "at":
        picked = _picked(desk)
        if picked is None:
            return page(desk, broadcast, "เลือกวันและเวลาที่ยังไม่ผ่านไป แล้วกดตั้งเวลาส่ง"), 422
    step = table.BUTTONS[HOW[how]]
    if how in ("only", "mention"):
        return _do(desk, broadcast, step, "ลดผู้รับของประกาศ", group=request.form.get("group", ""))
    return _do(desk, broadcast, step, "ส่งประกาศ", picked=picked, asks=how == "ask")


def _picked(desk: Desk) -> str | None:
    typed = request.form.get("at", "")
    try:
        at = datetime.strptime(typed, "%Y-%m-%dT%H:%M").replace(tzinfo=BANGKOK)
    except ValueError:
        return None
    return typed if at > desk.now else None


DECISIONS = {"approve": "อนุมัติประกาศ", "allow": "อนุญาตให้ประกาศใช้ที่กันไว้", "refuse": "ไม่อนุมัติประกาศ"}
"""What the director says: {what the form says: in the audit trail}."""


def decide(desk: Desk, broadcast_id: int) -> ResponseReturnValue:
    """The director says yes or no to one that waits for it."""
    how = request.form.get("how", "")
    if how not in DECISIONS:
        abort(404)
    did = DECISIONS[how]
    return _do(desk, found(desk, broadcast_id), table.BUTTONS[f"broadcast_{how}"], did)


def stop(desk: Desk, broadcast_id: int) -> ResponseReturnValue:
    """It goes to nobody any more."""
    return _do(desk, found(desk, broadcast_id), table.BUTTONS["broadcast_stop"], "หยุดประกาศ")


def resume(desk: Desk, broadcast_id: int) -> ResponseReturnValue:
    """One that was stopped: a draft again, or on with those whom it has not reached."""
    return _do(desk, found(desk, broadcast_id), table.BUTTONS["broadcast_resume"], "ส่งประกาศต่อ")


def _do(
    desk: Desk,
    broadcast: Broadcast,
    step: Step,
    did: str,
    *,
    picked: str | None = None,
    group: str = "",
    asks: bool = False,
) -> ResponseReturnValue:
    """`group`: the one that the step is about; `asks`: it only asks somebody, the broadcast stays as it is."""
    if request.form.get("seen") != mark_of(broadcast):
        return page(desk, broadcast, CHANGED_MEANWHILE), 409
    before = mark_of(broadcast)
    # What of it was seen, which a button of the chat says beside its number, is what the mark vouches for here.
    words = desk.does(step, str(broadcast.id), group or seen(broadcast), picked=picked)
    if mark_of(broadcast) == before and not asks:
        return page(desk, broadcast, words), 409
    desk.note(f"{did} “{shortened(broadcast.text, 120)}”")
    return back_to("broadcasts-one", words, broadcast_id=broadcast.id)
