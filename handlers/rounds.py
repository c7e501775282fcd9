"""Report rounds as the office sees them: opened in a sentence, from a phase or from the manual; looked at, moved, closed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from handlers import round_course, says
from handlers import round_says as words
from handlers.approval import may_decide
from handlers.calendar_says import shortened
from handlers.cards import rounds as cards
from handlers.cards.base import ask, postback, say
from handlers.quota import outlook
from handlers.staff_only import not_allowed
from handlers.turn import Context, Notice, Talk, Turn
from models import annual_plan, groups, rounds
from models.clock import today
from models.fiscal_plan import PlannedDeadline, deadlines_of_year, school_calendar
from models.groups import Group
from models.rounds import Round
from nlp.thai_calendar import fiscal_year_of, say_date
from nlp.thai_dates import WhenReading, read_when

MOST_GROUPS = 10
MOST_ROUNDS = 5


def _for_clerks(step: Callable[[Talk], Turn]) -> Callable[[Talk], Turn]:
    def checked(talk: Talk) -> Turn:
        if may_decide(talk.me):
            return step(talk)
        return replace(not_allowed(talk, f"{step.__module__}.{step.__name__}"), state=None)

    return checked


# Opening one


@_for_clerks
def ask_what(talk: Talk) -> Turn:
    """`round_new` or `round_new:phase id`: what must be sent, and by when? A phase gives its name and its end."""
    run = annual_plan.find(talk.session, talk.said.args[0]) if talk.said.args else None
    found = annual_plan.described(talk.facts.pack, [run]) if run is not None else []
    if not found:
        return Turn([say(words.ask_round(talk.voice))], state="opening_round", data={})
    ends = found[0].run.ends_on
    return _drafted(talk, found[0].entry.name_th[:200], ends, {"phase": found[0].run.id})


@_for_clerks
def heard(talk: Talk) -> Turn:
    """The title and the last day, in one sentence or one after the other; shown before it is announced."""
    reading = read_when(talk.said.text, talk.now)
    said_day = _last_day(reading)
    kept = talk.chat.data if talk.chat.state == "opening_round" else {}
    said_title = _without(talk.said.text, reading.spans)
    title = said_title or kept.get("title", "")
    day = said_day or (dt.date.fromisoformat(kept["closes_on"]) if "closes_on" in kept else None)
    if not title and day is None:
        return from_manual(talk)
    data = {"phase": kept["phase"]} if "phase" in kept else {}
    data["message_id"] = talk.said.message_id if said_title else kept.get("message_id")
    return _drafted(talk, title or "รายงาน", day, data)


def _last_day(reading: WhenReading) -> dt.date | None:
    return (reading.when.date_to or reading.when.date) if reading.when is not None else None


def _without(sentence: str, spans: tuple[tuple[int, int], ...]) -> str:
    """The sentence without its date and the words that led to it."""
    for start, end in sorted(spans, reverse=True):
        sentence = sentence[:start] + sentence[end:]
    for lead in ("ขอเปิดรอบ", "เปิดรอบใหม่", "เปิดรอบรายงาน", "เปิดรอบ", "ภายในวันที่", "ภายใน", "ไม่เกิน"):
        sentence = sentence.replace(lead, "")
    return " ".join(word for word in sentence.split() if word not in ("ค่ะ", "ครับ", "หน่อย"))[:200]


def _drafted(talk: Talk, title: str, closes_on: dt.date | None, data: dict[str, object]) -> Turn:
    """The round as it would be, with its price; without a day to come the day is asked."""
    draft = {**data, "title": title}
    if closes_on is None or closes_on < today(talk.now):
        return Turn([say(words.ask_round_day(talk.voice, title))], state="opening_round", data=draft)
    people = rounds.contacts(talk.session, rounds.schools(talk.session))
    card = cards.draft(talk, title, closes_on, people, groups.bound(talk.session), outlook(talk))
    return Turn([card], state="opening_round", data={**draft, "closes_on": closes_on.isoformat()})


@_for_clerks
def from_manual(talk: Talk) -> Turn:
    """`round_offers`: the deadlines of the manual that are to come and not opened yet."""
    to_come = offered(talk)
    if not to_come:
        return Turn([ask(words.nothing_offered(talk.voice), postback("เปิดรอบใหม่", "round_new"))], state=None)
    return Turn([cards.offered(talk, fiscal_year_of(today(talk.now)), to_come)], state=None)


def offered(context: Context) -> list[tuple[int, PlannedDeadline]]:
    """This year's deadlines of the manual that are to come and not opened yet, with their numbers, the next first."""
    fiscal_year, day = fiscal_year_of(today(context.now)), today(context.now)
    opened = {one.title for one in rounds.of_year(context.session, fiscal_year)}
    to_come = [
        (number, one)
        for number, one in enumerate(_deadlines(context, fiscal_year))
        if one.name not in opened and (one.last is None or one.last >= day)
    ]
    return sorted(to_come, key=lambda numbered: numbered[1].last or dt.date.max)


def _deadlines(talk: Context, fiscal_year: int) -> list[PlannedDeadline]:
    return deadlines_of_year(talk.facts.pack, fiscal_year, school_calendar(talk.facts.settings.school_terms))


