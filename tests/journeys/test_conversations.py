"""Thirty conversations: ten where the first sentence is enough, ten with one question, ten that end with a person."""

from datetime import timedelta

from sqlalchemy import select

from models.consultations import Consultation
from models.people import Role
from simulator.stage import Phone
from tests.installation import TUESDAY_AT_TWO, Installation

ENOUGH = (
    ("อยากปรึกษาเรื่อง PLC คณิต พรุ่งนี้บ่ายสองได้มั้ยคะ", "ศน.คณิตศาสตร์", "พรุ่งนี้ (อ. 24 พ.ย.) 14.00 น."),
    ("ขอนัดศน.วิทย์ วันพุธ 10 โมงครับ เรื่องโครงงาน", "ศน.วิทยาศาสตร์", "25 พ.ย.) 10.00 น."),
    ("ปรึกษาสอนภาษาอังกฤษ ป.6 phonics พฤหัสนี้ 9 โมงครึ่ง", "ศน.ภาษาต่างประเทศ", "26 พ.ย. 69 เวลา 09.30 น."),
    ("เด็กอ่านไม่ออกเขียนไม่ได้ค่ะ ขอคุยวันศุกร์ บ่ายโมง", "ศน.ภาษาไทย", "27 พ.ย. 69 เวลา 13.00 น."),
    ("อยากคุยเรื่องวิทยาการคำนวณ มะรืนนี้สิบโมงเช้า", "ศน.วิทยาการคำนวณ", "25 พ.ย.) 10.00 น."),
    ("ขอปรึกษาเรื่องประวัติศาสตร์ 1 ธ.ค. เวลา 13.30 น.", "ศน.สังคมศึกษา", "1 ธ.ค. 69 เวลา 13.30 น."),
    ("หลักสูตรพละศึกษา ขอนัดวันที่ 30 เก้าโมงเช้าค่ะ", "ศน.สุขศึกษาและพลศึกษา", "30 พ.ย. 69 เวลา 09.00 น."),
    ("สอนนาฏศิลป์ ขอคำแนะนำ จันทร์หน้าบ่ายสาม", "ศน.ศิลปะ", "30 พ.ย. 69 เวลา 15.00 น."),
    ("โรงเรียนคุณธรรม ขอปรึกษาพุธหน้า 11 โมง", "ศน.สังคมศึกษา", "2 ธ.ค. 69 เวลา 11.00 น."),
    ("ตอนนี้เลยได้ไหมคะ ปรึกษาสอนคณิตเรื่องเศษส่วน", "ศน.คณิตศาสตร์", "อยากคุยตอนนี้"),
)

ONE_QUESTION = (
    ("ขอปรึกษาเรื่องสอนคณิตค่ะ", "10.00 น."),
    ("อยากได้คำแนะนำเรื่อง PLC วิทย์ครับ", "พรุ่งนี้เช้าสิบโมง"),
    ("เด็กติด ร วิชาภาษาไทยเยอะมาก ทำไงดีคะ", "พุธนี้ 10 โมง"),
    ("ขอคำปรึกษาการสอนศิลปะ พรุ่งนี้", "14.00 น."),
    ("ปรึกษาเรื่องอังกฤษ สัปดาห์หน้าค่ะ", "อังคารหน้า 10 โมง"),
    ("ขอนัดปรึกษา พรุ่งนี้สิบโมง", "สอนคณิตศาสตร์"),
    ("ปรึกษาหน่อยค่ะ พฤหัสนี้บ่ายสอง", "สอนวิทยาศาสตร์"),
    ("สอนสังคม พรุ่งนี้สองทุ่มได้ไหม", "พรุ่งนี้บ่ายสอง"),
    ("เรื่องวิทยาการคำนวณ วันเสาร์นี้ 10 โมง", "จันทร์หน้า 10 โมง"),
    ("พละ พรุ่งนี้ช่วงเช้า", "10.00 น."),
)

