"""Where the two meet: the office unless the supervisor says otherwise; a link makes it an online meeting."""

from handlers import notices, says
from handlers import places_says as words
from handlers.appointment_changes import live
from handlers.cards.base import ask, postback, say
from handlers.cards.consultation import shortened
from handlers.turn import Talk, Turn
from models import appointments

PLACES = ("ที่โรงเรียนของคุณครู", "คุยทางโทรศัพท์")
LONGEST = 300


def ask_place(talk: Talk) -> Turn:
    """`place:id:sequence`: where?"""
    appointment, refusal = live(talk)
    if appointment is None:
        return refusal or Turn()
    seen = str(talk.said.args.number(1))
    actions = [postback(place, f"place_at:{appointment.id}:{seen}:{place}") for place in PLACES]
    data = {"appointment": str(appointment.id), "sequence": seen}
    return Turn([ask(words.ask_place(talk.voice), *actions)], state="placing", data=data)


def place_at(talk: Talk) -> Turn:
    """`place_at:id:sequence:place`: there from now on; the other side is told once."""
    appointment, refusal = live(talk)
    if appointment is None:
        return refusal or Turn()
    place = shortened(":".join(talk.said.args[2:]), LONGEST)
    if not place:
        return Turn([say(words.ask_place(talk.voice))])
    if not appointments.set_place(talk.session, appointment, place, talk.said.args.number(1), talk.now):
        return Turn(
            [say(says.too_late(talk.voice, "นัดนี้มีคนแก้ไปก่อนแล้ว")), notices.appointment_card(talk, appointment, talk.me)]
        )
    talk.wrote(appointment, "place")
    told = notices.of_appointment(talk, appointment, "แจ้งสถานที่")
    mine = notices.appointment_card(talk, appointment, talk.me, "แจ้งสถานที่แล้ว")
    return Turn([mine], state=None, notices=told, must_arrive=True)


def place_in_words(talk: Talk) -> Turn:
    """The place or link, typed."""
    data = talk.chat.data
    return place_at(talk.with_args(str(data["appointment"]), str(data["sequence"]), talk.said.text))


def left(talk: Talk) -> Turn:
    """A word such as ยกเลิก where the place was asked for: it stays as it is."""
    appointment, refusal = live(talk.with_args(str(talk.chat.data["appointment"])))
    if appointment is None:
        return refusal or Turn()
    return Turn([notices.appointment_card(talk, appointment, talk.me)], state=None)
