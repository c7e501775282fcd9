"""What a message asks about, and what it only mentions or rules out."""

import pytest

from nlp.understanding import merge
from tests.nlp.conftest import Reader


@pytest.mark.parametrize(
    ("text", "learning_area", "function"),
    [
        ("ไม่ใช่คณิต เป็นวิทย์", "science", None),
        ("ไม่เอาวิทย์ เอาคณิต", "math", None),
        ("ไม่ใช่เรื่องคณิตนะคะ เรื่องวิทย์ค่ะ", "science", None),
        ("ไม่ได้หมายถึงภาษาไทยนะคะ หมายถึงภาษาจีน", "chinese", None),
        ("ไม่ได้ถามเรื่องหลักสูตร จะถามเรื่องวัดผลครับ", None, "assessment"),
        ("ไม่เกี่ยวกับวัดผลและหลักสูตรนะ จะถามสื่อ", None, "media-technology"),
        ("ขอปรึกษาวิทย์ แต่ไม่ใช่วิทย์คำนวณนะคะ", "science", None),
        ("เรื่องคณิตไม่ต้องแล้ว ขอเป็นเรื่องวิทย์", "science", None),
        ("ยกเว้นภาษาจีน ขอแนวทางสอนภาษาที่สอง", "second-foreign", None),
    ],
)
def test_what_is_ruled_out_is_not_asked(
    read: Reader, text: str, learning_area: str | None, function: str | None
) -> None:
    understanding = read(text)
    assert (understanding.learning_area, understanding.function) == (learning_area, function)
    assert not {learning_area, function} & set(understanding.ruled_out)


@pytest.mark.parametrize("text", ["ไม่ใช่แค่คณิตแต่วิทย์ด้วยค่ะ", "นอกจากคณิตแล้วอยากถามวิทย์ด้วย"])
def test_not_only_rules_nothing_out(read: Reader, text: str) -> None:
    assert [topic.learning_area for topic in read(text).topics] == ["math", "science"]


@pytest.mark.parametrize(
    ("text", "learning_area", "function", "projects"),
    [
        ("เป็นครูคณิตแต่ต้องทำงานประกันค่ะ ช่วยด้วย", None, "quality-assurance", 0),
        ("ครูภาษาไทยค่ะ ได้รับมอบหมายเรื่อง PISA", None, None, 1),
        ("ผมสอนวิทย์ อยากเขียนโปรแกรมคุม Arduino", "computing", None, 0),
        ("ครูพละคุมลูกเสือด้วย อยากถามเรื่องลูกเสือ", "activities", None, 0),
        ("เพื่อนครูเคมีถาม SAR ฝากถามหน่อยค่ะ", None, "quality-assurance", 0),
        ("เมื่อก่อนสอนภาษาไทยแต่เทอมนี้ให้มาสอนคณิต ไม่รู้จะเริ่มตรงไหน", "math", None, 0),
        ("ครั้งที่แล้วปรึกษา ศน.คณิต รอบนี้ขอ ศน.วิทย์ครับ", "science", None, 0),
        ("ลูกศิษย์ชอบดนตรี แต่จะปรึกษาเรื่องวัดผลค่ะ", None, "assessment", 0),
        ("หนูจบเอกวิทย์ แต่โรงเรียนให้สอนศิลปะ อยากขอคำแนะนำ", "arts", None, 0),
    ],
)
def test_own_subject_past_and_others_are_only_background(
    read: Reader, text: str, learning_area: str | None, function: str | None, projects: int
) -> None:
    understanding = read(text)
    assert (understanding.learning_area, understanding.function) == (learning_area, function)
    assert len(understanding.projects) == projects


@pytest.mark.parametrize(
    ("text", "learning_area", "function"),
    [
        ("ครูคณิตค่ะ อยากได้สื่อการสอน", "math", "media-technology"),
        ("ผมครูวิทย์ครับ ขอคำแนะนำเรื่องออกข้อสอบ", "science", "assessment"),
        ("ครูพละครับ ขอนัดวันอังคารหน้า", "health-pe", None),
        ("นิเทศครูคณิตยังไงดี", "math", "supervision"),
        ("ขอเชิญมาให้คำแนะนำครูศิลปะที่โรงเรียน", "arts", None),
    ],
)
def test_the_own_subject_counts_where_the_matter_is_done_in_a_subject_or_none_is_named(
    read: Reader, text: str, learning_area: str, function: str | None
) -> None:
    understanding = read(text)
    assert (understanding.learning_area, understanding.function) == (learning_area, function)


