"""What clerks teach the bot, and who does what."""

import re
from collections.abc import Callable

from sqlalchemy import select

from models.consultations import Consultation
from models.people import Role, by_staff_code
from models.roster import Duty
from simulator.stage import Phone
from tests.bot.console.desk import Desk
from tests.installation import Installation

SignIn = Callable[[Phone], Desk]
SENTENCE = "กุ๊กกิ๊กพลัสค่ะ"


def test_a_keyword_attached_works_from_the_next_message_on(installation: Installation, desk: SignIn) -> None:
    teacher, signed_in = installation.teacher(), desk(installation.staff(Role.CLERK))
    teacher.says(SENTENCE)
    assert teacher.sees("ยังไม่แน่ใจ")
    listed = signed_in.opens("/words").text
    assert SENTENCE in listed
    about = re.search(r"about=(\d+)", listed)
    assert about is not None
    answer = signed_in.submits(
        "/words", on="/words", word="กุ๊กกิ๊กพลัส", meaning="learning_area:math", about=about.group(1)
    )
    assert "ศน.คณิตศาสตร์" in answer.text
    assert f"“{SENTENCE}”<br>" not in answer.text
    teacher.says("ปรึกษากุ๊กกิ๊กพลัส พรุ่งนี้บ่ายสอง")
    assert teacher.sees("ศน.คณิตศาสตร์")


def test_before_a_word_is_attached_the_desk_shows_which_past_messages_it_would_change(
    installation: Installation, desk: SignIn
) -> None:
    teacher, signed_in = installation.teacher(), desk(installation.staff(Role.CLERK))
    teacher.says(SENTENCE)
    assert teacher.sees("ยังไม่แน่ใจ")
    page = signed_in.opens("/words?word=กุ๊กกิ๊กพลัส&meaning=learning_area:math").text
    change = page.split("ถ้าจำคำนี้")[1].split("</ul>")[0]
    assert SENTENCE in change
    assert re.search(r"เดิม: ไม่เข้าใจ.*จะเป็น: <strong>คณิตศาสตร์</strong> → ศน.คณิตศาสตร์", change)
    assert "กุ๊กกิ๊กพลัส</strong> →" not in page, "only tried"
    assert "ไม่มีข้อความที่ผ่านมาเปลี่ยนไป" in signed_in.opens("/words?word=ไม่เคยพูด&meaning=learning_area:math").text


def test_a_keyword_is_taken_back(installation: Installation, desk: SignIn) -> None:
    signed_in = desk(installation.staff(Role.CLERK))
    answer = signed_in.submits("/words", on="/words", word="กุ๊กกิ๊กพลัส", meaning="learning_area:math")
    found = re.search(r"/words/keywords/\d+/forget", answer.text)
    assert found is not None
    answer = signed_in.submits(found[0], on="/words")
    assert "กุ๊กกิ๊กพลัส</strong> →" not in answer.text
    assert "ศน.คณิตศาสตร์" not in signed_in.opens(f"/words?sentence={SENTENCE}").text.split("<dl>")[1].split("</dl>")[0]


def test_a_word_without_letters_is_refused_with_advice(installation: Installation, desk: SignIn) -> None:
    answer = desk(installation.staff(Role.CLERK)).submits("/words", on="/words", word=" ", meaning="learning_area:math")
    assert answer.status_code == 422
    assert "พิมพ์คำหรือวลี" in answer.text


def test_an_invitation_gives_a_code_that_enrols(installation: Installation, desk: SignIn) -> None:
    signed_in = desk(installation.staff(Role.CLERK))
    page = signed_in.submits("/people/invite", on="/people", role="supervisor").text
    code = re.search(r">([A-Z2-9]{4}-[A-Z2-9]{4})<", page)
    assert code is not None
    assert "<svg" in page
    newcomer = installation.line.person("คนใหม่", installation.channel).follows()
    newcomer.says(code.group(1))
    assert newcomer.sees("ยินดีต้อนรับ")


def test_handing_over_moves_duties_consultations_and_appointments(installation: Installation, desk: SignIn) -> None:
    director, old = installation.staff(Role.DIRECTOR, "s01"), installation.staff(Role.SUPERVISOR, "s07")
    left, signed_in = desk(old), desk(installation.staff(Role.CLERK))
    teacher = installation.teacher()
    installation.booked(teacher, director, old)
    with installation.session() as session:
        leaving, staying = by_staff_code(session, "s07"), by_staff_code(session, "s08")
        assert leaving is not None
        assert staying is not None
    page = f"/people/{leaving.id}"
    stale = signed_in.submits(f"{page}/hand-over", on=page, to=str(staying.id), seen="yesterday")
    assert "งานของท่านนี้เปลี่ยนไป" in stale.text
    answer = signed_in.submits(f"{page}/hand-over", on=page, to=str(staying.id))
    assert "คำขอ 1 เรื่อง" in answer.text
    assert teacher.sees("รับช่วงดูแลต่อ")
    with installation.session() as session:
        assert session.scalars(select(Duty).where(Duty.person_id == leaving.id)).all() == []
        assert session.scalars(select(Consultation)).one().supervisor_id == staying.id
    assert "/sign-in" in left.opens("/").url


def test_an_acting_director_decides_from_now_on(installation: Installation, desk: SignIn) -> None:
    supervisor, signed_in = installation.staff(Role.SUPERVISOR, "s07"), desk(installation.staff(Role.CLERK))
    with installation.session() as session:
        acting = by_staff_code(session, "s07")
        assert acting is not None
    signed_in.submits("/people/act", on="/people", person=str(acting.id))
    assert supervisor.sees("ได้รับมอบให้พิจารณา")
    installation.consultation(installation.teacher())
    assert supervisor.sees("รอพิจารณา")
