"""LINE groups: which the bot is in and what each is for; one bound anew, unbound or left."""

from typing import Any

from flask import abort
from flask.typing import ResponseReturnValue
from wtforms import SelectField, StringField
from wtforms.validators import Optional

from bot.channels import ChannelError
from bot.console.desk import Desk, back_to
from bot.console.forms import SECOND_EDITOR, Form, at_most, chosen_from
from bot.line import LineError
from handlers.broadcast_audience import GROUP_KINDS, purpose
from handlers.group import entries
from models import groups
from models.groups import Group

UNBOUND = ("", "ยังไม่ผูก ไม่ส่งประกาศไปที่กลุ่มนี้")
LONGEST_NAME = 80


class GroupForm(Form):
    """What a group is for, as kind:code."""

    purpose = SelectField("ใช้กับ")
    audience = StringField("กลุ่มเฉพาะนี้คือใคร (ถ้าเลือกกลุ่มเฉพาะ)", [Optional(), at_most(LONGEST_NAME)])


def listing(desk: Desk) -> str:
    """The groups that the bot is in; LINE is asked anew what they are called and how many are in them."""
    found = groups.present(desk.session)
    return desk.render("groups.html", rows=[(group, purpose(desk, group)) for group in found])


def one(desk: Desk, group_id: int) -> str:
    """One group: what it is for."""
    group = _found(desk, group_id)
    values = _values(group)
    form = _form(desk, **values)
    form.seen.data = ""
    form.was_changed_since(**values)
    return _render(desk, group, form)


def _found(desk: Desk, group_id: int) -> Group:
    group = groups.of_id(desk.session, str(group_id))
    if group is None or group.left_at is not None:
        abort(404)
    return group


def _values(group: Group) -> dict[str, Any]:
    is_free = group.kind == "free"
    code = "" if is_free or group.code is None else f":{group.code}"
    return {"purpose": f"{group.kind or ''}{code}", "audience": (group.code or "") if is_free else ""}


def _form(desk: Desk, **values: Any) -> GroupForm:
    form: GroupForm = GroupForm.of_request(**values)
    form.purpose.choices = chosen_from([UNBOUND])
    for kind, name in GROUP_KINDS.items():
        codes = [(f"{kind}:{code}", title) for code, title in entries(desk, kind)]
        form.purpose.choices += chosen_from(codes, under=name) if codes else chosen_from([(kind, name)])
    return form


def _render(desk: Desk, group: Group, form: GroupForm, changed: str | None = None) -> str:
    return desk.render("group.html", group=group, bound_to=purpose(desk, group), form=form, changed=changed)


def save(desk: Desk, group_id: int) -> ResponseReturnValue:
    """Binds it to that, or to nothing."""
    group, form = _found(desk, group_id), _form(desk)
    right = form.validate()
    if form.was_changed_since(**_values(group)):
        return _render(desk, group, form, SECOND_EDITOR), 409
    if not right:
        return _render(desk, group, form), 422
    kind, _, code = str(form.purpose.data).partition(":")
    if not kind:
        groups.unbind(group)
    else:
        groups.bind(group, kind, code or _audience(kind, form), desk.me)
    words = f"ผูกกลุ่ม “{group.title}” กับ{purpose(desk, group)}" if kind else f"เลิกผูกกลุ่ม “{group.title}”"
    desk.note(words)
    return back_to("groups-listing", f"{words}แล้ว")


def _audience(kind: str, form: GroupForm) -> str | None:
    words = " ".join(str(form.audience.data or "").split())
    return words if kind == "free" and words else None


def leave(desk: Desk, group_id: int) -> ResponseReturnValue:
    """The bot goes out of the group; nothing is sent there any more."""
    group = _found(desk, group_id)
    try:
        desk.services.line_of(desk.office).leave_group(group.line_group_id)
    except (ChannelError, LineError) as error:
        return back_to("groups-one", f"ยังออกจากกลุ่มไม่ได้ LINE ตอบว่า {error} ลองอีกครั้งได้", group_id=group_id)
    groups.left(desk.session, group.line_group_id, desk.now)
    desk.note(f"ให้บอตออกจากกลุ่ม “{group.title}”")
    return back_to("groups-listing", f"บอตออกจากกลุ่ม “{group.title}” แล้ว")
