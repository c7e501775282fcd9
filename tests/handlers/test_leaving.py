"""What leaves a question: who takes a press back, and which sentence is the next matter rather than a note."""

import pytest

from bot.rich_menus.menus import MENUS
from handlers import table
from handlers.leaving import bare, is_another_matter
from handlers.reasons import WHYS, is_taken_back
from models.packs import read_pack
from models.vocabulary import vocabulary_of
from nlp.matching import Vocabulary
from nlp.understand import understand
from tests.office import NOW, PACKS


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return vocabulary_of(read_pack(PACKS / "nakhonsawan.yaml"))


NOTES = (
    "ให้คำปรึกษาเรื่องการวัดผล นัดติดตาม ธ.ค.",
    "แนะนำเกมบัตรคำและให้ลองหนึ่งสัปดาห์",
    "ได้ให้คำแนะนำเรื่อง PLC คณิต ครูจะลองทำแล้วนัดคุยอีกครั้งวันพุธ",
    "ครูขอเลื่อนไปสัปดาห์หน้า",
    "ครูลาป่วย 3-5 ธ.ค. จึงคุยทางโทรศัพท์",
    "แนะนำให้ดูปฏิทินวิชาการและติดต่อเจ้าหน้าที่",
    "ปรึกษาเรื่องวัดผล O-NET แนะนำให้ใช้ข้อสอบเก่า",
    "นัดครั้งต่อไปวันพุธ 10 โมง",
    "ขอคำปรึกษาเรื่องวัดผล ได้แนะนำไปแล้วค่ะ",
    "ได้คุยเรื่องแผนการสอน ตกลงให้ส่งวันศุกร์",
    "ครูยกเลิกนัดครั้งหน้า",
    "ได้แนวทางชัดเจนมาก",
    "ขอบคุณค่ะ ได้แนวทางสอนคณิตดีมาก",
    "อยากให้มีการนิเทศบ่อย ๆ ค่ะ",
    "อยากให้นัดคุยเรื่องวัดผลบ่อยกว่านี้",
    "ขอให้มีอบรมเรื่อง PLC ด้วยค่ะ",
    "น่าจะมีเวลาปรึกษานานกว่านี้",
    "ให้คำปรึกษาดีมากค่ะ",
)
MATTERS = (
    "ไปราชการ 3-5 ธ.ค. ค่ะ",
    "พรุ่งนี้ลาป่วยค่ะ",
    "อยากปรึกษาเรื่อง PLC คณิต พุธบ่ายสองได้ไหมคะ",
    "ขอปรึกษาเรื่องวัดผลอีกเรื่องค่ะ",
    "ขอคำแนะนำเรื่องวิจัยค่ะ",
    "ปรึกษา PLC คณิต พรุ่งนี้บ่ายสอง",
    "อยากปรึกษาเรื่องครูผู้ช่วย พุธบ่ายสองได้ไหมคะ",
    "ขอยกเลิกนัดพรุ่งนี้",
    "ขอเลื่อนนัดเป็นวันศุกร์",
    "เรื่องของฉันถึงไหนแล้ว",
    "ข้อมูลของฉัน",
    "ลบข้อมูลของฉัน",
    "ศน.คณิตว่างวันไหน",
    "ขอคุยกับเจ้าหน้าที่",
)


@pytest.mark.parametrize(("text", "is_next"), [*((text, False) for text in NOTES), *((text, True) for text in MATTERS)])
def test_a_note_tells_what_happened_and_the_next_matter_asks_or_wishes(
    vocabulary: Vocabulary, text: str, is_next: bool
) -> None:
    assert is_another_matter(text, understand(text, vocabulary, NOW)) is is_next


@pytest.mark.parametrize(
    ("state", "text", "is_meant"),
    [
        ("cancelling", "ไม่ยกเลิกแล้วค่ะ กดผิด", False),
        ("cancelling", "ยังไม่ได้จะยกเลิกค่ะ", False),
        ("cancelling", "ไม่ค่ะ", False),
        ("cancelling", "ไปตามนัดค่ะ", False),
        ("cancelling", "ไม่สะดวกแล้วค่ะ ติดประชุม", True),
        ("cancelling", "นักเรียนไม่มาเรียน", True),
        ("handing_back", "ไม่ส่งคืนค่ะ", False),
        ("handing_back", "รับได้แล้วค่ะ", False),
        ("handing_back", "รับไว้ไม่ได้ ติดราชการ", True),
        ("handing_back", "ไม่ใช่งานที่ดูแล", True),
        ("declining", "รับไว้ก่อนครับ กดพลาด", False),
        ("declining", "ไม่รับเพราะอยู่นอกงานของกลุ่ม", True),
        ("declining", "ไม่เกี่ยวกับงานนิเทศ", True),
    ],
)
def test_a_typed_reason_that_says_no_is_no_reason(state: str, text: str, is_meant: bool) -> None:
    assert is_taken_back(text, WHYS[state]) is not is_meant


def test_typing_the_word_of_a_menu_does_what_its_field_does() -> None:
    fields = {field for menu in MENUS.values() for field in menu.fields}
    assert {(label, table.WORDS[label]) for label, _ in fields} == fields


@pytest.mark.parametrize("text", ["ยกเลิกค่ะ", " ยกเลิก นะคะ", "ยกเลิกครับ!"])
def test_politeness_does_not_hide_a_word(text: str) -> None:
    assert bare(text) == "ยกเลิก"
