"""`make demo`: LINE's stand-in, web and worker on this machine, with an office, invented people and two groups.

Everything begins anew at each start. The stand-in is a process like any other: it is spoken to by HTTP only.
"""

import datetime as dt
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import click

from bot.commands.common import PORT
from bot.services import make_services
from bot.settings import Settings
from models import annual_plan, offices, people
from models.clock import BANGKOK, local, system_clock, today
from models.office_facts import facts_of
from models.packs import read_pack
from models.working_days import OfficeCalendar
from nlp.thai_calendar import fiscal_year_of
from simulator.stage import ControlError, Phone, Stage

FOLDER = Path("var/demo")
OFFICE = Path("offices/nakhonsawan.yaml")

STAFF = (
    ("ผอ. สมมติ", "director", "s01"),
    ("ศน. สังคม", "supervisor", "s02"),
    ("ศน. ภาษาต่างประเทศ", "supervisor", "s03"),
    ("ศน. สุขศึกษา", "supervisor", "s04"),
    ("ศน. วิทยาการคำนวณ", "supervisor", "s05"),
    ("ศน. ศิลปะ", "supervisor", "s06"),
    ("ศน. คณิตศาสตร์", "supervisor", "s07"),
    ("ศน. วิทยาศาสตร์", "supervisor", "s08"),
    ("ศน. ภาษาไทย", "supervisor", "s09"),
    ("ธุรการ สมมติ", "clerk", None),
)
TEACHER = "มานี มีตัวอย่าง"
GROUPS = ("สหวิทยาเขตทุ่งหินเทิน (ตัวอย่าง)", "ครูคณิตศาสตร์ (ตัวอย่าง)")
TRY = "อยากปรึกษาเรื่อง PLC คณิต พรุ่งนี้บ่ายสองได้ไหมคะ"
BEGINS_AT = dt.time(9, 0)
PATIENCE_SECONDS = 30.0


@click.command()
@click.option("--port", type=PORT, envvar="PORT", default=8000, show_default=True, show_envvar=True)
@click.option("--sim-port", type=PORT, envvar="SIM_PORT", default=8001, show_default=True, show_envvar=True)
def main(port: int, sim_port: int) -> None:
    """Run the demo until Ctrl-C or SIGTERM."""
    _check_ports(port, sim_port)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # One more look at settings than the shell's: nothing of an outer installation may leak into the demo.
    environment = {**os.environ, **_settings(port, sim_port)}
    try:
        with ExitStack() as running:
            _start(running, environment, port, sim_port)
            click.echo("Ctrl-C stops everything.")
            while True:
                _all_run()
                time.sleep(0.3)
    except ControlError as error:
        raise click.ClickException(f"LINE's stand-in: {error}; see var/demo/*.log") from error
    except KeyboardInterrupt:
        click.echo("\nstopped")


def opening(calendar: OfficeCalendar, now: dt.datetime) -> dt.datetime:
    """When the demo begins: now, if an hour of office time lies ahead and tomorrow is a working day too.

    Otherwise the next morning of which that is true: cards wait for office hours, and the teacher asks for tomorrow.
    """
    tomorrow = today(now) + dt.timedelta(days=1)
    hour_ahead = calendar.office_minutes_between(now, now + dt.timedelta(hours=1)) == 60
    if hour_ahead and calendar.is_working_day(tomorrow):
        return now
    days = (today(now) + dt.timedelta(days=number) for number in count())
    mornings = (dt.datetime.combine(day, BEGINS_AT, tzinfo=BANGKOK) for day in days)
    return next(
        morning
        for morning in mornings
        if morning > now
        and calendar.is_working_day(morning.date())
        and calendar.is_working_day(morning.date() + dt.timedelta(days=1))
    )


_processes: list[subprocess.Popen[bytes]] = []


def _check_ports(port: int, sim_port: int) -> None:
    if port == sim_port:
        raise click.ClickException(f"PORT and SIM_PORT are both {port}; the demo needs two")
    for name, wanted in (("PORT", port), ("SIM_PORT", sim_port)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("", wanted))
            except OSError as error:
                reason = f"port {wanted} can't be had ({error.strerror})"
                raise click.ClickException(f"{reason}; choose another: make demo {name}={wanted + 10}") from None


def _settings(port: int, line_port: int) -> dict[str, str]:
    line = f"http://127.0.0.1:{line_port}"
    return {
        "DATABASE_URL": f"sqlite:///{(FOLDER / 'nithet.sqlite').absolute()}",
        "SECRET_KEY": secrets.token_hex(32),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "LINE_API_URL": line,
        "LINE_DATA_API_URL": line,
        "OFFICE": str(OFFICE.absolute()),
        "LINE_CHANNEL_SECRET": secrets.token_hex(16),
        "LINE_CHANNEL_ACCESS_TOKEN": secrets.token_hex(32),
        "LINE_LOGIN_URL": line,
        "LINE_LOGIN_CHANNEL_ID": "2000000001",
        "LINE_LOGIN_CHANNEL_SECRET": secrets.token_hex(16),
        "CLOCK_FILE": str((FOLDER / "clock").absolute()),
    }


