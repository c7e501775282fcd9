"""All that the bot says in sentences. Read each aloud as a tired teacher would at 17:40 on a small phone.

`v` is the office's voice: `v.ka` closes a statement, `v.kha` a question or a request.
"""

from datetime import datetime

from handlers.voice import Voice
from models.clock import local, today
from nlp.thai_calendar import MONTHS_SHORT, say_moment


def when(moment: datetime, now: datetime) -> str:
    """A moment as people say it: พรุ่งนี้ (อ. 24 พ.ย.) 14.00 น."""
    return say_moment(local(moment), today(now))


def clock(moment: datetime) -> str:
    """The time of day: 10.42 น."""
    return f"{local(moment):%H.%M} น."


def stamp(moment: datetime, now: datetime) -> str:
    """When something happened, as short as it is clear: 10.42 น., on another day 23 พ.ย. 10.42 น."""
    day = local(moment).date()
    return clock(moment) if day == today(now) else f"{day.day} {MONTHS_SHORT[day.month - 1]} {clock(moment)}"


# Meeting, consent, registration


def welcome(v: Voice, office: str) -> str:
    return f"สวัสดี{v.ka} {v.name}ของ{office} ช่วยนัดศึกษานิเทศก์ให้คุณครู{v.ka}\nพิมพ์บอกเรื่องที่อยากปรึกษากับวันที่สะดวกได้เลย"


def consent(v: Voice) -> str:
    return f"ก่อนเริ่ม ขอเก็บชื่อ โรงเรียน และเรื่องที่ปรึกษา เพื่อนัดหมายและทำทะเบียนของสำนักงานเท่านั้น ขอดูหรือลบเมื่อไรก็ได้{v.ka}"


def ask_name(v: Voice) -> str:
    return f"ขอบคุณ{v.ka} ขอทราบชื่อและนามสกุล{v.kha}"


def ask_school(v: Voice) -> str:
    return f"อยู่โรงเรียนไหน{v.kha} พิมพ์ชื่อบางส่วนก็พอ"


def choose_school(v: Voice) -> str:
    return f"โรงเรียนไหน{v.kha}"


def school_not_listed(v: Voice, name: str) -> str:
    return f"ยังไม่พบ “{name}” ในรายชื่อ{v.ka} ใช้ชื่อนี้เลย หรือพิมพ์ใหม่ก็ได้"


def ask_position(v: Voice) -> str:
    return f"ตำแหน่งอะไร{v.kha}"


def ask_phone(v: Voice) -> str:
    return f"ฝากเบอร์โทรไว้ไหม{v.kha} ใช้เมื่อศึกษานิเทศก์ต้องโทรกลับเท่านั้น"


def phone_unclear(v: Voice) -> str:
    return f"เบอร์โทรควรมี 9 หรือ 10 หลัก{v.ka} พิมพ์ใหม่ หรือข้ามไปก่อนก็ได้"


def registered(v: Voice, name: str) -> str:
    return f"เรียบร้อย{v.ka} คุณครู{name} พิมพ์เรื่องที่อยากปรึกษาได้เลย เช่น “ปรึกษา PLC คณิต พรุ่งนี้บ่ายสอง”"


# Asking


def ask_what(v: Voice) -> str:
    return f"อยากปรึกษาเรื่องอะไร{v.kha} พิมพ์สั้น ๆ ได้เลย"


def ask_topic(v: Voice) -> str:
    return f"เรื่องนี้เกี่ยวกับด้านไหน{v.kha} เลือก หรือพิมพ์เองก็ได้"


def ask_when(v: Voice, who: str) -> str:
    return f"อยากคุยกับ{who}เมื่อไร{v.kha} นี่คือเวลาว่างใกล้ที่สุด"


def ask_when_any(v: Voice) -> str:
    return f"สะดวกวันไหน เวลาใด{v.kha}"


def which_hour(v: Voice, who: str) -> str:
    return f"ช่วงนั้น{who}ว่างเวลาเหล่านี้{v.ka} เลือกเวลาไหนดี{v.kha}"


def nothing_free_then(v: Voice, who: str) -> str:
    return f"ช่วงนั้น{who}ไม่ว่าง{v.ka} ว่างใกล้กันคือ"


