"""Reply tokens: once, within a minute of the delivery, dead twenty minutes after the event."""

import uuid

import pytest

from simulator.stage import Phone, Stage
from tests.simulator.client import Client, texts_of
from tests.simulator.office import Office

INVALID = (400, "Invalid reply token")


def test_a_reply_is_shown_and_free(line: Stage, office: Office, teacher: Phone) -> None:
    teacher.says("สวัสดี")
    reply = office.client.reply(office.bot.last()["replyToken"], "หนึ่ง", "สอง")
    assert reply.status == 200
    shown = teacher.messages()
    assert [entry["text"] for entry in shown] == ["หนึ่ง", "สอง"]
    assert [entry["id"] for entry in shown] == [sent["id"] for sent in reply.json["sentMessages"]]
    assert line.usage()["usedThisMonth"] == 0


def test_a_reply_token_works_once(office: Office, teacher: Phone) -> None:
    teacher.says("สวัสดี")
    token = office.bot.last()["replyToken"]
    first, second = office.client.reply(token), office.client.reply(token)
    assert (first.status, second.status, second.message) == (200, *INVALID)
    assert len(teacher.messages()) == 1


@pytest.mark.parametrize(("seconds", "taken"), [(50, True), (61, False)])
def test_a_reply_token_lives_a_minute(line: Stage, office: Office, teacher: Phone, seconds: int, taken: bool) -> None:
    teacher.says("สวัสดี")
    token = office.bot.last()["replyToken"]
    line.advance(seconds)
    reply = office.client.reply(token)
    assert reply.status == 200 if taken else (reply.status, reply.message) == INVALID


@pytest.mark.parametrize(("minutes", "taken"), [(10, True), (19, True), (21, False)])
def test_a_redelivery_makes_the_token_fresh_until_twenty_minutes(
    line: Stage, office: Office, teacher: Phone, minutes: int, taken: bool
) -> None:
    line.set_channel(office.channel_id, redelivery=True, redeliverySeconds=minutes * 60)
    office.bot.failures = 1
    teacher.says("สวัสดี")
    office.bot.wait_for(1)
    line.settle()
    line.advance(minutes * 60 + 1)
    first, again = office.bot.wait_for(2)
    assert again["replyToken"] == first["replyToken"]
    reply = office.client.reply(again["replyToken"])
    assert reply.status == 200 if taken else (reply.status, reply.message) == INVALID


@pytest.mark.parametrize(
    ("token", "message"),
    [
        ("0" * 32, "Invalid reply token"),
        ("", "The property, 'replyToken', in the request body is invalid (line: 1, column: 16)"),
        ("ไม่ใช่", "The property, 'replyToken', in the request body is invalid (line: 1, column: 16)"),
    ],
)
def test_invented_and_malformed_tokens_are_told_apart(api: Client, token: str, message: str) -> None:
    reply = api.reply(token)
    assert (reply.status, reply.message) == (400, message)


def test_a_reply_takes_no_retry_key(office: Office, teacher: Phone) -> None:
    teacher.says("สวัสดี")
    token = office.bot.last()["replyToken"]
    assert office.client.reply(token, X_Line_Retry_Key=str(uuid.uuid4())).status == 400
    assert office.client.reply(token).status == 200


def test_a_refused_reply_keeps_the_token_good(office: Office, teacher: Phone) -> None:
    teacher.says("สวัสดี")
    token = office.bot.last()["replyToken"]
    assert office.client.post("/v2/bot/message/reply", {"replyToken": token, "messages": []}).status == 400
    assert office.client.reply(token).status == 200


def test_a_reply_to_somebody_who_has_blocked_vanishes(office: Office, teacher: Phone) -> None:
    teacher.says("สวัสดี")
    token = office.bot.last()["replyToken"]
    teacher.blocks()
    assert office.client.reply(token).status == 200
    assert teacher.messages() == []


def test_a_reply_token_belongs_to_its_channel(line: Stage, office: Office, teacher: Phone) -> None:
    teacher.says("สวัสดี")
    stranger = Client(line.address, line.channel(name="อื่น")["token"])
    reply = stranger.reply(office.bot.last()["replyToken"])
    stranger.close()
    assert (reply.status, reply.message) == INVALID


def test_mentions_are_for_groups_only(line: Stage, office: Office, teacher: Phone) -> None:
    mention = {"type": "mention", "mentionee": {"type": "user", "userId": teacher.user_id}}
    messages = [{"type": "textV2", "text": "{who} ดูหน่อย", "substitution": {"who": mention}}]
    teacher.says("สวัสดี")
    alone = office.bot.last()["replyToken"]
    group = line.group("ครู", [teacher])
    group.phone(teacher).says("สวัสดี")
    in_group = office.bot.wait_for(3)[-1]["replyToken"]
    statuses = [
        office.client.post("/v2/bot/message/reply", {"replyToken": token, "messages": messages}).status
        for token in (alone, in_group)
    ]
    assert statuses == [400, 200]
    assert group.phone(teacher).last()["text"] == "@ครูสมศรี ดูหน่อย"


def test_a_quote_belongs_to_its_chat(line: Stage, office: Office, teacher: Phone) -> None:
    other = line.person("ครูอื่น").follows()
    teacher.says("พรุ่งนี้ได้ไหม")
    line.settle()
    [quoted] = [event["message"] for event in office.bot.events if event["type"] == "message"]
    message = [{"type": "text", "text": "ได้", "quoteToken": quoted["quoteToken"]}]
    statuses = [
        office.client.post("/v2/bot/message/push", {"to": to.user_id, "messages": message}).status
        for to in (teacher, other)
    ]
    assert statuses == [200, 400]
    last = teacher.last()
    assert last is not None
    assert last["quoted"] == {"id": quoted["id"], "name": teacher.name, "text": "พรุ่งนี้ได้ไหม"}


def test_the_tokens_of_sent_messages_can_be_quoted(api: Client, teacher: Phone) -> None:
    [sent] = api.push(teacher.user_id, "แจ้งเตือน").json["sentMessages"]
    body = {"to": teacher.user_id, "messages": [{**texts_of("ย้ำ")[0], "quoteToken": sent["quoteToken"]}]}
    assert api.post("/v2/bot/message/push", body).status == 200
