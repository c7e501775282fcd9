"""LINE groups: silent unless addressed, nothing personal, on to the 1:1 chat; and what each group is for."""

import re

from handlers import broadcast_course, round_answers, says
from handlers import group_says as words
from handlers.broadcast_audience import GROUP_KINDS, purpose
from handlers.cards.base import ask, postback, say
from handlers.cards.consultation import shortened
from handlers.enrolment import CODE
from handlers.quota import next_morning, outlook
from handlers.staff_only import for_clerks, refused
from handlers.turn import Context, Message, Notice, Talk, Turn
from models import groups, outbox
from models.groups import Group
from models.outbox import Priority
from models.people import Role, with_role
from models.roster import words_of
from nlp.understand import understand

MOST_BUTTONS = 20
INVITED = "group"
"""The matter of a notice about a new group, followed by its id."""


def joined(talk: Talk) -> Turn:
    """The bot was added to a group: one line about what it is for; the clerks hear of it and say what the group is for."""
    group = groups.joined(talk.session, talk.office.id, talk.chat.line_chat_id, talk.now)
    talk.session.flush()
    told = [
        Notice(
            clerk,
            [invited(talk, group)],
            Priority.MAY_WAIT,
            hold_until=next_morning(talk),
            about=f"{INVITED}:{group.id}",
        )
        for clerk in with_role(talk.session, Role.CLERK)
        if group.kind is None
    ]
    hello = talk.facts.settings.group_welcome_th or says.group_hello(talk.voice, talk.office.short_name)
    return Turn([say(hello)], notices=told)


def invited(context: Context, group: Group) -> Message:
    """What the clerks read about a new group; its name comes a moment after the bot."""
    return ask(words.bot_was_invited(context.voice, group.name), postback("ผูกกลุ่มนี้", f"group:{group.id}"))


def left(talk: Talk) -> Turn:
    """The bot was removed, perhaps at once because the group has another account: the clerks need not hear of it any more."""
    group = groups.left(talk.session, talk.chat.line_chat_id, talk.now)
    if group is not None:
        outbox.withdraw(talk.session, talk.office.id, f"{INVITED}:{group.id}")
    return Turn()


def members_changed(talk: Talk) -> Turn:
    """People came or went: the count is asked again."""
    groups.count_again(talk.session, talk.chat.line_chat_id)
    return Turn()


def said_to_us(talk: Talk) -> str | None:
    """What a message in a group says to the bot; None: not to us.

    It mentions the bot, begins with the office's prefix word, or says "ส่งแล้ว" as a reply to the bot's words about a round.
    """
    if talk.said.mentioned or (talk.said.quoted_id is not None and round_answers.is_answer(talk, None)):
        return talk.said.text
    prefix, text = talk.facts.settings.group_prefix, talk.said.text.strip()
    variants = "|".join(re.escape(one) for one in {prefix, prefix.replace("บอต", "บอท")})
    called = re.match(rf"(?:{variants})(?:คะ|ค่ะ|ครับ|คับ|จ๋า|จ้า)?(?:[\s,:]+|$)", text)
    return text[called.end() :] if called is not None and _is_bound(talk) else None


def _is_bound(talk: Talk) -> bool:
    group = groups.find(talk.session, talk.chat.line_chat_id)
    return group is not None and group.kind is not None


def written_code(talk: Talk) -> Turn:
    """A one-time code in a group: bound, when a member of staff writes one that is open.

    Anybody else is refused and the code stays good. A code of nobody's is answered only when it was said to us.
    """
    code = CODE.match(talk.said.text)
    assert code is not None
    if not groups.is_open(talk.session, code.group(1), talk.now):
        answer = words.code_binds_nothing(talk.voice) if talk.said.mentioned else None
        return refused(talk, answer, "an unknown group code")
    if talk.person is None or not talk.person.is_staff:
        return refused(talk, words.code_is_for_staff(talk.voice), "to bind the group by the code of somebody else")
    group = groups.joined(talk.session, talk.office.id, talk.chat.line_chat_id, talk.now)
    if not groups.redeem(talk.session, code.group(1), group, talk.now):
        return Turn([say(words.code_binds_nothing(talk.voice))])
    return Turn([say(words.bound_by_code(talk.voice, purpose(talk, group)))], must_arrive=True)


def addressed(talk: Talk) -> Turn:
    """Somebody writes to us in a group. "ส่งแล้ว" counts there; everything else is answered in the 1:1 chat, as if said there.

    Who is not known yet gets the link to it, with the sentence typed in.
    """
    if round_answers.is_answer(talk, talk.person):
        return round_answers.in_group(talk)
    if not talk.said.text:
        return Turn([say(says.group_hello(talk.voice, talk.office.short_name))])
    is_known = talk.person is not None and talk.person.registered_at is not None and talk.person.reachable
    # The answer in the group is free, a message to the asker is not.
    if not is_known or outlook(talk).is_tight:
        return Turn([say(says.group_go_private(talk.voice, talk.links.chat(talk.office, talk.said.text)))])
    return Turn([say(says.group_went_private(talk.voice))], in_private=_context_of(talk))


def _context_of(talk: Talk) -> dict[str, str]:
    """What the group adds to a sentence that does not say it itself."""
    group = groups.find(talk.session, talk.chat.line_chat_id)
    understanding = understand(talk.said.text, words_of(talk.session, talk.office).vocabulary, talk.now)
    if group is None or group.code is None:
        return {}
    if group.kind == "area" and understanding.area is None:
        return {"area": group.code}
    says_subject = understanding.learning_area or understanding.function
    if group.kind in ("learning_area", "function") and not says_subject:
        return {group.kind: group.code}
    return {}