WHY_NOT = {
    "past": "เวลานั้นผ่านไปแล้ว",
    "closed": "เวลานั้นอยู่นอกเวลาทำการหรือเป็นวันหยุด",
    "absent": "วันนั้นไปราชการหรือลา",
    "busy": "เวลานั้นมีนัดแล้ว",
    "teacher_busy": "คุณครูมีนัดอื่นเวลานั้นแล้ว",
    "too_far": "ไกลเกิน 60 วัน ยังจองไม่ได้",
}


def not_free(v: Voice, why: str) -> str:
    return f"{WHY_NOT[why]}{v.ka} ว่างใกล้กันคือ"


def no_free_time(v: Voice) -> str:
    return f"ใน 60 วันนี้ยังไม่มีเวลาว่าง{v.ka} ส่งคำขอไว้ก่อน แล้วให้ศึกษานิเทศก์เสนอเวลาก็ได้"


def what_to_change(v: Voice) -> str:
    return f"แก้ตรงไหนดี{v.kha} กดเลือก หรือพิมพ์ใหม่ เช่น “ไม่ใช่คณิต เป็นวิทย์”"


def sent(v: Voice, number: str, who: str, minutes: int) -> str:
    return f"ส่งแล้ว{v.ka} เลขที่ {number}\n{who}จะพิจารณาในเวลาราชการ ปกติไม่เกิน {minutes} นาที มีความคืบหน้าจะแจ้งทันที{v.ka}"


def sent_after_hours(v: Voice, number: str, opens: str) -> str:
    return f"ส่งแล้ว{v.ka} เลขที่ {number}\nตอนนี้นอกเวลาราชการ จะพิจารณาตั้งแต่{opens} แล้วแจ้งทันที{v.ka}"


def already_sent(v: Voice, number: str) -> str:
    return f"เรื่องนี้ส่งไว้แล้ว เลขที่ {number} {v.ka}"


def draft_gone(v: Voice) -> str:
    return f"คำขอนี้เก่าแล้ว{v.ka} พิมพ์เรื่องที่อยากปรึกษาใหม่ได้เลย"


def dropped(v: Voice) -> str:
    return f"ยกเลิกคำขอที่กำลังเขียนแล้ว{v.ka} เมื่อพร้อมพิมพ์มาใหม่ได้เลย"


def kept_file(v: Voice) -> str:
    return f"ได้รับไฟล์แล้ว{v.ka} เก็บไว้กับเรื่องนี้ให้"


def file_needs_topic(v: Voice) -> str:
    return f"ได้รับไฟล์แล้ว{v.ka} เกี่ยวกับเรื่องอะไร{v.kha} พิมพ์บอกสั้น ๆ ได้เลย"


# Deciding


def assigned(v: Voice, number: str, who: str) -> str:
    return f"มอบหมาย {number} ให้{who}แล้ว{v.ka} กำลังแจ้งให้รับนัด"


def supervisor_unreachable(v: Voice, number: str, who: str) -> str:
    return f"{number} มอบหมายให้{who} แต่ยังไม่ได้ใช้ LINE นี้{v.ka} รบกวนประสานและกดแทนได้เลย"


def ask_decline_reason(v: Voice, number: str) -> str:
    return f"ไม่รับ {number} เพราะอะไร{v.kha} คุณครูจะได้อ่านเหตุผลนี้"


def waits_long(v: Voice) -> str:
    return f"เรื่องนี้รอพิจารณานานแล้ว{v.ka} ช่วยดูแทนได้เลย"


def declined(v: Voice, number: str) -> str:
    return f"แจ้งคุณครูแล้วว่าไม่รับ {number} พร้อมเหตุผล{v.ka}"


def declined_for_teacher(v: Voice, number: str, reason: str) -> str:
    return f"{number} ยังรับไว้ไม่ได้{v.ka}\nเหตุผล: {reason}\nปรับเรื่องแล้วขอใหม่ได้เสมอ"


def choose_person(v: Voice) -> str:
    return f"มอบให้ใคร{v.kha}"


def delegated(v: Voice, who: str) -> str:
    return f"ให้{who}รักษาการพิจารณาแทนแล้ว{v.ka}"


def you_act(v: Voice) -> str:
    return f"ได้รับมอบให้พิจารณาคำขอแทนผู้อำนวยการกลุ่ม{v.ka} เรื่องใหม่จะส่งมาที่นี่ด้วย"


def delegation_ended(v: Voice) -> str:
    return f"ยกเลิกการรักษาการแล้ว{v.ka}"


# Appointment


def free_then(v: Voice, who: str) -> str:
    return f"{who} ว่างเวลาเหล่านี้{v.ka} กดเพื่อขอนัด"


