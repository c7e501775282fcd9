"""The picture of the year: its address can't be guessed, it fits LINE's sizes, shows every dated phase and follows edits."""

import random
import re
import struct
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from bot import migrating
from bot.app import create_app
from bot.pictures import as_png, small, year_picture
from bot.services import Services, make_services
from bot.settings import Settings
from handlers.turn import CalendarPicture
from models import annual_plan, roster
from models.annual_plan import Phase, PhaseRun, RunState, described
from models.clock import BANGKOK
from models.fiscal_plan import plan_of_year, school_calendar
from models.office_facts import facts_of
from models.offices import Office
from models.packs import Pack, read_pack

NOW = datetime(2026, 11, 23, 9, tzinfo=BANGKOK)
PACKS = Path(__file__).parents[2] / "offices"
OFFICES = ("nakhonsawan", "ayutthaya1", "suratthani-chumphon", "sakonnakhon2", "khonkaen5")
WHOLE = CalendarPicture(1, 2570, (), for_schools=False, version="1")
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Nakhon Sawan with the fiscal year 2570 open."""
    settings = {
        "database_url": f"sqlite:///{tmp_path_factory.mktemp('picture') / 'nithet.sqlite'}",
        "secret_key": "a secret for tests only",
        "public_url": "https://nithet.example",
    }
    made = make_services(Settings.model_validate(settings))
    migrating.migrate(made.database)
    with made.database.begin() as session:
        roster.load(session, read_pack(PACKS / "nakhonsawan.yaml"), NOW)
        office = session.query(Office).one()
        annual_plan.open_year(session, office.id, facts_of(office), 2570, NOW)
    yield made
    made.database.dispose()


@pytest.fixture(scope="module")
def web(services: Services) -> FlaskClient:
    """The web process."""
    return create_app(services).test_client()


def phases_of(pack: Pack) -> list[Phase]:
    """The fiscal year 2570 as it was planned."""
    planned = plan_of_year(pack, 2570, school_calendar(pack.settings.school_terms))
    runs = [
        PhaseRun(
            id=number,
            process=one.process,
            phase=one.phase,
            part=one.part,
            state=RunState.PLANNED if one.window else RunState.UNDATED,
            starts_on=one.window and one.window[0],
            ends_on=one.window and one.window[1],
        )
        for number, one in enumerate(planned)
    ]
    return described(pack, runs)


def test_line_finds_the_picture_and_its_preview_within_its_sizes(services: Services, web: FlaskClient) -> None:
    addresses = services.links.picture(WHOLE)
    whole, preview = (web.get(urlsplit(address).path) for address in addresses)
    assert all(address.startswith("https://nithet.example/pictures/") and len(address) < 2000 for address in addresses)
    assert (whole.content_type, preview.content_type) == ("image/png", "image/png")
    assert whole.data.startswith(PNG)
    assert len(whole.data) < 10_000_000
    assert preview.data.startswith(PNG)
    assert len(preview.data) < 1_000_000


@pytest.mark.parametrize(
    "token", ["x", "WzEsMjU3MCxbXSxmYWxzZSwiMSJd.c2lnbmVkIGJ5IHNvbWVib2R5", "MQ.aSBtYWRl.c2lnbmVk"]
)
@pytest.mark.parametrize("path", ["/pictures/{}/calendar.png", "/pictures/{}/preview.png", "/rounds/{}.xlsx"])
def test_an_address_that_is_not_ours_shows_nothing(web: FlaskClient, path: str, token: str) -> None:
    assert web.get(path.format(token)).status_code == 404


def test_the_picture_follows_an_edit(services: Services, web: FlaskClient) -> None:
    path = urlsplit(services.links.picture(WHOLE)[0]).path
    before = web.get(path).data
    with services.database.begin(1) as session:
        office = session.get_one(Office, 1)
        run = next(one for one in annual_plan.runs_of_year(session, 2570) if one.ends_on == date(2027, 3, 31))
        annual_plan.postpone(session, facts_of(office), run, date(2027, 6, 30), NOW)
    assert web.get(path).data != before


@pytest.mark.parametrize("slug", OFFICES)
def test_every_window_of_the_year_has_its_bar(slug: str) -> None:
    phases = phases_of(read_pack(PACKS / f"{slug}.yaml"))
    svg = year_picture("ปฏิทิน", phases, 2570, NOW.date())
    dated = [phase for phase in phases if phase.run.starts_on]
    assert len(re.findall('<rect [^>]*height="22"', svg)) == len(dated)
    assert (f"ยังไม่มีวันอีก {len(phases) - len(dated)} ขั้น" in svg) == (len(dated) < len(phases))


def test_each_state_has_a_colour_and_a_sign_of_its_own() -> None:
    phase = next(one for one in phases_of(read_pack(PACKS / "ayutthaya1.yaml")) if one.run.starts_on)
    seen = set()
    for state, today in (
        (RunState.PLANNED, date(2026, 10, 1)),
        (RunState.STARTED, date(2026, 10, 1)),
        (RunState.DONE, date(2026, 10, 1)),
        (RunState.STARTED, date(2027, 9, 1)),
    ):
        phase.run.state = state
        below = year_picture("ปฏิทิน", [phase], 2570, today).rpartition('height="22"')[2]
        colour = re.search('fill="(#[0-9A-F]{6})"', below)
        sign = re.search(r'stroke-linejoin="round">\s*<([^/]*)/>', below)
        assert colour
        assert sign
        seen.add((colour[1], sign[1]))
    assert len({colour for colour, _ in seen}) == len({sign for _, sign in seen}) == 4


def test_thai_is_drawn_with_our_own_fonts() -> None:
    def drawn(words: str) -> bytes:
        return as_png(
            '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60">'
            f'<text x="9" y="40" font-size="30" font-family="Noto Sans Thai Looped">{words}</text></svg>'
        )

    unknown, empty = drawn("\ue000"), drawn("")
    pictures = {drawn(words) for words in ("กำ", "ก้ำ", "ที่", "ปี่", "ฎุ", "O-NET 2570")}
    assert len(pictures) == 6
    assert pictures.isdisjoint({unknown, empty})


def test_a_large_picture_of_an_announcement_is_drawn_smaller_for_the_chat_and_a_small_one_stays() -> None:
    noise = random.Random(1).randbytes(700 * (1 + 3 * 700))
    rows = b"".join(b"\0" + noise[start : start + 2100] for start in range(0, 700 * 2100, 2100))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 700, 700, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    large = PNG + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    drawn, kind = small(large, "image/png")
    blank, _ = small(b"no picture at all" * 100_000, "image/png")
    assert len(blank) * 20 < len(drawn) < 1_000_000 < len(large), "what was drawn is the picture"
    assert kind == "image/png"
    assert small(PNG, "image/jpeg") == (PNG, "image/jpeg")
