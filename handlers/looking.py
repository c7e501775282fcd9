"""Looking things up: my consultations, what waits on my desk, when somebody is free, help, a person to talk to."""

from datetime import timedelta

from handlers import notices, says
from handlers.appointment import acts_as_supervisor, offered_card
from handlers.cards import appointment as appointment_cards
from handlers.cards import consultation as cards
from handlers.cards.base import Part, ask, bubble, button, flex, postback, row, say, text
from handlers.proposals import propose
from handlers.quota_says import record_after
from handlers.staff_only import not_allowed
from handlers.turn import Message, Notice, Talk, Turn
from handlers.wished_time import span
from models import appointments, consultations, taken_back
from models.clock import BANGKOK, today
from models.consultations import Consultation, State
from models.people import Person, Role, with_role
from models.roster import words_of
from nlp.thai_dates import When
from nlp.understand import understand


def mine(talk: Talk) -> Turn:
    """My consultations and how they stand; for staff what waits on the desk."""
    if talk.me.is_staff:
        return desk(talk)
    found = consultations.of_teacher(talk.session, talk.me)
    if not found:
        return Turn([say(says.nothing_asked_yet(talk.voice))])
    return Turn([teacher_card(talk, one) for one in found[:4]])


def teacher_card(talk: Talk, consultation: Consultation) -> Message:
    """A consultation as its teacher sees it, with what can be done now."""
    if consultation.state == State.BOOKED:
        appointment = appointments.live_of(talk.session, consultation)
        if appointment is not None:
            return notices.appointment_card(talk, appointment, talk.me)
    if consultation.state == State.OFFERED:
        return offered_card(talk, consultation)
    buttons: list[Part] = []
    if consultation.is_living:
        buttons.append(button(postback("ยกเลิกคำขอ", f"cancel:{consultation.id}")))
    elif consultation.state == State.DONE and consultation.rating is None:
        buttons.append(button(postback("ให้คะแนน", f"show_rating:{consultation.id}"), primary=True))
    return cards.state_card(talk.facts, consultation, talk.now, buttons=buttons)


def show(talk: Talk) -> Turn:
    """`show:id`: one of the reader's own consultations."""
    consultation = consultations.find(talk.session, talk.said.args[0])
    if consultation is None or consultation.teacher_id != talk.me.id:
        return Turn([say(says.not_found(talk.voice))])
    return Turn([teacher_card(talk, consultation)])


def change_mine(talk: Talk) -> Turn:
    """Wants to move or cancel: the living consultations, each with its buttons."""
    living = [one for one in consultations.of_teacher(talk.session, talk.me) if one.is_living]
    if talk.me.is_staff and not living:
        return desk(talk)
    if not living:
        return Turn([say(says.nothing_asked_yet(talk.voice))])
    return Turn([teacher_card(talk, one) for one in living[:4]])


def rate_last(talk: Talk) -> Turn:
    """Wants to rate: the last one that is over and not rated."""
    for one in consultations.of_teacher(talk.session, talk.me):
        if one.rating is None and one.supervisor is not None and _is_over(talk, one):
            question = says.ask_rating(talk.voice, one.supervisor.short_title)
            return Turn([cards.rating_card(talk.facts, one, question)])
    return Turn([say(says.thanks(talk.voice))])


def _is_over(talk: Talk, consultation: Consultation) -> bool:
    """Whether they have met, also when the supervisor has not recorded it yet."""
    if consultation.state != State.BOOKED:
        return consultation.state == State.DONE
    meeting = appointments.live_of(talk.session, consultation)
    return meeting is not None and meeting.ends_at <= talk.now


def show_rating(talk: Talk) -> Turn:
    """The rating card again."""
    consultation = consultations.find(talk.session, talk.said.args[0])
    if consultation is None or consultation.teacher_id != talk.me.id or consultation.supervisor is None:
        return Turn([say(says.not_found(talk.voice))])
    if consultation.state in (State.BOOKED, State.IN_PROGRESS) and not _is_over(talk, consultation):
        return Turn([say(says.rate_after(talk.voice)), teacher_card(talk, consultation)])
    question = says.ask_rating(talk.voice, consultation.supervisor.short_title)
    return Turn([cards.rating_card(talk.facts, consultation, question)])


