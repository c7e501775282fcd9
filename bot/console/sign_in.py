"""Signing in with the link from LINE, and out."""

from flask import current_app, render_template, session
from flask.typing import ResponseReturnValue

from bot.console.desk import COOKIE_KEY, Desk, back_to, csrf
from bot.services import Services
from models import sign_in


def services() -> Services:
    """The services of this process, for pages before somebody is signed in."""
    found: Services = current_app.extensions["services"]
    return found


def ask() -> str:
    """How to get in, for who is not signed in."""
    return render_template("console/sign_in.html")


def door(token: str) -> str:
    """The link from LINE. Looking does not use it up: messengers open links to preview them."""
    return render_template("console/sign_in.html", token=token)


def enter(token: str) -> ResponseReturnValue:
    """Uses up the link and begins a session."""
    csrf.protect()
    with services().database.begin() as database:
        key = sign_in.enter(database, token, services().clock())
    if key is None:
        return render_template("console/sign_in.html", failed="link"), 410
    return take_seat(key)


def take_seat(key: str) -> ResponseReturnValue:
    """Puts the session's secret into a fresh cookie, and on to the first page."""
    session.clear()
    session[COOKIE_KEY] = key
    return back_to("today-today")


def leave(desk: Desk) -> ResponseReturnValue:
    """Ends the session, on the server too."""
    sign_in.leave(desk.session, session.pop(COOKIE_KEY, ""), desk.now)
    session.clear()
    return back_to("sign_in-ask")
