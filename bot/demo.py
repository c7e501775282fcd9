"""`make demo`: LINE's stand-in, web and worker on this machine, with an office, invented people and two groups.

Everything begins anew at each start. The stand-in is a process like any other: it is spoken to by HTTP only.
"""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import click

from bot.services import make_services
from bot.settings import Settings
from models import annual_plan, offices, people
from models.clock import today
from models.office_facts import facts_of
from nlp.thai_calendar import fiscal_year_of

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
PATIENCE_SECONDS = 30.0


def main() -> None:
    """Run the demo until Ctrl-C or SIGTERM."""
    port, line_port = os.environ.get("PORT", "8000"), os.environ.get("SIM_PORT", "8001")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # One more look at settings than the shell's: nothing of an outer installation may leak into the demo.
    environment = {**os.environ, **_settings(port, line_port)}
    try:
        with ExitStack() as running:
            _start(running, environment, port, line_port)
            click.echo("Ctrl-C stops everything.")
            while all(process.poll() is None for process in _processes):
                time.sleep(0.3)
            click.echo("a process has ended; see var/demo/*.log", err=True)
            sys.exit(1)
    except KeyboardInterrupt:
        click.echo("\nstopped")


_processes: list[subprocess.Popen[bytes]] = []


def _settings(port: str, line_port: str) -> dict[str, str]:
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


def _start(running: ExitStack, environment: dict[str, str], port: str, line_port: str) -> None:
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
    simulator = ("-m", "simulator", "--port", line_port, "--clock-file", environment["CLOCK_FILE"])
    running.enter_context(_process("line", (*simulator, "--open-channel", channel), environment))
    _until(lambda: _answers(f"{line}/sim/state"), "LINE's stand-in")
    _open_line_login(line, environment)
    subprocess.run((sys.executable, "-m", "bot", "migrate"), env=environment, check=True, stdout=subprocess.DEVNULL)
    running.enter_context(_process("web", ("-m", "bot", "web", "--port", port), environment))
    running.enter_context(_process("worker", ("-m", "bot", "worker"), environment))
    _until(lambda: _answers(f"{web}/readyz"), "the web process")
    click.echo("people and groups are being enrolled …")
    phones = _enrol(line, environment)
    shown = ",".join(phones[name] for name in (TEACHER, "ผอ. สมมติ", "ศน. คณิตศาสตร์"))
    click.echo(f"Phones     {line}/?phones={shown}")
    click.echo(f"LINE       {line}/  (control API: {line}/sim/openapi.json)")
    click.echo(f"Console    {web}/console/  (as the director or a supervisor, write เข้าเว็บ for a link)")
    click.echo(f"Web        {web}/healthz  {web}/metrics  {web}/privacy/nakhonsawan")
    click.echo("Logs       var/demo/*.log")
    click.echo("Try as the teacher: อยากปรึกษาเรื่อง PLC คณิต พรุ่งนี้บ่ายสองได้ไหมคะ")
    click.echo("Try as a supervisor: ขอภาพปฏิทินทั้งปี; then turn the clock (+1 วัน) and see the morning's reminders")


def _open_line_login(line: str, environment: dict[str, str]) -> None:
    """LINE Login for the console."""
    wish = {
        "name": "เว็บนิเทศ",
        "channelId": environment["LINE_LOGIN_CHANNEL_ID"],
        "secret": environment["LINE_LOGIN_CHANNEL_SECRET"],
        "callbackUrls": [f"{environment['PUBLIC_URL']}/console/line-login/back"],
    }
    _ask(line, "/sim/login-channels", wish)


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


def _enrol(line: str, environment: dict[str, str]) -> dict[str, str]:
    """Everybody joins as they would: staff with a one-time code, the teacher through the questions. {name: user id}."""
    phones = {name: _ask(line, "/sim/people", {"name": name})["userId"] for name in (TEACHER, *(s[0] for s in STAFF))}
    for user_id in phones.values():
        _ask(line, f"/sim/people/{user_id}/follow", {})
    for name, code in _invitations(environment).items():
        _ask(line, f"/sim/people/{phones[name]}/text", {"text": code})
    _register(line, phones[TEACHER])
    for name in GROUPS:
        _ask(line, "/sim/groups", {"name": name, "members": list(phones.values())[:8]})
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


def _register(line: str, user_id: str) -> None:
    chat = f"/sim/people/{user_id}"
    _tap(line, chat, "ยินยอมและเริ่มใช้")
    _tap(line, chat, f"ใช้ชื่อ {TEACHER}")
    _until(lambda: _shows(line, chat, "โรงเรียนไหน"), "the question for the school")
    _ask(line, f"{chat}/text", {"text": "ตัวอย่าง"})
    _until(lambda: _school(line, chat), "the schools")
    _tap(line, chat, _school(line, chat) or "")
    _tap(line, chat, "ครู")
    _until(lambda: _shows(line, chat, "เบอร์โทร"), "the question for the phone")
    _ask(line, f"{chat}/text", {"text": "0812345678"})


def _school(line: str, chat: str) -> str | None:
    labels = (button["label"] for button in _ask(line, f"{chat}/chat")["buttons"])
    return next((label for label in labels if label.startswith("โรงเรียน")), None)


def _tap(line: str, chat: str, label: str) -> None:
    def visible() -> bool:
        return label in (button["label"] for button in _ask(line, f"{chat}/chat")["buttons"])

    _until(visible, f"the button {label}")
    _ask(line, f"{chat}/tap", {"label": label})


def _shows(line: str, chat: str, words: str) -> bool:
    return words in json.dumps(_ask(line, f"{chat}/chat"), ensure_ascii=False)


def _until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise click.ClickException(f"{what} did not come within {PATIENCE_SECONDS:.0f} s; see var/demo/*.log")
        time.sleep(0.1)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _ask(line: str, path: str, body: dict[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(line + path, data, {"content-type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return json.load(answer)


if __name__ == "__main__":
    main()
