"""A finger presses what it can see, and nothing else."""

from typing import Any

import pytest

from simulator.stage import ControlError, Phone, Stage
from tests.simulator.client import Client, texts_of
from tests.simulator.office import Office

APPROVE = {"type": "postback", "label": "อนุมัติ", "data": "approve=1", "displayText": "อนุมัติแล้ว"}
OPEN = {"type": "uri", "label": "เปิด", "uri": "https://example.com/"}
SAY = {"type": "message", "label": "ถาม", "text": "ขอคำปรึกษา"}


def flex(*contents: dict[str, Any]) -> dict[str, Any]:
    body = {"type": "box", "layout": "vertical", "contents": list(contents)}
    return {"type": "flex", "altText": "การ์ด", "contents": {"type": "bubble", "body": body}}


def button(action: dict[str, Any]) -> dict[str, Any]:
    return {"type": "button", "action": action}


def buttons(*actions: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "template",
        "altText": "เลือก",
        "template": {"type": "buttons", "text": "เลือก", "actions": list(actions)},
    }


def with_quick_reply(*actions: dict[str, Any]) -> dict[str, Any]:
    items = [{"type": "action", "action": action} for action in actions]
    return {**texts_of("เลือกเลย")[0], "quickReply": {"items": items}}


def push(api: Client, phone: Phone, *messages: dict[str, Any]) -> None:
    reply = api.post("/v2/bot/message/push", {"to": phone.user_id, "messages": list(messages)})
    assert reply.status == 200, reply.body


IMAGEMAP = {
    "type": "imagemap",
    "baseUrl": "https://example.com/map",
    "altText": "แผนที่",
    "baseSize": {"width": 1040, "height": 520},
    "actions": [
        {"type": "message", "label": "ซ้าย", "text": "ไปซ้าย", "area": {"x": 0, "y": 0, "width": 520, "height": 520}},
        {"type": "uri", "linkUri": "https://example.com/", "area": {"x": 520, "y": 0, "width": 520, "height": 520}},
    ],
}
CAROUSEL = {
    "type": "template",
    "altText": "เลือก",
    "template": {
        "type": "carousel",
        "columns": [{"text": name, "actions": [{**SAY, "label": name}]} for name in ("ก", "ข")],
    },
}
IMAGE_CAROUSEL = {
    "type": "template",
    "altText": "เลือก",
    "template": {
        "type": "image_carousel",
        "columns": [{"imageUrl": "https://example.com/a.png", "action": {**SAY, "label": "รูป"}}],
    },
}
BOX_WITHOUT_LABEL = {
    "type": "box",
    "layout": "vertical",
    "contents": [{"type": "text", "text": "กดทั้งกล่อง"}],
    "action": {"type": "postback", "data": "box=1"},
}


@pytest.mark.parametrize(
    ("message", "labels"),
    [
        pytest.param(flex(button(APPROVE), button(OPEN)), ["อนุมัติ", "เปิด"], id="flex buttons"),
        pytest.param(flex(BOX_WITHOUT_LABEL), ["กดทั้งกล่อง"], id="flex box without label"),
        pytest.param(flex({"type": "text", "text": "ข้อความ", "action": SAY}), ["ถาม"], id="flex text with label"),
        pytest.param(buttons(APPROVE, SAY), ["อนุมัติ", "ถาม"], id="buttons template"),
        pytest.param(CAROUSEL, ["ก", "ข"], id="carousel template"),
        pytest.param(IMAGE_CAROUSEL, ["รูป"], id="image carousel template"),
        pytest.param(IMAGEMAP, ["ซ้าย", "https://example.com/"], id="imagemap"),
        pytest.param(with_quick_reply(SAY, APPROVE), ["ถาม", "อนุมัติ"], id="quick replies"),
        pytest.param(texts_of()[0], [], id="text"),
    ],
)
def test_what_can_be_pressed_is_listed_from_top_to_bottom(
    api: Client, teacher: Phone, message: dict[str, Any], labels: list[str]
) -> None:
    push(api, teacher, message)
    assert teacher.buttons() == labels