PERSON = (
    "ขอคุยกับเจ้าหน้าที่ค่ะ",
    "ขอคุยกับคนจริง ๆ ได้ไหม",
    "อยากคุยกับธุรการครับ",
    "ขอสายเจ้าหน้าที่หน่อย",
    "ไม่อยากคุยกับบอต ขอคนค่ะ",
    "ติดต่อเจ้าหน้าที่ยังไงคะ",
    "ขอเบอร์สำนักงานหน่อยครับ",
    "รบกวนให้เจ้าหน้าที่โทรกลับ",
    "คุยกับเจ้าหน้าที่",
    "มีเจ้าหน้าที่ตอบไหมคะ",
)


def test_the_first_sentence_is_enough(installation: Installation, teacher: Phone) -> None:
    for sentence, who, when in ENOUGH:
        teacher.says(sentence)
        assert teacher.sees(who), sentence
        assert teacher.sees(when), sentence
        assert teacher.sees_button("ส่งคำขอ") or teacher.sees_button("ส่งคำขอ ให้โทรกลับได้"), sentence
        teacher.says("ยกเลิก")
        assert teacher.sees("ยกเลิกคำขอที่กำลังเขียน")


def test_one_question_is_enough(installation: Installation, teacher: Phone) -> None:
    for sentence, answer in ONE_QUESTION:
        teacher.says(sentence)
        assert teacher.sees(""), sentence
        assert not any("ส่งคำขอ" in entry["text"].split("\n") for entry in teacher.news()), sentence
        teacher.says(answer)
        assert teacher.sees("ส่งคำขอ"), (sentence, answer)
        teacher.says("ยกเลิก")
        assert teacher.sees("ยกเลิกคำขอที่กำลังเขียน")


def test_when_several_could_take_it_one_question_with_buttons_decides(
    installation: Installation, teacher: Phone
) -> None:
    teacher.says("ขอปรึกษาเรื่องวัดผลหน่อยครับ พรุ่งนี้บ่ายสอง")
    assert teacher.sees("เรื่องวัดและประเมินผลด้านไหน")
    teacher.taps("ผล O-NET")
    assert teacher.sees("ส่งคำขอ")
    assert teacher.sees("O-NET")

    teacher.says("ยกเลิก")
    teacher.says("ขอปรึกษาเรื่องวัดผลหน่อยครับ พรุ่งนี้บ่ายสอง")
    teacher.taps("ให้ ผอ. ช่วยเลือกให้")
    assert teacher.sees("วัดและประเมินผล")
    assert teacher.sees_button("ส่งคำขอ")


def test_talk_of_teaching_is_asked_for_the_subject(installation: Installation, teacher: Phone) -> None:
    teacher.says("เด็กไม่เข้าใจที่สอนเลยค่ะ ทำไงดี ขอคุยพรุ่งนี้บ่ายสอง")
    assert teacher.sees("เรื่องการสอนวิชาใด")
    teacher.taps("คณิตศาสตร์")
    assert teacher.sees("ศน.คณิตศาสตร์")
    assert teacher.sees("24 พ.ย.) 14.00 น.")
    assert teacher.sees_button("ส่งคำขอ")


def test_who_wants_a_person_gets_the_way_to_one(installation: Installation, teacher: Phone) -> None:
    clerk = installation.staff(Role.CLERK)
    for sentence in PERSON:
        teacher.says(sentence)
        assert teacher.sees("เจ้าหน้าที่"), sentence
        if not teacher.sees("ส่งข้อความให้เจ้าหน้าที่แล้ว", 0):
            teacher.taps("คุยกับเจ้าหน้าที่")
        assert teacher.sees("ส่งข้อความให้เจ้าหน้าที่แล้ว"), sentence
    installation.settle()
    assert sum("ขอคุยกับเจ้าหน้าที่" in entry["text"] for entry in clerk.messages()) >= len(PERSON)


# What a sentence leaves, and what it does not


