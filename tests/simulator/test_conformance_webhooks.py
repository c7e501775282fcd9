"""Every webhook is signed as LINE signs, and every event has the shape of LINE's own webhook description."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from simulator.pictures import png
from simulator.stage import GroupChat, Phone, Stage
from simulator.webhooks.signature import sign
from tests.simulator.line_schemas import description, problems
from tests.simulator.office import Office

# Where the fact sheet is newer than the description of July 2026.
NEWER_THAN_THE_DESCRIPTION = {"messageEdited": "live since 2026-08-12"}

BODY = {"$ref": "#/components/schemas/CallbackRequest"}


@dataclass
class Scene:
    line: Stage
    office: Office
    teacher: Phone
    group: GroupChat
    other: Phone

    @property
    def in_group(self) -> Phone:
        return self.group.phone(self.teacher)

    def injects(self, event: dict[str, Any]) -> None:
        self.line.inject(event, userId=self.teacher.user_id)


@pytest.fixture
def scene(line: Stage, office: Office, teacher: Phone) -> Scene:
    other = line.person("ครูสมชาย")
    group = line.group("ครูทั้งเขต", [teacher])
    line.settle()
    office.bot.forget()
    return Scene(line, office, teacher, group, other)


def comes_back(scene: Scene) -> None:
    scene.teacher.blocks()
    scene.teacher.follows()


def is_put_out_and_invited(scene: Scene) -> None:
    scene.group.puts_bot_out()
    scene.group.invites_bot()


def corrects(scene: Scene) -> None:
    scene.in_group.says("นัดวันจันทร์")
    scene.in_group.edits("นัดวันอังคาร")


def takes_back(scene: Scene) -> None:
    scene.teacher.says("ไม่ใช่")
    scene.teacher.unsends()


def welcomes_and_loses(scene: Scene) -> None:
    scene.group.welcomes(scene.other)
    scene.group.loses(scene.other)


def quotes(scene: Scene) -> None:
    scene.teacher.says("ได้ครับ", quote=scene.teacher.says("พรุ่งนี้ได้ไหม"))


ACTS: list[tuple[str, Callable[[Scene], Any], list[str]]] = [
    ("text", lambda s: s.teacher.says("สวัสดี"), ["message"]),
    ("a quote", quotes, ["message", "message"]),
    ("LINE emoji", lambda s: s.teacher.says(
        "(hello)", emojis=[{"index": 0, "length": 7, "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}]
    ), ["message"]),
    ("a sticker", lambda s: s.teacher.sends_sticker(keywords=["สวัสดี"]), ["message"]),
    ("a picture", lambda s: s.teacher.sends("a.png", "image/png", png(1, 1, 0, 0, 0)), ["message"]),
    ("a picture of several", lambda s: s.teacher.sends(
        "a.png", "image/png", png(1, 1, 0, 0, 0), imageSet={"id": "E0", "index": 1, "total": 2}
    ), ["message"]),
    ("a video", lambda s: s.teacher.sends("a.mp4", "video/mp4", b"1", duration=1000), ["message"]),
    ("a sound", lambda s: s.teacher.sends("a.m4a", "audio/mp4", b"1", duration=1000), ["message"]),
    ("a file", lambda s: s.teacher.sends("a.pdf", "application/pdf", b"1"), ["message"]),
    ("a place", lambda s: s.teacher.sends_location(15.7, 100.1, title="สพป.", address="นครสวรรค์"), ["message"]),
    ("a postback", lambda s: s.teacher.posts_back("a=1"), ["postback"]),
    ("a picked date", lambda s: s.teacher.posts_back("a=1", {"date": "2027-01-31"}), ["postback"]),
    ("blocking and coming back", comes_back, ["unfollow", "follow"]),
    ("taking back", takes_back, ["message", "unsend"]),
    ("text in a group", lambda s: s.in_group.says("สวัสดี"), ["message"]),
    ("text in a group by nobody", lambda s: s.in_group.says("สวัสดี", omitUserId=True), ["message"]),
    ("a mention", lambda s: s.in_group.says("ช่วยด้วย", mention=True), ["message"]),
    ("a postback in a group", lambda s: s.in_group.posts_back("a=1"), ["postback"]),
    ("correcting", corrects, ["message", "messageEdited"]),
    ("out and in", is_put_out_and_invited, ["leave", "join"]),
    ("members", welcomes_and_loses, ["memberJoined", "memberLeft"]),
    ("a watched video", lambda s: s.injects({"type": "videoPlayComplete", "videoPlayComplete": {"trackingId": "t"}}),
     ["videoPlayComplete"]),
    ("a beacon", lambda s: s.injects({"type": "beacon", "beacon": {"hwid": "d41d8cd98f", "type": "enter"}}), ["beacon"]),
    ("an account link", lambda s: s.injects(
        {"type": "accountLink", "link": {"result": "ok", "nonce": "1234567890"}}), ["accountLink"]),
    ("a failed account link", lambda s: s.line.inject(
        {"type": "accountLink", "link": {"result": "failed", "nonce": "1234567890"}, "replyToken": None}
    ), ["accountLink"]),
    ("a membership", lambda s: s.injects(
        {"type": "membership", "membership": {"type": "joined", "membershipId": 3189}}), ["membership"]),
    ("a module", lambda s: s.line.inject(
        {"type": "module", "module": {"type": "attached", "botId": "U" + "0" * 32, "scopes": ["message:send"]}}
    ), ["module"]),
    ("activation", lambda s: s.line.inject({"type": "activated", "chatControl": {"expireAt": 1}}), ["activated"]),
    ("deactivation", lambda s: s.line.inject({"type": "deactivated"}), ["deactivated"]),
    ("suspension", lambda s: s.line.inject({"type": "botSuspended"}), ["botSuspended"]),
    ("resumption", lambda s: s.line.inject({"type": "botResumed"}), ["botResumed"]),
    ("a delivery", lambda s: s.line.inject({"type": "delivery", "delivery": {"data": "1" * 64}}), ["delivery"]),
]  # fmt: skip


@pytest.mark.parametrize(("act", "types"), [pytest.param(*rest, id=name) for name, *rest in ACTS])
def test_an_event_has_the_described_shape(scene: Scene, act: Callable[[Scene], Any], types: list[str]) -> None:
    act(scene)
    events = scene.office.bot.wait_for(len(types))
    assert [event["type"] for event in events] == types
    for webhook in scene.office.bot.webhooks:
        assert problems("webhook", BODY, webhook.body) == []


def test_every_described_event_is_shown_above() -> None:
    described = set(description("webhook")["components"]["schemas"]["Event"]["discriminator"]["mapping"])
    shown = {event_type for _, _, types in ACTS for event_type in types}
    assert shown - described == set(NEWER_THAN_THE_DESCRIPTION)
    assert described <= shown


def test_the_body_is_signed_as_it_is_sent(office: Office, teacher: Phone) -> None:
    teacher.says('ที่นี่ 🍎 \\ "')
    office.bot.wait_for(1)
    webhook = office.bot.webhooks[0]
    digest = hmac.digest(office.channel["secret"].encode(), webhook.raw, hashlib.sha256)
    assert webhook.headers["x-line-signature"] == base64.b64encode(digest).decode()
    assert webhook.headers["user-agent"] == "LineBotWebhook/2.0"
    assert webhook.headers["content-type"] == "application/json; charset=utf-8"
    assert webhook.body["destination"] == office.channel["userId"]


def test_the_signature_of_lines_guide() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    signature = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="
    assert sign("8c570fa6dd201bb328f1c1eac23a96d8", body) == signature


def test_only_events_that_can_be_answered_carry_a_reply_token(scene: Scene) -> None:
    comes_back(scene)
    takes_back(scene)
    is_put_out_and_invited(scene)
    events = scene.office.bot.wait_for(6)
    assert {event["type"]: "replyToken" in event for event in events} == {
        "unfollow": False, "follow": True, "message": True, "unsend": False, "leave": False, "join": True,
    }  # fmt: skip


def test_who_joins_or_leaves_a_group_is_no_source(scene: Scene) -> None:
    welcomes_and_loses(scene)
    is_put_out_and_invited(scene)
    events = scene.office.bot.wait_for(4)
    assert all("userId" not in event["source"] for event in events)
    assert events[0]["joined"]["members"] == [{"type": "user", "userId": scene.other.user_id}]


def test_a_mention_of_the_bot_is_marked(scene: Scene) -> None:
    scene.in_group.says("🍎 @สำนักงาน ช่วยด้วย", mention=True)
    [mentionee] = scene.office.bot.last()["message"]["mention"]["mentionees"]
    assert mentionee == {
        "index": 3, "length": 9, "type": "user", "userId": scene.office.channel["userId"], "isSelf": True,
    }  # fmt: skip


def test_on_standby_events_come_without_reply_token(line: Stage, office: Office, teacher: Phone) -> None:
    line.set_channel(office.channel_id, mode="standby")
    teacher.says("สวัสดี")
    event = office.bot.last()
    assert (event["mode"], "replyToken" in event) == ("standby", False)


@pytest.mark.parametrize("silent_by", ["a person on LINE for PC", "this once", "the channel"])
def test_a_postback_in_a_group_may_hide_who_pressed(scene: Scene, silent_by: str) -> None:
    person = scene.line.person("ผอ.", sharesUserId=silent_by != "a person on LINE for PC")
    scene.group.welcomes(person)
    if silent_by == "the channel":
        scene.line.set_channel(scene.office.channel_id, userIdInGroupPostbacks=False)
    scene.group.phone(person).posts_back("a=1", omitUserId=silent_by == "this once")
    scene.line.settle()
    [postback] = [event for event in scene.office.bot.events if event["type"] == "postback"]
    assert postback["source"] == {"type": "group", "groupId": scene.group.group_id}


def test_novelties_and_nonsense_can_be_sent(scene: Scene) -> None:
    scene.injects({"type": "hologram", "hologram": {"colour": "green"}})
    scene.injects({"type": "message", "message": {"type": "scent"}})
    scene.line.inject({"not": "an event"}, raw=True, userId=scene.teacher.user_id)
    hologram, scent, nonsense = scene.office.bot.wait_for(3)
    assert {"webhookEventId", "timestamp", "mode", "source"} <= hologram.keys()
    assert scent["message"].keys() == {"type", "id"}
    assert scent["replyToken"]
    assert nonsense == {"not": "an event"}
