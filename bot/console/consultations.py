"""One consultation with its whole story, and everything that can be done with it at the desk."""

from datetime import datetime
from urllib.parse import quote

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from bot.console.desk import Desk, back_to
from bot.console.forms import mark
from handlers import appointment as appointment_steps
from handlers import desk_work, outcome, table
from handlers.approval import may_decide
from handlers.cards.appointment import stamp
from handlers.cards.consultation import number
from handlers.proposals import described
from handlers.turn import Step
from models import appointments, attachments, consultations, finding, merging, people
from models.appointments import Appointment
from models.clock import BANGKOK, local
from models.consultations import Consultation, State
from models.people import Role

CHANGED_MEANWHILE = "เรื่องนี้เปลี่ยนไปแล้วระหว่างที่เปิดหน้านี้ไว้ ด้านล่างคือสภาพล่าสุด สิ่งที่พิมพ์ยังอยู่ ตรวจแล้วกดอีกครั้งถ้ายังต้องการ"


def one(desk: Desk, consultation_id: int) -> str:
    """One consultation as it is now."""
    return _page(desk, _found(desk, consultation_id))


def _page(desk: Desk, consultation: Consultation, refused: str = "") -> str:
    live = appointments.live_of(desk.session, consultation)
    decides = consultation.state == State.WAITING and may_decide(desk.me)
    gives = desk_work.may_give(desk.me, consultation)
    takes_part = appointment_steps.takes_part(desk.me, consultation)
    return desk.render(
        "consultation.html",
        one=consultation,
        refused=refused,
        seen=_mark(desk, consultation),
        history=consultations.history(desk.session, consultation),
        files=attachments.of(desk.session, consultation),
        parts=merging.parts_of(desk.session, consultation),
        goes_on_in=merging.goes_on_in(desk.session, consultation),
        appointment=live,
        proposals=described(desk.session, desk.facts, consultation, desk.now) if decides else [],
        supervisors=people.with_role(desk.session, Role.SUPERVISOR) if decides or gives else [],
        decides=decides,
        gives=gives,
        books=desk_work.may_book(desk.me, consultation),
        moves=takes_part and live is not None,
        free=_free_times(desk, consultation, live) if takes_part else [],
        concludes=_may_conclude(desk, consultation),
        similar=merging.candidates(desk.session, consultation) if desk_work.may_merge(desk.me, consultation) else None,
        may_cancel=takes_part and consultation.is_living,
        sees_phone=consultation.call_back and takes_part,
    )


def _free_times(desk: Desk, consultation: Consultation, live: Appointment | None) -> list[datetime]:
    supervisor = consultation.supervisor
    if supervisor is None or not consultation.is_living:
        return []
    near = live.starts_at if live else consultation.wished_at
    return appointments.free_slots(
        desk.session, desk.facts.calendar, supervisor, desk.now, near=near, most=12, teacher=consultation.teacher
    )


def _may_conclude(desk: Desk, consultation: Consultation) -> bool:
    acts = appointment_steps.acts_as_supervisor(desk.me, consultation) or desk.me.may(Role.CLERK)
    return acts and consultation.state in (State.BOOKED, State.IN_PROGRESS)


def _found(desk: Desk, consultation_id: int) -> Consultation:
    found = consultations.find(desk.session, str(consultation_id))
    if found is None:
        abort(404)
    return found


def _mark(desk: Desk, consultation: Consultation) -> str:
    """What must not have changed between looking and doing."""
    live = appointments.live_of(desk.session, consultation)
    return mark(
        state=consultation.state,
        supervisor=consultation.supervisor_id,
        appointment=(live.id, live.sequence) if live else None,
    )