def offer_times(v: Voice) -> str:
    return f"เลือกเวลาที่จะเสนอให้คุณครูได้ถึง 5 เวลา{v.ka}"


def enough_times(v: Voice, most: int) -> str:
    return f"ครบ {most} เวลาแล้ว{v.ka} กดเวลาเดิมเพื่อเอาออกก่อน"


def offered(v: Voice, number: str) -> str:
    return f"ส่งเวลาให้คุณครูเลือกแล้ว{v.ka} ({number})"


def choose_time(v: Voice, who: str) -> str:
    return f"{who}เสนอเวลาเหล่านี้{v.ka} เลือกเวลาที่สะดวก{v.kha}"


def slot_just_taken(v: Voice) -> str:
    return f"เวลานี้เพิ่งมีผู้จอง{v.ka} ว่างใกล้กันคือ"


def ask_hand_back_reason(v: Voice, number: str) -> str:
    return f"ส่งคืน {number} เพราะอะไร{v.kha}"


def handed_back(v: Voice, number: str) -> str:
    return f"ส่ง {number} คืนผู้อำนวยการแล้ว{v.ka}"


def booked(v: Voice, moment: str, who: str) -> str:
    return f"นัดแล้ว{v.ka} {moment} กับ{who}"


def choose_new_time(v: Voice) -> str:
    return f"เลื่อนไปเวลาไหนดี{v.kha}"


def moved(v: Voice, moment: str) -> str:
    return f"เลื่อนแล้ว{v.ka} นัดใหม่ {moment} แจ้งอีกฝ่ายให้แล้ว"


def moved_for_other(v: Voice, who: str, moment: str) -> str:
    return f"{who} เลื่อนนัดเป็น {moment} แล้ว{v.ka} ถ้าไม่สะดวกกดเลื่อนหรือยกเลิกได้"


def ask_cancel_reason(v: Voice, number: str) -> str:
    return f"ยกเลิก {number} เพราะอะไร{v.kha} พิมพ์สั้น ๆ หรือกดเลือก"


def cancelled(v: Voice, number: str, *, is_told: bool) -> str:
    return f"ยกเลิก {number} แล้ว{v.ka}{' แจ้งอีกฝ่ายให้แล้ว' if is_told else ''}"


def cancelled_for_other(v: Voice, number: str, who: str, reason: str) -> str:
    return f"{who} ยกเลิก {number} แล้ว{v.ka}\nเหตุผล: {reason}"


def taken_now(v: Voice, number: str) -> str:
    return f"รับ {number} แล้ว{v.ka} แจ้งคุณครูให้รอสักครู่ เมื่อเสร็จกด “ให้คำปรึกษาแล้ว”"


def taken_now_for_teacher(v: Voice, who: str, calls: bool) -> str:
    how = "จะโทรกลับ" if calls else "จะติดต่อกลับ"
    return f"{who}รับเรื่องแล้ว{v.ka} {how}ในไม่ช้า"


# Afterwards


def ask_outcome_note(v: Voice) -> str:
    return f"บันทึกแล้ว{v.ka} เพิ่มสรุปสั้น ๆ สักประโยคไหม{v.kha}"


def outcome_kept(v: Voice, number: str) -> str:
    return f"เก็บผลของ {number} ลงทะเบียนแล้ว{v.ka} ขอบคุณ{v.ka}"


def ask_rating(v: Voice, who: str) -> str:
    return f"คุยกับ{who}แล้วเป็นอย่างไรบ้าง{v.kha} ให้ 1 ถึง 5 ได้เลย"


def rate_after(v: Voice) -> str:
    return f"ให้คะแนนได้หลังพบกันแล้วนะ{v.ka} กดปุ่มนี้อีกทีได้เลย"


def thanks_for_rating(v: Voice) -> str:
    return f"ขอบคุณสำหรับคะแนน{v.ka} อยากบอกอะไรเพิ่มไหม{v.kha}"


def thanks(v: Voice) -> str:
    return f"ขอบคุณ{v.ka} มีเรื่องใหม่เมื่อไรพิมพ์มาได้เลย"


def no_show_for_teacher(v: Voice, number: str) -> str:
    return f"วันนี้ไม่ได้พบกันตามนัด {number} หากยังต้องการปรึกษา ขอนัดใหม่ได้เลย{v.ka}"


# Looking things up


def nothing_asked_yet(v: Voice) -> str:
    return f"ยังไม่มีเรื่องที่ขอไว้{v.ka} พิมพ์เรื่องที่อยากปรึกษาได้เลย"


