"""Tables as files for the office's spreadsheet program."""

import csv
import io
from collections.abc import Mapping, Sequence
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

Table = Sequence[Sequence[object]]


def as_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, without which Excel garbles Thai."""
    out = io.StringIO()
    csv.writer(out).writerows([_harmless(cell) for cell in row] for row in table)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table, title: str) -> bytes:
    """An Excel file with one sheet, its first row bold and frozen."""
    return as_book({title: table})


def as_book(tables: Mapping[str, Table]) -> bytes:
    """An Excel file with a sheet for each table, by its title."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for title, table in tables.items():
        _fill(book.create_sheet(title[:31]), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, table: Table) -> None:
    for row in table:
        sheet.append([_harmless(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for index, column in enumerate(zip(*table, strict=True), 1):
        sheet.column_dimensions[get_column_letter(index)].width = min(50, max(len(str(cell)) for cell in column) + 2)


class SheetError(Exception):
    """A file that is no Excel workbook."""


def read_book(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    """The cells of each sheet, row by row. Raises SheetError."""
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise SheetError(str(error)) from error


def _harmless(cell: object) -> object:
    # What a person typed must not become a formula in the clerk's Excel.
    if isinstance(cell, str) and cell[:1] in "=+-@\t\r":
        return "'" + cell
    return cell
