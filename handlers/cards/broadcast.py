"""The cards of a broadcast: as its readers see it, with its price, and how far it is."""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from handlers import broadcast_audience, broadcast_says, says
from handlers.cards.base import (
    BRAND,
    QUIET,
    STOP,
    WAIT,
    Part,
    ask,
    bubble,
    button,
    flex,
    image,
    link,
    pick_moment,
    postback,
    row,
    say,
    text,
)
from handlers.cards.consultation import shortened
from handlers.turn import Context, Message
from models import broadcasts, groups
from models.broadcasts import Broadcast, Price, Progress, State
from models.clock import first_of_next_month, local
from models.groups import Group
from models.people import Person
from models.quota import Outlook

STATES = {
    State.DRAFT: ("ร่าง", QUIET),
    State.WAITING: ("รอ ผอ. อนุมัติ", WAIT),
    State.SCHEDULED: ("ตั้งเวลาแล้ว", WAIT),
    State.SENDING: ("กำลังส่ง", WAIT),
    State.DONE: ("ส่งแล้ว", BRAND),
    State.STOPPED: ("หยุดแล้ว", STOP),
}
OUTCOMES = {
    "arrived": "ถึงแล้ว",
    "under way": "กำลังส่ง",
    "held": "พักไว้ รอข้อความของเดือนใหม่หรือคำตอบถัดไป",
    "failed": "ส่งไม่ได้",
    "stopped": "หยุดก่อนส่ง",
}
CALL = "มีประกาศ"
MOST_WAYS = 3
MOST_IN_SHARE_LINK = 900
"""Letters of an address that opens LINE's own sharing page; LINE's limit is 1,000."""


def announcement(context: Context, broadcast: Broadcast, reader: Person | None) -> list[Message]:
    """What a reader sees; None: what a group sees. The picture is a message of its own, to be opened and forwarded."""
    words = broadcasts.for_reader(broadcast.text, reader)
    buttons = [button(postback("รับทราบ", f"read:{broadcast.id}"), primary=True)]
    if broadcast.link:
        buttons.append(button(link("เปิดลิงก์", broadcast.link)))
    messages = [flex(words, bubble("ประกาศ", body=[text(words, size="md")], buttons=buttons))]
    if broadcast.picture_id is not None:
        messages.insert(0, image(*context.links.announced(context.office, broadcast.picture_id)))
    if broadcast.mention_all and reader is None:
        everybody = {"type": "mention", "mentionee": {"type": "all"}}
        messages.insert(0, {"type": "textV2", "text": f"{{all}} {CALL}", "substitution": {"all": everybody}})
    return messages


def preview(context: Context, broadcast: Broadcast) -> list[Message]:
    """The same for its writer: as the first of its people sees it, or as groups see it when it goes to groups alone.

    LINE takes a mention only in a group, so here it stands in letters.
    """
    messages = announcement(context, broadcast, broadcasts.first_person(context.session, broadcast.audience))
    return [say(f"@All {CALL}") if one["type"] == "textV2" else one for one in messages]


def offer(context: Context, broadcast: Broadcast, price: Price, month: Outlook) -> Message:
    """The price and what the month has left; to send, or when it would break the reserve the cheaper ways."""
    later = broadcast.send_at if broadcast.send_at is not None and broadcast.send_at > context.now else None
    is_of_month = later is None or later < first_of_next_month(context.now)
    over = price.messages - month.for_broadcasts if is_of_month else 0
    rows = [row("ถึง", broadcast_audience.described(context, broadcast.audience)), *_price_rows(price, month)]
    if later is not None:
        rows.append(row("ส่งเมื่อ", says.when(later, context.now)))
    if price.uncounted_groups:
        again = button(postback("ดูราคาอีกครั้ง", f"broadcast:{broadcast.id}"), primary=True)
        rows.append(text(f"ยังไม่ทราบจำนวนสมาชิก {price.uncounted_groups} กลุ่ม กำลังถาม LINE", color=WAIT))
        return flex("ยังไม่ทราบราคา", bubble("ส่งประกาศ", body=rows, buttons=[again, _drop(broadcast)]))
    if over > 0:
        rows.append(text(f"เกิน {over:,}", color=STOP, bold=True))
        buttons = _cheaper_ways(context, broadcast, price, month)
        card = bubble("เกินที่ใช้ได้", state=("ยังไม่ส่ง", STOP), body=rows, buttons=buttons)
        return flex(f"ยังส่งไม่ได้ เกินที่ใช้ได้ {over:,} ข้อความ", card)
    at_its_time = f"ส่ง{says.when(later, context.now)}"[:40] if later is not None else ""
    buttons = [
        *([button(postback(at_its_time, f"broadcast_at:{broadcast.id}"), primary=True)] if at_its_time else []),
        button(postback("ส่งเลย", f"broadcast_send:{broadcast.id}"), primary=not at_its_time),
        button(_pick(context, broadcast)),
        button(postback("แก้ไข", f"broadcast_change:{broadcast.id}")),
        _drop(broadcast),
    ]
    return flex(f"ประกาศนี้ใช้ {price.messages:,} ข้อความ", bubble("ส่งประกาศ", body=rows, buttons=buttons))


