"""THE page: everything that can come in, and the step that answers it.

A message is looked up in this order: events of LINE, buttons, words that stand for a button, ways out, the state of the chat,
what the sentence means. A state that expects words takes them all, but for what LEAVES it.
"""

import re
from collections.abc import Callable

from handlers import (
    absence,
    annual_plan,
    appointment,
    appointment_changes,
    approval,
    broadcast,
    broadcast_course,
    broadcast_draft,
    calendar,
    consultation,
    correcting,
    enrolment,
    fallback,
    group,
    leaving,
    looking,
    outcome,
    places,
    postponement,
    privacy,
    quota,
    reasons,
    registration,
    round_answers,
    rounds,
    sign_in,
    taken_back,
)
from handlers.turn import Step, Talk
from nlp.understanding import Understanding

EVENTS: dict[str, Step] = {
    "follow": registration.welcome,
    "unfollow": fallback.blocked,
    "unsend": taken_back.unsend,
    "messageEdited": taken_back.edited,
    "join": group.joined,
    "leave": group.left,
    "memberJoined": group.members_changed,
    "memberLeft": group.members_changed,
}
"""LINE's events beside messages and postbacks; what is not here is not answered."""

IN_GROUP: dict[str, Step] = {
    "text": group.addressed,
    "code": group.written_code,
    "postback": group.pressed,
}
"""What is answered in a group when the bot is addressed."""

KINDS: dict[str, Step] = {
    "sticker": fallback.sticker,
    "image": fallback.attachment,
    "video": fallback.attachment,
    "file": fallback.attachment,
    "audio": fallback.voice_message,
    "location": fallback.location,
}
"""Messages that are not text, in the 1:1 chat."""

BUTTONS: dict[str, Step] = {
    # meeting and registration
    "agree": registration.agree,
    "agree_and": registration.agree,
    "register": registration.start,
    "name": registration.name,
    "school": registration.choose_school,
    "new_school": registration.new_school,
    "position": registration.position,
    "no_phone": registration.finish,
    # the request
    "ask": consultation.ask_what,
    "ask_at": consultation.ask_at,
    "draft": consultation.choose,
    "edit": correcting.edit,
    "drop": consultation.drop,
    "go_on": consultation.resume,
    "begin_next": consultation.begin_next,
    "send": consultation.send,
    # the director
    "assign": approval.assign,
    "others": approval.others,
    "decline": approval.decline,
    "decline_because": approval.decline_because,
    "delegate": approval.delegate,
    "delegate_to": approval.delegate_to,
    "delegate_end": approval.delegate_end,
    # the supervisor, and the teacher's choice of a time
    "accept": appointment.accept,
    "take": appointment.take,
    "offer": appointment.offer,
    "offer_send": appointment.offer_send,
    "handback": appointment.hand_back,
    "handback_because": appointment.hand_back_because,
    "pick": appointment.pick,
    "pick_other": appointment.pick_other,
    "none_fits": appointment.none_fits,
    # an appointment that stands
    "move": appointment_changes.move,
    "move_to": appointment_changes.move_to,
    "cancel": appointment_changes.cancel,
    "cancel_because": appointment_changes.cancel_because,
    "leave": reasons.unchanged,
    "place": places.ask_place,
    "place_at": places.place_at,
    "away_offer": absence.offer_new_times,
    "away_pass": absence.pass_on,
    "away_keep": absence.keep,
    "away_back": absence.not_away,
    # afterwards
    "outcome": outcome.record,
    "no_note": outcome.no_note,
    "rate": outcome.rate,
    "no_comment": outcome.no_comment,
    "again": outcome.again,
    "again_at": outcome.again_at,
    # looking things up
    "mine": looking.mine,
    "show": looking.show,
    "show_rating": looking.show_rating,
    "show_outcome": looking.show_outcome,
    "week": looking.my_week,
    "hours": looking.office_days,
    "free": looking.free_of,
    "free_times": looking.free_times,
    "absence": absence.ask,
    "help": looking.help_card,
    "human": looking.human,
    "web": sign_in.web,
    # the annual calendar
    "phase": annual_plan.show,
    "phase_start": annual_plan.start,
    "phase_done": annual_plan.done,
    "phase_no_evidence": annual_plan.no_evidence,
    "phase_postpone": postponement.begin,
    "phase_snooze": annual_plan.snooze,
    "phase_snooze_until": annual_plan.snooze_until,
    "phase_date": annual_plan.ask_dates,
    "postpone_grant": postponement.grant,
    "postpone_refuse": postponement.refuse,
    "year_open": annual_plan.open_year,
    "undated": annual_plan.undated,
    "calendar_month": calendar.month,
    "calendar_link": calendar.subscribe,
    "calendar_picture": calendar.picture,
    # report rounds
    "rounds": rounds.list_open,
    "round": rounds.show,
    "round_new": rounds.ask_what,
    "round_offers": rounds.from_manual,
    "round_plan": rounds.plan,
    "round_groups": rounds.choose_groups,
    "round_open": rounds.open_round,
    "round_sent": round_answers.sent,
    "round_file": round_answers.ask_file,
    "round_take": round_answers.take_file,
    "round_not": round_answers.not_a_report,
    "round_move": rounds.ask_new_day,
    "round_close": rounds.close,
    # groups and broadcasts
    "group": group.choose_kind,
    "group_kind": group.choose_code,
    "group_bind": group.bind,
    "group_unbind": group.unbind,
    "broadcast": broadcast_course.show,
    "broadcast_to": broadcast_draft.choose_audience,
    "broadcast_change": broadcast_draft.ask_change,
    "broadcast_whom": broadcast_draft.ask_audience,
    "broadcast_call": broadcast_draft.call,
    "broadcast_edit": broadcast_draft.ask_new_text,
    "broadcast_picture": broadcast_draft.ask_picture,
    "broadcast_send": broadcast.send,
    "broadcast_at": broadcast.send_at,
    "broadcast_next": broadcast.send_next_month,
    "broadcast_only": broadcast_draft.only,
    "broadcast_mention": broadcast_draft.mention,
    "broadcast_ride": broadcast.with_replies,
    "broadcast_text": broadcast.as_text,
    "broadcast_ask": broadcast.ask_director,
    "broadcast_allow": broadcast.allow,
    "broadcast_approve": broadcast.approve,
    "broadcast_refuse": broadcast.refuse,
    "broadcast_stop": broadcast.stop,
    "broadcast_resume": broadcast.resume,
    "broadcast_readers": broadcast_course.show_readers,
    "read": broadcast_course.read,
    # my data
    "my_data": privacy.my_data,
    "delete_data": privacy.ask_delete,
    "delete_data_now": privacy.delete,
}
"""The first word of a postback's data."""