def show_outcome(talk: Talk) -> Turn:
    """`show_outcome:id`: from the supervisor's appointment card, to record how it went once they have met."""
    consultation = consultations.find(talk.session, talk.said.args[0])
    if consultation is None:
        return Turn([say(says.not_found(talk.voice))])
    if not acts_as_supervisor(talk.me, consultation):
        return not_allowed(talk)
    appointment = appointments.live_of(talk.session, consultation)
    if consultation.state == State.BOOKED and appointment is not None and appointment.starts_at > talk.now:
        return Turn([say(record_after(talk.voice)), supervisor_card(talk, consultation)])
    if consultation.state in (State.BOOKED, State.IN_PROGRESS):
        return Turn([cards.outcome_card(talk.facts, consultation)])
    return Turn([cards.state_card(talk.facts, consultation, talk.now)])


def desk(talk: Talk) -> Turn:
    """What waits for this member of staff: decisions, assignments, appointments."""
    messages: list[Message] = []
    if talk.me.may(Role.DIRECTOR, Role.ACTING_DIRECTOR, Role.CLERK):
        messages += [notices.approval(talk, one, talk.me) for one in consultations.waiting(talk.session, 4)]
    for one in consultations.of_supervisor(talk.session, talk.me):
        messages.append(supervisor_card(talk, one))
    return Turn(messages[:5] or [say(says.desk_empty(talk.voice))])


def supervisor_card(talk: Talk, consultation: Consultation) -> Message:
    """A consultation as its supervisor sees it, with what can be done now."""
    if consultation.state == State.ASSIGNED:
        return notices.assignment(talk, consultation)
    if consultation.state == State.IN_PROGRESS:
        return cards.outcome_card(talk.facts, consultation)
    appointment = appointments.live_of(talk.session, consultation)
    if appointment is None:
        return cards.state_card(talk.facts, consultation, talk.now)
    if appointment.ends_at <= talk.now:
        return cards.outcome_card(talk.facts, consultation)
    return notices.appointment_card(talk, appointment, talk.me)


def my_week(talk: Talk) -> Turn:
    """The supervisor's appointments of the coming seven days in one card."""
    found = appointments.between(talk.session, talk.now, talk.now + timedelta(days=7), talk.me)
    if not found:
        return Turn([say(f"7 วันนี้ยังไม่มีนัด{talk.voice.ka}")])
    rows = [
        row(says.when(one.starts_at, talk.now), f"{_other(talk, one.consultation)} {one.consultation.topic}")
        for one in found
    ]
    return Turn([flex(f"นัด 7 วันนี้ {len(found)} เรื่อง", bubble("นัด 7 วันนี้", body=rows))])


def _other(talk: Talk, consultation: Consultation) -> str:
    if consultation.teacher_id == talk.me.id and consultation.supervisor is not None:
        return consultation.supervisor.short_title
    return consultation.teacher.name or "คุณครู"


def free_times(talk: Talk) -> Turn:
    """When somebody is free ("ศน.คณิตว่างวันไหน"): for each who fits, the next free times; a press begins a request."""
    vocabulary = words_of(talk.session, talk.office).vocabulary
    understanding = understand(talk.said.text, vocabulary, talk.now)
    chosen = talk.said.from_group or {}
    found = propose(talk.session, talk.office, understanding, chosen, chosen.get("area") or talk.me.area, talk.now)[:2]
    if not found:
        actions = [postback(person.short_title[:40], f"free:{person.id}") for person in _supervisors(talk)]
        return Turn([ask(f"อยากทราบเวลาว่างของท่านไหน{talk.voice.kha}", *actions)])
    return Turn([_free_card(talk, proposal.person, understanding.when) for proposal in found])


def free_of(talk: Talk) -> Turn:
    """`free:person`: the next free times of one supervisor."""
    person = next((one for one in _supervisors(talk) if str(one.id) == talk.said.args[0]), None)
    if person is None:
        return Turn([say(says.not_found(talk.voice))])
    return Turn([_free_card(talk, person)])


