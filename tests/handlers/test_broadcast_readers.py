"""Whom the words of a clerk name, and which of them name nobody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.services import make_services
from bot.settings import Settings
from handlers import broadcast_audience, broadcast_readers
from handlers.turn import Context
from models import groups, rounds
from models.db import Database
from models.people import Role
from tests.office import NOW, colleague, id_of_office

GROUPS = (
    ("สหวิทยาเขตทุ่งหินเทิน", "area", "thung-hin-thoen"),
    ("ชมรมครูคณิต นว.", "learning_area", "math"),
    ("ผอ.รร.มัธยม", "free", None),
)
EVERY_GROUP = " · ".join(name for name, _, _ in GROUPS)


@pytest.fixture
def context(sqlite_office: Database, tmp_path: Path) -> Iterator[Context]:
    """An office with three bound groups and an open report round."""
    settings = Settings(database_url=str(sqlite_office.engine.url), secret_key="x" * 32, public_url="https://x.test")
    services = replace(make_services(settings), database=sqlite_office)
    with services.office_context(id_of_office(sqlite_office)) as context:
        clerk = colleague(context.session, Role.CLERK, 1)
        for number, (name, kind, code) in enumerate(GROUPS):
            group = groups.joined(context.session, context.office.id, f"C{number:032x}", NOW)
            group.name = name
            groups.bind(group, kind, code, clerk)
        rounds.open_round(context.session, clerk, "SAR ปีการศึกษา 2569", date(2027, 1, 15), NOW)
        yield context


@pytest.mark.parametrize(
    ("words", "audience"),
    [
        ("กลุ่มทุ่งหินเทิน", "สหวิทยาเขตทุ่งหินเทิน"),
        ("กลุ่มทุ่งหินเทินกับคณิต", "สหวิทยาเขตทุ่งหินเทิน · ชมรมครูคณิต นว."),
        ("กลุ่มทุ่งหินเทินและครูคณิต", "สหวิทยาเขตทุ่งหินเทิน · ชมรมครูคณิต นว."),
        ("สหวิทยาเขตทุ่งหินเทิน", "สหวิทยาเขตทุ่งหินเทิน"),
        ("กลุ่มผอ.รร.", "ผอ.รร.มัธยม"),
        ("ทุกกลุ่ม", EVERY_GROUP),
        ("ทุกกลุ่มสาระ", "ชมรมครูคณิต นว."),
        ("ทุกกลุ่ม ยกเว้นคณิต", "สหวิทยาเขตทุ่งหินเทิน · ผอ.รร.มัธยม"),
        ("กลุ่มทุ่งหินเทินกับศน.ทุกคน", "สหวิทยาเขตทุ่งหินเทิน · ศึกษานิเทศก์"),
        ("ครูทุกคน", "ครู"),
        ("ครูคณิตทุกคนนะคะ", "ครู · คณิตศาสตร์"),
        ("ครูวิทย์เขตตากฟ้า", "ครู · ตากฟ้า ตาคลี · วิทยาศาสตร์และเทคโนโลยี"),
        ("ครูสุขศึกษาและพลศึกษา", "ครู · สุขศึกษาและพลศึกษา"),
        ("ครูทุกคนเขตทุ่งหินเทินและวิมานลอย", "ครู · ทุ่งหินเทิน · วิมานลอย"),
        ("ครูทุกคน ยกเว้นตากฟ้า", "ครู · อัจฉราลัย · ร่มเกล้านวมินท์ · วิมานลอย · ทุ่งหินเทิน"),
        ("ศน.และธุรการ", "ศึกษานิเทศก์ · ธุรการ"),
        ("ผู้บริหารโรงเรียนเขตตากฟ้า", "ผู้บริหารสถานศึกษา · ตากฟ้า ตาคลี"),
        ("ผอ.โรงเรียนทุกโรง", "ผู้บริหารสถานศึกษา"),
        ("ทุกคน", "ครู · ศึกษานิเทศก์ · ธุรการ · ผอ.กลุ่ม"),
        ("รร.ริมน้ำใส กับโรงเรียนตัวอย่างสวนมะขามวิทยาคม", "2 โรงเรียน"),
        ("ผู้ที่ยังไม่ส่ง SAR", "ผู้ที่ยังไม่ส่ง SAR ปีการศึกษา 2569"),
        ("โรงเรียนเขตตากฟ้าที่ยังไม่ตอบ", "ตากฟ้า ตาคลี · ผู้ที่ยังไม่ส่ง SAR ปีการศึกษา 2569"),
    ],
)
def test_groups_roles_areas_subjects_schools_and_rounds_are_named_as_people_say_them(
    context: Context, words: str, audience: str
) -> None:
    named = broadcast_readers.read(context, words)
    assert (broadcast_audience.described(context, named.audience), named.unknown) == (audience, ())


@pytest.mark.parametrize(
    ("words", "audience", "unknown"),
    [
        ("กลุ่มทุ่งหินเทินกับตากฟ้า", "สหวิทยาเขตทุ่งหินเทิน", ("ตากฟ้า",)),
        ("กลุ่มนกฮูก", "ยังไม่เลือก", ("กลุ่มนกฮูก",)),
        ("พวกเรา", "ยังไม่เลือก", ("พวกเรา",)),
        ("ครูใหม่ปีนี้", "ยังไม่เลือก", ("ครูใหม่ปีนี้",)),
        ("ทุกกลุ่ม ยกเว้นนกฮูก", "ยังไม่เลือก", ("ทุกกลุ่ม ยกเว้นนกฮูก",)),
        ("ครูทุกคน ยกเว้นครู", "ยังไม่เลือก", ("ครูทุกคน ยกเว้นครู",)),
    ],
)
def test_what_names_nobody_known_is_told_and_never_read_as_more_people(
    context: Context, words: str, audience: str, unknown: tuple[str, ...]
) -> None:
    named = broadcast_readers.read(context, words)
    assert (broadcast_audience.described(context, named.audience), named.unknown) == (audience, unknown)
