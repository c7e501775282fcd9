"""What counts as "we have sent it"."""

import pytest

from handlers.round_answers import means_sent


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("ส่งแล้วค่ะ", True),
        ("ส่ง SAR แล้วค่ะ", True),
        ("โรงเรียนบ้านหนองส่ง ITA เรียบร้อยครับ", True),
        ("รายงานผลแล้วค่ะ", True),
        ("ส่งไฟล์ SAR", True),
        ("ต้องส่ง SAR หรือยังคะ", False),
        ("ส่งแล้วหรือยังคะ", False),
        ("ยังไม่ส่งค่ะ", False),
        ("ใครส่งแล้วบ้าง", False),
        ("อยากปรึกษา ส่งเอกสารแล้วไม่ผ่าน", False),
        ("ส่งคำขอแล้ว ถึงไหนคะ", False),
        ("สวัสดีค่ะ", False),
    ],
)
def test_a_question_or_another_matter_is_no_answer(sentence: str, counts: bool) -> None:
    assert means_sent(sentence) is counts
