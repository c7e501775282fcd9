"""See my data, delete my data (PDPA sections 30 and 33)."""

from sqlalchemy import select

from handlers import notices, says
from handlers.cards import consultation as cards
from handlers.cards.base import ask, bubble, button, flex, postback, row, say
from handlers.turn import Notice, Talk, Turn
from models import appointments, consultations, privacy
from models.appointments import AppointmentState
from models.consultations import Consultation


def my_data(talk: Talk) -> Turn:
    """What is kept about the reader."""
    me = talk.me
    asked = len(consultations.of_teacher(talk.session, me, 1000))
    consent = f"{says.when(me.consented_at, talk.now)} (ฉบับ {me.consent_version})" if me.consented_at else "ยังไม่มี"
    rows = [
        row("ชื่อ", me.name or "-"),
        row("โรงเรียน", me.school.name if me.school else "-"),
        row("ตำแหน่ง", me.position or me.title or "-"),
        row("เบอร์โทร", me.phone or "-"),
        row("ยินยอมเมื่อ", consent),
        row("เรื่องที่ขอ", f"{asked} เรื่อง"),
    ]
    buttons = [
        button(postback("แก้ข้อมูล", "register")),
        button(postback("ลบข้อมูลของฉัน", "delete_data")),
    ]
    return Turn([flex("ข้อมูลของฉัน", bubble("ข้อมูลของฉัน", body=rows, buttons=buttons))])


def ask_delete(talk: Talk) -> Turn:
    """Says what will go, and asks once."""
    if talk.me.is_staff:
        return Turn([say(says.staff_data_stays(talk.voice))])
    actions = [postback("ยืนยันลบข้อมูล", "delete_data_now"), postback("ไม่ลบ", "help")]
    return Turn([ask(says.ask_delete(talk.voice), *actions)])


def delete(talk: Talk) -> Turn:
    """Forgets the person: live appointments are called off and the supervisors told; the register keeps rows without names."""
    if talk.me.is_staff:
        return Turn([say(says.staff_data_stays(talk.voice))])
    told: list[Notice] = []
    living = select(Consultation).where(
        Consultation.teacher_id == talk.me.id, Consultation.state.in_(consultations.LIVING)
    )
    for one in talk.session.scalars(living).all():
        if consultations.cancel(talk.session, one, talk.me, "ผู้ขอลบข้อมูล", talk.now):
            appointments.close(talk.session, one, AppointmentState.CANCELLED, talk.now)
            name = cards.number(talk.facts, one)
            told += notices.to_supervisor(one, say(says.cancelled_for_other(talk.voice, name, "คุณครู", "ผู้ขอลบข้อมูล")))
    privacy.forget_person(talk.session, talk.facts, talk.me)
    return Turn([say(says.deleted(talk.voice))], state=None, notices=told)