def test_a_message_action_is_like_typing(office: Office, teacher: Phone) -> None:
    push(office.client, teacher, flex(button(SAY)))
    teacher.taps("ถาม")
    event = office.bot.last()
    assert (event["type"], event["message"]["text"]) == ("message", "ขอคำปรึกษา")
    assert teacher.chat()["entries"][-1]["text"] == "ขอคำปรึกษา"


def test_display_text_is_shown_but_no_message(office: Office, line: Stage, teacher: Phone) -> None:
    push(office.client, teacher, flex(button(APPROVE)))
    teacher.taps("อนุมัติ")
    line.settle()
    assert [event["type"] for event in office.bot.events] == ["postback"]
    assert office.bot.events[0]["postback"] == {"data": "approve=1"}
    assert teacher.chat()["entries"][-1]["text"] == "อนุมัติแล้ว"


def test_a_postback_without_display_text_shows_nothing(office: Office, teacher: Phone) -> None:
    push(office.client, teacher, flex(BOX_WITHOUT_LABEL))
    teacher.taps("กดทั้งกล่อง")
    assert len(teacher.chat()["entries"]) == 1
    assert office.bot.last()["postback"] == {"data": "box=1"}


@pytest.mark.parametrize(
    ("action", "result"),
    [
        (OPEN, {"uri": "https://example.com/"}),
        ({"type": "clipboard", "label": "คัดลอก", "clipboardText": "0-1234"}, {"text": "0-1234"}),
        ({"type": "camera", "label": "ถ่ายรูป"}, {"opens": "camera"}),
        ({"type": "cameraRoll", "label": "เลือกรูป"}, {"opens": "cameraRoll"}),
        ({"type": "location", "label": "ส่งที่อยู่"}, {"opens": "location"}),
    ],
    ids=lambda value: value.get("type"),
)
def test_what_stays_on_the_phone_is_told_to_the_finger(
    line: Stage, office: Office, teacher: Phone, action: dict[str, Any], result: dict[str, str]
) -> None:
    push(office.client, teacher, with_quick_reply(action))
    assert teacher.taps(action["label"]) == {"action": action, **result}
    line.settle()
    assert office.bot.events == []


@pytest.mark.parametrize(
    ("mode", "value"), [("date", "2027-01-31"), ("time", "09:30"), ("datetime", "2027-01-31T09:30")]
)
def test_a_date_picker_sends_the_persons_wall_clock(office: Office, teacher: Phone, mode: str, value: str) -> None:
    push(office.client, teacher, flex(button({"type": "datetimepicker", "label": "วัน", "data": "d", "mode": mode})))
    teacher.taps("วัน", value=value)
    assert office.bot.last()["postback"] == {"data": "d", "params": {mode: value}}


@pytest.mark.parametrize("value", [None, "31/01/2027", "2027-02-30", "2026-12-31", "2027-03-01", "2027-01-31T09:30"])
def test_a_date_picker_takes_only_what_it_offers(office: Office, teacher: Phone, value: str | None) -> None:
    picker = {"type": "datetimepicker", "label": "วัน", "data": "d", "mode": "date"}
    push(office.client, teacher, flex(button({**picker, "min": "2027-01-01", "max": "2027-02-28"})))
    with pytest.raises(ControlError) as refusal:
        teacher.taps("วัน", value=value)
    assert refusal.value.status == 400


def test_a_date_picker_left_alone_says_its_first_value(office: Office, teacher: Phone) -> None:
    picker = {"type": "datetimepicker", "label": "วัน", "data": "d", "mode": "date", "initial": "2027-01-15"}
    push(office.client, teacher, flex(button(picker)))
    teacher.taps("วัน")
    assert office.bot.last()["postback"]["params"] == {"date": "2027-01-15"}


def test_what_is_not_visible_cannot_be_pressed(line: Stage, office: Office, teacher: Phone) -> None:
    push(office.client, teacher, flex(button(APPROVE)), with_quick_reply(SAY))
    with pytest.raises(ControlError) as refusal:
        line.ask("POST", f"/sim/people/{teacher.user_id}/tap", {"label": "ลบ"})
    assert (refusal.value.status, refusal.value.body["visible"]) == (404, ["อนุมัติ", "ถาม"])
    line.settle()
    assert office.bot.events == []


