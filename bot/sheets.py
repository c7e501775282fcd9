"""Tables as files for the office's spreadsheet program, written row by row: a long table needs no more memory."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import IO, Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Row = Sequence[object]

NARROWEST, WIDEST = 12, 50

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(table: Iterable[Row]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel garbles Thai."""
    return b"".join(csv_lines(table))


def csv_lines(table: Iterable[Row]) -> Iterator[bytes]:
    """The same, line by line."""
    yield b"\xef\xbb\xbf"
    for row in table:
        out = io.StringIO()
        csv.writer(out).writerow([_harmless(cell) for cell in row])
        yield out.getvalue().encode()


def as_xlsx(table: Iterable[Row], title: str) -> bytes:
    """An Excel file with one sheet, its first row bold and frozen."""
    return as_book({title: table})


def as_book(tables: Mapping[str, Iterable[Row]]) -> bytes:
    """An Excel file with a sheet for each table, by its title."""
    out = io.BytesIO()
    save_book(tables, out)
    return out.getvalue()


def save_book(tables: Mapping[str, Iterable[Row]], into: IO[bytes]) -> None:
    """The same, written into an open file."""
    book = Workbook(write_only=True)
    for title, table in tables.items():
        _write(book.create_sheet(title), table)
    book.save(into)


def _write(sheet: Any, table: Iterable[Row]) -> None:
    sheet.freeze_panes = "A2"
    rows = iter(table)
    head, first = next(rows, ()), next(rows, ())
    for index, cells in enumerate(zip_longest(head, first, fillvalue=""), 1):
        width = max(len(str(cell)) for cell in cells) + 2
        sheet.column_dimensions[get_column_letter(index)].width = min(WIDEST, max(NARROWEST, width))
    sheet.append([_bold(sheet, name) for name in head])
    for row in chain([first], rows):
        sheet.append([_harmless(cell) for cell in row])


class SheetError(Exception):
    """A file that is no Excel workbook."""


def read_book(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    """The cells of each sheet, row by row. Raises SheetError."""
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise SheetError(str(error)) from error


def _bold(sheet: WriteOnlyWorksheet, words: object) -> Any:
    cell = WriteOnlyCell(sheet, str(_harmless(words)))
    cell.font = Font(bold=True)
    return cell


def _harmless(cell: object) -> object:
    # What a person typed must not become a formula in the clerk's Excel.
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + cell
    return cell
