"""The card that shows what was understood of a request, before it is sent."""

from datetime import datetime
from typing import Any

from handlers import says
from handlers.cards import consultation as cards
from handlers.cards.base import Part, button, postback, row
from handlers.proposals import Proposal
from handlers.turn import Message, Talk


def confirm_card(talk: Talk, draft: dict[str, Any], found: list[Proposal], area: str | None) -> Message:
    """Everything that will be sent: topic, who, area, how and when; one tap sends it, one corrects it."""
    moment = _moment(talk, draft, found)
    area_name = talk.facts.name_of("area", area)
    how = "อยากคุยตอนนี้" if draft["mode"] == "now" else "นัดหมาย"
    rows = [
        row("เรื่อง", draft["topic"]),
        row("ผู้ดูแล", _who(found)),
        *([row("สหวิทยาเขต", area_name)] if area_name else []),
        row("วิธี", how),
        *([row("เวลา", moment)] if moment else []),
    ]
    buttons = [*_send_buttons(talk, draft), button(postback("แก้ไข", "edit"))]
    return cards.draft_card(draft, rows, buttons, f"ขอคำปรึกษา {draft['topic']} {moment or how}")


def _who(found: list[Proposal]) -> str:
    if not found:
        return "ผอ.กลุ่มช่วยเลือกให้"
    reasons = " · ".join(found[0].reasons[:2])
    return found[0].person.short_title + (f" ({reasons})" if reasons else "")


def _moment(talk: Talk, draft: dict[str, Any], found: list[Proposal]) -> str | None:
    """The wished time in words; None for somebody who wants to talk now."""
    if draft["wish"]:
        return says.when(datetime.fromisoformat(draft["wish"]), talk.now) + (" 🟢 ว่าง" if found else "")
    return None if draft["mode"] == "now" else "ให้ศึกษานิเทศก์เสนอเวลา"


def _send_buttons(talk: Talk, draft: dict[str, Any]) -> list[Part]:
    if draft["mode"] != "now" or not talk.me.phone:
        return [button(postback("ส่งคำขอ", f"send:{draft['key']}"), primary=True)]
    return [
        button(postback("ส่งคำขอ ให้โทรกลับได้", f"send:{draft['key']}:call"), primary=True),
        button(postback("ส่งคำขอ ไม่ให้เบอร์", f"send:{draft['key']}")),
    ]
