"""Cards of report rounds: the draft with its price, what schools and groups see, and how a round stands."""

import datetime as dt
from collections.abc import Iterator, Sequence

from handlers import round_says as words
from handlers.cards.base import BRAND, QUIET, STOP, Part, bubble, button, flex, link, postback, row, say, text
from handlers.turn import Context, Message
from models import rounds
from models.clock import today
from models.fiscal_plan import PlannedDeadline
from models.groups import Group
from models.offices import School
from models.people import Person
from models.quota import Outlook
from models.rounds import Round
from nlp.thai_calendar import say_date

MOST_NAMES = 12
MOST_OFFERED = 10
MOST_MENTIONS = 20
"""In one message, by LINE; a push takes five messages, one of them our card."""


def draft(
    context: Context, title: str, closes_on: dt.date, people: Sequence[Person], groups: Sequence[Group], month: Outlook
) -> Message:
    """A round before it is opened: what announcing it costs, each way with a button."""
    schools = len(rounds.schools(context.session))
    in_groups = sum(group.member_count or 0 for group in groups)
    body = [
        row("เรื่อง", title),
        row("ส่งภายใน", say_date(closes_on, today(context.now))),
        row("รายคน", f"{schools} โรงเรียน {len(people)} คน = {len(people)} ข้อความ"),
    ]
    if groups:
        body.append(row("ในกลุ่ม", f"{len(groups)} กลุ่ม {in_groups:,} คน = {in_groups:,} ข้อความ"))
    body.append(row("เดือนนี้เหลือ", f"{month.left:,} กันไว้สำหรับนัดหมาย {month.reserve:,}"))
    buttons = []
    if len(people) <= month.for_broadcasts:
        buttons.append(button(postback("เปิดรอบและแจ้ง", "round_open"), primary=True))
    else:
        body.append(text(words.too_dear(context.voice, len(people), month.for_broadcasts), color=STOP))
    if groups:
        buttons.append(button(postback("แจ้งในกลุ่ม…", "round_groups")))
    buttons.append(button(postback("เปิดโดยไม่แจ้ง", "round_open:quietly")))
    buttons.append(button(postback("ไม่เปิด", "drop")))
    return flex(f"รอบรายงาน {title}", bubble("รอบรายงานใหม่", body=body, buttons=buttons))


def school_card(context: Context, wanted: Round, *, is_moved: bool = False) -> Message:
    """What a school sees; it is news that the last day has moved."""
    buttons = [
        button(postback("ส่งแล้ว", f"round_sent:{wanted.id}"), primary=True),
        button(postback("ส่งไฟล์หรือลิงก์", f"round_file:{wanted.id}")),
    ]
    return _announcement(context, wanted, buttons, is_moved=is_moved)


def group_card(context: Context, wanted: Round, *, is_moved: bool = False) -> Message:
    """What a group sees; files go into the 1:1 chat."""
    chat = context.links.chat(context.office, f"ส่งไฟล์ {wanted.title}")
    buttons = [
        button(postback("ส่งแล้ว", f"round_sent:{wanted.id}"), primary=True),
        button(link("ส่งไฟล์ในแชตส่วนตัว", chat)),
    ]
    return _announcement(context, wanted, buttons, is_moved=is_moved)


def _announcement(context: Context, wanted: Round, buttons: list[Part], *, is_moved: bool) -> Message:
    day = say_date(wanted.closes_on, today(context.now))
    body = [row("เรื่อง", wanted.title), row("ส่งภายใน", day)]
    title, alt = "รอบรายงาน", f"ส่ง {wanted.title} ภายใน {day}"
    if is_moved:
        title, alt = "เปลี่ยนกำหนดส่งรายงาน", f"เปลี่ยนกำหนด: {alt}"
    return flex(alt, bubble(title, body=body, buttons=buttons))