def changes(context: Context, broadcast: Broadcast) -> Message:
    """What of a draft can be changed."""
    call = "ไม่เรียก @ทุกคน" if broadcast.mention_all else "เรียก @ทุกคนในกลุ่ม"
    choices = [
        ("แก้ข้อความ", "broadcast_edit"),
        ("เปลี่ยนผู้รับ", "broadcast_whom"),
        ("เปลี่ยนรูป" if broadcast.picture_id else "แนบรูป", "broadcast_picture"),
        *([(call, "broadcast_call")] if broadcast.audience.groups else []),
    ]
    return ask(
        broadcast_says.ask_change(context.voice),
        *(postback(label, f"{what}:{broadcast.id}") for label, what in choices),
    )


def _price_rows(price: Price, month: Outlook) -> list[Part]:
    parts = [f"{price.groups} กลุ่ม {price.group_members:,} คน"] if price.groups else []
    parts += [f"รายคน {price.people:,} คน"] if price.people else []
    rows = [row("ใช้", f"{' + '.join(parts) or 'ไม่มีผู้รับ'} = {price.messages:,} ข้อความ")]
    promised = f" จองไว้ให้ประกาศอื่น {month.promised:,}" if month.promised else ""
    rows.append(row("เดือนนี้เหลือ", f"{month.left:,} กันไว้สำหรับนัดหมาย {month.reserve:,}{promised}"))
    if price.out_of_reach:
        rows.append(row("ไม่ถึง", f"{price.out_of_reach:,} คน ยังไม่ใช้ LINE นี้หรือบล็อกไว้"))
    return rows


@dataclass(frozen=True)
class CheaperWays:
    """What an announcement that the month can't afford could do instead, beside waiting for free rides or the new month."""

    share: str | None
    """LINE's own page for sharing the words into chats by hand; None when the address would be too long."""
    only: list[Group]
    """Of its groups those that the month can afford alone."""
    call_in: list[Group]
    """Groups in which its people sit, where one message that calls everybody counts less than one to each."""


def cheaper_ways(context: Context, broadcast: Broadcast, price: Price, month: Outlook) -> CheaperWays:
    """The ways that are open to it."""
    its = broadcasts.groups_of(context.session, broadcast.audience) if price.groups + price.people > 1 else []
    theirs = {*broadcast.audience.areas, *broadcast.audience.learning_areas}
    near = [group for group in groups.bound(context.session) if group.code in theirs]
    return CheaperWays(
        share=_share(broadcast),
        only=[group for group in its if (group.member_count or 0) <= month.for_broadcasts][:MOST_WAYS],
        call_in=[
            group for group in near if 0 < (group.member_count or 0) < min(price.people, month.for_broadcasts + 1)
        ][:MOST_WAYS],
    )


def _cheaper_ways(context: Context, broadcast: Broadcast, price: Price, month: Outlook) -> list[Part]:
    ways, number = cheaper_ways(context, broadcast, price, month), broadcast.id
    actions = [
        *([link("แชร์เข้ากลุ่มเอง ฟรี", ways.share)] if ways.share else []),
        postback("ฝากไปกับคำตอบถัดไป ฟรี", f"broadcast_ride:{number}"),
        *(postback(_priced("ส่งเฉพาะ", one), f"broadcast_only:{number}:{one.id}") for one in ways.only),
        *(postback(_priced("@ทุกคนใน", one), f"broadcast_mention:{number}:{one.id}") for one in ways.call_in),
        postback("ส่งวันที่ 1", f"broadcast_next:{number}"),
        postback("ขอ ผอ. ใช้ที่กันไว้", f"broadcast_ask:{number}"),
        postback("แก้ไข", f"broadcast_change:{number}"),
    ]
    free = button(postback("ให้ข้อความไปโพสต์เอง ฟรี", f"broadcast_text:{number}"), primary=True)
    return [free, *map(button, actions), _drop(broadcast)]


def _priced(way: str, group: Group) -> str:
    """A button's forty letters; of a long title the beginning, so that the price is seen."""
    room = 40 - len(f"{way} {group.member_count}")
    return f"{way}{shortened(group.title, room)} {group.member_count}"


def forwarded(broadcast: Broadcast) -> str:
    """The words with their link, for a person to post."""
    words, address = broadcasts.for_reader(broadcast.text, None), broadcast.link or ""
    return words if address in words else f"{words}\n{address}"


def _share(broadcast: Broadcast) -> str | None:
    address = f"https://line.me/R/share?text={quote(forwarded(broadcast))}"
    return address if len(address) <= MOST_IN_SHARE_LINK else None


def _drop(broadcast: Broadcast) -> Part:
    return button(postback("ไม่ส่ง", f"broadcast_stop:{broadcast.id}"))


