"""Tables as files for the office's spreadsheet program."""

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Table = Sequence[Sequence[object]]


def as_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, without which Excel garbles Thai."""
    out = io.StringIO()
    csv.writer(out).writerows([_harmless(cell) for cell in row] for row in table)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table, title: str) -> bytes:
    """An Excel file with one sheet, its first row bold and frozen."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in table:
        sheet.append([_harmless(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for index, column in enumerate(zip(*table, strict=True), 1):
        sheet.column_dimensions[get_column_letter(index)].width = min(50, max(len(str(cell)) for cell in column) + 2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _harmless(cell: object) -> object:
    # What a person typed must not become a formula in the clerk's Excel.
    if isinstance(cell, str) and cell[:1] in "=+-@\t\r":
        return "'" + cell
    return cell
