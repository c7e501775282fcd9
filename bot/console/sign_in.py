"""Signing in with the link from LINE, and out."""

from flask import Response, current_app, make_response, render_template, session
from flask.typing import ResponseReturnValue

from bot.console.desk import COOKIE_KEY, Desk, back_to, csrf
from bot.services import Services
from models import sign_in


def ask() -> str:
    """How to get in, for who is not signed in."""
    return render_template("console/sign_in.html", token=None, failed=False)


def door(token: str) -> Response:
    """The link from LINE. Looking does not use it up: messengers open links to preview them."""
    answer = make_response(render_template("console/sign_in.html", token=token, failed=False))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def enter(token: str) -> ResponseReturnValue:
    """Uses up the link and begins a session."""
    csrf.protect()
    services: Services = current_app.extensions["services"]
    now = services.clock()
    with services.database.begin() as database:
        key = sign_in.enter(database, token, now)
    if key is None:
        return render_template("console/sign_in.html", token=None, failed=True), 410
    session.clear()
    session[COOKIE_KEY] = key
    return back_to("today-today")


def leave(desk: Desk) -> ResponseReturnValue:
    """Ends the session, on the server too."""
    sign_in.leave(desk.session, session.pop(COOKIE_KEY, ""), desk.now)
    session.clear()
    return back_to("sign_in-ask")
