"""Who is proposed for what, in which order, and with which reasons."""

import pytest

from models.duties import Officer, Project, Question, Roster, question, rank
from nlp.understanding import Topic, Understanding, about

PLC, SAFETY, TESTS, RESULTS = "ชุมชนเรียนรู้", "โรงเรียนปลอดภัย", "จัดสอบปลายปี", "ใช้ผลสอบ"
ROSTER = Roster(
    (
        Officer("head", "ผอ.กลุ่ม", True, ("tests", "media"), ("math", "thai", "career"), ("north",), (Project(PLC),)),
        Officer("math", "ศน.คณิต", False, ("supervision",), ("math",), ("south",), (Project(SAFETY),)),
        Officer("science", "ศน.วิทย์", False, ("tests",), ("science",), ("north",), (Project(TESTS),)),
        Officer("thai", "ศน.ไทย", False, ("tests",), ("thai",), ("south",), (Project(RESULTS),)),
        Officer("coding", "ศน.วิทยาการคำนวณ", False, ("media",), ("coding",), ("north",)),
    ),
    titles={
        "math": "คณิตศาสตร์",
        "science": "วิทยาศาสตร์",
        "thai": "ภาษาไทย",
        "tests": "วัดผล",
        "media": "สื่อ",
        "north": "สหวิทยาเขตเหนือ",
        "south": "สหวิทยาเขตใต้",
    },
    parents={"coding": "science", "biology": "science"},
)
MATH = Topic("คณิตศาสตร์", learning_area="math")
THAI = Topic("ภาษาไทย", learning_area="thai")
TESTING = Topic("วัดผล", function="tests")
MEDIA = Topic("สื่อ", function="media")


def asked(
    *topics: Topic, intent: str = "consult", area: str | None = None, unsure: tuple[str, ...] = ()
) -> Understanding:
    return about(topics, text="", intent=intent, area=area, unsure=unsure)


def order(*topics: Topic, area: str | None = None, **more: object) -> list[str]:
    return [candidate.officer for candidate in rank(asked(*topics, area=area), ROSTER, **more)]


@pytest.mark.parametrize(
    ("topics", "area", "expected"),
    [
        # a project's owner before everybody, a method in a subject after the subject's supervisor
        ([Topic("ปลอดภัย", projects=(SAFETY,))], None, ["math"]),
        ([Topic("ปลอดภัย", projects=(SAFETY,)), THAI], None, ["math", "thai"]),
        ([Topic("PLC", projects=(PLC,), is_method=True)], None, ["head"]),
        ([Topic("PLC", projects=(PLC,), is_method=True), MATH], None, ["math", "head"]),
        # a subject before a function, both together before one
        ([MATH], None, ["math"]),
        ([MATH, TESTING], None, ["math", "science", "thai"]),
        ([THAI, TESTING], None, ["thai", "science"]),
        # a function's people, the area's own first
        ([TESTING], None, ["science", "thai"]),
        ([TESTING], "south", ["thai", "science"]),
        # an area alone: its people, the director after them
        ([], "north", ["science", "coding", "head"]),
        ([], "south", ["math", "thai"]),
        # an area never outweighs a duty
        ([MATH], "north", ["math"]),
        # what is on nobody's sheet is the director's
        ([Topic("การงานอาชีพ", learning_area="career")], None, ["head"]),
        ([Topic("วิทยฐานะ")], "south", ["head"]),
        # several topics: everybody who has one of them
        ([MATH, THAI], None, ["math", "thai"]),
        # the first of several topics is what the message is about, whoever has the others
        ([THAI, MATH], None, ["thai", "math"]),
        ([MATH, Topic("การงานอาชีพ", learning_area="career")], None, ["math", "head"]),
        # a subject that nobody has belongs to its learning area
        ([Topic("ชีววิทยา", learning_area="biology")], None, ["science"]),
        ([Topic("วิทยาการคำนวณ", learning_area="coding")], None, ["coding"]),
        # nothing to choose
        ([], None, []),
    ],
)
def test_stronger_duties_come_first(topics: list[Topic], area: str | None, expected: list[str]) -> None:
    assert order(*topics, area=area) == expected


