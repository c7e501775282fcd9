"""Words: messages that were not understood, and the keywords that make the next one understood."""

from dataclasses import dataclass

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import HiddenField, SelectField, StringField

from bot.console.desk import Desk, back_to
from bot.console.forms import Form, at_most, chosen_from, required
from handlers.proposals import propose
from models import not_understood
from models.roster import Duty, words_of
from nlp.understand import understand


class WordForm(Form):
    """A word and what it means; `about` is the message on the list that it comes from."""

    word = StringField("คำที่ครูใช้", [required("พิมพ์คำหรือวลีจากข้อความ"), at_most(100)])
    meaning = SelectField("หมายถึง")
    about = HiddenField()


@dataclass(frozen=True)
class Reading:
    """What the bot makes of a sentence now."""

    text: str
    topic: str
    people: str


def listing(desk: Desk) -> str:
    """The list, the form, and what a sentence would mean now."""
    form = _form(desk, word=request.args.get("word", ""), about=request.args.get("about", ""))
    return _page(desk, form)


def _page(desk: Desk, form: WordForm) -> str:
    found = not_understood.open_ones(desk.session, request.args.get("below", type=int))
    tried = " ".join(request.args.get("sentence", "").split())[:300]
    return desk.render(
        "words.html",
        found=found,
        form=form,
        reading=_read(desk, tried) if tried else None,
        keywords=not_understood.keywords(desk.session, 50),
        meanings=dict(_meanings(desk)),
        below=found[-1].id if len(found) == 30 else None,
    )


def _form(desk: Desk, **values: object) -> WordForm:
    form: WordForm = WordForm.of_request(**values)
    form.meaning.choices = chosen_from(_meanings(desk))
    return form


def _meanings(desk: Desk) -> list[tuple[str, str]]:
    pack = desk.facts.pack
    projects = desk.session.scalars(select(Duty.code).where(Duty.kind == "project").distinct().order_by(Duty.code))
    return [
        *((f"learning_area:{one.code}", f"วิชา {one.name_th}") for one in pack.learning_areas),
        *((f"function:{one.code}", f"งาน {one.name_th}") for one in pack.functions),
        *((f"area:{one.code}", f"พื้นที่ {one.name_th}") for one in pack.areas),
        *((f"project:{name}", f"โครงการ {name}") for name in projects),
    ]


def _read(desk: Desk, sentence: str) -> Reading:
    meaning = understand(sentence, words_of(desk.session, desk.office).vocabulary, desk.now)
    found = propose(desk.session, desk.office, meaning, {}, None, desk.now)
    return Reading(sentence, meaning.topic or "", ", ".join(one.person.short_title for one in found))


def attach(desk: Desk) -> ResponseReturnValue:
    """Gives the word its meaning from the next message on, and shows at once how the message is read now."""
    form = _form(desk)
    if not form.validate():
        return _page(desk, form), 422
    kind, _, code = str(form.meaning.data).partition(":")
    word = " ".join(str(form.word.data).split())
    not_understood.attach(desk.session, desk.office, word, kind, code, desk.me, desk.now)
    about = str(form.about.data)
    if about.isdecimal():
        not_understood.settle(desk.session, int(about), desk.now)
    desk.note(f"ผูกคำ “{word}” กับ {dict(_meanings(desk))[str(form.meaning.data)]}")
    return back_to("words-listing", f"จำคำว่า “{word}” แล้ว ใช้ได้ตั้งแต่ข้อความถัดไป ลองดูด้านล่าง", sentence=word)


def settle(desk: Desk, not_understood_id: int) -> ResponseReturnValue:
    """Takes a message off the list that needs no keyword."""
    if not not_understood.settle(desk.session, not_understood_id, desk.now):
        abort(404)
    return back_to("words-listing", "เอาออกจากรายการแล้ว")