def pressed(talk: Talk) -> Turn:
    """A button was pressed in a group: รับทราบ and ส่งแล้ว count, everything else is for the 1:1 chat."""
    if talk.said.action == "read":
        return broadcast_course.read_in_group(talk)
    if talk.said.action == "round_sent":
        return round_answers.in_group(talk)
    return refused(talk, says.in_private(talk.voice), "in a group what is for the 1:1 chat")


# What a group is for

SAY_IT_ALL = ("office", "free")
"""Kinds of which there is one."""

_CODE_BUTTON = postback("ขอรหัสผูกกลุ่ม", "group:code")


@for_clerks
def show_all(talk: Talk) -> Turn:
    """ "ผูกกลุ่ม": the groups that the bot is in, each a button that says what it is for."""
    found = groups.present(talk.session)
    groups.ask_again(talk.session)
    if not found:
        return Turn([ask(says.no_groups(talk.voice), _CODE_BUTTON)])
    return Turn([_list_card(talk, found)])


def _list_card(talk: Talk, found: list[Group]) -> Message:
    actions = [postback(_label(group.title, purpose(talk, group)), f"group:{group.id}") for group in found]
    return ask(says.choose_group(talk.voice), *actions[:MOST_BUTTONS], _CODE_BUTTON)


def _label(title: str, bound_to: str) -> str:
    """Both in a button's forty letters; of a long title the beginning."""
    room = 40 - len(f" ({bound_to[:16]})")
    return f"{shortened(title, room)} ({bound_to[:16]})"


@for_clerks
def choose_kind(talk: Talk) -> Turn:
    """`group:id`: what is the group for?"""
    title = _title(talk)
    if title is None:
        return Turn([say(says.not_found(talk.voice))])
    actions = [
        postback(name, f"group_kind:{talk.said.args[0]}:{kind}")
        for kind, name in GROUP_KINDS.items()
        if kind in SAY_IT_ALL or entries(talk, kind)
    ]
    group = groups.of_id(talk.session, talk.said.args[0])
    if group is not None and group.kind is not None:
        actions.append(postback("เลิกผูก", f"group_unbind:{group.id}"))
    return Turn([ask(says.what_is_group_for(talk.voice, title), *actions)])


def _title(talk: Talk) -> str | None:
    """The group of a button; `code` stands for the group in which a code will be written."""
    if talk.said.args[0] == "code":
        return "ที่จะพิมพ์รหัส"
    group = groups.of_id(talk.session, talk.said.args[0])
    return group.title if group is not None else None


@for_clerks
def choose_code(talk: Talk) -> Turn:
    """`group_kind:id:kind[:from]`: bound at once, or which area, subject, function or project?"""
    group, kind = talk.said.args[0], talk.said.args[1]
    if kind in SAY_IT_ALL or kind not in GROUP_KINDS:
        return bind(talk.with_args(group, kind))
    begin = talk.said.args.number(2) if len(talk.said.args) > 2 else 0
    found = entries(talk, kind)
    end = begin + MOST_BUTTONS
    actions = [postback(name[:40], f"group_bind:{group}:{kind}:{code}"[:300]) for code, name in found[begin:end]]
    if found[end:]:
        actions.append(postback(f"ดูอีก {len(found[end:])}", f"group_kind:{group}:{kind}:{end}"))
    return Turn([ask(says.which_one(talk.voice, GROUP_KINDS[kind]), *actions)])


def entries(context: Context, kind: str) -> list[tuple[str, str]]:
    """What a group of that kind can be bound to: (code, name); nothing where the kind says it all."""
    pack = context.facts.pack
    if kind == "project":
        return [(project.name_th[:80],) * 2 for officer in pack.officers for project in officer.projects]
    codes: dict[str, list[str]] = {
        "area": [entry.code for entry in pack.areas],
        "learning_area": [entry.code for entry in pack.learning_areas],
        "function": [entry.code for entry in pack.functions],
    }
    return [(code, context.facts.name_of(kind, code) or code) for code in codes.get(kind, [])]


@for_clerks
def bind(talk: Talk) -> Turn:
    """`group_bind:id:kind[:code]`: from now on the group is for that."""
    group = groups.of_id(talk.session, talk.said.args[0])
    kind, code = talk.said.args[1], ":".join(talk.said.args[2:]) or None
    if kind not in GROUP_KINDS or (code and code not in dict(entries(talk, kind))):
        return Turn([say(says.not_found(talk.voice))])
    if talk.said.args[0] == "code":
        written = groups.new_code(talk.session, talk.me, kind, code, talk.now)
        return Turn([say(words.write_code(talk.voice, talk.facts.settings.bot_name)), say(written)], must_arrive=True)
    if group is None:
        return Turn([say(says.not_found(talk.voice))])
    groups.bind(group, kind, code, talk.me)
    return Turn([say(says.group_bound(talk.voice, group.title, purpose(talk, group)))], state=None)


@for_clerks
def unbind(talk: Talk) -> Turn:
    """`group_unbind:id`: nobody announces there any more."""
    group = groups.of_id(talk.session, talk.said.args[0])
    if group is None:
        return Turn([say(says.not_found(talk.voice))])
    groups.unbind(group)
    return Turn([say(words.unbound(talk.voice, group.title))])
