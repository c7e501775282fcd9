"""Writing a broadcast: words, picture, link and audience, with the message as LINE will show it and its price beside it."""

from collections.abc import Mapping
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, FileField, StringField, TextAreaField
from wtforms.validators import Optional, Regexp

from bot.console.desk import Desk, back_to
from bot.console.forms import SECOND_EDITOR, Form, at_most, mark, required
from handlers import broadcast_draft as steps
from handlers.broadcast_audience import ROLE_NAMES, described, purpose
from handlers.cards import broadcast as cards
from handlers.cards.consultation import shortened
from handlers.turn import Message
from models import attachments, broadcasts, groups, rounds
from models.broadcasts import Audience, Broadcast, State
from models.db import hold
from models.people import Person, Role

PICTURES = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG"}
LONGEST = 1500
"""Letters, so that the card stays within what LINE takes."""

EXAMPLE = Person(name="สมหญิง ตัวอย่าง")
"""Who reads the preview."""


class BroadcastForm(Form):
    """What is said. The audience is read apart: its choices are rows of the office."""

    text = TextAreaField("ข้อความ", [required("พิมพ์ข้อความประกาศ"), at_most(LONGEST)])
    link = StringField(
        "ลิงก์ (ถ้ามี)", [Optional(), at_most(1000), Regexp(r"^https://\S+$", message="ลิงก์ขึ้นต้นด้วย https:// และไม่มีช่องว่าง")]
    )
    picture = FileField("รูป (ถ้ามี)")
    without_picture = BooleanField("ไม่ใช้รูปเดิม")
    mention_all = BooleanField("เรียกทุกคนในกลุ่ม (@All)")
    with_replies = BooleanField("ฝากไปกับคำตอบถัดไปของแต่ละคน ไม่เสียโควตา แต่ถึงช้ากว่า")


def new(desk: Desk) -> str:
    """An empty draft."""
    return page(desk, None)


def page(
    desk: Desk,
    broadcast: Broadcast | None,
    form: BroadcastForm | None = None,
    refused: str = "",
    picture_wrong: str = "",
) -> str:
    """The form with preview and price; of a saved draft also how it goes out."""
    form = form or BroadcastForm(data=_values(broadcast))
    form.seen.data = mark_of(broadcast) if broadcast else ""
    audience = _audience(request.form) if request.method == "POST" and "text" in request.form else None
    shown = _written(desk, form, audience or (broadcast.audience if broadcast else Audience()), broadcast)
    weighed = _preview(desk, shown)
    return desk.render(
        "broadcast_draft.html",
        one=broadcast,
        form=form,
        refused=refused,
        picture_wrong=picture_wrong,
        chosen=shown.audience,
        choices=_choices(desk),
        ROLE_NAMES=ROLE_NAMES,
        **weighed,
        cheaper=cards.cheaper_ways(desk, shown, weighed["price"], weighed["month"]),
        forwarded=cards.forwarded(shown),
        decides=desk.me.may(Role.DIRECTOR, Role.ACTING_DIRECTOR),
        needs_approval=desk.facts.settings.broadcast_approval,
    )


def _values(broadcast: Broadcast | None) -> dict[str, Any]:
    if broadcast is None:
        return {}
    return {name: getattr(broadcast, name) for name in ("text", "link", "mention_all", "with_replies")}


def mark_of(broadcast: Broadcast) -> str:
    """What must not have changed between looking and doing."""
    names = ("state", "text", "link", "picture_id", "wanted", "mention_all", "with_replies", "send_at", "use_reserve")
    return mark(**{name: getattr(broadcast, name) for name in names})


def found(desk: Desk, broadcast_id: int) -> Broadcast:
    """The broadcast of an address."""
    broadcast = broadcasts.find(desk.session, str(broadcast_id))
    if broadcast is None:
        abort(404)
    return broadcast


def _choices(desk: Desk) -> dict[str, Any]:
    """Whom one may choose."""
    return {
        "groups": [(group, purpose(desk, group)) for group in groups.bound(desk.session)],
        "areas": desk.facts.pack.areas,
        "learning_areas": desk.facts.pack.learning_areas,
        "schools": rounds.schools(desk.session),
        "rounds": rounds.all_open(desk.session),
    }


def _audience(form: Mapping[str, Any]) -> Audience:
    """What was ticked."""
    listed = request.form.getlist
    asked = str(form.get("round", ""))
    return Audience(
        groups=tuple(int(value) for value in listed("group") if value.isdecimal()),
        roles=tuple(value for value in listed("role") if value in set(ROLE_NAMES)),
        areas=tuple(listed("area")),
        schools=tuple(int(value) for value in listed("school") if value.isdecimal()),
        learning_areas=tuple(listed("learning_area")),
        missing_in_round=int(asked) if asked.isdecimal() else None,
    )