def desk_empty(v: Voice) -> str:
    return f"ตอนนี้ไม่มีเรื่องรออยู่{v.ka}"


def absence_kept(v: Voice, kind: str, days: str, touched: int) -> str:
    tail = f"มีนัดชนกัน {touched} เรื่อง" if touched else "ไม่มีนัดชนกัน"
    return f"บันทึก{kind} {days} แล้ว{v.ka} {tail}"


def absence_for_staff_only(v: Voice) -> str:
    return f"การบันทึกไปราชการหรือลาใช้ได้เฉพาะศึกษานิเทศก์{v.ka} มีเรื่องอยากปรึกษาพิมพ์มาได้เลย"


def absence_needs_days(v: Voice) -> str:
    return f"ไปวันไหนถึงวันไหน{v.kha} เช่น “ไปราชการ 3-5 ธ.ค.”"


def help_text(v: Voice) -> str:
    return f"พิมพ์บอกได้เลย{v.ka} เช่น\n“ปรึกษาเรื่องวัดผล พฤหัสนี้ 10 โมง”\n“เรื่องของฉันถึงไหนแล้ว”\n“ศน.คณิตว่างวันไหน”"


def with_a_person(v: Voice, phone: str | None) -> str:
    call = f" หรือโทร {phone}" if phone else ""
    return f"ส่งข้อความให้เจ้าหน้าที่แล้ว{v.ka} จะติดต่อกลับในเวลาราชการ{call}"


def person_wanted(v: Voice, who: str, words: str) -> str:
    return f"{who} ขอคุยกับเจ้าหน้าที่{v.ka}\n“{words}”"


# When something is not as thought


def not_understood(v: Voice) -> str:
    return f"ยังไม่แน่ใจว่าหมายถึงเรื่องไหน{v.ka} อยากให้ช่วยเรื่องใด{v.kha}"


def too_late(v: Voice, words: str) -> str:
    blank = " " if words.endswith(".") else ""  # 10.42 น. ค่ะ
    return f"{words}{blank}{v.ka} นี่คือสถานะตอนนี้"


def not_allowed(v: Voice) -> str:
    return f"ปุ่มนี้สำหรับผู้รับผิดชอบเรื่องนี้{v.ka}"


def not_found(v: Voice) -> str:
    return f"ไม่พบเรื่องนี้แล้ว{v.ka} พิมพ์ “เรื่องของฉัน” เพื่อดูรายการได้"


def in_private(v: Voice) -> str:
    return f"เรื่องนี้กดในแชตส่วนตัวกับ{v.name}นะ{v.ka}"


def failed(v: Voice, code: str) -> str:
    return f"ขอโทษ{v.ka} ระบบทำไม่สำเร็จ ข้อความของคุณครูยังอยู่ครบ เจ้าหน้าที่จะดูให้ (รหัส {code})"


def sticker(v: Voice) -> str:
    return f"ยินดี{v.ka} มีเรื่องอยากปรึกษาพิมพ์มาได้เลย"


def voice_message(v: Voice) -> str:
    return f"ยังฟังเสียงไม่ได้{v.ka} พิมพ์เรื่องที่อยากปรึกษามาสั้น ๆ ได้ไหม{v.kha}"


def location(v: Voice) -> str:
    return f"ได้รับตำแหน่งแล้ว{v.ka} ถ้าเป็นสถานที่นัด พิมพ์บอกเรื่องที่จะปรึกษาด้วยได้เลย"


def unsent(v: Voice) -> str:
    return f"ลบข้อความที่ยกเลิกออกจากระบบแล้ว{v.ka}"


def group_hello(v: Voice, office: str) -> str:
    return f"สวัสดี{v.ka} {v.name}ของ{office} เรียก @{v.name} แล้วบอกเรื่องที่อยากปรึกษา จะคุยต่อในแชตส่วนตัว{v.ka}"


def group_go_private(v: Voice, link: str) -> str:
    return f"เชิญคุยต่อในแชตส่วนตัว{v.ka} {link}"


# Staff and data


def enrolled(v: Voice, title: str, role: str) -> str:
    return f"ยินดีต้อนรับ {title}{v.ka} ใช้งานในฐานะ{role}ได้แล้ว เมนูอยู่ด้านล่าง"


def code_unknown(v: Voice) -> str:
    return f"รหัสนี้ใช้ไม่ได้ หมดอายุ หรือใช้ไปแล้ว{v.ka} ขอรหัสใหม่จากผู้ดูแลระบบของสำนักงาน"


