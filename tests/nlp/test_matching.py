"""Which words of a message are read as something, and which only look like it."""

import pytest

from models.packs import Pack
from models.vocabulary import vocabulary_of
from nlp.lexicon import Term, concepts, phrases
from nlp.spelling import is_one_slip, sound_of
from nlp.understand import understand
from tests.nlp.conftest import MONDAY, Reader

SLIPS = {
    "math": ["คนิตศาสต์", "คณิตศาสร์", "คณิตสาด", "คณิด ม.ต้น", "ศนคณิดวันไหนดี"],
    "science": ["วิทยาสาตร์", "วิทยาศาสต ม.2", "ฟิสิกซ์"],
    "thai": ["ภาสาไทย", "อ่านจับไจความ"],
    "foreign": ["ภาษาอังกฤส", "ภาษาอังกิด"],
    "computing": ["วิทยาการคำนวน", "วิทยการคำนวณ"],
    "social": ["สังคมศึกสา"],
    "history": ["ประวัติศาตร์", "ประวัตศาสตร์", "ปะวัติสาด"],
    "health-pe": ["สุขศึกสา", "พลศึกสา"],
    "arts": ["นาดศิลป์", "ดนตรีไทยย"],
    "activities": ["ลุกเสือ"],
    "guidance": ["งานแนะเเนว"],
    "quality-assurance": ["ประกันคุนภาพ", "ประกันคุณภาพพพ", "สมส."],
    "assessment": ["วัดผน", "เทียบโอนผลการเรยน"],
    "supervision": ["นิเทสภายใน", "นิเทดภายใน"],
    "curriculum": ["หลักสุตรสถานศึกษา", "หลักสูตสถานศึกษา"],
    "secretariat": ["กตปน", "กต.ปน.", "ก.ต.ป.น"],
}


@pytest.mark.parametrize(("code", "typed"), [(code, typed) for code, slips in SLIPS.items() for typed in slips])
def test_slips_of_the_pen_are_read_through(read: Reader, code: str, typed: str) -> None:
    understanding = read(f"ขอปรึกษาเรื่อง{typed}ค่ะ")
    assert code in (understanding.learning_area, understanding.function)


TRAPS = [
    "เลขานุการของ ผอ. ชื่ออะไร",
    "หมายเลขโทรศัพท์",
    "สื่อสารกับผู้ปกครองยังไงดี",
    "คนไทยหรือเปล่า",
    "ปัญหาสังคมออนไลน์",
    "คุยกับครูใหญ่",
    "iso คืออะไร",
    "แรงบันดาลใจ",
    "โรงเรียนวัดประชาวิทย์",
    "โรงเรียนหนองคณิตพิทยาคม",
    "วัดพระพุทธบาทไปทางไหน",
    "งานวันครูจัดที่ไหน",
]


@pytest.mark.parametrize("typed", TRAPS)
def test_words_inside_other_words_mean_nothing(read: Reader, typed: str) -> None:
    understanding = read(typed)
    assert understanding.topics == ()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("กิจกรรมเพื่อสังคมและสาธารณประโยชน์", "activities"),
        ("ดนตรีไทย", "arts"),
        ("วิทย์คำนวณ ม.2", "computing"),
        ("สมการเคมี", "science"),
        ("อ่านออกเขียนได้ภาษาอังกฤษ", "foreign"),
        ("แนวทางสังคม", "social"),
        ("ขอคำแนะนำ เด็กจะทำงานบ้านงานครัว", "career"),
        ("PISA ภาษาไทย", "thai"),
        ("ว 4.1", "design-tech"),
        ("ค 1.1 ม.2/1", "math"),
        ("ยสแ คณิต", "math"),
        ("vpkdxi7dKkginjv'8Ib9", "math"),
    ],
)
def test_the_longest_and_most_telling_words_win(read: Reader, typed: str, code: str) -> None:
    assert read(f"{typed}").learning_area == code


def test_a_clerks_keyword_works_from_the_next_vocabulary_on(pack: Pack) -> None:
    text = "ขอแนวทางไผ่ลู่ลมโมเดลหน่อยค่ะ"
    before = understand(text, vocabulary_of(pack), MONDAY)
    keyword = Term("ไผ่ลู่ลมโมเดล", "project", "พัฒนาโรงเรียนขนาดเล็ก")
    after = understand(text, vocabulary_of(pack, [keyword]), MONDAY)
    assert (before.projects, after.projects) == ((), ("พัฒนาโรงเรียนขนาดเล็ก",))


def test_every_phrase_of_the_lexicon_is_found_alone(read: Reader, pack: Pack) -> None:
    vocabulary = vocabulary_of(pack)
    lost = []
    for phrase in phrases():
        text = phrase.words.lower()
        matches = vocabulary.matches(vocabulary.tokens(text))
        if not any(match.start == 0 and match.end == len(text.rstrip(". ")) for match in matches) and matches[:1] == []:
            lost.append(phrase.words)
    assert lost == []


def test_no_phrase_stands_for_two_learning_areas() -> None:
    areas: dict[str, str] = {}
    for phrase in phrases():
        concept = concepts().get(phrase.concept or "")
        if concept and concept.kind == "learning_area" and phrase.strength != "weak":
            assert areas.setdefault(phrase.words, concept.code) == concept.code


@pytest.mark.parametrize(
    ("one", "other"),
    [("ศาสตร์", "สาด"), ("คุณภาพ", "คุนพาพ"), ("ก.ต.ป.น.", "กตปน"), ("Active Learning", "activelearning")],
)
def test_words_that_sound_alike_fall_together(one: str, other: str) -> None:
    assert sound_of(one.lower()) == sound_of(other)


@pytest.mark.parametrize(
    ("typed", "meant", "is_slip"),
    [("abd", "abc", True), ("ab", "abc", True), ("abcc", "abc", True), ("acb", "abc", True), ("cba", "abc", False)],
)
def test_one_slip_is_one_letter_wrong_missing_too_many_or_swapped(typed: str, meant: str, is_slip: bool) -> None:
    assert is_one_slip(typed, meant) is is_slip