def _supervisors(talk: Talk) -> list[Person]:
    return with_role(talk.session, Role.SUPERVISOR)[:12]


def _free_card(talk: Talk, person: Person, when: When | None = None) -> Message:
    calendar = talk.facts.calendar
    days, hours = span(when) if when is not None else (None, None)
    slots = appointments.free_slots(
        talk.session, calendar, person, talk.now, days=days, hours=hours, most=5, teacher=talk.me
    )
    words = says.free_then(talk.voice, person.short_title)
    if not slots and (days or hours):
        words = says.nothing_free_then(talk.voice, person.short_title)
        slots = appointments.free_slots(talk.session, calendar, person, talk.now, most=5, teacher=talk.me)
    if not slots:
        words = says.no_free_time(talk.voice)
    return appointment_cards.slots_card(words, f"เวลาว่าง {person.short_title}", slots, f"ask_at:{person.id}", talk.now)


def help_card(talk: Talk) -> Turn:
    """What one can write, and the most used buttons."""
    actions = [
        postback("ขอคำปรึกษา", "ask"),
        postback("เรื่องของฉัน", "mine"),
        postback("คุยกับเจ้าหน้าที่", "human"),
        postback("ข้อมูลของฉัน", "my_data"),
    ]
    if talk.me.is_staff:
        actions.append(postback("เข้าเว็บ", "web"))
    return Turn([ask(says.help_text(talk.voice), *actions)])


def human(talk: Talk) -> Turn:
    """Somebody wants a person: the clerks (or who decides) hear of it with the words."""
    clerks = [person for person in with_role(talk.session, Role.CLERK) if person.reachable] or notices.deciders(talk)
    who = f"{talk.me.name or 'คุณครู'} {talk.me.school.name if talk.me.school else ''}".strip()
    phone = f" โทร {talk.me.phone}" if talk.me.phone else ""
    words = talk.said.text or "กดปุ่มคุยกับเจ้าหน้าที่"
    told = [
        Notice(
            clerk,
            [say(says.person_wanted(talk.voice, who + phone, cards.shortened(words)))],
            about=taken_back.about(talk.said.message_id),
        )
        for clerk in clerks
    ]
    return Turn([say(says.with_a_person(talk.voice, talk.facts.pack.office.office_phone))], state=None, notices=told)


def contact(talk: Talk) -> Turn:
    """The office's number."""
    phone = talk.facts.pack.office.office_phone
    words = f"โทร {phone} ในเวลาราชการ{talk.voice.ka}" if phone else f"ให้เจ้าหน้าที่ติดต่อกลับได้{talk.voice.ka}"
    return Turn([ask(words, postback("คุยกับเจ้าหน้าที่", "human"), postback("ขอคำปรึกษา", "ask"))])


def greeting(talk: Talk) -> Turn:
    """Hello; and what can be done here."""
    return Turn(
        [
            ask(
                f"สวัสดี{talk.voice.ka} มีเรื่องไหนให้ช่วย{talk.voice.kha}",
                postback("ขอคำปรึกษา", "ask"),
                postback("เรื่องของฉัน", "mine"),
            )
        ]
    )


def thanks(talk: Talk) -> Turn:
    """You are welcome."""
    return Turn([say(f"ยินดี{talk.voice.ka} มีเรื่องใหม่เมื่อไรพิมพ์มาได้เลย")])


def office_days(talk: Talk) -> Turn:
    """What is on in the office: the next working days and hours, as long as nobody in particular was meant."""
    day = today(talk.now)
    hours = talk.facts.settings.working_hours
    opens = talk.facts.calendar.next_working_moment(talk.now).astimezone(BANGKOK)
    words = f"สำนักงานเปิด {hours.start:%H.%M}–{hours.end:%H.%M} น. วันทำการ{talk.voice.ka}"
    if opens.date() != day:
        words += f" เปิดอีกที {says.when(opens, talk.now)}"
    return Turn(
        [
            flex(
                words,
                bubble("เวลาทำการ", body=[text(words)], buttons=[button(postback("ขอคำปรึกษา", "ask"), primary=True)]),
            )
        ]
    )
