"""What a page of the console gets: one office at one moment, and who sits at the desk. Every page goes through `at_desk`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect  # type: ignore[import-untyped]

from bot.dispatch import put_notice
from bot.services import Services
from handlers.turn import Arguments, Context, Notice, Said, Step, Talk, Turn
from models import audit, chats, sign_in
from models.clock import today
from models.offices import Office
from models.people import Person, Role
from nlp.thai_calendar import fiscal_year_of

csrf = CSRFProtect()
"""Asked by `at_desk` for every POST; the webhook has its own signature."""

COOKIE_KEY = "signed_in"


@dataclass
class Desk(Context):
    """A context with the member of staff who looks at the page."""

    me: Person
    services: Services

    @property
    def fiscal_years(self) -> list[int]:
        """The years to choose from where something is looked up, the present one first."""
        this = fiscal_year_of(today(self.now))
        return [this - back for back in range(6)]

    def does(
        self,
        step: Step,
        *args: str,
        picked: str | None = None,
        data: dict[str, Any] | None = None,
    ) -> str:
        """Take a step of the conversation with these arguments, tell whom it tells, and return its words.

        `data` is what the chat would have gathered before.
        """
        said = Said("postback", self.now, args=Arguments(args), picked=picked)
        chat = chats.new(self.office.id, self.me.line_user_id or "", self.now)
        chat.data = data or {}
        turn = step(Talk(self.session, self.office, self.facts, self.now, self.links, chat, said, self.me))
        self.tell(turn.notices)
        return _words(turn)

    def tell(self, notices: list[Notice]) -> None:
        """Write down what others are to read on LINE."""
        for notice in notices:
            put_notice(self, notice)

    def note(self, did: str) -> None:
        """Put a line into the audit trail."""
        audit.note(self.session, self.me, did, self.now)

    def render(self, template: str, **values: Any) -> str:
        """The page, with what every page shows around it."""
        return render_template(f"console/{template}", desk=self, **values)


View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True)
class Page:
    """An address of the console: what is there and who may go there; in the menu it stands as `menu` in the part `under`."""

    path: str
    view: View
    roles: frozenset[Role]
    method: str = "GET"
    menu: str | None = None
    under: str = ""
    only_looks: bool = False
    """A POST that changes nothing: its form is only too long for an address."""

    @property
    def endpoint(self) -> str:
        """Flask's name for it: the module and the function, such as words.attach."""
        return f"{self.view.__module__.rsplit('.', 1)[-1]}-{self.view.__name__}"


def at_desk(page: Page) -> View:
    """The page behind its three doors: signed in, the right role, and (to change something) a form of ours."""

    def view(**values: Any) -> ResponseReturnValue:
        services: Services = current_app.extensions["services"]
        now = services.clock()
        with services.database.reading() as looking:
            person = sign_in.whose(looking, session.get(COOKIE_KEY, ""), now)
        if person is None:
            return redirect(url_for("console.sign_in-ask"))
        if request.method == "POST":
            csrf.protect()
        looks = page.only_looks or request.method == "GET"
        opened = services.database.reading if looks else services.database.begin
        with opened(person.office_id) as database:
            me = database.get_one(Person, person.id)
            if not me.may(*page.roles):
                abort(403)
            office = database.get_one(Office, person.office_id)
            context = services.context(database, office, now)
            desk = Desk(database, office, context.facts, now, context.links, me, services)
            return page.view(desk, **values)

    return view


def back_to(endpoint: str, words: str = "", **values: Any) -> ResponseReturnValue:
    """To another page, with a sentence on top of it that says what happened."""
    if words:
        flash(words)
    return redirect(url_for(f"console.{endpoint}", **values), 303)


def _words(turn: Turn) -> str:
    first = turn.messages[0] if turn.messages else {}
    return str(first.get("text") or first.get("altText") or "")
