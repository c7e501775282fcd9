"""Report rounds and the annual calendar in LINE groups: announced, answered and reminded there; only members are mentioned."""

from dataclasses import dataclass
from datetime import date, datetime, time

import pytest

from models import annual_plan, groups, people, quota, rounds
from models.annual_plan import RunState
from models.clock import BANGKOK
from models.groups import Group
from models.office_facts import facts_of
from models.offices import Office, School
from models.people import Person, Role
from simulator.stage import GroupChat, Phone
from tests.installation import Installation


@dataclass
class Scene:
    """Four schools with a contact each, three of whom are in the group; the fourth is not."""

    installation: Installation
    clerk: Phone
    contacts: list[Phone]
    group: GroupChat

    def shown(self) -> list[dict[str, object]]:
        """What the bot has written in the group."""
        return self.group.phone(self.contacts[0]).messages()

    def mentioned(self) -> list[list[str]]:
        """User ids that each message with mentions names."""
        return [
            [one["mentionee"]["userId"] for one in entry["message"]["substitution"].values()]
            for entry in self.shown()
            if entry["message"]["type"] == "textV2"
        ]


@pytest.fixture
def scene(installation: Installation) -> Scene:
    clerk = installation.staff(Role.CLERK, name="ธุรการ")
    contacts = [installation.line.person(f"ครู {n}", installation.channel).follows() for n in range(4)]
    group = installation.line.group("ผู้บริหาร", contacts[:3], channel=installation.channel)
    installation.settle()
    now = installation.services.clock()
    with installation.services.database.begin(installation.office_id) as session:
        session.query(School).filter_by(office_id=installation.office_id).delete()
        for number, phone in enumerate(contacts):
            school = School(office_id=installation.office_id, name=f"โรงเรียนตัวอย่าง {number}", area=None)
            session.add(school)
            session.flush()
            person = people.consent(session, installation.office_id, phone.user_id, now)
            person.name, person.school_id, person.registered_at = phone.name, school.id, now
    made = Scene(installation, clerk, contacts, group)
    installation.jobs("learn groups")
    bind(installation, "free")
    return made


def bind(installation: Installation, kind: str, code: str | None = None) -> None:
    with installation.services.database.begin(installation.office_id) as session:
        found = session.query(Group).one()
        groups.bind(found, kind, code, session.query(Person).first() or Person())


def open_in_group(scene: Scene) -> None:
    scene.clerk.says("เปิดรอบ ITA ภายใน 30 พ.ย.")
    assert scene.clerk.sees("4 โรงเรียน 4 คน = 4 ข้อความ")
    assert scene.clerk.sees("1 กลุ่ม 3 คน = 3 ข้อความ")
    scene.clerk.taps("แจ้งในกลุ่ม…")
    scene.clerk.taps("ผู้บริหาร (3 คน)")
    assert scene.clerk.sees("0 จาก 4 โรงเรียน")
    assert scene.group.phone(scene.contacts[0]).sees("ส่งภายใน")


def test_a_round_is_announced_answered_and_reminded_in_its_group(scene: Scene) -> None:
    open_in_group(scene)
    pressing, saying, silent, outside = scene.contacts
    in_group = scene.group.phone(pressing)
    in_group.taps("ส่งแล้ว")
    assert in_group.sees("ส่งแล้ว 1 จาก 4 โรงเรียน")
    scene.group.phone(saying).says("ส่ง ITA แล้วค่ะ", mention=True)
    assert in_group.sees("ส่งแล้ว 2 จาก 4 โรงเรียน")
    scene.installation.settle()
    assert not outside.sees("ITA", within=0)

    for _ in range(2):
        scene.installation.turn_to(datetime.combine(date(2026, 11, 27), time(9), BANGKOK))
        scene.installation.settle()

    assert scene.mentioned() == [[silent.user_id]]
    assert in_group.sees("ITA ครบกำหนดใน 3 วัน ยังไม่ส่ง 2 โรงเรียน")
    assert len([entry for entry in outside.messages() if "ITA" in entry["text"]]) == 1
    assert not [entry for entry in silent.messages() if "ITA" in entry["text"]]


def test_a_reply_to_the_announcement_counts_without_a_mention_and_other_words_are_left_alone(scene: Scene) -> None:
    open_in_group(scene)
    first, second, third, _ = (scene.group.phone(phone) for phone in scene.contacts)
    announcement = scene.shown()[-1]["id"]
    first.says("ส่งแล้วค่ะ", quote=announcement)
    assert first.sees("ส่งแล้ว 1 จาก 4 โรงเรียน")
    answer = scene.shown()[-1]["id"]
    written = first.says("เอกสารชุดนี้ใช่ไหมคะ")

    second.says("ขอบคุณค่ะ", quote=announcement)  # no answer
    second.says("ส่งแล้วค่ะ", quote=written)  # to a colleague
    second.says("ส่งแล้วค่ะ", quote=answer)  # to words of ours that tell of no round
    third.says("ส่งแล้วค่ะ")
    scene.installation.settle()

    with scene.installation.session() as session:
        assert len(rounds.missing(session, session.get_one(rounds.Round, 1))) == 3
    assert scene.shown()[-1]["id"] == answer


