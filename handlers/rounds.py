"""Report rounds: a clerk opens one in a sentence, schools answer with a button, only who has not answered is reminded."""

from collections.abc import Iterator
from datetime import timedelta

from handlers import calendar_says as words
from handlers import says
from handlers.approval import may_decide
from handlers.cards.base import BRAND, QUIET, Part, ask, bubble, button, flex, postback, row, say, text
from handlers.turn import Context, Message, Notice, Talk, Turn
from models import annual_plan, attachments, phase_reminders, rounds
from models.clock import local, today
from models.people import Role, with_role
from models.reminders import first_time
from models.rounds import Round
from nlp.thai_calendar import say_date
from nlp.thai_dates import read_when

DAYS_BEFORE = (7, 3, 1, 0)
MOST_NAMES = 12


def ask_what(talk: Talk) -> Turn:
    """`round_new` or `round_new:phase id`: what must be sent, and by when?"""
    if not may_decide(talk.me):
        return Turn([say(says.not_allowed(talk.voice))])
    run = annual_plan.find(talk.session, talk.said.args[0]) if talk.said.args else None
    data = {"phase": run.id} if run is not None else {}
    return Turn([say(words.ask_round(talk.voice))], state="opening_round", data=data)


def heard(talk: Talk) -> Turn:
    """The title and the last day in one sentence; shown before it is announced."""
    if not may_decide(talk.me):
        return Turn([say(says.not_allowed(talk.voice))], state=None)
    reading = read_when(talk.said.text, talk.now)
    closes_on = (reading.when.date_to or reading.when.date) if reading.when is not None else None
    if closes_on is None or closes_on < today(talk.now):
        return Turn([say(words.round_needs_day(talk.voice))], state="opening_round")
    title = _without(talk.said.text, reading.spans)
    draft = {**talk.chat.data, "title": title, "closes_on": closes_on.isoformat()}
    schools = rounds.schools(talk.session)
    people = rounds.contacts(talk.session, schools)
    body = [
        row("เรื่อง", title),
        row("ส่งภายใน", say_date(closes_on, today(talk.now))),
        row("ถึง", f"{len(schools)} โรงเรียน {len(people)} คน = {len(people)} ข้อความ"),
    ]
    buttons = [button(postback("เปิดรอบและแจ้ง", "round_open"), primary=True), button(postback("ไม่เปิด", "drop"))]
    card = flex(f"รอบรายงาน {title}", bubble("รอบรายงานใหม่", body=body, buttons=buttons))
    return Turn([card], state="opening_round", data=draft)


def _without(sentence: str, spans: tuple[tuple[int, int], ...]) -> str:
    """The sentence without its date and the words that led to it."""
    for start, end in sorted(spans, reverse=True):
        sentence = sentence[:start] + sentence[end:]
    for lead in ("เปิดรอบ", "ภายในวันที่", "ภายใน", "ไม่เกิน"):
        sentence = sentence.replace(lead, "")
    return " ".join(sentence.split())[:200] or "รายงาน"


def open_round(talk: Talk) -> Turn:
    """`round_open`: opened and announced to the people of the schools."""
    draft = talk.chat.data
    if not may_decide(talk.me):
        return Turn([say(says.not_allowed(talk.voice))])
    if "closes_on" not in draft:
        return Turn([say(says.not_found(talk.voice))], state=None)
    closes_on = local(talk.now).date().fromisoformat(draft["closes_on"])
    made = rounds.open_round(
        talk.session, talk.me, draft["title"], closes_on, talk.now, phase_run_id=draft.get("phase")
    )
    told = [
        Notice(one, [school_card(talk, made)]) for one in rounds.contacts(talk.session, rounds.schools(talk.session))
    ]
    return Turn([overview(talk, made)], state=None, notices=told, must_arrive=True)


def school_card(context: Context, wanted: Round) -> Message:
    """What a school sees."""
    day = say_date(wanted.closes_on, today(context.now))
    buttons = [
        button(postback("ส่งแล้ว", f"round_sent:{wanted.id}"), primary=True),
        button(postback("ส่งไฟล์หรือลิงก์", f"round_file:{wanted.id}")),
    ]
    body = [row("เรื่อง", wanted.title), row("ส่งภายใน", day)]
    return flex(f"ส่ง {wanted.title} ภายใน {day}", bubble("รอบรายงาน", body=body, buttons=buttons))


def overview(context: Context, wanted: Round) -> Message:
    """Who has answered and who has not, for the office."""
    left = rounds.missing(context.session, wanted)
    total = len(rounds.schools(context.session))
    state = ("เปิดอยู่", BRAND) if wanted.is_open else ("ปิดแล้ว", QUIET)
    body: list[Part] = [
        row("ส่งภายใน", say_date(wanted.closes_on, today(context.now))),
        row("ส่งแล้ว", f"{total - len(left)} จาก {total} โรงเรียน"),
    ]
    if left:
        names = [school.name for school in left[:MOST_NAMES]]
        more = f" และอีก {len(left) - MOST_NAMES} โรงเรียน" if len(left) > MOST_NAMES else ""
        body.append(row("ยังไม่ส่ง", " · ".join(names) + more))
    else:
        body.append(text("ส่งครบทุกโรงเรียน", color=BRAND))
    buttons = [button(postback("ดูล่าสุด", f"round:{wanted.id}"))]
    if wanted.is_open:
        buttons.append(button(postback("ปิดรอบ", f"round_close:{wanted.id}")))
    alt = f"{wanted.title}: ส่งแล้ว {total - len(left)}/{total}"
    return flex(alt, bubble(wanted.title, state=state, body=body, buttons=buttons))


