"""One phase of the annual calendar: what its manual says, how it stands, and what can be said about it at the desk."""

from datetime import date

from flask import abort, request
from flask.typing import ResponseReturnValue

from bot.console import year
from bot.console.desk import Desk, back_to
from handlers import annual_plan as steps
from handlers import table
from handlers.approval import may_decide
from handlers.cards.annual_plan import name_of
from models import annual_plan, attachments, postponements, rounds
from models.annual_plan import Caretakers, Phase, RunState
from models.clock import today
from models.db import hold
from nlp.thai_calendar import Span, say_range

LONGEST_DAYS = 800
"""A phase lasts no longer: more is a slip of the finger."""


def one(desk: Desk, run_id: int) -> str:
    """The phase as it is now."""
    return _page(desk, _found(desk, run_id))


def _page(desk: Desk, phase: Phase, refused: str = "") -> str:
    run = phase.run
    return desk.render(
        "phase.html",
        row=year.row_of(phase, today(desk.now)),
        refused=refused,
        caretakers=Caretakers(desk.session, desk.facts.pack).of(phase),
        may_change=steps.may_change(desk, desk.me, phase),
        is_done=run.state == RunState.DONE,
        may_start=run.state not in (RunState.STARTED, RunState.DONE),
        wishes=postponements.open_of(desk.session, run),
        rounds=rounds.of_run(desk.session, run.id),
        files=attachments.of_messages(desk.session, [one.line_message_id for one in run.evidence]),
        decides=may_decide(desk.me),
        today=today(desk.now),
    )


def _found(desk: Desk, run_id: int) -> Phase:
    phase = steps.phase_of(desk, str(run_id))
    if phase is None:
        abort(404)
    return phase


def _held(desk: Desk, run_id: int) -> tuple[Phase, bool]:
    """The phase, and whether it is still as the form showed it; nobody else changes it until we are done."""
    phase = _found(desk, run_id)
    if not steps.may_change(desk, desk.me, phase):
        abort(403)
    hold(desk.session, phase.run)
    return phase, phase.run.sequence == request.form.get("seen", type=int)


def start(desk: Desk, run_id: int) -> ResponseReturnValue:
    """It has begun."""
    return _said(desk, run_id, "phase_start", "เริ่มแล้ว")


def finish(desk: Desk, run_id: int) -> ResponseReturnValue:
    """It is done and no longer reminded; a sentence or a link may show it."""
    shown = " ".join(request.form.get("evidence", "").split())[:1000]
    answer = _said(desk, run_id, "phase_done", "เสร็จแล้ว")
    phase = _found(desk, run_id)
    if shown and phase.run.done_at == desk.now:
        annual_plan.add_evidence(desk.session, phase.run, desk.me, shown, desk.now)
    return answer


def _said(desk: Desk, run_id: int, button: str, did: str) -> ResponseReturnValue:
    phase, as_seen = _held(desk, run_id)
    if not as_seen:
        return _page(desk, phase, year.CHANGED_MEANWHILE), 409
    before = phase.run.state
    desk.does(table.BUTTONS[button], str(run_id))
    if phase.run.state == before:
        return _page(desk, phase, year.CHANGED_MEANWHILE), 409
    desk.note(f"{did}: {name_of(phase, 120)}")
    return back_to("phases-one", f"บันทึกแล้วว่า “{name_of(phase)}” {did}", run_id=run_id)


def reopen(desk: Desk, run_id: int) -> ResponseReturnValue:
    """It was not done after all."""
    phase, as_seen = _held(desk, run_id)
    if not as_seen or not annual_plan.reopen(desk.session, phase.run, desk.now):
        return _page(desk, phase, year.CHANGED_MEANWHILE), 409
    desk.note(f"เปิดขั้นตอนที่ปิดไปแล้วอีกครั้ง: {name_of(phase, 120)}")
    return back_to("phases-one", "เปิดขั้นตอนนี้อีกครั้งแล้ว ระบบจะเตือนตามกำหนด", run_id=run_id)


def set_dates(desk: Desk, run_id: int) -> ResponseReturnValue:
    """The office's own dates; phases that only follow it move along."""
    phase, as_seen = _held(desk, run_id)
    from_list = request.form.get("back") == "undated"
    window = _window()
    wrong = "" if window else "เลือกวันแรกและวันสุดท้าย วันสุดท้ายต้องไม่ก่อนวันแรก"
    if not as_seen:
        wrong = year.CHANGED_MEANWHILE
    if wrong or window is None:
        page = year.undated_page(desk, wrong, run_id) if from_list else _page(desk, phase, wrong)
        return page, 422 if as_seen else 409
    annual_plan.date(desk.session, desk.facts, phase.run, window, desk.now)
    days = say_range(*window, today(desk.now))
    desk.note(f"กำหนดวัน {days}: {name_of(phase, 120)}")
    words = f"กำหนด “{name_of(phase)}” เป็น {days} แล้ว"
    if from_list:
        return back_to("year-undated", words, year=phase.run.fiscal_year)
    return back_to("phases-one", words, run_id=run_id)


def _window() -> Span | None:
    try:
        first, last = (date.fromisoformat(request.form.get(name, "")) for name in ("first", "last"))
    except ValueError:
        return None
    return (first, last) if 0 <= (last - first).days <= LONGEST_DAYS else None


def decide(desk: Desk, wish_id: int) -> ResponseReturnValue:
    """Grants or refuses more time; whoever asked is told."""
    wish = postponements.find(desk.session, str(wish_id))
    how = request.form.get("how", "")
    if wish is None or how not in ("grant", "refuse"):
        abort(404)
    before = wish.state
    words = desk.does(table.BUTTONS[f"postpone_{how}"], str(wish_id))
    if wish.state != before:
        desk.note(f"{'ให้' if how == 'grant' else 'ไม่ให้'}เลื่อน: {name_of(_found(desk, wish.phase_run_id), 120)}")
    return back_to("phases-one", words, run_id=wish.phase_run_id)