def mentions(
    context: Context, wanted: Round, left: int, members: Sequence[Person], unknown: Sequence[School]
) -> list[Message]:
    """How many are missing: contacts in the group are mentioned, schools of which nobody is known named; then the card.

    At most five messages, as LINE takes them.
    """
    due = words.due_in((wanted.closes_on - today(context.now)).days)
    head = words.still_missing(wanted.title, due, left)
    if unknown:
        head += "\n" + _names(unknown)
    twenties = [members[start : start + MOST_MENTIONS] for start in range(0, len(members), MOST_MENTIONS)][:4]
    texts = [_mentioning(head if index == 0 else "", people) for index, people in enumerate(twenties)]
    return [*(texts or [say(head)]), group_card(context, wanted)]


def _mentioning(head: str, people: Sequence[Person]) -> Message:
    keys = [f"p{index}" for index in range(len(people))]
    # A brace that a clerk typed would be taken for a substitution.
    plain = head.replace("{", "{{").replace("}", "}}")
    lines = [plain, " ".join(f"{{{key}}}" for key in keys)]
    return {
        "type": "textV2",
        "text": "\n".join(line for line in lines if line),
        "substitution": {
            key: {"type": "mention", "mentionee": {"type": "user", "userId": person.line_user_id}}
            for key, person in zip(keys, people, strict=True)
        },
    }


def overview(context: Context, wanted: Round) -> Message:
    """Who has answered and who has not, for the office; with the Excel file."""
    left = rounds.missing(context.session, wanted)
    sent, total = rounds.count(context.session, wanted)
    state = ("เปิดอยู่", BRAND) if wanted.is_open else ("ปิดแล้ว", QUIET)
    body: list[Part] = [
        row("ส่งภายใน", say_date(wanted.closes_on, today(context.now))),
        row("ส่งแล้ว", f"{sent} จาก {total} โรงเรียน"),
        row("แจ้งที่", _where(context, wanted)),
        row("ยังไม่ส่ง", _names(left)) if left else text("ส่งครบทุกโรงเรียน", color=BRAND),
    ]
    buttons = [
        button(postback("ดูล่าสุด", f"round:{wanted.id}")),
        button(link("ไฟล์ Excel", context.links.round_sheet(wanted.id))),
    ]
    buttons.append(button(postback("เลื่อนกำหนด" if wanted.is_open else "ขยายเวลา", f"round_move:{wanted.id}")))
    if wanted.is_open:
        buttons.append(button(postback("ปิดรอบ", f"round_close:{wanted.id}")))
    alt = words.result(wanted.title, sent, total)
    return flex(alt, bubble(wanted.title, state=state, body=body, buttons=buttons))


def _where(context: Context, wanted: Round) -> str:
    groups = rounds.groups_of(context.session, wanted)
    return " · ".join(group.title for group in groups) or "รายคน"


def _names(left: Sequence[School]) -> str:
    more = f" และอีก {len(left) - MOST_NAMES} โรงเรียน" if len(left) > MOST_NAMES else ""
    return " · ".join(school.name for school in left[:MOST_NAMES]) + more


def offered(context: Context, fiscal_year: int, deadlines: Sequence[tuple[int, PlannedDeadline]]) -> Message:
    """Deadlines of the manual that can be opened as rounds, each by a press; with the number of each in its year's list."""
    body: list[Part] = []
    for number, deadline in deadlines[:MOST_OFFERED]:
        when = say_date(deadline.last, today(context.now)) if deadline.last else deadline.when or "ยังไม่มีวัน"
        body.append(
            {
                "type": "box",
                "layout": "vertical",
                "action": postback("เปิดรอบนี้", f"round_plan:{fiscal_year}:{number}", displayText=deadline.name[:60]),
                "contents": [text(deadline.name, bold=True), text(when, color=QUIET)],
            }
        )
    rest = len(deadlines) - MOST_OFFERED
    if rest > 0:
        body.append(text(f"และอีก {rest} รอบ", color=QUIET))
    buttons = [button(postback("เรื่องอื่น", "round_new"))]
    return flex(f"รอบตามคู่มือ {len(deadlines)} รอบ", bubble("รอบตามคู่มือ แตะเพื่อเปิด", body=body, buttons=buttons))


def of_each(context: Context, found: Sequence[Round], *, for_staff: bool) -> Iterator[Message]:
    """The card of each round, as the office or as a school sees it."""
    for one in found:
        yield overview(context, one) if for_staff else school_card(context, one)