def test_old_buttons_stay_pressable_and_twice(office: Office, teacher: Phone) -> None:
    push(office.client, teacher, flex(button(APPROVE)))
    push(office.client, teacher, texts_of("ใหม่กว่า")[0])
    teacher.taps("อนุมัติ")
    teacher.taps("อนุมัติ")
    assert [event["postback"]["data"] for event in office.bot.wait_for(2)] == ["approve=1"] * 2


def test_of_two_of_the_same_label_the_newer_is_pressed_unless_one_is_meant(office: Office, teacher: Phone) -> None:
    for number in (1, 2):
        push(office.client, teacher, flex(button({**APPROVE, "data": f"approve={number}"})))
    teacher.taps("อนุมัติ")
    teacher.taps("อนุมัติ", entryId=teacher.messages()[0]["id"])
    teacher.taps("อนุมัติ", action={**APPROVE, "data": "approve=1"})
    data = [event["postback"]["data"] for event in office.bot.wait_for(3)]
    assert data == ["approve=2", "approve=1", "approve=1"]


class TestQuickReplies:
    """They show under the last message only, and go with a tap."""

    def test_they_go_when_the_next_message_comes(self, api: Client, teacher: Phone) -> None:
        push(api, teacher, with_quick_reply(SAY))
        push(api, teacher, texts_of()[0])
        assert teacher.buttons() == []

    def test_they_go_when_the_person_writes(self, api: Client, teacher: Phone) -> None:
        push(api, teacher, with_quick_reply(SAY))
        teacher.says("ไม่")
        assert teacher.buttons() == []

    def test_they_go_when_one_is_pressed(self, api: Client, teacher: Phone) -> None:
        push(api, teacher, with_quick_reply({"type": "postback", "label": "กด", "data": "1"}, SAY))
        teacher.taps("กด")
        assert teacher.buttons() == []

    def test_of_several_messages_only_the_lasts_show(self, api: Client, teacher: Phone) -> None:
        push(api, teacher, with_quick_reply(SAY), with_quick_reply(APPROVE))
        assert teacher.buttons() == ["อนุมัติ"]


def test_somebody_who_has_blocked_presses_nothing(api: Client, teacher: Phone) -> None:
    push(api, teacher, flex(button(APPROVE)))
    teacher.blocks()
    for act in (lambda: teacher.taps("อนุมัติ"), lambda: teacher.says("สวัสดี"), lambda: teacher.posts_back("a=1")):
        with pytest.raises(ControlError) as refusal:
            act()
        assert refusal.value.status == 409


def test_anybody_in_a_group_may_press(line: Stage, office: Office, teacher: Phone) -> None:
    other = line.person("ครูอื่น")
    group = line.group("ครู", [teacher, other])
    office.client.post("/v2/bot/message/push", {"to": group.group_id, "messages": [flex(button(APPROVE))]})
    group.phone(other).taps("อนุมัติ")
    assert office.bot.wait_for(2)[-1]["source"] == {
        "type": "group", "groupId": group.group_id, "userId": other.user_id,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (texts_of("สวัสดี")[0], "สวัสดี"),
        ({"type": "textV2", "text": "{a} {{นี่}}", "substitution": {"a": {
            "type": "emoji", "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}}}, "(emoji) {นี่}"),
        (flex({"type": "text", "contents": [{"type": "span", "text": "นัด"}, {"type": "span", "text": "หมาย"}]},
              button(SAY)), "นัดหมาย\nถาม"),
        (buttons(SAY), "เลือก\nถาม"),
        (CAROUSEL, "ก\nก\nข\nข"),
        ({"type": "location", "title": "สพป.", "address": "นครสวรรค์", "latitude": 15.7, "longitude": 100.1},
         "สพป.\nนครสวรรค์"),
        (IMAGEMAP, "แผนที่"),
        ({"type": "sticker", "packageId": "446", "stickerId": "1988"}, ""),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)  # fmt: skip
def test_the_words_of_a_message_can_be_read(api: Client, teacher: Phone, message: dict[str, Any], text: str) -> None:
    push(api, teacher, message)
    assert [entry["text"] for entry in teacher.messages()] == [text]
