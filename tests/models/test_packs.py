import re
from functools import cache
from pathlib import Path

import pytest

from models.packs import DEFAULT_SERVICE, Pack, PackError, compare, read_pack

ROOT = Path(__file__).parents[2]
OFFICES = ("ayutthaya1", "khonkaen5", "nakhonsawan", "sakonnakhon2", "suratthani-chumphon")

SMALL_PACK = """\
office: {slug: small, name_th: สำนักงาน, short_th: สพป., level: primary, group_th: กลุ่มนิเทศ, source: คู่มือ}
settings: {bot_name: นิเทศ}
functions:
  - code: curriculum
    name_th: หลักสูตร
    tasks: [{code: "1", name_th: งานหนึ่ง}, {code: "2", name_th: งานสอง}]
learning_areas:
  - {code: science, name_th: วิทยาศาสตร์}
  - {code: computing, name_th: วิทยาการคำนวณ, parent: science}
areas:
  - {code: north, name_th: เหนือ, coordinator: s1}
officers:
  - {id: s1, title_th: ผู้อำนวยการกลุ่ม, role: director, functions: [curriculum], areas: [north]}
  - {id: s2, title_th: ศึกษานิเทศก์, role: supervisor, learning_areas: [computing]}
processes:
  - code: plan
    name_th: แผน
    function: curriculum
    steps:
      - {no: 1, name_th: ร่าง, when_th: ต.ค.}
      - {no: 2, name_th: เสนอ, when_th: ต้น ปี, when_fixed_th: ต้นปี}
schools:
  - {name_th: โรงเรียนหนึ่ง, area: north}
"""


@cache
def pack_of(office: str) -> Pack:
    return read_pack(ROOT / "offices" / f"{office}.yaml")


@pytest.fixture
def pack_file(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL_PACK, encoding="utf-8")
    return path


def changed(pack_file: Path, old: str, new: str) -> Path:
    text = pack_file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    pack_file.write_text(text.replace(old, new), encoding="utf-8")
    return pack_file


def problems(pack_file: Path) -> list[str]:
    with pytest.raises(PackError) as error:
        read_pack(pack_file)
    return [line.removeprefix(f"{pack_file}:") for line in str(error.value).splitlines()]


COUNTED = (
    "functions",
    "tasks",
    "learning_areas",
    "areas",
    "officers",
    "projects",
    "processes",
    "phases",
    "dated phases",
    "deadlines_and_rounds",
)


def counts(pack: Pack) -> tuple[int, ...]:
    phases = [phase for process in pack.processes for phase in process.steps]
    return (
        len(pack.functions),
        sum(len(function.tasks) for function in pack.functions),
        len(pack.learning_areas),
        len(pack.areas),
        len(pack.officers),
        sum(len(officer.projects) for officer in pack.officers),
        len(pack.processes),
        len(phases),
        sum(bool(phase.when) for phase in phases),
        len(pack.deadlines_and_rounds),
    )


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        ("ayutthaya1", (2, 2, 0, 0, 2, 0, 2, 12, 12, 7)),
        ("khonkaen5", (14, 25, 0, 0, 7, 0, 18, 135, 16, 26)),
        ("nakhonsawan", (7, 16, 16, 5, 9, 43, 16, 102, 97, 0)),
        ("sakonnakhon2", (10, 27, 1, 0, 2, 0, 3, 21, 0, 7)),
        ("suratthani-chumphon", (1, 4, 0, 0, 2, 0, 6, 34, 34, 10)),
    ],
)
def test_packs_hold_all_that_their_manuals_list(office: str, expected: tuple[int, ...]) -> None:
    assert dict(zip(COUNTED, counts(pack_of(office)), strict=True)) == dict(zip(COUNTED, expected, strict=True))


def test_five_offices_bring_45_processes_with_304_phases() -> None:
    processes = [process for pack in map(pack_of, OFFICES) for process in pack.processes]
    assert (len(processes), sum(len(process.steps) for process in processes)) == (45, 304)