STATES: dict[str, Step] = {
    "asking_name": registration.name,
    "asking_school": registration.school,
    "asking_position": registration.position,
    "asking_phone": registration.phone,
    "asking_topic": consultation.heard,
    "asking_time": consultation.heard,
    "confirming": consultation.heard,
    "declining": reasons.in_words,
    "handing_back": reasons.in_words,
    "cancelling": reasons.in_words,
    "placing": places.place_in_words,
    "noting_outcome": outcome.note,
    "commenting": outcome.comment,
    "asking_absence": absence.away,
    "phase_evidence": annual_plan.evidence,
    "postponing": postponement.in_words,
    "dating_phase": annual_plan.dates_in_words,
    "opening_round": rounds.heard,
    "moving_round": rounds.move,
    "round_file": round_answers.file,
    "broadcast_text": broadcast_draft.new_text,
    "broadcast_audience": broadcast_draft.audience_in_words,
    "broadcast_picture": broadcast_draft.picture,
    "broadcast_time": broadcast.typed_time,
}
"""Where a chat stands: the step that takes the next sentence."""

FILES_IN_STATE: dict[str, Step] = {
    "phase_evidence": annual_plan.evidence,
    "round_file": round_answers.file,
    "broadcast_picture": broadcast_draft.picture,
}
"""Where a chat stands when it asked for a file: the step that takes it, instead of KINDS."""

INTENTS: dict[str, Step] = {
    "consult": consultation.begin_here,
    "book": consultation.begin_here,
    "reschedule": looking.change_mine,
    "cancel": looking.change_mine,
    "status": looking.mine,
    "calendar": calendar.answer,
    "free_times": looking.free_times,
    "contact": looking.contact,
    "register": registration.start,
    "feedback": looking.rate_last,
    "human": looking.human,
    "greeting": looking.greeting,
    "thanks": looking.thanks,
    "help": looking.help_card,
    "my_data": privacy.my_data,
    "delete_data": privacy.ask_delete,
    "absence": absence.away,
}
"""What a sentence is about when the chat expects nothing (nlp/intents.py)."""

