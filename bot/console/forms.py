"""What all forms share: Thai sentences that say what to do, and a mark of what was seen, so that nobody overwrites unseen."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask import request
from wtforms import Field, HiddenField, SelectChoice, SelectMultipleField  # type: ignore[attr-defined]  # younger than its stubs
from wtforms import Form as BareForm
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput

SECOND_EDITOR = "มีคนแก้ข้อมูลนี้ไปก่อนแล้ว ข้อมูลล่าสุดแสดงไว้ด้านล่าง สิ่งที่คุณพิมพ์ยังอยู่ครบ ตรวจดูแล้วกดบันทึกอีกครั้งได้"


def required(words: str) -> DataRequired:
    """The field must be filled in; `words` says with what."""
    return DataRequired(words)


def at_most(count: int) -> Length:
    """No longer than so many letters."""
    return Length(max=count, message=f"ยาวเกินไป ใช้ได้ไม่เกิน {count} ตัวอักษร")


def chosen_from(pairs: Iterable[tuple[Any, str]], under: str | None = None) -> list[SelectChoice]:
    """The choices of a select field from (value, label), together under a heading if it is given."""
    return [SelectChoice(value=value, label=label, optgroup=under) for value, label in pairs]


class Checks(SelectMultipleField):
    """Several of a list, each a check box."""

    option_widget = CheckboxInput()


class DaysField(Field):
    """Days, each in a row of its own under the field's one name; empty rows are left out. The data are dates in order."""

    rows: Sequence[str] = ()
    """What stands in each row, YYYY-MM-DD; what was typed when it is no day."""

    def process_data(self, value: Sequence[date] | None) -> None:
        """The days that the form begins with."""
        self.data = list(value or ())
        self.rows = [day.isoformat() for day in self.data]

    def process_formdata(self, valuelist: list[str]) -> None:
        """The days that were entered."""
        self.rows = [words.strip() for words in valuelist if words.strip()]
        try:
            self.data = sorted({date.fromisoformat(words) for words in self.rows})
        except ValueError as error:
            raise ValueError("เลือกวันจากปฏิทินในช่อง") from error


class Form(BareForm):
    """A form read from the request; what was typed stays in it when something is wrong."""

    seen = HiddenField()

    @classmethod
    def of_request(cls, **values: Any) -> Any:
        """The form as it came, or as it begins with `values`."""
        return cls(request.form if request.method == "POST" else None, data=values)

    def was_changed_since(self, **values: Any) -> bool:
        """Whether what the form began with is no longer so. The mark is renewed: after being told, one may save."""
        present = mark(**values)
        changed = self.seen.data != present
        self.seen.data = present
        return changed


def mark(**values: Any) -> str:
    """A short mark of these values, to notice that somebody changed them."""
    return hashlib.sha256(json.dumps(values, default=str, sort_keys=True).encode()).hexdigest()[:16]