@_for_clerks
def plan(talk: Talk) -> Turn:
    """`round_plan:2570:3`: one of the manual's deadlines, drafted."""
    deadlines, number = _deadlines(talk, talk.said.args.number(0)), talk.said.args.number(1)
    if not 0 <= number < len(deadlines):
        return Turn([say(says.not_found(talk.voice))])
    return _drafted(talk, deadlines[number].name[:200], deadlines[number].last, {})


@_for_clerks
def choose_groups(talk: Talk) -> Turn:
    """`round_groups`: in which groups shall it be announced?"""
    bound = groups.bound(talk.session)[:MOST_GROUPS]
    actions = [
        postback(f"{shortened(one.title, 28)} ({one.member_count or 0} คน)", f"round_open:{one.id}") for one in bound
    ]
    if len(bound) > 1:
        everybody = sum(group.member_count or 0 for group in bound)
        actions.insert(0, postback(f"ทุกกลุ่ม ({everybody:,} คน)", "round_open:groups"))
    return Turn([ask(words.which_groups(talk.voice), *actions)])


@_for_clerks
def open_round(talk: Talk) -> Turn:
    """`round_open` announced to the schools' contacts, `:groups` or `:id` in groups, `:quietly` to nobody."""
    draft, way = talk.chat.data, (*talk.said.args, "people")[0]
    if "closes_on" not in draft:
        return Turn([say(says.not_found(talk.voice))], state=None)
    chosen = [group for group in groups.bound(talk.session) if way in ("groups", str(group.id))]
    made = rounds.open_round(
        talk.session,
        talk.me,
        draft["title"],
        dt.date.fromisoformat(draft["closes_on"]),
        talk.now,
        phase_run_id=draft.get("phase"),
        groups=chosen,
    )
    if way == "quietly":
        return _quietly(talk, made)
    return Turn([cards.overview(talk, made)], state=None, notices=_told(talk, made, way, chosen), must_arrive=True)


def _told(talk: Talk, made: Round, way: str, chosen: list[Group]) -> list[Notice]:
    if way != "people":
        return round_course.tell_groups(talk, made, chosen)
    contacts = rounds.contacts(talk.session, rounds.schools(talk.session))
    return list(round_course.tell_contacts(talk, made, contacts, "announced"))


def _quietly(talk: Talk, made: Round) -> Turn:
    """The words to post by hand: free."""
    day, chat = say_date(made.closes_on, today(talk.now)), talk.links.chat(talk.office, f"ส่งไฟล์ {made.title}")
    to_post = say(words.forward_round(made.title, day, chat))
    return Turn(
        [cards.overview(talk, made), say(words.post_it_yourself(talk.voice)), to_post], state=None, must_arrive=True
    )


# Looking at them


def show(talk: Talk) -> Turn:
    """`round:id`: for the office the overview, for a school its card."""
    wanted = rounds.find(talk.session, talk.said.args[0])
    if wanted is None:
        return Turn([say(says.not_found(talk.voice))])
    return Turn(list(cards.of_each(talk, [wanted], for_staff=talk.me.is_staff)))


def list_open(talk: Talk) -> Turn:
    """`rounds`: the open rounds; whoever may open one gets the buttons for it."""
    found = rounds.all_open(talk.session)[:MOST_ROUNDS]
    shown = list(cards.of_each(talk, found, for_staff=talk.me.is_staff))
    actions = [postback("เปิดรอบใหม่", "round_new"), postback("รอบตามคู่มือ", "round_offers")]
    if not found:
        return Turn([ask(words.no_rounds(talk.voice), *(actions if may_decide(talk.me) else []))])
    if may_decide(talk.me) and len(shown) < MOST_ROUNDS:
        shown.append(ask(words.open_another(talk.voice), *actions))
    return Turn(shown)


# Another last day, and the end


@_for_clerks
def ask_new_day(talk: Talk) -> Turn:
    """`round_move:id`: until when now? It is said how many messages telling it costs."""
    wanted = rounds.find(talk.session, talk.said.args[0])
    if wanted is None:
        return Turn([say(says.not_found(talk.voice))])
    price = round_course.price_of_new_day(talk, wanted)
    return Turn(
        [say(words.ask_new_day(talk.voice, wanted.title, price))], state="moving_round", data={"round": wanted.id}
    )


@_for_clerks
def move(talk: Talk) -> Turn:
    """The new last day, typed: who was told hears of it; a round that is over opens again."""
    wanted = rounds.find(talk.session, str(talk.chat.data.get("round", "")))
    day = _last_day(read_when(talk.said.text, talk.now))
    if wanted is None:
        return Turn([say(says.not_found(talk.voice))], state=None)
    if day is None or day < today(talk.now):
        return Turn([say(words.ask_round_day(talk.voice, wanted.title))])
    told = round_course.change(talk, wanted, wanted.title, day, rounds.groups_of(talk.session, wanted))
    return Turn([cards.overview(talk, wanted)], state=None, notices=told, must_arrive=True)


@_for_clerks
def close(talk: Talk) -> Turn:
    """`round_close:id`."""
    wanted = rounds.find(talk.session, talk.said.args[0])
    if wanted is None:
        return Turn([say(says.not_found(talk.voice))])
    if not round_course.end(talk, wanted):
        return Turn([say(words.round_closed(talk.voice, wanted.title)), cards.overview(talk, wanted)])
    return Turn([cards.overview(talk, wanted)], must_arrive=True)