def _start(running: ExitStack, environment: dict[str, str], port: int, line_port: int) -> None:
    line, web = environment["LINE_API_URL"], environment["PUBLIC_URL"]
    channel = ",".join(
        (
            "name=นิเทศ สพม.นครสวรรค์",
            f"secret={environment['LINE_CHANNEL_SECRET']}",
            f"token={environment['LINE_CHANNEL_ACCESS_TOKEN']}",
            f"webhook={web}/line/nakhonsawan",
            "plan=basic",
        )
    )
    clock = ("--clock-file", environment["CLOCK_FILE"], "--time-zone", BANGKOK.key)
    simulator = ("-m", "simulator", "--port", str(line_port), *clock)
    running.enter_context(_process("line", (*simulator, "--open-channel", channel), environment))
    _until(lambda: _answers(f"{line}/sim/state"), "LINE's stand-in")
    stage = Stage(line, PATIENCE_SECONDS)
    _open_line_login(stage, environment)
    _turn_clock(stage)
    _migrate(environment)
    running.enter_context(_process("web", ("-m", "bot", "web", "--port", str(port)), environment))
    running.enter_context(_process("worker", ("-m", "bot", "worker"), environment))
    _until(lambda: _answers(f"{web}/readyz"), "the web process")
    click.echo("people and groups are being enrolled …")
    phones = _enrol(stage, environment)
    shown = ",".join(phones[name].user_id for name in (TEACHER, "ผอ. สมมติ", "ศน. คณิตศาสตร์"))
    click.echo(f"Phones     {line}/?phones={shown}")
    click.echo(f"LINE       {line}/  (control API: {line}/sim/openapi.json)")
    click.echo(f"Console    {web}/console/  (as the director or a supervisor, write เข้าเว็บ for a link)")
    click.echo(f"Web        {web}/healthz  {web}/metrics  {web}/privacy/nakhonsawan")
    click.echo("Logs       var/demo/*.log")
    click.echo(f"Try as the teacher: {TRY}")
    click.echo("Try as a supervisor: ขอภาพปฏิทินทั้งปี; then turn the clock (+1 วัน) and see the morning's reminders")


def _turn_clock(line: Stage) -> None:
    """Turn LINE's clock, and by CLOCK_FILE ours, to when somebody works here; say so."""
    settings = read_pack(OFFICE).settings
    calendar = OfficeCalendar(settings.working_hours, settings.extra_days_off, settings.extra_working_days)
    now = local(system_clock())
    begins = opening(calendar, now)
    if begins != now:
        line.turn_to(begins.isoformat())
        click.echo(f"The office is closed now or tomorrow ({now:%A %H:%M} in Bangkok): the demo's clock is turned")
        click.echo(f"to {begins:%A %-d %B %Y, %H:%M}, and runs on from there.")


def _migrate(environment: dict[str, str]) -> None:
    done = subprocess.run(
        (sys.executable, "-m", "bot", "migrate"), env=environment, check=False, stdout=subprocess.DEVNULL
    )
    if done.returncode:
        raise click.ClickException("python -m bot migrate has failed")


def _open_line_login(line: Stage, environment: dict[str, str]) -> None:
    """LINE Login for the console."""
    wish = {
        "name": "เว็บนิเทศ",
        "channelId": environment["LINE_LOGIN_CHANNEL_ID"],
        "secret": environment["LINE_LOGIN_CHANNEL_SECRET"],
        "callbackUrls": [f"{environment['PUBLIC_URL']}/console/line-login/back"],
    }
    line.ask("POST", "/sim/login-channels", wish)


@contextmanager
def _process(name: str, arguments: tuple[str, ...], environment: dict[str, str]) -> Iterator[None]:
    """A process of the demo while the block lasts; its output goes to var/demo/NAME.log."""
    with (FOLDER / f"{name}.log").open("wb") as log:
        # A session of its own: Ctrl-C reaches the demo alone, which then stops the others in order.
        process = subprocess.Popen(  # noqa: S603 (our own programs)
            (sys.executable, *arguments), env=environment, stdout=log, stderr=log, start_new_session=True
        )
        _processes.append(process)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def _enrol(line: Stage, environment: dict[str, str]) -> dict[str, Phone]:
    """Everybody joins as they would: staff with a one-time code, the teacher through the questions. {name: phone}."""
    phones = {name: line.person(name).follows() for name in (TEACHER, *(name for name, _, _ in STAFF))}
    for name, code in _invitations(environment).items():
        phones[name].says(code)
    _register(line, phones[TEACHER])
    for name in GROUPS:
        line.group(name, list(phones.values())[:8])
    return phones


def _invitations(environment: dict[str, str]) -> dict[str, str]:
    """A one-time code for each member of staff: {name: code}; the calendar of this fiscal year is opened."""
    services = make_services(Settings.model_validate({name.lower(): value for name, value in environment.items()}))
    with services.database.begin() as session:
        office = offices.find(session, OFFICE.stem)
        assert office is not None
        session.info["office_id"] = office.id
        now = services.clock()
        annual_plan.open_year(session, office.id, facts_of(office), fiscal_year_of(today(now)), now)
        codes = {name: people.invite(session, people.Role(role), now, code, office.id) for name, role, code in STAFF}
    services.database.dispose()
    return codes


def _register(line: Stage, teacher: Phone) -> None:
    teacher.taps("ยินยอมและเริ่มใช้")
    teacher.taps(f"ใช้ชื่อ {TEACHER}")
    teacher.sees("โรงเรียนไหน")
    teacher.says("ตัวอย่าง")
    teacher.taps(line.wait_until(lambda: next((name for name in teacher.buttons() if name.startswith("โรงเรียน")), "")))
    teacher.taps("ครู")
    teacher.sees("เบอร์โทร")
    teacher.says("0812345678")


def _until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        _all_run()
        if time.monotonic() > deadline:
            raise click.ClickException(f"{what} did not come within {PATIENCE_SECONDS:.0f} s; see var/demo/*.log")
        time.sleep(0.1)


def _all_run() -> None:
    if any(process.poll() is not None for process in _processes):
        raise click.ClickException("a process has ended; see var/demo/*.log")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    main()
