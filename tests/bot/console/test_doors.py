"""Every address of the console × every role × another office, in one table. A new address fails here until it has its row."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from bot.app import create_app
from bot.console.desk import COOKIE_KEY
from bot.console.installing import DOOR
from bot.services import Services, make_services
from models import (
    absences,
    annual_plan,
    appointments,
    attachments,
    broadcasts,
    groups,
    not_understood,
    outbox,
    postponements,
    rounds,
    sign_in,
)
from models.absences import Absence
from models.attachments import Attachment
from models.broadcasts import Audience
from models.not_understood import Keyword, NotUnderstood
from models.office_facts import facts_of
from models.offices import Office, School
from models.people import Person, Role, give_role
from tests.bot.conftest import settings_for
from tests.office import NOW, SLOT, assigned, id_of_office, load_office, officer

ROLES = {"D": Role.DIRECTOR, "A": Role.ACTING_DIRECTOR, "C": Role.CLERK, "S": Role.SUPERVISOR}

ALLOWED = {
    "GET /": "DACS",
    "POST /mend": "DC",
    "POST /leave": "DACS",
    # the register
    "GET /consultations": "DACS",
    "GET /consultations.<form>": "DAC",
    "GET /consultations/print": "DAC",
    "GET /consultations/new": "DC",
    "POST /consultations/new": "DC",
    "GET /consultations/<consultation_id>": "DACS",
    "POST /consultations/<consultation_id>/assign": "DAC",
    "POST /consultations/<consultation_id>/decline": "DAC",
    "POST /consultations/<consultation_id>/give": "DAC",
    "POST /consultations/<consultation_id>/book": "DACS",
    "POST /consultations/<consultation_id>/move": "DACS",
    "POST /consultations/<consultation_id>/conclude": "DACS",
    "POST /consultations/<consultation_id>/cancel": "DACS",
    "POST /consultations/<consultation_id>/merge": "DAC",
    "GET /files/<attachment_id>": "DACS",
    # appointments
    "GET /appointments": "DACS",
    "GET /appointments/month": "DACS",
    "POST /appointments/<appointment_id>/move": "DACS",
    "GET /away": "DACS",
    "POST /away": "DCS",
    "POST /away/<absence_id>/take-back": "DC",  # a supervisor takes back their own only
    # the annual calendar: a phase is changed by who decides and who looks after it
    "GET /year": "DACS",
    "POST /year/open": "DAC",
    "GET /year/undated": "DACS",
    "GET /phases/<run_id>": "DACS",
    "POST /phases/<run_id>/start": "DAC",
    "POST /phases/<run_id>/finish": "DAC",
    "POST /phases/<run_id>/reopen": "DAC",
    "POST /phases/<run_id>/dates": "DAC",
    "POST /postponements/<wish_id>": "DAC",
    # report rounds
    "GET /rounds": "DACS",
    "POST /rounds": "DAC",
    "GET /rounds/<round_id>": "DACS",
    "GET /rounds/<round_id>.xlsx": "DACS",
    "POST /rounds/<round_id>": "DAC",
    "POST /rounds/<round_id>/remind": "DAC",
    "POST /rounds/<round_id>/close": "DAC",
    "POST /rounds/<round_id>/schools/<school_id>": "DAC",
    # broadcasts
    "GET /broadcasts": "DAC",
    "GET /broadcasts/new": "DAC",
    "POST /broadcasts/preview": "DAC",
    "POST /broadcasts": "DAC",
    "GET /broadcasts/<broadcast_id>": "DAC",
    "POST /broadcasts/<broadcast_id>": "DAC",
    "GET /broadcasts/<broadcast_id>/picture": "DAC",
    "GET /broadcasts/<broadcast_id>.xlsx": "DAC",
    "POST /broadcasts/<broadcast_id>/send": "DAC",
    "POST /broadcasts/<broadcast_id>/decide": "DA",
    "POST /broadcasts/<broadcast_id>/stop": "DAC",
    "POST /broadcasts/<broadcast_id>/resume": "DAC",
    "GET /groups": "DAC",
    "GET /groups/<group_id>": "DAC",
    "POST /groups/<group_id>": "DAC",
    "POST /groups/<group_id>/leave": "DAC",
    "GET /quota": "DACS",
    # what the bot understands
    "GET /words": "DAC",
    "POST /words": "DAC",
    "POST /words/keywords/<keyword_id>/forget": "DAC",
    "POST /words/<not_understood_id>/settle": "DAC",
    # the office
    "GET /people": "DC",
    "POST /people/invite": "DC",
    "POST /people/act": "DC",
    "GET /people/<person_id>": "DC",
    "POST /people/<person_id>/hand-over": "DC",
    "POST /people/<person_id>": "DC",
    "GET /schools": "DC",
    "GET /schools/new": "DC",
    "POST /schools/new": "DC",
    "GET /schools/<school_id>": "DC",
    "POST /schools/<school_id>": "DC",
    "POST /schools/<school_id>/merge": "DC",
    "GET /exchange": "DC",
    "GET /exchange.xlsx": "DC",
    "POST /exchange": "DC",
    "POST /exchange/take-in": "DC",
    "GET /health": "DC",
    "POST /health": "DC",
    "POST /health/messages/<message_id>/again": "DC",
    "POST /health/messages/<message_id>/drop": "DC",
    "GET /reports": "DAC",
    "GET /reports.xlsx": "DAC",
    "GET /reports/print": "DAC",
    "GET /settings": "DC",
    "POST /settings": "DC",
    "GET /trail": "DC",
}
"""Who may; everybody else reads that the page is not for them."""

HOW = {"POST /broadcasts/<broadcast_id>/send": "at", "POST /broadcasts/<broadcast_id>/decide": "refuse"}
"""What the button of a form says, where there are several."""

OUT = "/console/sign-in"


@dataclass
class Doors:
    """The application with two offices, and the rows of the first that addresses name."""

    app: Flask
    services: Services
    office_id: int
    other_id: int
    rows: dict[str, str]

    def browser(self, office_id: int, *roles: Role) -> "Browser":
        """Somebody who has these roles in that office, signed in; what somebody took back is there again."""
        with self.services.database.begin(self.office_id) as session:
            absences.add(session, officer(session, "s07"), date(2027, 5, 3), date(2027, 5, 4), "อบรม", NOW)
            self.rows["absence_id"] = str(session.scalars(select(Absence.id)).one())
        with self.services.database.begin(office_id) as session:
            person = Person(office_id=office_id, name="ผู้ลองทุกประตู", created_at=NOW)
            session.add(person)
            session.flush()
            for role in roles:
                give_role(session, person, role)
            key = sign_in.begin(session, office_id, person.id, self.services.clock())
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie[COOKIE_KEY] = key
        return Browser(client, self.address)

    def address(self, row: str) -> str:
        """The address of a row of the table, with the ids of rows that are there."""
        return "/console" + re.sub(r"<(\w+)>", lambda found: self.rows[found[1]], row.partition(" ")[2])


@dataclass
class Browser:
    """Asks for rows of the table, with the token of a form where something is changed."""

    client: FlaskClient
    address: Callable[[str], str]
    token: str = ""

    def asks(self, row: str) -> TestResponse:
        """The answer."""
        if row.startswith("GET"):
            return self.client.get(self.address(row))
        if not self.token:
            found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get("/console/").text)
            self.token = found[1] if found else ""
        return self.client.post(
            self.address(row), data={"csrf_token": self.token, "how": HOW.get(row, "grant"), "year": "2570"}
        )


@pytest.fixture(scope="module")
def doors(sqlite_with_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    """Two offices; what the addresses name belongs to the first."""
    file = shutil.copy(sqlite_with_office, tmp_path_factory.mktemp("doors") / "nithet.sqlite")
    services = make_services(settings_for(f"sqlite:///{file}", "http://127.0.0.1:1"))
    other_id, office_id = load_office(services.database, "khonkaen5"), id_of_office(services.database)
    with services.database.begin(office_id) as session:
        rows = _rows(session)
    yield Doors(create_app(services), services, office_id, other_id, rows)
    services.database.dispose()


def _rows(session: Session) -> dict[str, str]:
    """A row for each part of an address."""
    office = session.scalars(select(Office).where(Office.slug == "nakhonsawan")).one()
    asker, supervisor = Person(office_id=office.id, name="มานะ ใจดี", created_at=NOW), officer(session, "s07")
    session.add(asker)
    session.flush()
    consultation = assigned(session, asker, supervisor)
    meeting = appointments.book(session, consultation, supervisor, SLOT, None, NOW)
    attachments.keep(session, consultation, "ลับ.pdf", "application/pdf", b"%PDF", NOW)
    annual_plan.open_year(session, office.id, facts_of(office), 2570, NOW)
    run = annual_plan.runs_of_year(session, 2570)[0]
    wish = postponements.ask(session, run, supervisor, NOW, until=NOW.date() + timedelta(days=90), reason="รอผล")
    not_understood.keep(session, asker, "กุ๊กกิ๊กพลัส", NOW)
    picture = attachments.keep_picture(session, supervisor, "a.png", "image/png", b"\x89PNG", NOW)
    draft = broadcasts.draft(session, supervisor, "มานะ ใจดี มีประชุม", Audience(), NOW, picture_id=picture)
    not_understood.attach(session, office, "กุ๊กกิ๊ก", "learning_area", "math", None, NOW)
    words = [{"type": "text", "text": "มานะ ใจดี"}]
    letter = outbox.put(session, office.id, "U" + "0" * 32, words, NOW, person_id=asker.id)
    outbox.mark_dead(letter, "400 no such person")
    sent_by_schools = rounds.open_round(session, supervisor, "รายงานของมานะ ใจดี", date(2027, 1, 15), NOW)
    group = groups.joined(session, office.id, "C" + "0" * 32, NOW)
    session.flush()
    assert meeting is not None
    return {
        "absence_id": "1",  # until Doors.browser enters one
        "form": "csv",
        "consultation_id": str(consultation.id),
        "appointment_id": str(meeting.id),
        "attachment_id": str(session.scalars(select(Attachment.id).where(Attachment.kind == "file")).one()),
        "broadcast_id": str(draft.id),
        "group_id": str(group.id),
        "round_id": str(sent_by_schools.id),
        "school_id": str(session.scalars(select(School.id).limit(1)).one()),
        "run_id": str(run.id),
        "wish_id": str(wish.id),
        "not_understood_id": str(session.scalars(select(NotUnderstood.id)).one()),
        "person_id": str(supervisor.id),
        "keyword_id": str(session.scalars(select(Keyword.id)).one()),
        "message_id": str(letter.id),
    }


def _row(method: str, path: str) -> str:
    return f"{method} " + re.sub(r"<[^>]*?(\w+)>", r"<\1>", path.removeprefix("/console"))


def test_every_address_of_the_console_has_its_row(doors: Doors) -> None:
    there = {
        _row(method, rule.rule)
        for rule in doors.app.url_map.iter_rules()
        if rule.endpoint.startswith("console.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert there == {*ALLOWED, *(_row(method, path) for path, _, method in DOOR), "GET /static/<filename>"}


@pytest.mark.parametrize("letter", ROLES)
def test_a_page_opens_for_its_roles_and_for_nobody_else(doors: Doors, letter: str) -> None:
    browser = doors.browser(doors.office_id, ROLES[letter])
    rows = sorted(ALLOWED, key=lambda row: row == "POST /leave")
    answers = {row: browser.asks(row) for row in rows}
    assert {row: answer.status_code != 403 for row, answer in answers.items()} == {
        row: letter in ALLOWED[row] for row in rows
    }
    broken = {row: answer.status_code for row, answer in answers.items() if answer.status_code >= 500}
    assert broken == {}
    assert [row for row, answer in answers.items() if answer.location == OUT] == ["POST /leave"]


@pytest.mark.parametrize("row", [row for row in ALLOWED if "<" in row and "<form>" not in row])
def test_what_belongs_to_another_office_is_not_there(doors: Doors, row: str) -> None:
    everything = doors.browser(doors.other_id, *ROLES.values())
    own = doors.browser(doors.office_id, *ROLES.values())
    if row.startswith("GET"):
        assert own.asks(row).status_code == 200
    answer = everything.asks(row)
    if "take-back" in row:  # as after somebody was first: there is no such absence
        assert answer.location == "/console/away"
        return
    assert answer.status_code == 404
    assert "มานะ ใจดี" not in answer.text


def test_a_number_that_no_row_can_have_is_not_found(doors: Doors) -> None:
    everything = doors.browser(doors.office_id, *ROLES.values())
    for row in (row for row in ALLOWED if "_id>" in row and row.startswith("GET")):
        answer = everything.client.get("/console" + re.sub(r"<\w+>", "9" * 20, row.removeprefix("GET ")))
        assert answer.status_code == 404, row


def test_no_list_shows_what_belongs_to_another_office(doors: Doors) -> None:
    everything = doors.browser(doors.other_id, *ROLES.values())
    for row in (row for row in ALLOWED if row.startswith("GET") and ("<" not in row or "<form>" in row)):
        answer = everything.asks(row)
        assert answer.status_code == 200, row
        assert re.findall("มานะ ใจดี|กุ๊กกิ๊กพลัส|ศน.คณิตศาสตร์ อบรม", answer.data.decode(errors="replace")) == [], row


@pytest.mark.parametrize("row", ALLOWED)
def test_nobody_gets_in_without_signing_in(doors: Doors, row: str) -> None:
    client = doors.app.test_client()
    answer = client.open(doors.address(row), method=row.partition(" ")[0])
    assert (answer.status_code, answer.location) == (302, OUT)


def test_a_session_of_a_teacher_or_of_nobody_opens_nothing(doors: Doors) -> None:
    teacher = doors.browser(doors.office_id, Role.TEACHER)
    assert {teacher.client.get(doors.address(row)).status_code for row in ALLOWED if row.startswith("GET")} <= {
        302,
        403,
    }
    forged = doors.app.test_client()
    with forged.session_transaction() as cookie:
        cookie[COOKIE_KEY] = "x" * 43
    assert forged.get("/console/").location == OUT


def test_what_changes_something_needs_a_form_of_ours(doors: Doors) -> None:
    browser = doors.browser(doors.office_id, *ROLES.values())
    for row in (row for row in ALLOWED if row.startswith("POST")):
        assert browser.client.post(doors.address(row)).status_code == 400, row
