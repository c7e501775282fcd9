"""Profiles, followers, members, content and read marks: who may know what."""

import pytest

from simulator.pictures import png
from simulator.stage import ControlError, Phone, Stage
from tests.simulator.client import Client
from tests.simulator.office import Office

NOT_FOR_YOU = (403, "Access to this API is not available for your account")


def test_a_friend_has_a_profile(line: Stage, office: Office) -> None:
    person = line.person("ครู", pictureUrl="https://example.com/a.png", statusMessage="สอนอยู่").follows()
    assert office.client.get(f"/v2/bot/profile/{person.user_id}").json == {
        "displayName": "ครู", "userId": person.user_id, "language": "th",
        "pictureUrl": "https://example.com/a.png", "statusMessage": "สอนอยู่",
    }  # fmt: skip


def test_a_profile_is_hidden_from_whom_the_person_does_not_know(line: Stage, office: Office, teacher: Phone) -> None:
    stranger, visitor = line.person("คนแปลกหน้า"), line.person("ผู้มาเยือน")
    visitor.says("สวัสดี")
    before = office.client.get(f"/v2/bot/profile/{teacher.user_id}").status
    teacher.blocks()
    replies = [office.client.get(f"/v2/bot/profile/{person.user_id}") for person in (visitor, stranger, teacher)]
    assert [before, *(reply.status for reply in replies)] == [200, 200, 404, 404]
    assert replies[1].message == "Not found"


def test_a_malformed_user_id_is_refused(api: Client) -> None:
    reply = api.get("/v2/bot/profile/U123")
    assert (reply.status, reply.message) == (400, "The value for the 'userId' parameter is invalid")


def test_a_member_has_a_profile_though_no_friend(line: Stage, office: Office, teacher: Phone) -> None:
    outsider, member = line.person("คนนอก"), line.person("สมาชิก")
    group = line.group("ครู", [teacher, member])
    teacher.blocks()
    path = f"/v2/bot/group/{group.group_id}/member/"
    answers = [office.client.get(path + person.user_id) for person in (teacher, member, outsider)]
    assert [answer.status for answer in answers] == [200, 200, 404]
    assert answers[1].json == {"displayName": "สมาชิก", "userId": member.user_id}


def test_groups_and_rooms_are_not_interchangeable(line: Stage, api: Client, teacher: Phone) -> None:
    group, room = line.group("กลุ่ม", [teacher]), line.group("ห้อง", [teacher], kind="room")
    counts = [
        api.get(f"/v2/bot/{kind}/{chat.group_id}/members/count")
        for kind, chat in (("group", group), ("room", room), ("group", room), ("room", group))
    ]
    assert [reply.status for reply in counts] == [200, 200, 400, 400]
    assert counts[2].message == "The value for the 'groupId' parameter is invalid"
    assert api.get(f"/v2/bot/room/{room.group_id}/summary").status == 404


def test_a_summary_names_the_group(line: Stage, api: Client, teacher: Phone) -> None:
    group = line.group("ครูทั้งเขต", [teacher])
    answer = api.get(f"/v2/bot/group/{group.group_id}/summary").json
    assert answer == {"groupId": group.group_id, "groupName": "ครูทั้งเขต"}


def test_only_verified_accounts_list_people(line: Stage, office: Office, teacher: Phone) -> None:
    hidden = line.person("ใช้แต่คอม", sharesUserId=False)
    group = line.group("ครู", [teacher, hidden])
    paths = ("/v2/bot/followers/ids", f"/v2/bot/group/{group.group_id}/members/ids")
    replies = [office.client.get(path) for path in paths]
    assert [(reply.status, reply.message) for reply in replies] == [NOT_FOR_YOU, NOT_FOR_YOU]
    line.set_channel(office.channel_id, verified=True)
    assert [office.client.get(path).json for path in paths] == [
        {"userIds": [teacher.user_id]},
        {"memberIds": [teacher.user_id]},
    ]


def test_long_lists_come_in_pages(line: Stage, office: Office) -> None:
    line.set_channel(office.channel_id, verified=True, webhook="")
    everybody = sorted(line.person(f"ครู {n}").follows().user_id for n in range(5))
    first = office.client.get("/v2/bot/followers/ids?limit=3").json
    second = office.client.get(f"/v2/bot/followers/ids?limit=3&start={first['next']}").json
    assert (first["userIds"] + second["userIds"], "next" in second) == (everybody, False)
    line.advance(24 * 3600 + 1)
    assert office.client.get(f"/v2/bot/followers/ids?start={first['next']}").status == 400


@pytest.mark.parametrize("limit", ["0", "1001", "many"])
def test_a_page_has_limits(line: Stage, office: Office, limit: str) -> None:
    line.set_channel(office.channel_id, verified=True)
    assert office.client.get(f"/v2/bot/followers/ids?limit={limit}").status == 400


def test_leaving_ends_everything_in_the_group(line: Stage, office: Office, teacher: Phone) -> None:
    group = line.group("ครู", [teacher])
    assert office.client.post(f"/v2/bot/group/{group.group_id}/leave").json == {}
    assert office.client.get(f"/v2/bot/group/{group.group_id}/members/count").status == 404
    assert office.client.push(group.group_id).status == 400
    assert [event["type"] for event in office.bot.wait_for(2)] == ["join", "leave"]
    group.phone(teacher).says("ยังอยู่ไหม")
    line.settle()
    assert len(office.bot.events) == 2


def test_a_second_official_account_cannot_get_in(line: Stage, office: Office, teacher: Phone) -> None:
    group = line.group("ครู", [teacher])
    other = line.channel(name="อื่น")
    with pytest.raises(ControlError) as refusal:
        group.invites_bot(other["channelId"])
    assert refusal.value.status == 409