WORDS = {
    "ขอคำปรึกษา": "ask",
    "เรื่องของฉัน": "mine",
    "งานของฉัน": "mine",
    "รอพิจารณา": "mine",
    "นัด 7 วันนี้": "week",
    "ศน.ว่างวันไหน": "free_times",
    "เวลาว่าง ศน.": "free_times",
    "เวลาทำการ": "hours",
    "ไปราชการ / ลา": "absence",
    "ให้รักษาการ": "delegate",
    "คุยกับเจ้าหน้าที่": "human",
    "ข้อมูลของฉัน": "my_data",
    "ลบข้อมูลของฉัน": "delete_data",
    "วิธีใช้": "help",
    "เมนู": "help",
    "ช่วยเหลือ": "help",
    "เข้าเว็บ": "web",
}
"""Words that stand for a button in every state: those of the menus (LINE for PC shows none) and a few more."""

WAYS_OUT = frozenset(
    ("ยกเลิก", "เลิก", "ออก", "กลับ", "พอแล้ว", "เริ่มใหม่", "เปลี่ยนใจ", "เปลี่ยนใจแล้ว", "ไว้ก่อน", "ไว้คราวหน้า", "ไม่เอา", "ไม่เอาแล้ว",
     "ไม่ต้องแล้ว", "ไม่ทำแล้ว", "ไม่ขอแล้ว", "ไม่ปรึกษาแล้ว")
)  # fmt: skip
"""Words that leave any state."""

LEFT: dict[str, Step] = {
    "asking_topic": consultation.drop,
    "asking_time": consultation.drop,
    "confirming": consultation.drop,
    "declining": reasons.left,
    "handing_back": reasons.left,
    "cancelling": reasons.left,
    "placing": places.left,
    "noting_outcome": outcome.nothing_to_add,
    "commenting": outcome.no_comment,
}
"""The state that a way out leaves: the step that says so."""

LEFT_OTHERWISE = fallback.stopped

LEAVES: dict[str, Callable[[str, Understanding], bool]] = {
    "asking_name": leaving.is_about_my_data,
    "asking_school": leaving.is_about_my_data,
    "asking_position": leaving.is_about_my_data,
    "asking_phone": leaving.is_about_my_data,
    "asking_topic": leaving.is_look_up,
    "asking_time": leaving.is_look_up,
    "confirming": leaving.is_look_up,
    "broadcast_audience": leaving.is_look_up,
    "noting_outcome": leaving.is_another_matter,
    "commenting": leaving.is_another_matter,
}
"""Where a chat stands: whether a sentence is answered as itself (INTENTS) instead of by the state."""


def _says(pattern: str) -> Callable[[Talk], bool]:
    said = re.compile(pattern)
    return lambda talk: said.fullmatch(leaving.bare(talk.said.text)) is not None


COMMANDS: tuple[tuple[Callable[[Talk], bool], Step], ...] = (
    (broadcast_draft.announces, broadcast_draft.begin),
    (broadcast.sets_time, broadcast.typed_time),
    (
        _says(
            "(ขอ)?ดูประกาศ(ล่าสุด|ทั้งหมด)?|ประกาศ(ล่าสุด|.{0,6}ถึงไหน(แล้ว)?)|ใคร(กด)?รับทราบประกาศ.{0,6}|(หยุด|ยกเลิก)ประกาศ.{0,6}"
        ),
        broadcast_course.show_latest,
    ),
    (_says("(ขอ|เลิก|เปลี่ยน|แก้)?ผูกกลุ่ม|ดูกลุ่ม(ไลน์)?"), group.show_all),
    (_says("(ขอ|ดู|เช็ก|เช็ค)*โควต้?า(ข้อความ)?|(เดือนนี้)?เหลือ(อีก)?(กี่ข้อความ|ข้อความเท่าไร|ข้อความเท่าไหร่)"), quota.show),
)
"""Sentences of the office's own work; whoever may not is refused by the step."""

CODE = enrolment.redeem
NOT_UNDERSTOOD = fallback.not_understood_text
FIRST_CONTACT = registration.welcome
AGREED_AGAIN = registration.agreed_again
SILENT = fallback.silent
UNREADABLE = fallback.unreadable_button