def web_link(v: Voice, minutes: int) -> str:
    return f"กดเพื่อเข้าเว็บ{v.ka} ลิงก์นี้เป็นของคุณคนเดียว ใช้ได้ครั้งเดียวภายใน {minutes} นาที"


def web_for_staff_only(v: Voice) -> str:
    return f"เว็บนี้สำหรับเจ้าหน้าที่ของสำนักงาน{v.ka} มีเรื่องอยากปรึกษาพิมพ์ที่นี่ได้เลย"


def web_too_often(v: Voice) -> str:
    return f"ขอลิงก์หลายครั้งแล้ว{v.ka} รอสัก 10 นาทีแล้วพิมพ์ “เข้าเว็บ” ใหม่"


def ask_delete(v: Voice) -> str:
    return (
        f"จะลบชื่อ เบอร์โทร และข้อความทั้งหมดของคุณครู{v.ka} นัดที่ยังไม่ถึงจะถูกยกเลิก ทะเบียนเหลือเลขที่ เวลา และโรงเรียน ยืนยันไหม{v.kha}"
    )


def deleted(v: Voice) -> str:
    return f"ลบข้อมูลแล้ว{v.ka} อยากใช้อีกเมื่อไรพิมพ์มาได้เลย"


def staff_data_stays(v: Voice) -> str:
    return f"ข้อมูลของเจ้าหน้าที่อยู่ในทะเบียนของสำนักงาน{v.ka} ติดต่อธุรการเพื่อแก้ไขหรือลบ"


# The month's messages


def quota_warning(v: Voice, percent: int, left: int, is_tight: bool) -> str:
    tail = "\nตั้งแต่นี้เรื่องที่รอได้จะส่งพร้อมคำตอบถัดไป นัดหมายยังส่งทันที" if is_tight else ""
    return f"ใช้ข้อความของเดือนนี้ไปเกิน {percent}% แล้ว{v.ka} เหลือ {left:,}{tail}"


def for_staff_only(v: Voice) -> str:
    return f"คำสั่งนี้สำหรับเจ้าหน้าที่ของสำนักงาน{v.ka} มีเรื่องอยากปรึกษาพิมพ์มาได้เลย"


# Groups and broadcasts


def group_went_private(v: Voice) -> str:
    return f"ตอบในแชตส่วนตัวแล้ว{v.ka}"


def no_groups(v: Voice) -> str:
    return f"บอตยังไม่อยู่ในกลุ่มใด{v.ka} เชิญบอตเข้ากลุ่มก่อน แล้วพิมพ์ “ผูกกลุ่ม” อีกครั้ง"


def choose_group(v: Voice) -> str:
    return f"กลุ่มไหน{v.kha}"


def what_is_group_for(v: Voice, name: str) -> str:
    return f"กลุ่ม “{name}” ใช้กับอะไร{v.kha}"


def which_one(v: Voice, kind: str) -> str:
    return f"{kind}ไหน{v.kha}"


def group_bound(v: Voice, name: str, purpose: str) -> str:
    return f"ผูกกลุ่ม “{name}” กับ{purpose}แล้ว{v.ka} ส่งประกาศถึงกลุ่มนี้ได้เลย"


def forward_this(v: Voice) -> str:
    return f"ส่งต่อข้อความนี้เข้ากลุ่มได้เลย{v.ka} ไม่เสียโควตา"


def asked_director(v: Voice) -> str:
    return f"ส่งให้ ผอ. พิจารณาแล้ว{v.ka}"


def month_too_short(v: Voice) -> str:
    return f"ข้อความที่เหลือเดือนนี้ไม่พอ แม้รวมที่กันไว้{v.ka} ส่งวันที่ 1 หรือโพสต์เองได้"


def broadcast_stopped(v: Voice) -> str:
    return f"หยุดแล้ว ประกาศนี้จะไม่ถูกส่ง{v.ka}"


def no_broadcasts(v: Voice) -> str:
    return f"ยังไม่มีประกาศ{v.ka} พิมพ์ เช่น “ประกาศ ส่ง SAR ภายใน 15 ม.ค. ถึงทุกกลุ่ม”"


def broadcast_postponed(v: Voice) -> str:
    return f"โควตาเดือนนี้ไม่พอสำหรับประกาศนี้แล้ว{v.ka} เลื่อนไปวันที่ 1 ให้"
