"""The register: find consultations, page by page, and take what was found to the spreadsheet or to paper."""

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

from flask import Response, request

from bot.console.desk import Desk
from bot.sheets import XLSX, csv_lines, save_book
from models import finding, people, register, round_register
from models.clock import today
from models.finding import Filter
from models.people import Role
from nlp.thai_calendar import fiscal_year_of

ON_A_SHEET = 500
"""Rows on one page to print; the next begins where it ends."""

IN_MEMORY = 5 * 1024 * 1024
"""A larger Excel file waits on the disk until it is handed out."""

ON_PAPER = tuple(
    register.HEAD.index(name)
    for name in (
        "เลขที่",
        "แจ้งขอ",
        "ช่องทาง",
        "ผู้ขอ",
        "โรงเรียน",
        "เรื่อง",
        "ผู้ให้คำปรึกษา",
        "เวลานัด",
        "ให้คำปรึกษา",
        "สถานะ",
        "ผล",
        "คะแนน",
    )
)
"""The columns that find room on a sheet of A4, wide side up."""

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
}


def listing(desk: Desk) -> str:
    """The register with its filters."""
    wanted = _wanted(desk)
    found = finding.page(desk.session, wanted, request.args.get("below", type=int))
    return desk.render(
        "register.html",
        found=found,
        wanted=wanted,
        years=desk.fiscal_years,
        supervisors=people.with_role(desk.session, Role.SUPERVISOR),
        LOOK_THROUGH=finding.LOOK_THROUGH,
    )


def _wanted(desk: Desk) -> Filter:
    words = " ".join(request.args.get("words", "").split())[:100]
    year = request.args.get("year", type=int) or fiscal_year_of(today(desk.now))
    return Filter(
        fiscal_year=finding.year_named(words) or year,
        state=request.args.get("state") or None,
        supervisor_id=request.args.get("supervisor", type=int),
        channel=request.args.get("channel") or None,
        words=words,
    )


def export(desk: Desk, form: str) -> Response:
    """What the filters find, as a file for the spreadsheet program. It leaves in portions, whatever its length."""
    wanted = _wanted(desk)
    table = _table(desk, wanted)
    if form == "csv":
        answer = Response(csv_lines(table))
    else:
        file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (closed when the answer has gone)
        save_book({f"ทะเบียน {wanted.fiscal_year}": table, **_rounds(desk, wanted)}, file)
        file.seek(0)
        answer = Response(iter(lambda: file.read(64 * 1024), b""))
        answer.call_on_close(file.close)
    answer.content_type = KINDS[form]
    answer.headers["Content-Disposition"] = f'attachment; filename="register-{wanted.fiscal_year}.{form}"'
    return answer


def _rounds(desk: Desk, wanted: Filter) -> dict[str, list[list[object]]]:
    """The year's report rounds as a sheet of their own, when the whole register of the year is wanted."""
    if wanted != Filter(fiscal_year=wanted.fiscal_year):
        return {}
    return {f"รอบรายงาน {wanted.fiscal_year}": round_register.register(desk.session, desk.facts, wanted.fiscal_year)}


def _table(desk: Desk, wanted: Filter) -> Iterator[list[object]]:
    """Head and rows. In a session of its own: the page's is over when the answer leaves."""
    yield list(register.HEAD)
    with desk.services.database.reading(desk.office.id) as session:
        for line in register.lines(session, desk.facts, wanted):
            yield line.cells


def printed(desk: Desk) -> str:
    """What the filters find, as pages to print."""
    wanted = _wanted(desk)
    since = request.args.get("since", 0, type=int)
    lines = list(register.lines(desk.session, desk.facts, wanted, since, ON_A_SHEET + 1))
    return desk.render(
        "register_print.html",
        head=register.HEAD,
        columns=ON_PAPER,
        lines=lines[:ON_A_SHEET],
        wanted=wanted,
        since=since,
        next_number=lines[-1].number if len(lines) > ON_A_SHEET else None,
    )
