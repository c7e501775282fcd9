"""The web process: LINE's webhook, calendar entries, the privacy notice, and what an operator's tools ask."""

from flask import Flask, Response, abort, current_app, render_template
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from bot import calendars, health, migrating
from bot.console import installing as console
from bot.fetching import fetch
from bot.pictures import PREVIEW_HEIGHT, PREVIEW_WIDTH, as_png
from bot.pictures import small as as_small
from bot.services import Services, make_services
from bot.settings import read_settings
from bot.sheets import XLSX, as_xlsx
from bot.webhook import MOST_BYTES, Doors, webhook
from models import broadcasts, offices, round_register
from models.attachments import Attachment
from models.clock import today
from models.db import LARGEST_ROW_ID
from models.office_facts import facts_of
from models.offices import Office
from models.people import CONSENT_VERSION
from models.rounds import Round


class RowId(IntegerConverter):
    """`<row:…>` in an address: a number that can be a row's id; any other address is not found."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_ROW_ID)


def create_app(services: Services | None = None) -> Flask:
    """The Flask application; with no services given it reads the settings (gunicorn calls it so)."""
    services = services or make_services(read_settings())
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.extensions["services"] = services
    app.extensions["doors"] = Doors(services)
    app.url_map.converters["row"] = RowId
    app.register_blueprint(webhook)
    app.add_url_rule("/healthz", view_func=healthz)
    app.add_url_rule("/readyz", view_func=readyz)
    app.add_url_rule("/metrics", view_func=metrics)
    app.add_url_rule("/ics/<token>/<row:appointment_id>.ics", view_func=ics)
    app.add_url_rule("/ics/<token>/calendar.ics", view_func=feed)
    app.add_url_rule("/rounds/<token>.xlsx", view_func=round_sheet)
    app.add_url_rule("/announced/<token>/<row:attachment_id>/<any(whole, small):size>", view_func=announced)
    app.add_url_rule("/pictures/<token>/<any(calendar, preview):size>.png", view_func=picture)
    app.add_url_rule("/privacy/<office>", view_func=privacy)
    console.install(app, services)
    app.after_request(_safe_headers)
    hops = services.settings.trusted_proxies
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _services() -> Services:
    services: Services = current_app.extensions["services"]
    return services


def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


def readyz() -> Response:
    """The database answers and its tables are those of this version."""
    problem = migrating.problem(_services().database)
    return Response(f"{problem or 'ok'}\n", 503 if problem else 200, mimetype="text/plain")


def metrics() -> Response:
    """Figures for Prometheus, read from the database, so that any web process gives the same."""
    return Response(generate_latest(health.registry(_services())), content_type=CONTENT_TYPE_LATEST)


def ics(token: str, appointment_id: int) -> Response:
    """The calendar entry of an appointment (RFC 5545), for the two who meet."""
    services = _services()
    person_id = services.person_of_token(token)
    with services.database.reading() as session:
        entry = calendars.entry(session, person_id, appointment_id, services.links) if person_id is not None else None
    if entry is None:
        abort(404)
    headers = {"Content-Disposition": f'attachment; filename="nithet-{appointment_id}.ics"'}
    return Response(entry, content_type="text/calendar; charset=utf-8", headers=headers)


def feed(token: str) -> Response:
    """The calendar of a person or of an office, to subscribe to."""
    services = _services()
    person_id, office_id = services.person_of_token(token), services.office_of_token(token)
    with services.database.reading() as session:
        found = None
        if person_id is not None:
            found = calendars.feed_of_person(session, person_id, services.links)
        elif office_id is not None:
            found = calendars.feed_of_office(session, office_id)
    if found is None:
        abort(404)
    return Response(found, content_type="text/calendar; charset=utf-8")


def round_sheet(token: str) -> Response:
    """How a report round stands, a line for every school, as an Excel file."""
    services = _services()
    round_id = services.round_of_token(token)
    with services.database.reading() as session:
        wanted = session.get(Round, round_id) if round_id is not None else None
        if wanted is None:
            abort(404)
        session.info["office_id"] = wanted.office_id
        facts = facts_of(session.get_one(Office, wanted.office_id))
        content = as_xlsx(round_register.result(session, facts, wanted), f"รอบ {wanted.id}")
    headers = {"Content-Disposition": f'attachment; filename="round-{round_id}.xlsx"'}
    return Response(content, mimetype=XLSX, headers=headers)


def announced(token: str, attachment_id: int, size: str) -> Response:
    """A picture of an announcement, for LINE and its readers; one that the writer sent just now is fetched at once."""
    found = _announced(token, attachment_id)
    if found is not None and found.state == "wanted":
        fetch(_services(), found)
        found = _announced(token, attachment_id)
    if found is None or found.content is None:
        abort(404)
    content, content_type = found.content, found.content_type or "image/jpeg"
    if size == "small":
        content, content_type = as_small(content, content_type)
    return Response(content, content_type=content_type)


def _announced(token: str, attachment_id: int) -> Attachment | None:
    services = _services()
    office_id = services.office_of_token(token)
    with services.database.reading() as session:
        return broadcasts.picture(session, office_id, attachment_id) if office_id is not None else None


def picture(token: str, size: str) -> Response:
    """A picture of an annual calendar, whole or its small upper part, as LINE fetches it for a chat."""
    services = _services()
    wanted = services.picture_of_token(token)
    if wanted is None:
        abort(404)
    small = size == "preview"
    with services.database.reading(wanted.office_id) as session:
        svg = calendars.picture(session, wanted, today(services.clock()), PREVIEW_HEIGHT if small else None)
    return Response(as_png(svg, PREVIEW_WIDTH if small else None), mimetype="image/png")


def privacy(office: str) -> str:
    """The privacy notice of an office."""
    with _services().database.reading() as session:
        found = offices.find(session, office)
    if found is None:
        abort(404)
    return render_template("privacy.html", office=found, version=CONSENT_VERSION)


def _safe_headers(response: Response) -> Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers.setdefault("Content-Security-Policy", "default-src 'none'; style-src 'self' 'unsafe-inline'")
    return response
