"""What the sentence of somebody who announces is taken apart into."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from models.clock import BANGKOK
from nlp.announcement import read_announcement

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=BANGKOK)
DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    ("sentence", "text", "to"),
    [
        ("ประกาศ ส่งแผนภายใน 30 พ.ย. ถึงกลุ่มทุ่งหินเทินกับตากฟ้า", "ส่งแผนภายใน 30 พ.ย.", "กลุ่มทุ่งหินเทินกับตากฟ้า"),
        ("ประกาศ ส่งรายงานถึงทุกกลุ่ม", "ส่งรายงาน", "ทุกกลุ่ม"),
        ("ประกาศ: ส่งรายงาน → ทุกกลุ่มค่ะ", "ส่งรายงาน", "ทุกกลุ่ม"),
        ("ประกาศ\nเรียน คุณครู\nเชิญประชุม\nถึง ทุกกลุ่ม", "เรียน คุณครู\nเชิญประชุม", "ทุกกลุ่ม"),
        ("ประกาศด่วน น้ำท่วม งดนิเทศ ถึงทุกคน", "น้ำท่วม งดนิเทศ", "ทุกคน"),
        ("ประกาศ ประชุม PLC ถึงทุกกลุ่ม ยกเว้นกลุ่มคณิต", "ประชุม PLC", "ทุกกลุ่ม ยกเว้นกลุ่มคณิต"),
        ("ประกาศถึงครูคณิตทุกคน พรุ่งนี้งดประชุม", "พรุ่งนี้งดประชุม", "ครูคณิตทุกคน"),
        ("ฝากประกาศ พรุ่งนี้งดประชุม ถึงทุกกลุ่ม", "พรุ่งนี้งดประชุม", "ทุกกลุ่ม"),
        ("ส่งประกาศถึงกลุ่มทุ่งหินเทิน: ประชุมจันทร์หน้า", "ประชุมจันทร์หน้า", "กลุ่มทุ่งหินเทิน"),
        ("ช่วยประกาศให้ทุกกลุ่มหน่อยว่า วันศุกร์งดนิเทศ", "วันศุกร์งดนิเทศ", "ทุกกลุ่ม"),
        ("รบกวนแจ้งให้ทุกกลุ่มทราบว่าพรุ่งนี้งดประชุม", "พรุ่งนี้งดประชุม", "ทุกกลุ่ม"),
        ("ฝากแจ้งครูทุกคนในเขตตากฟ้าให้ส่งแผนภายใน 30 พ.ย.", "ส่งแผนภายใน 30 พ.ย.", "ครูทุกคนในเขตตากฟ้า"),
        ("แจ้งศน.ทุกคนเรื่องประชุมวันจันทร์", "ประชุมวันจันทร์", "ศน.ทุกคน"),
        ("เตือนโรงเรียนที่ยังไม่ส่ง SAR ว่าเหลืออีก 3 วัน", "เหลืออีก 3 วัน", "โรงเรียนที่ยังไม่ส่ง SAR"),
        ("ประกาศ อบรม 3 ถึง 5 ธ.ค. ถึงทุกกลุ่ม", "อบรม 3 ถึง 5 ธ.ค.", "ทุกกลุ่ม"),
        ("ประกาศ อบรม 3 ถึง 5 ธ.ค.", "อบรม 3 ถึง 5 ธ.ค.", ""),
        ("ประกาศ หนังสือส่งถึงโรงเรียนแล้ว", "หนังสือส่งถึงโรงเรียนแล้ว", ""),
        ("ประกาศ คิดถึงครูทุกคน", "คิดถึงครูทุกคน", ""),
        ("ประกาศ แผนนิเทศ ส่งวันศุกร์ ถึงทุกกลุ่ม", "แผนนิเทศ ส่งวันศุกร์", "ทุกกลุ่ม"),
        ("ประกาศ", "", ""),
        ("ขอประกาศหน่อยค่ะ", "", ""),
    ],
)
def test_what_is_announced_and_to_whom(sentence: str, text: str, to: str) -> None:
    read = read_announcement(sentence, NOW)
    assert read is not None
    assert (read.text, read.to, read.at) == (text, to, None)


@pytest.mark.parametrize(
    ("sentence", "to", "at"),
    [
        ("ประกาศ พรุ่งนี้หยุด ถึงทุกกลุ่ม ส่งพรุ่งนี้ 9 โมง", "ทุกกลุ่ม", ("2026-11-24", "09:00")),
        ("ประกาศ ส่งแผน ถึงกลุ่มทุ่งหินเทิน พรุ่งนี้เช้า 8.30 น.", "กลุ่มทุ่งหินเทิน", ("2026-11-24", "08:30")),
        ("ประกาศ งดประชุม ถึงทุกกลุ่ม ตั้งเวลา 15.00 น.", "ทุกกลุ่ม", (None, "15:00")),
        ("แจ้งทุกกลุ่มว่างดประชุม ตั้งเวลาส่งพรุ่งนี้ 8 โมงครึ่ง", "ทุกกลุ่ม", ("2026-11-24", "08:30")),
        ("ประกาศ ส่งแผน ถึงผู้ที่ยังไม่ส่งแผนเดือน พ.ย.", "ผู้ที่ยังไม่ส่งแผนเดือน พ.ย.", None),
    ],
)
def test_the_time_behind_the_readers_is_when_it_is_sent(
    sentence: str, to: str, at: tuple[str | None, str] | None
) -> None:
    read = read_announcement(sentence, NOW)
    assert read is not None
    said = (read.at.as_dict()["date"], read.at.as_dict()["time"]) if read.at else None
    assert (read.to, said) == (to, at)


@pytest.mark.parametrize(
    "sentence",
    [
        *("ประกาศผลสอบเมื่อไรคะ", "ขอประกาศนียบัตรได้ไหม", "ขอแจ้งว่าพรุ่งนี้ไม่ว่างค่ะ", "แจ้งเลื่อนนัดค่ะ"),
        *("ช่วยบอกเรื่อง PLC หน่อย", "มีประกาศอะไรบ้าง", "ดูประกาศ", "ส่งแผนถึงกลุ่มไหนคะ"),
    ],
)
def test_what_only_sounds_like_an_announcement_is_none(sentence: str) -> None:
    assert read_announcement(sentence, NOW) is None


def test_no_message_of_the_teachers_in_our_sets_is_an_announcement_to_many() -> None:
    lines = [line for path in sorted(DATA.glob("*messages.jsonl")) for line in path.read_text("utf-8").splitlines()]
    texts = [json.loads(line)["text"] for line in lines]
    read = [(text, read_announcement(text, NOW)) for text in texts]
    assert len(texts) > 500
    assert [text for text, asked in read if asked is not None and (asked.is_to_many or "ประกาศ" in text)] == []
