"""People and duties: who does what, invitations, acting director, and the trail of what was done."""

import segno
from flask import abort, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import select

from bot.console.desk import Desk, back_to
from bot.console.forms import mark
from handlers import approval
from handlers.enrolment import ROLE_NAMES
from models import audit, people
from models.people import CONSENT_VERSION, INVITE_DAYS, STAFF, Person, Role
from models.roster import Duty

INVITED = (Role.SUPERVISOR, Role.CLERK, Role.DIRECTOR)


def listing(desk: Desk) -> str:
    """The roster with duties and whether each is on LINE."""
    duties: dict[int, list[str]] = {}
    for duty in desk.session.scalars(select(Duty).order_by(Duty.id)):
        name = duty.code if duty.kind == "project" else desk.facts.name_of(duty.kind, duty.code)
        duties.setdefault(duty.person_id, []).append(name or duty.code)
    return desk.render(
        "people.html",
        staff=people.with_role(desk.session, *STAFF),
        duties=duties,
        invited=INVITED,
        INVITE_DAYS=INVITE_DAYS,
        CONSENT_VERSION=CONSENT_VERSION,
        acting_mark=_mark_of_acting(desk),
    )


def _mark_of_acting(desk: Desk) -> str:
    return mark(acting=[one.id for one in people.with_role(desk.session, Role.ACTING_DIRECTOR)])


def _person(desk: Desk, person_id: int | None) -> Person:
    found = people.find(desk.session, person_id)
    if found is None:
        abort(404)
    return found


def invite(desk: Desk) -> ResponseReturnValue:
    """A one-time code with its QR: whoever sends it to the bot gets the role, or the post."""
    wanted = request.form.get("role", "")
    if wanted not in INVITED:
        return back_to("people-listing", "เลือกหน้าที่ก่อนแล้วกดออกรหัส")
    person = _person(desk, request.form.get("person", type=int)) if request.form.get("person") else None
    code = people.invite(desk.session, Role(wanted), desk.now, person.staff_code if person else None, desk.office.id)
    link = desk.links.chat(desk.office, code)
    who = person.short_title if person else ROLE_NAMES[Role(wanted)]
    desk.note(f"ออกรหัสเชิญ {who}")
    # An SVG that we draw ourselves from the link; nothing in it was typed by anybody.
    picture = Markup(segno.make(link, error="m").svg_inline(scale=5, omitsize=True))  # noqa: S704
    return desk.render("invite.html", code=code, link=link, picture=picture, who=who, INVITE_DAYS=INVITE_DAYS)


def act(desk: Desk) -> ResponseReturnValue:
    """Makes a colleague acting director, or ends it, as the director's buttons in the chat do."""
    if request.form.get("seen") != _mark_of_acting(desk):
        return back_to("people-listing", "มีคนเปลี่ยนผู้รักษาการไปก่อนแล้ว ดูชื่อล่าสุดด้านล่าง แล้วเลือกใหม่ถ้าต้องการ")
    person_id = request.form.get("person", type=int)
    words = desk.does(approval.delegate_to, str(person_id)) if person_id else desk.does(approval.delegate_end)
    desk.note(words)
    return back_to("people-listing", words)


def trail(desk: Desk) -> str:
    """Who did what at the desk."""
    found = audit.latest(desk.session, request.args.get("below", type=int))
    return desk.render("trail.html", found=found, below=found[-1].id if len(found) == 50 else None)