def test_every_pack_of_the_house_is_checked_here() -> None:
    assert sorted(path.stem for path in (ROOT / "offices").iterdir()) == sorted(OFFICES)


@pytest.mark.parametrize("office", OFFICES)
def test_a_pack_file_is_named_after_its_office(office: str) -> None:
    assert pack_of(office).office.slug == office


@pytest.mark.parametrize(
    ("office", "director"),
    [
        ("ayutthaya1", None),
        ("khonkaen5", "kk5-group-director"),
        ("nakhonsawan", "s01"),
        ("sakonnakhon2", "skn2-group-director"),
        ("suratthani-chumphon", "srt-policy-plan-director"),
    ],
)
def test_director_is_whom_the_manual_names(office: str, director: str | None) -> None:
    directors = [officer.id for officer in pack_of(office).officers if officer.role == "director"]
    assert directors == ([director] if director else [])


@pytest.mark.parametrize(
    ("office", "process", "number", "cells"),
    [
        ("nakhonsawan", "curriculum-develop", "1-2", ("ตลอดปี", "ข้อมูลสารสนเทศครบและทันสมัย", "กลุ่มนิเทศฯ")),
        ("nakhonsawan", "assessment-school", "7", ("มีนาคม-เมษายน", "มีข้อมูลใช้วางแผนยกระดับคุณภาพ", "กลุ่มนิเทศ ฯ")),
        ("nakhonsawan", "curriculum-develop", "5", ("", "", "")),
        ("ayutthaya1", "gtpn-effectiveness", "1", ("ต.ค. - พ.ย.", "", "กลุ่มงานเลขานุการฯ")),
        ("suratthani-chumphon", "me-system-development", "5", ("6 เดือน", "การวิจัยและพัฒนาแบบมีส่วนร่วม", "กลุ่มนโยบายและแผน")),
        ("khonkaen5", "evaluation-annual-report", "4", ("รอบระยะ 6 , 9 และ 12 เดือน", "", "")),
        ("khonkaen5", "five-year-plan", "7", ("", "คณะกรรมการศึกษาธิการจังหวัดเห็นชอบ", "")),
        ("sakonnakhon2", "education-supervision-evaluation", "5.3", ("", "ตามเกณฑ์และตัวชี้วัดของสถานศึกษา", "สถานศึกษา")),
    ],
)
def test_phases_carry_time_standard_and_responsible_of_the_manual(
    office: str, process: str, number: str, cells: tuple[str, str, str]
) -> None:
    steps = next(entry.steps for entry in pack_of(office).processes if entry.code == process)
    phase = next(step for step in steps if step.no == number)
    assert (phase.when, phase.standard_th, phase.responsible_th) == cells


def test_nakhon_sawan_promises_its_own_five_steps_in_19_minutes() -> None:
    steps = pack_of("nakhonsawan").service.steps
    assert [(step.minutes, step.by) for step in steps] == [
        (3, "requester"),
        (2, "clerk"),
        (2, "director"),
        (2, "clerk"),
        (10, "supervisor"),
    ]


@pytest.mark.parametrize("office", sorted({*OFFICES} - {"nakhonsawan"}))
def test_offices_without_service_table_get_the_default_service(office: str) -> None:
    assert pack_of(office).service == DEFAULT_SERVICE


@pytest.mark.parametrize(
    ("officer", "functions", "learning_areas", "areas"),
    [
        ("s03", ["quality-assurance", "curriculum", "secretariat"], ["foreign", "chinese", "second-foreign"], 2),
        ("s07", ["supervision"], ["math"], 1),
        ("s08", ["assessment"], ["science"], 1),
    ],
)
def test_supervisors_duties_are_those_of_their_sheets(
    officer: str, functions: list[str], learning_areas: list[str], areas: int
) -> None:
    sheet = next(entry for entry in pack_of("nakhonsawan").officers if entry.id == officer)
    assert (list(sheet.functions), list(sheet.learning_areas), len(sheet.areas)) == (functions, learning_areas, areas)