def test_the_bot_hears_everything_in_a_group_but_itself(line: Stage, office: Office, teacher: Phone) -> None:
    group = line.group("ครู", [teacher])
    office.client.push(group.group_id, "ประกาศ")
    group.phone(teacher).says("รับทราบ")
    assert [event["type"] for event in office.bot.wait_for(2)] == ["join", "message"]


class TestContent:
    """Pictures, videos and files that people sent."""

    picture = png(2, 2, 255, 0, 0)

    def test_it_comes_back_as_it_was_sent(self, api: Client, teacher: Phone) -> None:
        message_id = teacher.sends("a.png", "image/png", self.picture)
        reply = api.get(f"/v2/bot/message/{message_id}/content")
        assert (reply.status, reply.body, reply.headers["content-type"]) == (200, self.picture, "image/png")

    def test_a_large_video_is_being_prepared_first(self, line: Stage, api: Client, teacher: Phone) -> None:
        path = f"/v2/bot/message/{teacher.sends('a.mp4', 'video/mp4', b'video', prepareSeconds=30)}/content"
        early = api.get(path), api.get(path + "/transcoding")
        line.advance(31)
        late = api.get(path), api.get(path + "/transcoding")
        assert [(reply.status, reply.body) for reply in (early[0], late[0])] == [(202, b""), (200, b"video")]
        assert [reply.json["status"] for reply in (early[1], late[1])] == ["processing", "succeeded"]

    def test_it_is_gone_when_unsent(self, api: Client, teacher: Phone) -> None:
        message_id = teacher.sends("a.png", "image/png", self.picture)
        teacher.unsends(message_id)
        reply = api.get(f"/v2/bot/message/{message_id}/content")
        assert (reply.status, reply.message) == (410, "The content is gone")

    def test_texts_and_unknown_messages_have_none(self, api: Client, teacher: Phone) -> None:
        replies = [api.get(f"/v2/bot/message/{message_id}/content") for message_id in (teacher.says("สวัสดี"), "1")]
        assert [(reply.status, reply.message) for reply in replies] == [(404, "not found")] * 2

    def test_it_is_for_the_channel_that_got_it(self, line: Stage, teacher: Phone) -> None:
        message_id = teacher.sends("a.png", "image/png", self.picture)
        stranger = Client(line.address, line.channel(name="อื่น")["token"])
        status = stranger.get(f"/v2/bot/message/{message_id}/content").status
        stranger.close()
        assert status == 404

    @pytest.mark.parametrize(
        ("name", "content_type", "part", "message"),
        [
            ("a.pdf", "application/pdf", "preview", "The content can not be previewed"),
            ("a.m4a", "audio/mp4", "preview", "The content can not be previewed"),
            ("a.png", "image/png", "transcoding", "Transcoding status doesn't support this type of content"),
        ],
    )
    def test_not_everything_has_every_part(
        self, api: Client, teacher: Phone, name: str, content_type: str, part: str, message: str
    ) -> None:
        message_id = teacher.sends(name, content_type, b"1")
        reply = api.get(f"/v2/bot/message/{message_id}/content/{part}")
        assert (reply.status, reply.message) == (400, message)


class TestChats:
    """Loading animation and read marks."""

    def test_loading_shows_until_the_answer_comes(self, api: Client, teacher: Phone) -> None:
        reply = api.post("/v2/bot/chat/loading/start", {"chatId": teacher.user_id, "loadingSeconds": 10})
        during = teacher.chat()["loading"]
        api.push(teacher.user_id)
        assert (reply.status, reply.json, during, teacher.chat()["loading"]) == (202, {}, True, False)

    def test_loading_ends_by_itself(self, line: Stage, api: Client, teacher: Phone) -> None:
        api.post("/v2/bot/chat/loading/start", {"chatId": teacher.user_id, "loadingSeconds": 10})
        line.advance(11)
        assert teacher.chat()["loading"] is False

    def test_loading_for_somebody_who_blocked_is_taken_and_not_shown(self, api: Client, teacher: Phone) -> None:
        teacher.blocks()
        reply = api.post("/v2/bot/chat/loading/start", {"chatId": teacher.user_id})
        assert (reply.status, teacher.chat()["loading"]) == (202, False)

    def test_with_chat_off_everything_is_read_at_once(self, teacher: Phone) -> None:
        teacher.says("สวัสดี")
        assert [entry["read"] for entry in teacher.chat()["entries"]] == [True]

    def test_with_chat_on_a_mark_reads_all_before_it(self, line: Stage, office: Office, teacher: Phone) -> None:
        line.set_channel(office.channel_id, chatMode="chat")
        for text in ("หนึ่ง", "สอง", "สาม"):
            teacher.says(text)
        token = office.bot.wait_for(3)[1]["message"]["markAsReadToken"]
        assert office.client.get("/v2/bot/info").json["markAsReadMode"] == "manual"
        assert office.client.post("/v2/bot/chat/markAsRead", {"markAsReadToken": token}).status == 200
        assert [entry["read"] for entry in teacher.chat()["entries"]] == [True, True, False]

    def test_a_read_mark_of_another_bot_is_refused(self, line: Stage, office: Office, teacher: Phone) -> None:
        teacher.says("สวัสดี")
        token = office.bot.last()["message"]["markAsReadToken"]
        stranger = Client(line.address, line.channel(name="อื่น")["token"])
        reply = stranger.post("/v2/bot/chat/markAsRead", {"markAsReadToken": token})
        stranger.close()
        message = "Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook."
        assert (reply.status, reply.message) == (400, message)
