"""The register: find consultations, read one with its whole story, decide, move, cancel, take it to the spreadsheet."""

from datetime import datetime
from urllib.parse import quote

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from bot.console.desk import Desk, back_to
from bot.sheets import as_csv, as_xlsx
from handlers import appointment as appointment_steps
from handlers.approval import may_decide
from handlers.cards.consultation import number
from handlers.proposals import described
from models import appointments, attachments, consultations, finding, people, register
from models.clock import local, today
from models.consultations import Consultation, State
from models.finding import Filter
from models.people import Role
from nlp.thai_calendar import fiscal_year_of


def listing(desk: Desk) -> str:
    """The register with its filters."""
    wanted = _wanted(desk)
    found, below = finding.page(desk.session, wanted, request.args.get("below", type=int))
    return desk.render(
        "consultations.html",
        found=found,
        below=below,
        wanted=wanted,
        years=_years(desk),
        supervisors=people.with_role(desk.session, Role.SUPERVISOR),
    )


def _years(desk: Desk) -> list[int]:
    this = fiscal_year_of(today(desk.now))
    return [this - back for back in range(6)]


def _wanted(desk: Desk) -> Filter:
    return Filter(
        fiscal_year=request.args.get("year", type=int) or fiscal_year_of(today(desk.now)),
        state=request.args.get("state") or None,
        supervisor_id=request.args.get("supervisor", type=int),
        channel=request.args.get("channel") or None,
        words=request.args.get("words", "").strip()[:100],
    )


def export(desk: Desk, form: str) -> Response:
    """What the filters find, as a file for the spreadsheet program."""
    wanted = _wanted(desk)
    table = register.table(desk.session, desk.facts, wanted.fiscal_year, wanted)
    content = as_csv(table) if form == "csv" else as_xlsx(table, f"ทะเบียน {wanted.fiscal_year}")
    kinds = {
        "csv": "text/csv; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    headers = {"Content-Disposition": f'attachment; filename="register-{wanted.fiscal_year}.{form}"'}
    return Response(content, content_type=kinds[form], headers=headers)


def printed(desk: Desk) -> str:
    """What the filters find, as a page to print."""
    wanted = _wanted(desk)
    head, *rows = register.table(desk.session, desk.facts, wanted.fiscal_year, wanted)
    return desk.render("register_print.html", head=head, rows=rows, wanted=wanted)


def one(desk: Desk, consultation_id: int) -> str:
    """One consultation with its whole story and what can be done now."""
    consultation = _found(desk, consultation_id)
    live = appointments.live_of(desk.session, consultation)
    decides = consultation.state == State.WAITING and may_decide(desk.me)
    takes_part = appointment_steps.takes_part(desk.me, consultation)
    return desk.render(
        "consultation.html",
        one=consultation,
        history=consultations.history(desk.session, consultation),
        files=attachments.of(desk.session, consultation),
        appointment=live,
        proposals=described(desk.session, desk.facts, consultation, desk.now) if decides else [],
        supervisors=people.with_role(desk.session, Role.SUPERVISOR) if decides else [],
        free=_free_times(desk, consultation) if takes_part and live else [],
        may_cancel=takes_part and consultation.is_living,
        sees_phone=consultation.call_back and takes_part,
    )


def _free_times(desk: Desk, consultation: Consultation) -> list[datetime]:
    live = appointments.live_of(desk.session, consultation)
    assert live is not None
    return appointments.free_slots(
        desk.session, desk.facts.calendar, live.supervisor, desk.now, near=live.starts_at, most=12, teacher=live.teacher
    )


def _found(desk: Desk, consultation_id: int) -> Consultation:
    found = consultations.find(desk.session, str(consultation_id))
    if found is None:
        abort(404)
    return found


def file(desk: Desk, attachment_id: int) -> Response:
    """A file of a consultation, always as a download: what people send is never shown as a page of ours."""
    found = attachments.find(desk.session, attachment_id)
    if found is None or found.content is None:
        abort(404)
    name = quote(found.file_name or f"{found.kind}-{found.id}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(found.content, content_type=found.content_type or "application/octet-stream", headers=headers)


def assign(desk: Desk, consultation_id: int) -> ResponseReturnValue:
    """Gives it to a supervisor, as the director's button in the chat does."""
    consultation = _found(desk, consultation_id)
    person_id = request.form.get("person", type=int)
    if person_id is None:
        return back_to("consultations-one", "ยังไม่ได้เลือกผู้รับเรื่อง เลือกหนึ่งท่านแล้วกดมอบหมาย", consultation_id=consultation_id)
    return _pressed(desk, consultation, "มอบหมาย", f"assign:{consultation_id}:{person_id}")


def decline(desk: Desk, consultation_id: int) -> ResponseReturnValue:
    """Does not take it on; the teacher reads the reason."""
    consultation, reason = _found(desk, consultation_id), _reason()
    if not reason:
        return back_to("consultations-one", "บอกเหตุผลก่อน คุณครูจะได้อ่านเหตุผลนี้", consultation_id=consultation_id)
    return _pressed(desk, consultation, "ไม่รับ", f"decline_because:{consultation_id}:{reason}")


def cancel(desk: Desk, consultation_id: int) -> ResponseReturnValue:
    """Calls it off; whoever else has it on the desk is told."""
    consultation, reason = _found(desk, consultation_id), _reason()
    if not reason:
        return back_to("consultations-one", "บอกเหตุผลก่อน ผู้เกี่ยวข้องจะได้อ่านเหตุผลนี้", consultation_id=consultation_id)
    return _pressed(desk, consultation, "ยกเลิก", f"cancel_because:{consultation_id}:{reason}")


def _reason() -> str:
    return " ".join(request.form.get("reason", "").split())[:300]


def _pressed(desk: Desk, consultation: Consultation, did: str, data: str) -> ResponseReturnValue:
    before = consultation.state
    words = desk.press(data)
    if consultation.state != before:
        desk.note(f"{did} {number(desk.facts, consultation)}")
    return back_to("consultations-one", words, consultation_id=consultation.id)


def move(desk: Desk, appointment_id: int) -> ResponseReturnValue:
    """Moves an appointment to another time; the two who meet are told. The form says which version of it was seen."""
    found = appointments.find(desk.session, str(appointment_id))
    if found is None:
        abort(404)
    seen, start = request.form.get("sequence", type=int), request.form.get("start", "")
    try:
        datetime.strptime(start, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 (a wall clock, as LINE's date picker gives it)
    except ValueError:
        return back_to("consultations-one", "เลือกเวลาใหม่ก่อนแล้วกดเลื่อนนัด", consultation_id=found.consultation_id)
    sequence = found.sequence
    words = desk.press(f"move_to:{appointment_id}:{seen or 0}", picked=start)
    if found.sequence != sequence:
        desk.note(f"เลื่อนนัด {number(desk.facts, found.consultation)} เป็น {local(found.starts_at):%Y-%m-%d %H:%M}")
    if request.form.get("back"):
        return back_to("appointments-week", words, day=request.form["back"])
    return back_to("consultations-one", words, consultation_id=found.consultation_id)