def test_several_topics_are_all_kept_and_the_first_fills_the_slots(read: Reader) -> None:
    understanding = read("มีสองเรื่องครับ สอนศิลปะ กับเขียน SAR แล้วก็ลูกเสือ")
    assert (understanding.learning_area, understanding.function) == ("arts", "quality-assurance")
    assert [topic.title for topic in understanding.topics] == ["ศิลปะ", "ประกันคุณภาพ", "กิจกรรมพัฒนาผู้เรียน"]


@pytest.mark.parametrize(
    ("earlier", "correction", "topic"),
    [
        ("อยากปรึกษา PLC คณิต", "ไม่ใช่คณิต เป็นวิทย์", "PLC วิทยาศาสตร์"),
        ("ปรึกษาเรื่องวัดผล", "ไม่ใช่ค่ะ เรื่องหลักสูตร", "หลักสูตร"),
        ("ขอปรึกษาคณิต", "เรื่องข้อสอบ", "คณิตศาสตร์ วัดและประเมินผล"),
        ("ขอปรึกษา PLC", "ไม่ใช่ PLC ค่ะ หมายถึง PISA", "PISA"),
        ("ขอปรึกษาคณิตกับวิทย์", "ไม่เอาคณิตแล้วค่ะ", "วิทยาศาสตร์"),
        ("ขอปรึกษาหน่อย", "เรื่องโรงเรียนสุจริต", "โรงเรียนสุจริต"),
    ],
)
def test_a_correction_replaces_what_it_names_and_keeps_the_rest(
    read: Reader, earlier: str, correction: str, topic: str
) -> None:
    assert merge(read(earlier), read(correction)).topic == topic


def test_a_corrected_time_leaves_the_topic_alone(read: Reader) -> None:
    merged = merge(read("ขอนัดปรึกษา PLC คณิต พรุ่งนี้บ่ายสอง"), read("ขอเป็นบ่ายสาม วันพุธ"))
    assert (merged.topic, merged.mode, merged.unsure) == ("PLC คณิตศาสตร์", "appointment", ())
    assert merged.when is not None
    assert merged.when.as_dict() | {"date": "2026-11-25", "time": "15:00"} == merged.when.as_dict()


@pytest.mark.parametrize(
    ("text", "learning_area"),
    [
        ("โครงงานวิทย์เรื่องเปลือกมะพร้าว เด็กคำนวณส่วนเบี่ยงเบนมาตรฐานไม่เป็น", "science"),
        ("เด็กตัดเวกเตอร์ไม่เป็น พอถึงแรงลัพธ์ในฟิสิกส์เลยไปต่อไม่ได้", "science"),
        ("ให้เด็กปั้นดินแล้วเล่าเป็นประโยคภาษาอังกฤษ", "foreign"),
        ("ชั่วโมงศิลปะ จะให้วาดฉากเรื่องพระอภัยมณี", "arts"),
        ("สอนสึนามิในวิชาสังคมยังไงดี", "social"),
    ],
)
def test_a_subject_that_is_named_goes_before_what_is_taught_in_another(
    read: Reader, text: str, learning_area: str
) -> None:
    assert read(text).learning_area == learning_area


@pytest.mark.parametrize(
    ("text", "learning_area"),
    [
        ("ซักผ้าอยู่ค่ะ เดี๋ยวตอบ", None),
        ("สอนซักผ้ายังไงให้เด็กสนใจ", "career"),
        ("เมื่อคืนพระจันทร์สวย ไปดูดวงจันทร์กันมา", None),
        ("ป.4 เรื่องดวงจันทร์", "science"),
        ("ดูมวยกันไหม", None),
        ("ครูวิทย์ค่ะ งบไม่มีเลย จะทดลองเรื่องแรงยังไงดี", "science"),
        ("ศุกร์นี้ท่านว่างไหม ขอคำแนะนำหน่อยค่ะ", None),
        ("เด็กสายวิทย์ห้องนี้เครียดกันมาก ขอคำแนะนำหน่อยครับ", None),
    ],
)
def test_ordinary_words_are_subjects_only_where_the_message_speaks_of_school(
    read: Reader, text: str, learning_area: str | None
) -> None:
    assert read(text).learning_area == learning_area


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("เรียน ผอ.กลุ่มนิเทศ ใคร่ขอปรึกษาท่านเป็นการส่วนตัวครับ", ["เรื่องถึงผู้อำนวยการกลุ่ม"]),
        ("เรียน ผอ.กลุ่มนิเทศ ใคร่ขอปรึกษาท่านเรื่องข้อสอบ", ["วัดและประเมินผล"]),
        ("เรียน ผอ.กลุ่มนิเทศ ใคร่ขอปรึกษาเรื่องข้อสอบ", ["วัดและประเมินผล"]),
    ],
)
def test_a_letter_to_the_director_is_for_the_director_where_it_names_nothing_else(
    read: Reader, text: str, titles: list[str]
) -> None:
    assert [topic.title for topic in read(text).topics] == titles
