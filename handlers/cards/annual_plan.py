"""Cards of the annual calendar: one phase, the digest of a morning, a wish to postpone."""

import datetime as dt
from collections.abc import Sequence

from handlers import calendar_says as says
from handlers.cards.base import BRAND, QUIET, STOP, WAIT, Part, bubble, button, flex, link, postback, row, text
from handlers.turn import Message
from models.annual_plan import LIVING, Phase, RunState
from models.phase_reminders import Rung
from models.postponements import Postponement
from nlp.thai_calendar import say_date

MOST_LINES = 10
MOST_CARDS = 6
"""Phases of a digest that come with their own buttons; the others are one press away."""

Line = tuple[Phase, Rung]


def name_of(phase: Phase, most: int = 60) -> str:
    """The phase as a card calls it."""
    return says.shortened(phase.entry.name_th, most)


def state_of(phase: Phase, today: dt.date) -> tuple[str, str]:
    """(words, colour) of the state chip."""
    run = phase.run
    if run.state in LIVING and run.ends_on is not None and run.ends_on < today:
        return says.OVERDUE, STOP
    colours = {RunState.DONE: BRAND, RunState.STARTED: WAIT}
    return says.STATE_WORDS[RunState(run.state)], colours.get(RunState(run.state), QUIET)


def phase_bubble(phase: Phase, today: dt.date, more: Sequence[Part] = ()) -> Part:
    """One phase: its process, dates, what counts as good, and what can be done now."""
    rows = [row("งาน", says.shortened(phase.process.name_th, 80)), row("ช่วงเวลา", says.dates(phase, today))]
    if phase.entry.standard_th:
        rows.append(row("ถือว่าดีเมื่อ", says.shortened(phase.entry.standard_th, 120)))
    if phase.entry.responsible_th:
        rows.append(row("ผู้รับผิดชอบ", says.shortened(phase.entry.responsible_th, 60)))
    if phase.run.evidence:
        rows.append(row("หลักฐาน", says.shortened(phase.run.evidence[-1].words, 120)))
    return bubble(name_of(phase), state=state_of(phase, today), body=rows, buttons=[*_actions(phase), *more])


def _actions(phase: Phase) -> list[Part]:
    run = phase.run
    done = button(postback("เสร็จแล้ว", f"phase_done:{run.id}"), primary=run.state == RunState.STARTED)
    if run.state == RunState.DONE:
        return []
    begin = button(postback("เริ่มแล้ว", f"phase_start:{run.id}"), primary=True)
    if run.state in (RunState.UNDATED, RunState.WAITING):
        return [begin, button(postback("กำหนดวัน", f"phase_date:{run.id}")), done]
    later = [
        button(postback("ขอเลื่อน", f"phase_postpone:{run.id}")),
        button(postback("เตือนอีกครั้ง…", f"phase_snooze:{run.id}")),
    ]
    return [done, *later] if run.state == RunState.STARTED else [begin, done, *later]


def phase_card(phase: Phase, today: dt.date, more: Sequence[Part] = ()) -> Message:
    """One phase as a message, with further buttons."""
    return flex(f"{name_of(phase)} · {state_of(phase, today)[0]}", phase_bubble(phase, today, more))


def digest(lines: Sequence[Line], appointment_count: int, today: dt.date) -> Message:
    """The morning's one message: what is due, the most urgent with their buttons beside it."""
    rows = [row("นัดวันนี้", f"{appointment_count} เรื่อง")] if appointment_count else []
    summary = bubble(
        f"วันนี้ {_weekday(today)}",
        body=[*rows, *_due(lines, today)],
        buttons=[button(postback("ดูทั้งเดือน", "calendar_month"))],
    )
    return flex(_news(lines, today), summary, *(phase_bubble(phase, today) for phase, _ in lines[:MOST_CARDS]))


def group_digest(lines: Sequence[Line], today: dt.date, chat: str) -> Message:
    """What is due, for a group: whoever looks after it goes on in the 1:1 chat, which the link opens."""
    buttons = [button(link("ดูในแชตส่วนตัว", chat))]
    return flex(_news(lines, today), bubble(f"ปฏิทินงาน {_weekday(today)}", body=_due(lines, today), buttons=buttons))


def _weekday(today: dt.date) -> str:
    return say_date(today, today - dt.timedelta(days=9))


def _due(lines: Sequence[Line], today: dt.date) -> list[Part]:
    rows: list[Part] = [row(says.due(rung, today), name_of(phase)) for phase, rung in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        rows.append(text(f"และอีก {len(lines) - MOST_LINES} ขั้นตอน", color=QUIET))
    return rows


def _news(lines: Sequence[Line], today: dt.date) -> str:
    phase, rung = lines[0]
    more = f" และอีก {len(lines) - 1} ขั้นตอน" if len(lines) > 1 else ""
    return f"{says.due(rung, today)}: {name_of(phase, 80)}{more}"


def postponement_card(wish: Postponement, phase: Phase, today: dt.date) -> Message:
    """What the director decides on."""
    ends = say_date(phase.run.ends_on, today) if phase.run.ends_on else "ยังไม่มีวัน"
    return flex(
        f"ขอเลื่อน: {name_of(phase)} ถึง {say_date(wish.until, today)}",
        bubble(
            "ขอเลื่อนกำหนด",
            state=("รอพิจารณา", WAIT),
            body=[
                row("ขั้นตอน", name_of(phase)),
                row("ผู้ขอ", wish.asked_by.short_title),
                row("กำหนดเดิม", ends),
                row("ขอถึง", say_date(wish.until, today)),
                row("เหตุผล", says.shortened(wish.reason, 200)),
            ],
            buttons=[
                button(postback("อนุญาต", f"postpone_grant:{wish.id}"), primary=True),
                button(postback("คงกำหนดเดิม", f"postpone_refuse:{wish.id}")),
            ],
        ),
    )