def test_who_did_not_mean_to_cancel_has_not_cancelled(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.booked(teacher, director, supervisor)
    for words in ("ยกเลิก", "ไม่ยกเลิก"):
        teacher.taps("ยกเลิกนัด")
        teacher.says(words)
        assert teacher.sees("ไม่ได้เปลี่ยนอะไร"), words
        assert teacher.sees_button("ยกเลิกนัด"), words

    teacher.taps("ยกเลิกนัด")
    teacher.says("ไม่ยกเลิกแล้วค่ะ กดผิด")
    assert teacher.sees("ยังไม่ได้ยกเลิก")
    teacher.taps("ไม่ยกเลิก")
    assert teacher.sees("ไม่ได้เปลี่ยนอะไร")
    installation.settle()
    assert not any("ยกเลิก ปษ" in entry["text"] for entry in supervisor.messages())

    teacher.taps("ยกเลิกนัด")
    teacher.says("ไม่สะดวกแล้วค่ะ ติดประชุม")
    assert supervisor.sees("ไม่สะดวกแล้วค่ะ ติดประชุม")


def test_who_did_not_mean_to_decline_or_hand_back_still_has_it(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.consultation(teacher)
    director.taps("ไม่รับ")
    director.says("ยกเลิก")
    assert director.sees("ไม่ได้เปลี่ยนอะไร")
    director.taps("มอบหมาย ศน.คณิตศาสตร์")
    supervisor.taps("ส่งคืน")
    supervisor.says("กดผิดค่ะ")
    assert supervisor.sees("ยังไม่ได้ส่งคืน")
    supervisor.says("ไม่ส่งคืนค่ะ")
    assert supervisor.sees("ไม่ได้เปลี่ยนอะไร")
    supervisor.taps("รับนัด")
    assert teacher.sees("นัดแล้ว")


def test_after_the_meeting_the_next_matter_is_no_note_and_no_comment(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.booked(teacher, director, supervisor)
    installation.turn_to(TUESDAY_AT_TWO + timedelta(minutes=36))
    supervisor.taps("ให้คำปรึกษาแล้ว")
    assert supervisor.sees("สรุปสั้น")
    supervisor.says("ไปราชการ 3-5 ธ.ค. ค่ะ")
    assert supervisor.sees("บันทึกไปราชการ")
    teacher.taps("5 ดีมาก")
    assert teacher.sees("อยากบอกอะไรเพิ่ม")
    teacher.says("อยากปรึกษาเรื่อง PLC คณิต พุธบ่ายสองได้ไหมคะ")
    assert teacher.sees_button("ส่งคำขอ")
    with installation.session() as session:
        one = session.scalars(select(Consultation)).one()
        assert (one.outcome_note, one.rating_comment, one.rating) == (None, None, 5)


def test_a_request_being_written_stays_while_something_else_is_asked_and_goes_when_it_is_not_wanted(
    teacher: Phone,
) -> None:
    teacher.says("ขอปรึกษาเรื่องสอนคณิตค่ะ")
    assert teacher.sees("เมื่อไร")
    for words, answer in (("เรื่องของฉัน", "ยังไม่มีเรื่องที่ขอไว้"), ("ลบข้อมูลของฉัน", "ยืนยันไหม"), ("ขอดูข้อมูลของฉันค่ะ", "ยินยอมเมื่อ")):
        teacher.says(words)
        assert teacher.sees(answer), words
        assert teacher.sees("ที่เขียนค้างไว้ยังอยู่"), words
    teacher.says("พรุ่งนี้บ่ายสอง")
    assert teacher.sees_button("ส่งคำขอ")
    teacher.says("ไม่เอาแล้วค่ะ")
    assert teacher.sees("ยกเลิกคำขอที่กำลังเขียน")


def test_every_row_of_the_card_can_be_corrected_by_a_tap_or_in_words(
    installation: Installation, teacher: Phone
) -> None:
    teacher.says("อยากปรึกษาเรื่องสอนคณิต เขตทุ่งหินเทิน พรุ่งนี้บ่ายสองได้ไหมคะ")
    for shown in ("ศน.คณิตศาสตร์", "ทุ่งหินเทิน", "นัดหมาย", "14.00 น."):
        assert teacher.sees(shown), shown
    teacher.taps("แก้ไข")
    teacher.taps("ผู้ดูแล")
    teacher.taps("ศน.สังคมศึกษา")
    assert teacher.sees("ศน.สังคมศึกษา (ครูเลือกเอง")
    teacher.taps("แก้ไข")
    teacher.taps("สหวิทยาเขต")
    teacher.taps("วิมานลอย")
    assert teacher.sees_button("ส่งคำขอ")
    teacher.says("ไม่ใช่คณิต เป็นภาษาไทย")
    assert teacher.sees("ศน.ภาษาไทย")
    teacher.taps("แก้ไข")
    teacher.taps("ผู้ดูแล")
    teacher.taps("ให้ ผอ. ช่วยเลือกให้")
    assert teacher.sees("ผอ.กลุ่มช่วยเลือกให้")
    teacher.says("ปรึกษาตอนนี้เลยค่ะ")
    assert teacher.sees("อยากคุยตอนนี้")
    teacher.taps("ส่งคำขอ")
    assert teacher.sees("ส่งแล้ว")
    with installation.session() as session:
        one = session.scalars(select(Consultation)).one()
        assert (one.area, one.proposed, one.learning_area, one.mode) == ("wiman-loi", [], "thai", "now")


def test_a_greeting_is_no_question_and_a_registration_says_that_it_is_done(installation: Installation) -> None:
    for first, then in (("สวัสดีค่ะ", "พิมพ์เรื่องที่อยากปรึกษา"), ("อยากปรึกษาเรื่องสอนคณิต", "เมื่อไร")):
        name = f"ครู {then}"
        phone = installation.line.person(name, installation.channel).follows()
        phone.says(first)
        phone.taps("ยินยอมและเริ่มใช้")
        phone.taps(f"ใช้ชื่อ {name}"[:40])
        assert phone.sees("โรงเรียนไหน")
        phone.says(f"โรงเรียน{then}")
        phone.taps(f"ใช้ “โรงเรียน{then}”")
        phone.taps("ครู")
        assert phone.sees("เบอร์โทร")
        phone.taps("ข้าม")
        assert phone.sees("เรียบร้อย"), first
        assert phone.sees(then), first
        assert not any("ด้านไหน" in entry["text"] for entry in phone.messages())


def test_the_word_of_a_button_on_a_card_that_came_by_itself_is_understood_and_of_several_it_is_asked_which(
    installation: Installation, director: Phone, teacher: Phone
) -> None:
    installation.consultation(teacher)
    assert director.sees("ปษ 1/2570 รอพิจารณา")
    director.says("มอบหมาย")
    assert director.sees("มอบหมาย ปษ 1/2570 ให้ศน.คณิตศาสตร์แล้ว")
    for number, words, who in (
        (2, "อยากปรึกษาเรื่องสอนวิทย์ พุธนี้บ่ายสองได้ไหมคะ", "ศน.วิทยาศาสตร์"),
        (3, "อยากปรึกษาเรื่องสอนศิลปะ พุธนี้สิบโมงได้ไหมคะ", "ศน.ศิลปะ"),
    ):
        teacher.says(words)
        assert teacher.sees(who)
        teacher.taps("ส่งคำขอ")
        assert director.sees(f"ปษ {number}/2570 รอพิจารณา")
    director.says("ไม่รับ")
    assert director.sees("เรื่องไหน")
    director.taps("ปษ 2/2570 ไม่รับ")
    director.taps("ซ้ำกับเรื่องที่ขอไว้แล้ว")
    assert director.sees("ไม่รับ ปษ 2/2570")
    director.says("ไม่รับ")
    assert director.sees("ไม่รับ ปษ 3/2570 เพราะอะไร")
