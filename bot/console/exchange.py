"""Schools, people and duties as an Excel file, out and in. A file is shown as changes first, and taken in as a whole."""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error

from flask import Response, request
from flask.typing import ResponseReturnValue

from bot.console.desk import Desk, back_to
from bot.console.forms import mark
from bot.sheets import XLSX, SheetError, as_book, read_book
from handlers import exchange
from handlers.exchange import Wrong

MOST_BYTES = 300_000
"""It travels through the page that shows the changes; a thousand schools take 40,000."""

NO_BOOK = Wrong("ทั้งไฟล์", "เปิดเป็นไฟล์ Excel ไม่ได้", "บันทึกเป็น .xlsx แล้วเลือกไฟล์อีกครั้ง")
TOO_BIG = Wrong("ทั้งไฟล์", "ไฟล์ใหญ่เกิน 300 KB", "เหลือไว้เฉพาะชีต โรงเรียน บุคลากร และหน้าที่")


def page(desk: Desk) -> str:
    """Download, or choose a file."""
    return desk.render("exchange.html", wrongs=[], lines=None)


def export(desk: Desk) -> Response:
    """The present state."""
    headers = {"Content-Disposition": f'attachment; filename="roster-{desk.office.slug}.xlsx"'}
    return Response(as_book(exchange.tables(desk.session, desk.facts)), content_type=XLSX, headers=headers)


def preview(desk: Desk) -> ResponseReturnValue:
    """What the file would change, or every cell that is wrong. Nothing is changed yet."""
    upload = request.files.get("file")
    return _shown(desk, upload.read(MOST_BYTES + 1) if upload else b"")


def _shown(desk: Desk, content: bytes, *, overtaken: bool = False) -> ResponseReturnValue:
    lines, wrongs = _tried(desk, content)
    values = {"lines": lines, "wrongs": wrongs, "overtaken": overtaken}
    if wrongs:
        return desk.render("exchange.html", **values), 422
    answer = desk.render("exchange.html", **values, content=b64encode(content).decode(), seen=mark(lines=lines))
    return (answer, 409) if overtaken else answer


def _tried(desk: Desk, content: bytes) -> tuple[list[str], list[Wrong]]:
    """The changes, made and taken back again."""
    attempt = desk.session.begin_nested()
    lines, wrongs = _taken_in(desk, content)
    attempt.rollback()
    return lines, wrongs


def _taken_in(desk: Desk, content: bytes) -> tuple[list[str], list[Wrong]]:
    if len(content) > MOST_BYTES:
        return [], [TOO_BIG]
    try:
        sheets = read_book(content)
    except SheetError:
        return [], [NO_BOOK]
    wishes, wrongs = exchange.read(desk.session, desk.facts, sheets)
    return ([], wrongs) if wrongs else (exchange.apply(desk.session, desk.office, wishes, desk.now), [])


def take_in(desk: Desk) -> ResponseReturnValue:
    """Makes the changes that were shown; when they are others by now, they are shown again."""
    try:
        content = b64decode(request.form.get("content", ""), validate=True)
    except Base64Error:
        content = b""
    lines, wrongs = _tried(desk, content)
    if wrongs or mark(lines=lines) != request.form.get("seen"):
        return _shown(desk, content, overtaken=True)
    _taken_in(desk, content)
    desk.note(f"นำเข้าโรงเรียน บุคลากร และหน้าที่ {len(lines)} รายการ")
    return back_to("exchange-page", f"นำเข้าแล้ว เปลี่ยน {len(lines)} รายการ")