def show(talk: Talk) -> Turn:
    """`round:id`: for the office the overview, for a school its card."""
    wanted = rounds.find(talk.session, talk.said.args[0])
    if wanted is None:
        return Turn([say(says.not_found(talk.voice))])
    return Turn([overview(talk, wanted) if talk.me.is_staff else school_card(talk, wanted)])


def list_open(talk: Talk) -> Turn:
    """`rounds`: the open rounds."""
    found = rounds.all_open(talk.session)
    if not found:
        actions = [postback("เปิดรอบใหม่", "round_new")] if may_decide(talk.me) else []
        return Turn([ask(words.no_rounds(talk.voice), *actions)])
    make = overview if talk.me.is_staff else school_card
    return Turn([make(talk, one) for one in found[:5]])


def sent(talk: Talk) -> Turn:
    """`round_sent:id`: the school has sent it."""
    wanted = rounds.find(talk.session, talk.said.args[0])
    if wanted is None:
        return Turn([say(says.not_found(talk.voice))])
    if not wanted.is_open:
        return Turn([say(words.round_closed(talk.voice, wanted.title))])
    if talk.me.school is None:
        return Turn([say(says.not_allowed(talk.voice))])
    if not rounds.answer(talk.session, wanted, talk.me, talk.now):
        return Turn([say(words.round_answered_before(talk.voice, talk.me.school.name))], state=None)
    return Turn(
        [say(words.round_answered(talk.voice, talk.me.school.name, wanted.title))], state=None, must_arrive=True
    )


def ask_file(talk: Talk) -> Turn:
    """`round_file:id`: the file or link comes next."""
    return Turn([say(words.ask_round_file(talk.voice))], state="round_file", data={"round": talk.said.args[0]})


def file(talk: Talk) -> Turn:
    """The report itself: a file, or a link or sentence; it counts as sent."""
    turn = sent(talk.with_args(str(talk.chat.data.get("round", ""))))
    wanted = rounds.find(talk.session, str(talk.chat.data.get("round", "")))
    made = rounds.answer_of(talk.session, wanted, talk.me.school_id) if wanted is not None and wanted.is_open else None
    if made is not None:
        said = talk.said
        made.words = said.text or said.file_name or "ไฟล์ที่ส่งในแชต"
        if said.kind != "text" and said.message_id is not None:
            made.line_message_id = said.message_id
            attachments.want(talk.session, talk.me, said.message_id, said.kind, said.file_name, talk.now)
    return turn


def close(talk: Talk) -> Turn:
    """`round_close:id`."""
    wanted = rounds.find(talk.session, talk.said.args[0])
    if wanted is None:
        return Turn([say(says.not_found(talk.voice))])
    if not wanted.is_open:
        return Turn([say(words.round_closed(talk.voice, wanted.title)), overview(talk, wanted)])
    if not may_decide(talk.me):
        return Turn([say(says.not_allowed(talk.voice))])
    rounds.close(talk.session, wanted, talk.now)
    return Turn([overview(talk, wanted)], must_arrive=True)


def due(context: Context) -> Iterator[Notice]:
    """Rounds that are over close themselves; of the open ones, schools that have not answered are reminded."""
    settings, calendar = context.facts.settings, context.facts.calendar
    day = today(context.now)
    for wanted in rounds.all_open(context.session):
        if wanted.closes_on < day:
            yield from _closed(context, wanted)
        elif phase_reminders.is_sending_time(
            local(context.now), settings.sending_start, settings.sending_end, calendar
        ):
            yield from _reminded(context, wanted)


def _closed(context: Context, wanted: Round) -> Iterator[Notice]:
    if rounds.close(context.session, wanted, context.now):
        for clerk in with_role(context.session, Role.CLERK) or [wanted.opened_by]:
            yield Notice(clerk, [overview(context, wanted)])


def _reminded(context: Context, wanted: Round) -> Iterator[Notice]:
    day = today(context.now)
    days = [
        phase_reminders.working_day_by(wanted.closes_on - timedelta(days=before), context.facts.calendar)
        for before in DAYS_BEFORE
    ]
    reached = max((one for one in days if local(wanted.opened_at).date() < one <= day), default=None)
    if reached is None:
        return
    for person in rounds.contacts(context.session, rounds.missing(context.session, wanted)):
        if first_time(context.session, person.office_id, person.id, f"round:{wanted.id}:{reached}", context.now):
            yield Notice(person, [school_card(context, wanted)])
