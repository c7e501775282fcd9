"""Reading the sheets: every cell that can't be used is named with what to do about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from handlers.exchange.shape import DUTIES, HEADS, KINDS, PEOPLE, ROLES, SCHOOLS, Wishes, Wrong, named, posts
from models.office_facts import OfficeFacts
from models.people import Role
from models.roster_edits import DutyWish

COLUMNS = "ABCD"
MOST_ROWS = 5000
MOST_LETTERS, MOST_TOPICS = 200, 4000

Sheet = Sequence[Sequence[object]]


@dataclass
class _Row:
    """A row under reading: its cells as words, and where complaints about it go."""

    sheet: str
    number: int
    cells: tuple[str, ...]
    wrongs: list[Wrong]

    def wrong(self, column: int, what: str, advice: str) -> None:
        self.wrongs.append(Wrong(f"{self.sheet}!{COLUMNS[column]}{self.number}", what, advice))

    def one_of(self, column: int, choices: Mapping[str, str], what: str) -> str | None:
        """The code of what the cell names; complains with the choices when it names none."""
        if self.cells[column] not in choices:
            shown = ", ".join(list(choices)[:12]) + ("…" if len(choices) > 12 else "")
            self.wrong(column, f"ไม่รู้จัก{what} “{self.cells[column]}”", f"ใช้คำใดคำหนึ่ง: {shown}")
        return choices.get(self.cells[column])


def read(session: Session, facts: OfficeFacts, sheets: Mapping[str, Sheet]) -> tuple[Wishes, list[Wrong]]:
    """What the sheets say, and every cell that is wrong; with one wrong cell nothing of it may be used."""
    wrongs: list[Wrong] = []
    wishes = Wishes()
    if not HEADS.keys() & sheets.keys():
        wrongs.append(Wrong("ทั้งไฟล์", "ไม่มีชีตที่รู้จัก", f"ตั้งชื่อชีตว่า {', '.join(HEADS)} หรือเริ่มจากไฟล์ที่ดาวน์โหลด"))
    if SCHOOLS in sheets:
        wishes.schools = _read_schools(_rows(sheets, SCHOOLS, wrongs), facts)
    known = {person.staff_code or "" for person in posts(session)}
    if PEOPLE in sheets:
        wishes.people = _read_people(_rows(sheets, PEOPLE, wrongs))
        known |= {code for code, *_ in wishes.people}
    if DUTIES in sheets:
        wishes.duties = _read_duties(_rows(sheets, DUTIES, wrongs), facts, known)
    return wishes, wrongs


def _rows(sheets: Mapping[str, Sheet], title: str, wrongs: list[Wrong]) -> Iterator[_Row]:
    head, *rows = sheets[title] or [()]
    for column, wanted in enumerate(HEADS[title]):
        found = _words(head[column]) if column < len(head) else ""
        if found != wanted:
            cell = f"{title}!{COLUMNS[column]}1"
            wrongs.append(Wrong(cell, f"หัวคอลัมน์เป็น “{found}”", f"พิมพ์หัวคอลัมน์ว่า “{wanted}”"))
            return
    if len(rows) > MOST_ROWS:
        wrongs.append(Wrong(f"{title}!A{MOST_ROWS + 2}", f"มีเกิน {MOST_ROWS} แถว", "แบ่งเป็นหลายไฟล์แล้วนำเข้าทีละไฟล์"))
        return
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in enumerate(rows, 2):
        words = tuple(_words(cells[column]) if column < len(cells) else "" for column in range(len(HEADS[title])))
        row = _Row(title, number, words, wrongs)
        if any(words) and _is_plain(row) and _is_new(row, seen):
            yield row


def _words(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    words = "" if cell is None else " ".join(str(cell).split())
    # The apostrophe with which our export keeps what somebody typed from becoming a formula.
    return words[1:] if words[:1] == "'" and words[1:2] in tuple("=+-@") else words


def _is_plain(row: _Row) -> bool:
    plain = True
    for column, words in enumerate(row.cells):
        most = MOST_TOPICS if (row.sheet, column) == (DUTIES, 3) else MOST_LETTERS
        if words.startswith("="):
            row.wrong(column, "เป็นสูตร", "คัดลอกแล้ววางเป็นค่า (วางพิเศษ → ค่า)")
        elif len(words) > most:
            row.wrong(column, f"ยาวเกิน {most} ตัวอักษร", "ย่อให้สั้นลง")
        plain = plain and not words.startswith("=") and len(words) <= most
    return plain


def _is_new(row: _Row, seen: dict[tuple[str, ...], int]) -> bool:
    key = row.cells[:3] if row.sheet == DUTIES else row.cells[:1]
    first = seen.setdefault(key, row.number)
    if first != row.number:
        row.wrong(0, f"ซ้ำกับแถว {first}", "ลบแถวที่ซ้ำออกหนึ่งแถว")
    return first == row.number


def _read_schools(rows: Iterator[_Row], facts: OfficeFacts) -> list[tuple[str, str | None]]:
    found = []
    areas = named(facts, "area")
    for row in rows:
        name, area = row.cells
        if not name:
            row.wrong(0, "ไม่มีชื่อโรงเรียน", "กรอกชื่อโรงเรียน หรือลบทั้งแถว")
        found.append((name, row.one_of(1, areas, "พื้นที่") if area else None))
    return found


def _read_people(rows: Iterator[_Row]) -> list[tuple[str, str, set[Role], int]]:
    found = []
    for row in rows:
        code, title, roles, place = row.cells
        if not code or len(code) > 64:
            row.wrong(0, "ไม่มีรหัสหรือรหัสยาวเกินไป", "กรอกรหัสสั้น ๆ ที่ไม่ซ้ำใคร เช่น s10")
        if not title:
            row.wrong(1, "ไม่มีตำแหน่ง", "กรอกชื่อตำแหน่ง เช่น ศึกษานิเทศก์ คณิตศาสตร์")
        found.append((code, title, _read_roles(row, roles), _read_place(row, place)))
    return found


def _read_roles(row: _Row, words: str) -> set[Role]:
    names = [name.strip() for name in words.split(",") if name.strip()]
    for name in names:
        if name not in ROLES:
            row.wrong(2, f"ไม่รู้จักบทบาท “{name}”", f"ใช้ {', '.join(ROLES)} คั่นด้วยจุลภาค หรือเว้นว่าง")
    return {ROLES[name] for name in names if name in ROLES}


def _read_place(row: _Row, words: str) -> int:
    if words and not (words.isdecimal() and len(words) <= 3):
        row.wrong(3, f"“{words}” ไม่ใช่ลำดับ", "กรอกตัวเลข 0 ถึง 999 หรือเว้นว่าง")
        return 0
    return int(words or 0)


def _read_duties(rows: Iterator[_Row], facts: OfficeFacts, known: set[str]) -> dict[str, list[DutyWish]]:
    found: dict[str, list[DutyWish]] = {}
    for row in rows:
        code, _, name, topics = row.cells
        if code not in known:
            row.wrong(0, f"ไม่มีรหัสบุคลากร “{code}”", f"ใช้รหัสที่อยู่ในชีต {PEOPLE} หรือเพิ่มแถวในชีตนั้นก่อน")
        kind = row.one_of(1, KINDS, "ประเภท")
        if not name:
            row.wrong(2, "ไม่มีชื่อหน้าที่", "กรอกชื่อวิชา งาน พื้นที่ หรือโครงการ")
        elif kind == "project":
            words = tuple(word.strip() for word in topics.split(",") if word.strip())
            found.setdefault(code, []).append(DutyWish(kind, name, words))
        elif kind is not None and (meant := row.one_of(2, named(facts, kind), row.cells[1])):
            found.setdefault(code, []).append(DutyWish(kind, meant))
    return found
