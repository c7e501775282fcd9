"""Report rounds as schools see them: "ส่งแล้ว" by a button, in words, with a file, in the 1:1 chat or in a group."""

import re
from dataclasses import replace

from handlers import round_says as words
from handlers import says
from handlers.cards.base import ask, postback, say
from handlers.staff_only import not_allowed
from handlers.turn import Message, Talk, Turn
from models import attachments, outbox, rounds, sentences
from models.people import Person
from models.rounds import MATTER, Round

SENT = re.compile(r"(?:ส่ง|รายงาน|อัปโหลด|อัพโหลด).{0,80}(?:แล้ว|เรียบร้อย)")
FILE_COMES = re.compile(r"^\s*ส่งไฟล์")
NOT_AN_ANSWER = re.compile(r"หรือยัง|รึยัง|ยังไม่|ไหม|มั้ย|ใคร|เมื่อไร|\?|คำขอ|ปรึกษา|นัด")
MOST_BUTTONS = 4


def is_answer(talk: Talk, person: Person | None) -> bool:
    """Whether the sentence says that the person's school has sent what an open round asks for, or that the file comes."""
    if not means_sent(talk.said.text):
        return False
    has_school = person is not None and person.school_id is not None
    return quoted(talk) is not None or (has_school and bool(rounds.all_open(talk.session)))


def quoted(talk: Talk) -> Round | None:
    """The round that our message told of which this one answers by a quote."""
    if talk.said.quoted_id is None:
        return None
    matter = outbox.matter_of(talk.session, talk.chat.line_chat_id, talk.said.quoted_id) or ""
    return rounds.find(talk.session, matter.removeprefix(MATTER))


def means_sent(text: str) -> bool:
    """Whether somebody says that something was sent, or that its file comes; questions and other matters don't."""
    return NOT_AN_ANSWER.search(text) is None and bool(SENT.search(text) or FILE_COMES.match(text))


def said(talk: Talk) -> Turn:
    """ "ส่ง SAR แล้วค่ะ" in the 1:1 chat: the round that is meant is answered; of several that may be meant, which?"""
    meant = _meant(talk)
    action = "round_file" if FILE_COMES.match(talk.said.text) else "round_sent"
    if len(meant) == 1:
        there = talk.with_args(str(meant[0].id))
        return ask_file(there) if action == "round_file" else sent(there)
    buttons = [postback(one.title[:40], f"{action}:{one.id}") for one in meant[:MOST_BUTTONS]]
    if not buttons:
        return Turn([say(words.round_answered_before(talk.voice, talk.me.school.name if talk.me.school else ""))])
    return Turn([ask(words.which_round(talk.voice), *buttons)])


def _meant(talk: Talk) -> list[Round]:
    """The round that is quoted, or those that the school has not answered: those whose title the sentence names, or all."""
    answered = quoted(talk)
    if answered is not None:
        return [answered]
    left = rounds.unanswered(talk.session, talk.me)
    text = talk.said.text.lower()
    named = [one for one in left if any(len(word) > 2 and word in text for word in one.title.lower().split())]
    return named or left


def sent(talk: Talk) -> Turn:
    """`round_sent:id`: the school has sent it."""
    wanted = rounds.find(talk.session, talk.said.args[0])
    if wanted is None:
        return Turn([say(says.not_found(talk.voice))])
    if not wanted.is_open:
        return Turn([say(words.round_closed(talk.voice, wanted.title))], state=None)
    if talk.me.school is None:
        return replace(not_allowed(talk), state=None)
    if not rounds.answer(talk.session, wanted, talk.me, talk.now):
        return Turn([say(words.round_answered_before(talk.voice, talk.me.school.name))], state=None)
    answered = words.round_answered(talk.voice, talk.me.school.name, wanted.title)
    return Turn([say(answered)], state=None, must_arrive=True)


def ask_file(talk: Talk) -> Turn:
    """`round_file:id`: the file or link comes next."""
    return Turn([say(words.ask_round_file(talk.voice))], state="round_file", data={"round": talk.said.args[0]})


def file(talk: Talk) -> Turn:
    """The report itself: a file, or a link or sentence; it counts as sent."""
    said = talk.said
    turn = sent(talk.with_args(str(talk.chat.data.get("round", ""))))
    file_id = said.message_id if said.kind != "text" else None
    if file_id is not None:
        attachments.want(talk.session, talk.me, file_id, said.kind, said.file_name, talk.now)
    _keep(talk, str(talk.chat.data.get("round", "")), said.text or said.file_name, file_id)
    return turn


def _keep(talk: Talk, round_id: str, shown: str | None, file_id: str | None) -> None:
    wanted = rounds.find(talk.session, round_id)
    made = rounds.answer_of(talk.session, wanted, talk.me.school_id) if wanted is not None and wanted.is_open else None
    if made is not None:
        made.words, made.line_message_id = shown or "ไฟล์ที่ส่งในแชต", file_id or made.line_message_id
        sentences.keep(talk.session, talk.me, file_id or talk.said.message_id, made, "words", talk.now)


def is_file_wanted(talk: Talk) -> bool:
    """Whether a file that comes unasked may be the report of an open round."""
    return talk.said.kind in ("file", "image") and bool(rounds.unanswered(talk.session, talk.me))


def offer_file(talk: Talk) -> Turn:
    """A file came unasked: is it the report?"""
    left = rounds.unanswered(talk.session, talk.me)[:MOST_BUTTONS]
    buttons = [postback(one.title[:40], f"round_take:{one.id}:{talk.said.message_id}") for one in left]
    return Turn([ask(words.is_file_of_round(talk.voice), *buttons, postback("ไม่ใช่รายงาน", "round_not"))])


def take_file(talk: Talk) -> Turn:
    """`round_take:id:message`: the file that was sent is the report."""
    kept = attachments.of_message(talk.session, talk.said.args[1])
    if kept is None or kept.person_id != talk.me.id:
        return Turn([say(says.not_found(talk.voice))])
    turn = sent(talk)
    _keep(talk, talk.said.args[0], kept.file_name, kept.line_message_id)
    return turn


def not_a_report(talk: Talk) -> Turn:
    """`round_not`: the file stays what it was."""
    return Turn([say(words.not_a_report(talk.voice))])


def in_group(talk: Talk) -> Turn:
    """ "ส่งแล้ว" in a group, pressed, said to the bot or as a reply to the announcement: counted for the school of who spoke.

    Whoever is not known registers.
    """
    wanted = _of_group(talk)
    person = talk.person
    if wanted is None:
        return Turn([say(says.in_private(talk.voice))])
    if person is None or person.school_id is None:
        link = talk.links.chat(talk.office, f"ส่ง {wanted.title} แล้ว")
        return Turn([say(says.group_go_private(talk.voice, link))])
    return Turn([_answered_in_group(talk, wanted, person)])


def _of_group(talk: Talk) -> Round | None:
    if talk.said.kind == "postback":
        return rounds.find(talk.session, talk.said.args[0])
    meant = _meant(talk)
    return meant[0] if len(meant) == 1 else None


def _answered_in_group(talk: Talk, wanted: Round, person: Person) -> Message:
    if not wanted.is_open:
        return say(words.round_closed(talk.voice, wanted.title))
    if not rounds.answer(talk.session, wanted, person, talk.now):
        return say(words.answered_before_in_group(talk.voice))
    return say(words.answered_in_group(talk.voice, *rounds.count(talk.session, wanted)))