def _pick(context: Context, broadcast: Broadcast) -> Part:
    form = "%Y-%m-%dt%H:%M"
    first = local(context.now) + timedelta(minutes=5)
    last = first + timedelta(days=90)
    return pick_moment(
        "ตั้งเวลาส่ง",
        f"broadcast_at:{broadcast.id}",
        initial=f"{first:{form}}",
        earliest=f"{first:{form}}",
        latest=f"{last:{form}}",
    )


def approval(context: Context, broadcast: Broadcast, price: Price, month: Outlook, *, breaks_reserve: bool) -> Message:
    """The director's card: the words, the price, yes or no."""
    body = [
        text(broadcast.text),
        row("ถึง", broadcast_audience.described(context, broadcast.audience)),
        *_price_rows(price, month),
    ]
    if broadcast.send_at is not None and broadcast.send_at > context.now:
        body.append(row("ส่งเมื่อ", says.when(broadcast.send_at, context.now)))
    yes = ("อนุญาตและส่งเลย", "broadcast_allow") if breaks_reserve else ("อนุมัติ", "broadcast_approve")
    title = "ขอใช้โควตาที่กันไว้" if breaks_reserve else "ประกาศรออนุมัติ"
    buttons = [
        button(postback(yes[0], f"{yes[1]}:{broadcast.id}:{seen(broadcast)}"), primary=True),
        button(postback("ไม่อนุมัติ", f"broadcast_refuse:{broadcast.id}")),
    ]
    if broadcast.picture_id is not None:
        whole, _ = context.links.announced(context.office, broadcast.picture_id)
        buttons.append(button(link("ดูรูป", whole)))
    return flex(
        f"{title} {price.messages:,} ข้อความ", bubble(title, state=STATES[State.WAITING], body=body, buttons=buttons)
    )


def seen(broadcast: Broadcast) -> str:
    """A mark of what is approved: words, link, picture and readers."""
    what = [broadcast.text, broadcast.link, broadcast.picture_id, broadcast.wanted, broadcast.mention_all]
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()[:12]


def state_card(context: Context, broadcast: Broadcast) -> Message:
    """Where it stands: when it goes, how far it is, what failed and why, who has read it."""
    session = context.session
    body: list[Part] = [text(broadcast.text), row("ถึง", broadcast_audience.described(context, broadcast.audience))]
    buttons = [button(postback("ดูล่าสุด", f"broadcast:{broadcast.id}"))]
    if broadcast.with_replies:
        body.append(row("ส่งเมื่อ", "ไปกับคำตอบถัดไปในแต่ละแชต ไม่นับโควตา"))
    elif broadcast.state in (State.WAITING, State.SCHEDULED) and broadcast.send_at is not None:
        body.append(row("ส่งเมื่อ", says.when(broadcast.send_at, context.now)))
    if broadcast.begun_at is not None:
        body += _progress_rows(broadcasts.progress(session, broadcast))
        for failed in broadcasts.deliveries(session, broadcast, "failed", most=3):
            to = failed.to.title if isinstance(failed.to, Group) else failed.to.name or "คุณครู"
            body.append(row(to, f"ส่งไม่ได้: {reason(failed.reason)}"))
        body.append(row("รับทราบ", f"{len(broadcasts.readers(session, broadcast)):,} คน"))
        buttons.append(button(postback("ใครรับทราบ", f"broadcast_readers:{broadcast.id}")))
    if broadcast.state in (State.WAITING, State.SCHEDULED, State.SENDING):
        buttons.append(button(postback("หยุด", f"broadcast_stop:{broadcast.id}")))
    if broadcast.state == State.STOPPED:
        buttons.append(button(postback("ส่งต่อ", f"broadcast_resume:{broadcast.id}")))
    chip = STATES[State(broadcast.state)]
    return flex(f"ประกาศ {chip[0]}", bubble("ประกาศ", state=chip, body=body, buttons=buttons))


def _progress_rows(progress: Progress) -> list[Part]:
    rows = [row("ถึงแล้ว", f"{progress.arrived:,} จาก {progress.total:,} ({progress.percent}%)")]
    rest = {
        "under way": progress.under_way,
        "held": progress.held,
        "failed": progress.failed,
        "stopped": progress.stopped,
    }
    return rows + [row(OUTCOMES[outcome], f"{number:,}") for outcome, number in rest.items() if number]


REASONS = {
    "Failed to send": "บอตไม่ได้อยู่ในกลุ่มหรือไม่ได้เป็นเพื่อน",
    "24 h": "ค้างเกิน 24 ชั่วโมง",
    "monthly limit": "ข้อความของเดือนนี้หมด",
    broadcasts.NOBODY_LEFT: "เลิกใช้หรือบล็อกบัญชีนี้ไปแล้ว",
    broadcasts.STOPPED: "หยุดก่อนส่ง",
}
"""Why it did not arrive, or not yet: {part of what LINE or we say: for people}."""


def reason(english: str) -> str:
    """Why it did not arrive, for people; empty when there is none."""
    return next((said for part, said in REASONS.items() if part in english), "LINE ไม่รับข้อความนี้" if english else "")
