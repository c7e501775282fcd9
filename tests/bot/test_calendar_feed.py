"""The calendar to subscribe to: accepted by two parsers, and an edit replaces its entry."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import vobject
from flask.testing import FlaskClient
from icalendar import Calendar

from bot import migrating
from bot.app import create_app
from bot.services import Services, make_services
from bot.settings import Settings
from models import annual_plan, roster
from models.clock import BANGKOK
from models.office_facts import facts_of
from models.offices import Office
from models.packs import read_pack
from models.people import by_staff_code

NOW = datetime(2026, 10, 1, 9, tzinfo=BANGKOK)
PACK = Path(__file__).parents[2] / "offices" / "nakhonsawan.yaml"


@pytest.fixture
def services(sqlite_url: str) -> Iterator[Services]:
    """Nakhon Sawan with the fiscal year 2570 open."""
    made = make_services(
        Settings.model_validate(
            {"database_url": sqlite_url, "secret_key": "a secret for tests only", "public_url": "http://127.0.0.1:1"}
        )
    )
    migrating.migrate(made.database)
    with made.database.begin() as session:
        roster.load(session, read_pack(PACK), NOW)
        office = session.query(Office).one()
        for person in session.query(roster.Person):
            person.line_user_id = f"U{person.id:032}"
        annual_plan.open_year(session, office.id, facts_of(office), 2570, NOW)
    yield made
    made.database.dispose()


@pytest.fixture
def web(services: Services) -> FlaskClient:
    """The web process."""
    return create_app(services).test_client()


def path_of_office(services: Services) -> str:
    return urlsplit(services.links.office_feed(services.offices()[0])).path


def entries(web: FlaskClient, path: str) -> dict[str, tuple[date, date, int]]:
    """{uid: (first day, day after the last, sequence)}, read alike by both parsers."""
    content = web.get(path).get_data()
    one = {
        str(event["uid"]): (event["dtstart"].dt, event["dtend"].dt, int(event["sequence"]))
        for event in Calendar.from_ical(content).walk("VEVENT")
    }
    other = {
        event.uid.value: (event.dtstart.value, event.dtend.value, int(event.sequence.value))
        for event in vobject.readOne(content.decode()).vevent_list
    }
    assert one == other
    return one


def test_the_office_s_feed_holds_every_dated_phase_once(services: Services, web: FlaskClient) -> None:
    found = entries(web, path_of_office(services))
    with services.database.begin(1) as session:
        dated = [run for run in annual_plan.runs_of_year(session, 2570) if run.starts_on is not None]
    assert len(found) == len(dated) > 100


def test_an_edit_replaces_its_entry(services: Services, web: FlaskClient) -> None:
    before = entries(web, path_of_office(services))
    with services.database.begin(1) as session:
        office = session.get_one(Office, 1)
        run = next(one for one in annual_plan.runs_of_year(session, 2570) if one.ends_on is not None)
        annual_plan.postpone(session, facts_of(office), run, date(2027, 9, 15), NOW)
    after = entries(web, path_of_office(services))
    assert after.keys() == before.keys()
    changed = [uid for uid in after if after[uid] != before[uid]]
    assert [(after[uid][1], after[uid][2] - before[uid][2]) for uid in changed] == [(date(2027, 9, 16), 1)]


def test_a_person_s_feed_holds_only_what_the_person_looks_after(services: Services, web: FlaskClient) -> None:
    with services.database.begin(1) as session:
        person = by_staff_code(session, "s03")
        assert person is not None
        path = urlsplit(services.links.feed(person)).path
    found = entries(web, path)
    assert any("qa-standards" in uid for uid in found)
    assert not any("assessment-national" in uid for uid in found)


@pytest.mark.parametrize("token", ["", "nobody", "MQ.c2lnbmVkIGJ5IHNvbWVib2R5IGVsc2U"])
def test_a_token_that_is_not_ours_opens_nothing(web: FlaskClient, token: str) -> None:
    assert web.get(f"/ics/{token}/calendar.ics").status_code == 404