def _written(desk: Desk, form: BroadcastForm, audience: Audience, broadcast: Broadcast | None) -> Broadcast:
    """The draft as the form has it now; not saved."""
    return Broadcast(
        id=broadcast.id if broadcast else 0,
        office_id=desk.office.id,
        text=str(form.text.data or "").strip(),
        link=str(form.link.data or "") or None,
        picture_id=_picture_in(form, broadcast),
        wanted=audience.as_json(),
        state=State.DRAFT,
        mention_all=bool(form.mention_all.data),
        with_replies=bool(form.with_replies.data),
        use_reserve=False,
    )


def _picture_in(form: BroadcastForm, broadcast: Broadcast | None) -> int | None:
    """The picture's row; 0 for one that was chosen and comes with saving."""
    if request.form.get("picture_chosen"):
        return 0
    return None if form.without_picture.data or broadcast is None else broadcast.picture_id


def _preview(desk: Desk, shown: Broadcast) -> dict[str, Any]:
    return {
        "shown": shown,
        "views": views(desk, shown),
        "price": broadcasts.price(desk.session, shown),
        "month": steps.outlook(desk, shown),
        "audience": described(desk, shown.audience),
        "strange": broadcasts.unknown_variables(shown.text),
    }


def views(desk: Desk, broadcast: Broadcast) -> list[tuple[str, list[Message]]]:
    """What its readers see, exactly as it would be sent: (where, messages), for groups and for people where it goes to both."""
    audience = broadcast.audience
    in_groups = [("ในกลุ่ม LINE", cards.announcement(desk, broadcast, None))] if audience.groups else []
    to_people = [("ในแชตของแต่ละคน", cards.announcement(desk, broadcast, EXAMPLE))]
    return in_groups + to_people if audience.wants_people or not in_groups else in_groups


def preview(desk: Desk) -> str:
    """Preview and price of what stands in the form, for the page to put in place while one types."""
    form: BroadcastForm = BroadcastForm.of_request()
    saved = broadcasts.find(desk.session, request.form.get("id", ""))
    return desk.render("broadcast_preview.html", **_preview(desk, _written(desk, form, _audience(request.form), saved)))


def create(desk: Desk) -> ResponseReturnValue:
    """Saves a new draft."""
    form: BroadcastForm = BroadcastForm.of_request()
    wrong = _wrong_picture()
    if not form.validate() or wrong:
        return page(desk, None, form, picture_wrong=wrong), 422
    made = broadcasts.draft(
        desk.session,
        desk.me,
        str(form.text.data),
        _audience(request.form),
        desk.now,
        link=form.link.data or None,
        picture_id=_kept_picture(desk),
    )
    made.mention_all, made.with_replies = bool(form.mention_all.data), bool(form.with_replies.data)
    desk.note(f"ร่างประกาศ “{shortened(made.text, 120)}”")
    return back_to("broadcasts-one", "บันทึกร่างแล้ว ตรวจราคาแล้วเลือกวิธีส่งด้านล่าง", broadcast_id=made.id)


def save(desk: Desk, broadcast_id: int) -> ResponseReturnValue:
    """Saves a draft anew. Who comes second is told first."""
    broadcast = found(desk, broadcast_id)
    hold(desk.session, broadcast)
    form: BroadcastForm = BroadcastForm.of_request()
    wrong = _wrong_picture()
    if form.seen.data != mark_of(broadcast):
        return page(desk, broadcast, form, refused=SECOND_EDITOR), 409
    if not form.validate() or wrong:
        return page(desk, broadcast, form, picture_wrong=wrong), 422
    picture_id = _kept_picture(desk) or (None if form.without_picture.data else broadcast.picture_id)
    changed = broadcasts.change(
        desk.session,
        broadcast,
        text=str(form.text.data).strip(),
        link=form.link.data or None,
        picture_id=picture_id,
        audience=_audience(request.form),
        mention_all=bool(form.mention_all.data),
        with_replies=bool(form.with_replies.data),
    )
    if changed:
        desk.note(f"แก้ร่างประกาศ “{shortened(broadcast.text, 120)}”")
    words = "บันทึกร่างแล้ว ตรวจราคาแล้วเลือกวิธีส่งด้านล่าง" if changed else "ประกาศนี้ส่งหรือหยุดไปแล้ว แก้ไม่ได้"
    return back_to("broadcasts-one", words, broadcast_id=broadcast.id)


def _wrong_picture() -> str:
    """What is wrong with the file that was chosen; leaves it to be read again."""
    file = request.files.get("picture")
    if file is None or not file.filename:
        return ""
    content = file.stream.read()
    file.stream.seek(0)
    fits = len(content) <= attachments.MOST_BYTES
    is_picture = any(content.startswith(begins) for begins in PICTURES.values())
    return "" if fits and is_picture else "รูปใช้ได้เฉพาะ JPEG หรือ PNG ไม่เกิน 10 MB เลือกรูปใหม่แล้วบันทึกอีกครั้ง"


def _kept_picture(desk: Desk) -> int | None:
    file = request.files.get("picture")
    if file is None or not file.filename:
        return None
    content = file.stream.read()
    kind = next(kind for kind, begins in PICTURES.items() if content.startswith(begins))
    return attachments.keep_picture(desk.session, desk.me, file.filename, kind, content, desk.now)