def file(desk: Desk, attachment_id: int) -> Response:
    """A file of a consultation, always as a download: what people send is never shown as a page of ours."""
    found = attachments.find(desk.session, attachment_id)
    if found is None or found.content is None:
        abort(404)
    name = quote(found.file_name or f"{found.kind}-{found.id}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(found.content, content_type=found.content_type or "application/octet-stream", headers=headers)


# What can be done. Each is a step of the conversation; the form says what of the consultation was seen.


def _do(
    desk: Desk, consultation: Consultation, did: str, step: Step, *args: str, picked: str | None = None
) -> ResponseReturnValue:
    before = _mark(desk, consultation)
    if request.form.get("seen") != before:
        return _page(desk, consultation, CHANGED_MEANWHILE), 409
    words = desk.does(step, *args, picked=picked)
    if _mark(desk, consultation) == before:
        return _page(desk, consultation, words), 409
    desk.note(f"{did} {number(desk.facts, consultation)}")
    return back_to("consultations-one", words, consultation_id=consultation.id)


def assign(desk: Desk, consultation_id: int) -> ResponseReturnValue:
    """Gives it to a supervisor, as the director's button in the chat does."""
    consultation, person = _found(desk, consultation_id), request.form.get("person", "")
    if not person:
        return _page(desk, consultation, "ยังไม่ได้เลือกผู้รับเรื่อง เลือกหนึ่งท่านแล้วกดมอบหมาย"), 422
    return _do(desk, consultation, "มอบหมาย", table.BUTTONS["assign"], str(consultation_id), person)


def give(desk: Desk, consultation_id: int) -> ResponseReturnValue:
    """Gives it to another supervisor; an appointment with the one before is called off."""
    consultation, person = _found(desk, consultation_id), request.form.get("person", "")
    if not person:
        return _page(desk, consultation, "ยังไม่ได้เลือกผู้ดูแลคนใหม่ เลือกหนึ่งท่านแล้วกดเปลี่ยนผู้ดูแล"), 422
    return _do(desk, consultation, "เปลี่ยนผู้ดูแล", desk_work.give_to, str(consultation_id), person)


def decline(desk: Desk, consultation_id: int) -> ResponseReturnValue:
    """Does not take it on; the teacher reads the reason."""
    consultation, reason = _found(desk, consultation_id), _words("reason")
    if not reason:
        return _page(desk, consultation, "บอกเหตุผลก่อน คุณครูจะได้อ่านเหตุผลนี้"), 422
    return _do(desk, consultation, "ไม่รับ", table.BUTTONS["decline_because"], str(consultation_id), reason)


def cancel(desk: Desk, consultation_id: int) -> ResponseReturnValue:
    """Calls it off; whoever else has it on the desk is told."""
    consultation, reason = _found(desk, consultation_id), _words("reason")
    if not reason:
        return _page(desk, consultation, "บอกเหตุผลก่อน ผู้เกี่ยวข้องจะได้อ่านเหตุผลนี้"), 422
    return _do(desk, consultation, "ยกเลิก", table.BUTTONS["cancel_because"], str(consultation_id), reason)


def _words(field: str) -> str:
    return " ".join(request.form.get(field, "").split())[:300]


def book(desk: Desk, consultation_id: int) -> ResponseReturnValue:
    """Writes down the time that was agreed upon; both are told."""
    consultation, start = _found(desk, consultation_id), _start()
    if start is None:
        return _page(desk, consultation, "เลือกเวลานัดก่อนแล้วกดนัดเวลานี้"), 422
    return _do(desk, consultation, "นัดเวลาให้", desk_work.book_for, str(consultation_id), stamp(start))


def _start() -> datetime | None:
    """The wall clock that was picked; a time typed beside the list counts before it."""
    try:
        picked = datetime.strptime(request.form.get("other") or request.form.get("start", ""), "%Y-%m-%dT%H:%M")  # noqa: DTZ007
    except ValueError:
        return None
    return picked.replace(tzinfo=BANGKOK)


def move(desk: Desk, consultation_id: int) -> ResponseReturnValue:
    """Moves the appointment to another time; the two who meet are told."""
    consultation, start = _found(desk, consultation_id), _start()
    live = appointments.live_of(desk.session, consultation)
    if start is None or live is None:
        return _page(desk, consultation, "เลือกเวลาใหม่ก่อนแล้วกดเลื่อนนัด"), 422
    args = (str(live.id), str(live.sequence))
    return _do(
        desk,
        consultation,
        f"เลื่อนนัดเป็น {local(start):%Y-%m-%d %H:%M}",
        table.BUTTONS["move_to"],
        *args,
        picked=f"{start:%Y-%m-%dT%H:%M}",
    )


def conclude(desk: Desk, consultation_id: int) -> ResponseReturnValue:
    """Records how it went, with a sentence for the register; the teacher is asked how it was."""
    consultation, how = _found(desk, consultation_id), request.form.get("how", "")
    if how not in ("done", "no_show"):
        return _page(desk, consultation, "เลือกก่อนว่าได้พบกันหรือไม่ แล้วกดบันทึกผล"), 422
    answer = _do(desk, consultation, "บันทึกผล", outcome.record, str(consultation_id), how)
    if not consultation.is_living:
        consultation.outcome_note = _words("note") or None
    return answer


def merge(desk: Desk, consultation_id: int) -> ResponseReturnValue:
    """Ends it in favour of another one about the same; whoever had to do with it is told."""
    consultation = _found(desk, consultation_id)
    other = finding.by_number(desk.session, request.form.get("into", ""), consultation.fiscal_year)
    if other is None or other.id == consultation.id:
        return _page(desk, consultation, "ไม่พบเลขที่ที่จะรวมด้วย พิมพ์เช่น 12/2570 แล้วกดรวมเรื่อง"), 422
    did = f"รวมเข้ากับ {number(desk.facts, other)}:"
    return _do(desk, consultation, did, desk_work.merge, str(consultation_id), str(other.id))