@pytest.mark.parametrize("intent", ["greeting", "cancel", "reschedule", "status", "calendar", "contact", "other"])
def test_only_requests_are_routed(intent: str) -> None:
    assert rank(asked(MATH, intent=intent), ROSTER) == []


def test_the_director_covers_everything_but_is_proposed_only_for_what_is_the_directors() -> None:
    assert "head" not in order(TESTING)
    assert "head" not in order(MEDIA)


def test_the_area_of_the_teachers_school_breaks_ties() -> None:
    assert order(TESTING, school_area="south") == ["thai", "science"]
    assert order(MATH, school_area="north") == ["math"]


def test_among_equals_those_away_come_last_and_the_less_busy_first() -> None:
    assert order(TESTING, load={"science": 3, "thai": 1}) == ["thai", "science"]
    assert order(TESTING, load={"science": 3, "thai": 1}, away=["thai"]) == ["science", "thai"]
    assert order(MATH, TESTING, load={"math": 9}) == ["math", "science", "thai"]


def test_reasons_are_what_a_director_would_say() -> None:
    topics = (Topic("PLC", projects=(PLC,), is_method=True), MATH)
    math, head = rank(asked(*topics), ROSTER, school_area="south")
    assert math.reasons == ("ดูแลคณิตศาสตร์", "สหวิทยาเขตใต้ของคุณครู")
    assert head.reasons == ("โครงการ PLC",)
    assert rank(asked(Topic("วิทยฐานะ")), ROSTER)[0].reasons == ("พิจารณาเรื่องวิทยฐานะ",)


def choices(found: Question | None) -> list[str]:
    return [choice.code for choice in found.choices] if found else []


def test_without_a_topic_the_work_groups_are_offered() -> None:
    found = question(asked(unsure=("topic",)), ROSTER)
    assert (found.field if found else None, choices(found)) == ("function", ["tests", "media", "supervision"])


def test_talk_of_teaching_is_asked_for_the_subject_so_that_every_supervisor_can_be_meant() -> None:
    found = question(asked(unsure=("learning_area",)), ROSTER)
    assert (found.field if found else None, choices(found)) == ("learning_area", ["math", "science", "thai", "coding"])


def test_an_office_without_subjects_asks_for_the_work_group_instead() -> None:
    planning = Roster((Officer("a", "ก", functions=("plan",)), Officer("b", "ข", functions=("budget",))))
    found = question(asked(unsure=("learning_area",)), planning)
    assert (found.field if found else None, choices(found)) == ("function", ["budget", "plan"])


def test_where_the_area_is_known_its_peoples_work_groups_are_offered() -> None:
    assert choices(question(asked(area="north", unsure=("topic",)), ROSTER)) == ["tests", "media"]


def test_words_that_mean_several_projects_are_asked_back() -> None:
    shared = Topic("การสอบ", projects=(TESTS, RESULTS))
    found = question(asked(shared, unsure=("project",)), ROSTER)
    assert (found.field if found else None, choices(found)) == ("said", [TESTS, RESULTS])


def test_a_bare_function_is_asked_back_where_several_people_have_it() -> None:
    bare = Topic("วัดผล", function="tests", aspects=("ในชั้นเรียน", "ระดับชาติ"))
    assert choices(question(asked(bare, unsure=("function",)), ROSTER)) == ["ในชั้นเรียน", "ระดับชาติ"]
    alone = Topic("นิเทศ", function="supervision", aspects=("ภายใน", "เครื่องมือ"))
    assert question(asked(alone, unsure=("function",)), ROSTER) is None


@pytest.mark.parametrize("area", ["north", "south"])
def test_nothing_is_asked_that_the_area_settles(area: str) -> None:
    bare = Topic("วัดผล", function="tests", aspects=("ในชั้นเรียน", "ระดับชาติ"))
    assert question(asked(bare, area=area, unsure=("function",)), ROSTER) is None


def test_a_clear_request_is_not_questioned() -> None:
    assert question(asked(MATH), ROSTER) is None


def test_a_roster_without_a_director_still_works() -> None:
    roster = Roster(ROSTER.officers[1:])
    assert [candidate.officer for candidate in rank(asked(MATH), roster)] == ["math"]
    assert rank(asked(Topic("วิทยฐานะ")), roster) == []
