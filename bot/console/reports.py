"""Reports of a fiscal year: numbers, minutes of each step against the standard, satisfaction, phases on time, report rounds."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, request
from sqlalchemy import select

from bot.console.charts import Chart
from bot.console.desk import Desk
from bot.sheets import XLSX, as_book
from models import figures, phase_figures, round_register
from models.clock import today
from models.figures import STEPS, Figures
from models.offices import School
from models.people import Person
from nlp.thai_calendar import fiscal_year_of, month_and_year

BY = {
    "month": "เดือน",
    "subject": "วิชา",
    "function": "กลุ่มงาน",
    "area": "พื้นที่",
    "school": "โรงเรียน",
    "supervisor": "ผู้ให้คำปรึกษา",
}
"""What a report can be told apart by."""


@dataclass(frozen=True)
class Table:
    """A table as it stands on the page, in Excel and on paper: cells are words, numbers, or None for what is not known."""

    title: str
    head: list[str]
    rows: list[list[object]]


def page(desk: Desk) -> str:
    """One report: the year at a glance, and told apart by one thing."""
    year, by = _year(desk), request.args.get("by", "month")
    by = by if by in BY else "month"
    found = _told_apart(desk, year, by)
    return desk.render(
        "reports.html",
        year=year,
        years=desk.fiscal_years,
        by=by,
        BY=BY,
        whole=figures.of_year(desk.session, year),
        chart=_chart(by, found) if any(one.asked for one in found.values()) else None,
        table=_table(by, found),
        steps=_steps(desk, year),
        phases=_phases(desk, year),
        rounds=_rounds(desk, year),
    )


def _year(desk: Desk) -> int:
    return request.args.get("year", type=int) or fiscal_year_of(today(desk.now))


def _chart(by: str, found: dict[str, Figures]) -> Chart:
    shown = dict(list(found.items())[: 12 if by == "month" else 15])
    counts = {"คำขอ": [one.asked for one in shown.values()], "ให้คำปรึกษาแล้ว": [one.done for one in shown.values()]}
    return Chart(f"แผนภูมิจำนวนคำขอแยกตาม{BY[by]} ตัวเลขอยู่ในตารางด้านล่าง", list(shown), counts)


def _told_apart(desk: Desk, year: int, by: str) -> dict[str, Figures]:
    if by == "month":
        months = figures.by_month(desk.session, year)
        return {month_and_year(month): one for month, one in months.items()}
    found = figures.by_key(desk.session, year, by)
    names = _names(desk, by, found)
    return {names.get(key) or f"ไม่ระบุ{BY[by]}": one for key, one in found.items()}


def _names(desk: Desk, by: str, keys: Iterable[str]) -> dict[str, str | None]:
    ids = [int(key) for key in keys if key.isdecimal()]
    if by == "school":
        rows = desk.session.execute(select(School.id, School.name).where(School.id.in_(ids)))
        return {str(row.id): row.name for row in rows}
    if by == "supervisor":
        return {str(one.id): one.short_title for one in desk.session.scalars(select(Person).where(Person.id.in_(ids)))}
    kind = "learning_area" if by == "subject" else by
    return {key: desk.facts.name_of(kind, key) for key in keys}


def _table(by: str, found: dict[str, Figures]) -> Table:
    head = [BY[by], "คำขอ", "ให้คำปรึกษาแล้ว", "ครูไม่มาตามนัด", "ไม่รับ", "ยกเลิก", "ยังไม่เสร็จ", "คะแนนเฉลี่ย", "ผู้ให้คะแนน"]
    rows: list[list[object]] = [
        [
            name,
            one.asked,
            one.done,
            one.no_show,
            one.declined,
            one.cancelled,
            one.living,
            _rounded(one.rating),
            one.ratings,
        ]
        for name, one in found.items()
    ]
    return Table(f"คำขอแยกตาม{BY[by]}", head, rows)


def _steps(desk: Desk, year: int) -> Table:
    whole = figures.of_year(desk.session, year)
    names = {entry.no: entry.name_th for entry in desk.facts.pack.service.steps}
    rows: list[list[object]] = [
        [
            f"{step}. {names[step]}",
            desk.facts.standard_minutes(step),
            _rounded(whole.minutes(step)),
            _rounded(whole.within(step), 0),
        ]
        for step in STEPS
    ]
    return Table("เวลาแต่ละขั้น", ["ขั้นตอน", "มาตรฐาน (นาที)", "เฉลี่ย (นาทีทำการ)", "ทันมาตรฐาน (ร้อยละ)"], rows)


def _phases(desk: Desk, year: int) -> Table:
    names = {process.code: process.name_th for process in desk.facts.pack.processes}
    counts = phase_figures.by_process(desk.session, year, desk.now)
    head = ["กระบวนงาน", "ทันกำหนด", "ช้ากว่ากำหนด", "เลยกำหนด", "ยังไม่ถึง", "ยังไม่มีวัน", "ทันกำหนด (ร้อยละ)"]
    rows: list[list[object]] = [
        [
            names.get(code, code),
            one.on_time,
            one.late,
            one.overdue,
            one.ahead,
            one.undated,
            _rounded(one.percent_on_time, 0),
        ]
        for code, one in counts.items()
    ]
    return Table("กระบวนงานตามปฏิทิน", head, rows)


def _rounds(desk: Desk, year: int) -> Table:
    head, *rows = round_register.register(desk.session, desk.facts, year)
    shown = [round_register.HEAD.index(name) for name in ("เรื่อง", "ส่งภายใน", "ปิดเมื่อ", "โรงเรียน", "ส่งแล้ว", "ร้อยละ")]
    return Table("รอบรายงาน", [str(head[n]) for n in shown], [[row[n] for n in shown] for row in rows])


def _rounded(value: float | None, digits: int = 1) -> float | int | None:
    if value is None:
        return None
    return round(value) if digits == 0 else round(value, digits)


def _all_tables(desk: Desk, year: int) -> list[Table]:
    return [
        *(_table(by, _told_apart(desk, year, by)) for by in BY),
        _steps(desk, year),
        _phases(desk, year),
        _rounds(desk, year),
    ]


def export(desk: Desk) -> Response:
    """The tables of the annual report, a sheet each."""
    year = _year(desk)
    book = as_book({table.title: [table.head, *table.rows] for table in _all_tables(desk, year)})
    headers = {"Content-Disposition": f'attachment; filename="report-{year}.xlsx"'}
    return Response(book, content_type=XLSX, headers=headers)


def printed(desk: Desk) -> str:
    """The tables of the annual report, to print."""
    year = _year(desk)
    return desk.render("reports_print.html", year=year, tables=_all_tables(desk, year))