def test_every_area_has_two_people_and_eight_schools() -> None:
    pack = pack_of("nakhonsawan")
    for area in pack.areas:
        assert sum(area.code in officer.areas for officer in pack.officers) == 2
        assert sum(school.area == area.code for school in pack.schools) == 8


@pytest.mark.parametrize("office", OFFICES)
def test_schools_are_invented_and_say_so(office: str) -> None:
    schools = pack_of(office).schools
    assert 12 <= len(schools) <= 40
    assert all(school.example and school.name_th.startswith("โรงเรียนตัวอย่าง") for school in schools)


@pytest.mark.parametrize("office", OFFICES)
def test_packs_hold_no_telephone_number(office: str) -> None:
    text = (ROOT / "offices" / f"{office}.yaml").read_text(encoding="utf-8")
    assert not re.search(r"0\d[\d -]{6,}\d", text)


def test_the_small_pack_is_right_and_defaults_fill_it(pack_file: Path) -> None:
    pack = read_pack(pack_file)
    assert [step.when for step in pack.processes[0].steps] == ["ต.ค.", "ต้นปี"]
    assert pack.settings.reminder_days_before == (14, 7, 3, 1, 0)
    assert (pack.settings.working_hours.start.isoformat(), pack.settings.particle) == ("08:30:00", "ค่ะ")


def test_a_pack_survives_being_kept_as_json() -> None:
    for pack in map(pack_of, OFFICES):
        assert Pack.model_validate_json(pack.model_dump_json()) == pack


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("slug: small", "slug: Small Office", "1: office.slug", "'Small Office' is malformed"),
        (", group_th: กลุ่มนิเทศ", "", "1: office.group_th", "missing; add it"),
        ("short_th: สพป.", 'short_th: ""', "1: office.short_th", "empty; fill it in"),
        ("level: primary", "level: tertiary", "1: office.level", "'primary' or 'secondary'"),
        ("{bot_name: นิเทศ}", "{botname: x}", "2: settings.botname", "unknown key; remove it or use one of"),
        ("{bot_name: นิเทศ}", "{botname: x}", "2: settings.botname", "did you mean 'bot_name'?"),
        ("{bot_name: นิเทศ}", "{particle: จ้า}", "2: settings.particle", "'ค่ะ' or 'ครับ'"),
        ("{bot_name: นิเทศ}", "{working_hours: {end: 25:00}}", "2: settings.working_hours.end", "valid time"),
        ("{bot_name: นิเทศ}", "{working_hours: {end: 12:30}}", "2: settings.working_hours", "order of the day"),
        ("{bot_name: นิเทศ}", "{reminder_days_before: 7}", "2: settings.reminder_days_before", "not a list"),
        ("{bot_name: นิเทศ}", "{extra_days_off: [2569-12-07]}", "2: settings.extra_days_off[1]", "Christian year"),
        ("{bot_name: นิเทศ}", "{school_terms: {first_end: 02-30}}", "2: settings.school_terms.first_end", "day"),
        ("{bot_name: นิเทศ}", "{sending_start: 18:00}", "2: settings", "sending_start before sending_end"),
        (
            '{code: "2", name_th: งานสอง}',
            '{code: "1", name_th: งาน}',
            "6: functions[1].tasks[2].code",
            "already in this",
        ),
        ("code: science", "code: computing", "9: learning_areas[2].code", "already in this list"),
        ("parent: science", "parent: scince", "9: learning_areas[2].parent", "did you mean 'science'?"),
        ("วิทยาศาสตร์}", "วิทยาศาสตร์, parent: computing}", "8: learning_areas[1].parent", "has a parent itself"),
        ("code: north, name_th: เหนือ,", "code: north,", "11: areas[1].name_th", "missing; add it"),
        ("coordinator: s1", "coordinator: s9", "11: areas[1].coordinator", "'s9' is not in officers"),
        (
            "functions: [curriculum]",
            "functions: [budget]",
            "13: officers[1].functions[1]",
            "'budget' is not in functions",
        ),
        ("id: s2", "id: s1", "14: officers[2].id", "already in this list"),
        ("role: supervisor", "role: director", "14: officers[2].role", "a second director"),
        ("[computing]", "[art]", "14: officers[2].learning_areas[1]", "'art' is not in learning_areas"),
        ("function: curriculum", "function: budget", "18: processes[1].function", "'budget' is not in functions"),
        ("no: 2", "no: 1", "21: processes[1].steps[2].no", "already in this list"),
        ("โรงเรียนหนึ่ง, area: north", "โรงเรียนหนึ่ง, area: east", "23: schools[1].area", "'east' is not in areas"),
        ("schools:\n", "schools: ทุกโรงเรียน\n#", "22: schools", "not a list"),
        ("schools:\n", "office: {}\nschools:\n", "1: office", "written again in line 22"),
        ("schools:\n", "schools: &a\n  - *a\n", "22: schools[1]", "anchors and aliases"),
        ("schools:\n", "schools: [\n", "23: file", "not YAML"),
    ],
)
def test_a_wrong_pack_names_file_line_and_field(pack_file: Path, old: str, new: str, where: str, what: str) -> None:
    found = problems(changed(pack_file, old, new))
    assert any(text.startswith(f"{where}: ") and what in text for text in found), found


