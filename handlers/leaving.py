"""Out of what a chat was doing: by a word that leaves it, or by a sentence that is about something else."""

import re

from nlp.understanding import Understanding

_POLITE = re.compile(r"(?:\s|ๆ|นะ|น่ะ|ค่ะ|คะ|ค่า|ครับผม|ครับ|คับ|จ้ะ|จ๊ะ|จ้า|ฮะ|[.!])+$")

_LOOK_UPS = frozenset({"status", "my_data", "delete_data", "human", "help"})
_MY_DATA = frozenset({"my_data", "delete_data"})
_NO_MATTER = frozenset({"other", "thanks", "feedback", "register"})
_NEW_REQUEST = frozenset({"consult", "book", "reschedule"})

_QUESTION = re.compile(r"(?:ไหม|มั้ย|มั๊ย|หรือยัง|รึยัง|ถึงไหนแล้ว|วันไหน|เมื่อไร|เมื่อไหร่|ยังไงดี|อย่างไรดี|\?)$")
_WISH = re.compile(r"(?:มีเรื่อง)?(?:อยาก|ขอ|ต้องการ|รบกวน)(?:จะ|ขอ|คำ)*\s*(?:ปรึกษา|แนะนำ|นัด|คุย|พบ|สอบถาม|ถาม|เลื่อน)|ปรึกษา")
_TELLS = re.compile(r"(?<!คำ)แนะนำ|ให้คำ|(?:^|\s|และ)(?:คุณ)?(?:ครู|นักเรียน|เด็ก)|ตกลง|สรุป|ติดตาม|จึง|ได้(?:คุย|พบ|ชี้|ดู|ลอง)")


def bare(text: str) -> str:
    """The words without the politeness at their end and with single spaces: ยกเลิก, of "ยกเลิก นะคะ"."""
    return _POLITE.sub("", " ".join(text.split()))


def is_about_my_data(text: str, understanding: Understanding) -> bool:  # noqa: ARG001 (one of table.LEAVES)
    """Whether somebody asks for their data or to have them deleted, which no question of ours is answered by."""
    return understanding.intent in _MY_DATA


def is_look_up(text: str, understanding: Understanding) -> bool:
    """Whether a sentence is no part of the request being written, but asks how things stand, for help or for a person."""
    return understanding.intent in _LOOK_UPS or (understanding.intent == "cancel" and "ยกเลิกนัด" in text)


def calls_off(text: str, understanding: Understanding) -> bool:
    """Whether the request being written is not wanted any more; a time or a topic that does not suit is a correction."""
    return understanding.intent == "cancel" and understanding.when is None and "เวลา" not in text


def is_another_matter(text: str, understanding: Understanding) -> bool:
    """Whether a sentence is the next matter rather than the note or comment that was offered.

    A note tells what happened, often in the words of a request ("ให้คำปรึกษาเรื่องวัดผล นัดติดตาม ธ.ค."). So a new request
    counts only when it asks or wishes, and nothing counts that tells of others.
    """
    words = bare(text)
    if understanding.intent in _NO_MATTER:
        return False
    if _QUESTION.search(words):
        return True
    if _TELLS.search(words):
        return False
    if understanding.intent not in _NEW_REQUEST:
        return True
    wish = _WISH.match(words)
    return wish is not None and (wish.group() != "ปรึกษา" or (understanding.when is not None))