def test_a_school_of_which_nobody_is_known_is_named_and_a_brace_in_the_title_does_no_harm(scene: Scene) -> None:
    with scene.installation.services.database.begin(scene.installation.office_id) as session:
        session.add(School(office_id=scene.installation.office_id, name="โรงเรียนไม่มีใครรู้จัก", area=None))
    scene.clerk.says("เปิดรอบ แบบ {ก} ภายใน 30 พ.ย.")
    scene.clerk.taps("แจ้งในกลุ่ม…")
    scene.clerk.taps("ผู้บริหาร (3 คน)")
    assert scene.clerk.sees("0 จาก 5 โรงเรียน")

    scene.installation.turn_to(datetime.combine(date(2026, 11, 27), time(9), BANGKOK))
    scene.installation.settle()

    assert scene.group.phone(scene.contacts[0]).sees("แบบ {ก} ครบกำหนดใน 3 วัน ยังไม่ส่ง 5 โรงเรียน\nโรงเรียนไม่มีใครรู้จัก")
    assert [len(names) for names in scene.mentioned()] == [3]


def test_a_group_of_an_area_hears_only_of_its_schools(scene: Scene) -> None:
    with scene.installation.services.database.begin(scene.installation.office_id) as session:
        session.query(School).filter_by(name="โรงเรียนตัวอย่าง 1").one().area = "wiman-loi"
    bind(scene.installation, "area", "wiman-loi")
    open_in_group(scene)

    scene.installation.turn_to(datetime.combine(date(2026, 11, 27), time(9), BANGKOK))
    scene.installation.settle()

    assert scene.mentioned() == [[scene.contacts[1].user_id]]
    assert scene.group.phone(scene.contacts[0]).sees("ยังไม่ส่ง 1 โรงเรียน")
    assert scene.contacts[0].sees("ส่งภายใน")


def test_somebody_whom_the_office_does_not_know_is_led_to_the_private_chat(scene: Scene) -> None:
    open_in_group(scene)
    stranger = scene.installation.line.person("คนใหม่", scene.installation.channel)
    scene.group.welcomes(stranger)
    member = scene.group.phone(stranger)
    member.taps("ส่งแล้ว")
    assert member.sees("line.me/R/oaMessage")
    with scene.installation.session() as session:
        assert len(rounds.missing(session, session.get_one(rounds.Round, 1))) == 4


def test_when_the_month_is_too_short_for_the_group_the_contacts_are_reminded(scene: Scene) -> None:
    open_in_group(scene)
    scene.installation.settle()  # what is still to be sent would count afterwards
    with scene.installation.services.database.begin(scene.installation.office_id) as session:
        office = session.get_one(Office, scene.installation.office_id)
        used = quota.used_since(session, office.id, quota.begin_of_month(scene.installation.services.clock()))
        # Two beside the reserve: too few for the three in the group, and nobody's own message touches the reserve yet.
        office.settings = {"monthly_messages": used + 12, "reserved_messages": 10}
        office.words_changed()

    scene.installation.turn_to(datetime.combine(date(2026, 11, 27), time(9), BANGKOK))
    scene.installation.settle()

    assert scene.mentioned() == []
    reminded = [phone for phone in scene.contacts if [one for one in phone.messages() if "ITA" in one["text"]]]
    assert reminded == scene.contacts


def test_a_group_of_the_office_hears_of_the_phases_of_its_work_group_once_a_day(scene: Scene) -> None:
    with scene.installation.services.database.begin(scene.installation.office_id) as session:
        office = session.get_one(Office, scene.installation.office_id)
        annual_plan.open_year(session, office.id, facts_of(office), 2570, scene.installation.services.clock())
        for run in annual_plan.runs_of_year(session, 2570):
            run.state = RunState.DONE
            if run.process == "qa-standards" and run.phase == "1":
                run.state, run.starts_on, run.ends_on = RunState.STARTED, date(2026, 11, 2), date(2026, 11, 23)

    told = []
    for code in ("curriculum", "quality-assurance", "quality-assurance"):
        bind(scene.installation, "function", code)
        scene.installation.jobs("group digests")
        told.append(len([entry for entry in scene.shown() if "ครบกำหนดวันนี้" in entry["text"]]))

    assert told == [0, 1, 1]
