"""Words: messages that were not understood, and the keywords that make the next one understood."""

from dataclasses import dataclass
from typing import cast

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import HiddenField, SelectField, StringField

from bot.console.desk import Desk, back_to
from bot.console.forms import Form, at_most, chosen_from, required
from handlers.proposals import propose
from models import not_understood, past_messages
from models.roster import Duty, vocabulary_with, words_of
from nlp.lexicon import Kind, Term
from nlp.matching import Vocabulary
from nlp.understand import understand


class WordForm(Form):
    """A word and what it means; `about` is the message on the list that it comes from."""

    word = StringField("คำที่ครูใช้", [required("พิมพ์คำหรือวลีจากข้อความ"), at_most(100)])
    meaning = SelectField("หมายถึง")
    about = HiddenField()


@dataclass(frozen=True)
class Reading:
    """What the bot makes of a sentence."""

    text: str
    topic: str
    people: str


def listing(desk: Desk) -> str:
    """The list, the form, what a sentence would mean now, and what a word not yet attached would change."""
    form = _form(desk, **{name: request.args.get(name, "") for name in ("word", "meaning", "about")})
    tries = bool(form.word.data and form.meaning.data)
    return _page(desk, form, _changes(desk, _word(form), str(form.meaning.data)) if tries else None)


def _page(desk: Desk, form: WordForm, changes: list[tuple[Reading, Reading]] | None = None) -> str:
    found = not_understood.open_ones(desk.session, request.args.get("below", type=int))
    tried = " ".join(request.args.get("sentence", "").split())[:300]
    return desk.render(
        "words.html",
        found=found,
        form=form,
        changes=changes,
        reading=_read(desk, tried, words_of(desk.session, desk.office).vocabulary) if tried else None,
        keywords=not_understood.keywords(desk.session, 50),
        meanings=dict(_meanings(desk)),
        below=found[-1].id if len(found) == 30 else None,
    )


def _changes(desk: Desk, word: str, meaning: str) -> list[tuple[Reading, Reading]]:
    """Past messages with this word that would be read otherwise: as now, and as then."""
    kind, _, code = meaning.partition(":")
    now = words_of(desk.session, desk.office).vocabulary
    then = vocabulary_with(desk.session, desk.office, Term(word, cast(Kind, kind), code, code))
    pairs = ((_read(desk, text, now), _read(desk, text, then)) for text in past_messages.saying(desk.session, word))
    return [(before, after) for before, after in pairs if before != after]


def _word(form: WordForm) -> str:
    return " ".join(str(form.word.data).split())


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


def _read(desk: Desk, sentence: str, vocabulary: Vocabulary) -> Reading:
    meaning = understand(sentence, vocabulary, desk.now)
    found = propose(desk.session, desk.office, meaning, {}, None, desk.now)
    return Reading(sentence, meaning.topic or "", ", ".join(one.person.short_title for one in found))


def attach(desk: Desk) -> ResponseReturnValue:
    """Gives the word its meaning from the next message on, and shows at once how the message is read now."""
    form = _form(desk)
    if not form.validate():
        return _page(desk, form), 422
    kind, _, code = str(form.meaning.data).partition(":")
    word = _word(form)
    changes = _changes(desk, word, str(form.meaning.data))
    not_understood.attach(desk.session, desk.office, word, kind, code, desk.me, desk.now)
    about = str(form.about.data)
    if about.isdecimal():
        not_understood.settle(desk.session, int(about), desk.now)
    desk.note(f"ผูกคำ “{word}” กับ {dict(_meanings(desk))[str(form.meaning.data)]}")
    words = f"จำคำว่า “{word}” แล้ว ใช้ได้ตั้งแต่ข้อความถัดไป"
    if changes:
        words += f" ข้อความที่ผ่านมา {len(changes)} ข้อความจะอ่านได้ต่างไปจากเดิม"
    return back_to("words-listing", words, sentence=word)


def forget(desk: Desk, keyword_id: int) -> ResponseReturnValue:
    """Takes the meaning from a word again."""
    word = not_understood.forget(desk.session, desk.office, keyword_id)
    if word is None:
        abort(404)
    desk.note(f"เลิกผูกคำ “{word}”")
    return back_to("words-listing", f"เลิกผูกคำ “{word}” แล้ว")


def settle(desk: Desk, not_understood_id: int) -> ResponseReturnValue:
    """Takes a message off the list that needs no keyword."""
    if not not_understood.settle(desk.session, not_understood_id, desk.now):
        abort(404)
    return back_to("words-listing", "เอาออกจากรายการแล้ว")