def test_all_problems_are_listed_in_the_order_of_the_file(pack_file: Path) -> None:
    for old, new in (
        ("โรงเรียนหนึ่ง, area: north", "โรงเรียนหนึ่ง, area: x"),
        ("level: primary", "level: x"),
        ("id: s2", "id: s1"),
    ):
        changed(pack_file, old, new)
    assert [text.partition(":")[0] for text in problems(pack_file)] == ["1", "14", "23"]


def test_an_empty_pack_misses_what_every_office_must_say(pack_file: Path) -> None:
    pack_file.write_text("", encoding="utf-8")
    assert problems(pack_file) == [f"1: {key}: missing; add it" for key in ("office", "functions", "officers")]


def test_a_pack_that_is_not_utf8_says_so(pack_file: Path) -> None:
    pack_file.write_bytes(SMALL_PACK.encode("tis-620"))
    assert problems(pack_file) == ["1: file: not UTF-8; save it as UTF-8"]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("id: s2", "id: s2", []),
        ("bot_name: นิเทศ", "bot_name: น้องนิเทศ", ["~ settings / bot_name: นิเทศ -> น้องนิเทศ"]),
        (
            "{name_th: โรงเรียนหนึ่ง, area: north}",
            "{name_th: โรงเรียนสอง}",
            ["- schools / โรงเรียนหนึ่ง", "+ schools / โรงเรียนสอง"],
        ),
        (
            "functions: [curriculum], areas: [north]",
            "functions: [curriculum]",
            ["~ officers / s1 / areas: north -> "],
        ),
        (
            "      - {no: 1, name_th: ร่าง, when_th: ต.ค.}\n",
            "      - {no: 3, name_th: รายงาน}\n      - {no: 1, name_th: ร่าง, when_th: พ.ย.}\n",
            ["~ processes / plan / steps / 1 / when_th: ต.ค. -> พ.ย.", "+ processes / plan / steps / 3: รายงาน"],
        ),
    ],
)
def test_comparing_packs_tells_what_loading_would_change(pack_file: Path, old: str, new: str, lines: list[str]) -> None:
    before = read_pack(pack_file)
    after = read_pack(changed(pack_file, old, new))
    assert [str(change) for change in compare(before, after)] == lines


def keys_of_the_schema() -> set[str]:
    schema = Pack.model_json_schema()
    return {key for entry in (schema, *schema["$defs"].values()) for key in entry["properties"]}


def test_the_guide_names_every_key_of_a_pack() -> None:
    guide = (ROOT / "docs" / "office-pack.md").read_text(encoding="utf-8")
    assert {key for key in keys_of_the_schema() if f"`{key}`" not in guide} == set()
