"""The general lexicon tied to the duties of each office."""

from datetime import datetime
from pathlib import Path

import pytest

from models.duties import rank
from models.packs import Pack, read_pack
from models.vocabulary import roster_of, vocabulary_of
from nlp.lexicon import Term
from nlp.understand import understand
from nlp.understanding import Understanding

OFFICES = Path(__file__).parents[2] / "offices"
NOW = datetime.fromisoformat("2026-11-23T09:00:00+07:00")


@pytest.fixture(scope="module")
def packs() -> dict[str, Pack]:
    return {path.stem: read_pack(path) for path in OFFICES.glob("*.yaml")}


def read(pack: Pack, text: str, *keywords: Term) -> Understanding:
    return understand(text, vocabulary_of(pack, keywords), NOW)


@pytest.mark.parametrize(
    ("slug", "text", "function", "officers"),
    [
        ("sakonnakhon2", "ขอปรึกษาเรื่องออกข้อสอบค่ะ", "measurement", ["skn2-supervisor-math"]),
        ("sakonnakhon2", "ทำสื่อด้วย canva ยังไงดี", "media-innovation", ["skn2-supervisor-math"]),
        ("sakonnakhon2", "เขียน SAR ไม่เป็นเลยค่ะ", "quality-assurance", ["skn2-supervisor-math"]),
        ("ayutthaya1", "กตปน. โรงเรียนต้องเตรียมอะไร", "gtpn-secretariat", ["ay1-secretariat-1", "ay1-secretariat-2"]),
        ("suratthani-chumphon", "e-MES เข้าไม่ได้ครับ", "monitoring-evaluation", None),
        ("khonkaen5", "ขอโอนเปลี่ยนแปลงงบประมาณต้องทำยังไง", "budget-analysis", ["kk5-budget-officer"]),
        ("khonkaen5", "ปรึกษาเรื่องยุบรวมโรงเรียนครับ", "policy-plan", ["kk5-policy-plan-officer"]),
        ("khonkaen5", "แผนปฏิบัติการประจำปีส่งแบบไหนคะ", "policy-plan", ["kk5-policy-plan-officer"]),
    ],
)
def test_each_office_is_routed_by_its_own_work_groups(
    packs: dict[str, Pack], slug: str, text: str, function: str, officers: list[str] | None
) -> None:
    understanding = read(packs[slug], text)
    assert understanding.function == function
    if officers:
        assert [candidate.officer for candidate in rank(understanding, roster_of(packs[slug]))] == officers


def test_what_is_our_work_here_is_outside_elsewhere(packs: dict[str, Pack]) -> None:
    text = "ของบประมาณซ่อมหลังคาต้องทำยังไง"
    assert read(packs["nakhonsawan"], text).intent == "other"
    assert read(packs["khonkaen5"], text).function == "budget-analysis"


def test_codes_are_only_those_of_the_office(packs: dict[str, Pack]) -> None:
    for pack in packs.values():
        learning_areas = {entry.code for entry in pack.learning_areas}
        functions = {entry.code for entry in pack.functions}
        for text in ("ปรึกษาเรื่องภาษาไทย", "ปรึกษาคณิต", "ปรึกษาวัดผล O-NET", "ปรึกษาสื่อการสอน", "ปรึกษา CEFR"):
            understanding = read(pack, text)
            assert understanding.learning_area in {None, *learning_areas}
            assert understanding.function in {None, *functions}


@pytest.mark.parametrize("slug", ["nakhonsawan", "khonkaen5"])
def test_a_matter_without_an_owner_goes_to_the_director(packs: dict[str, Pack], slug: str) -> None:
    director = next(officer.id for officer in packs[slug].officers if officer.role == "director")
    found = rank(read(packs[slug], "ขอปรึกษาเรื่องวิทยฐานะค่ะ"), roster_of(packs[slug]))
    assert [candidate.officer for candidate in found] == [director]


def test_every_topic_of_the_manual_leads_to_its_owner(packs: dict[str, Pack]) -> None:
    pack = packs["nakhonsawan"]
    vocabulary, roster = vocabulary_of(pack), roster_of(pack)
    projects = [(officer, project) for officer in pack.officers for project in officer.projects]
    wrong = []
    for _, project in projects:
        for words in (project.name_th, *project.topics_th):
            owners = {one.id for one, other in projects if words in (other.name_th, *other.topics_th)}
            found = rank(understand(f"ขอปรึกษาเรื่อง{words}ค่ะ", vocabulary, NOW), roster)
            if not found or found[0].officer not in owners:
                wrong.append(words)
    # "Teaching design and technology" names the subject, whose supervisor is another.
    assert wrong == ["สอนออกแบบเทคโนโลยี"]


def test_every_name_of_a_subject_fills_its_slot(packs: dict[str, Pack]) -> None:
    pack = packs["nakhonsawan"]
    vocabulary = vocabulary_of(pack)
    for area in pack.learning_areas:
        for words in (area.name_th, *area.aliases_th):
            assert understand(f"ขอปรึกษาเรื่อง{words}ค่ะ", vocabulary, NOW).learning_area == area.code, words


@pytest.mark.parametrize(
    ("kind", "code", "slot"),
    [("learning_area", "arts", "learning_area"), ("function", "assessment", "function"), ("area", "wiman-loi", "area")],
)
def test_a_keyword_may_mean_any_duty(packs: dict[str, Pack], kind: str, code: str, slot: str) -> None:
    keyword = Term("กระบวยโมเดล", kind, code)  # type: ignore[arg-type]
    assert getattr(read(packs["nakhonsawan"], "ขอปรึกษาเรื่องกระบวยโมเดล", keyword), slot) == code


def test_a_keyword_fills_what_its_project_implies(packs: dict[str, Pack]) -> None:
    keyword = Term("ห้องเรียนพลังใหม่", "project", "วิทยาศาสตร์พลังสิบ")
    assert read(packs["nakhonsawan"], "ขอปรึกษาห้องเรียนพลังใหม่", keyword).learning_area == "science"
