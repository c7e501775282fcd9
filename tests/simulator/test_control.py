"""The control API: what it promises in its description, channels, clock, log, live news, reset."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest

from simulator.control.description import known_properties
from simulator.routes import CONTROL
from simulator.stage import ControlError, Phone, Stage
from tests.simulator.client import Client, texts_of
from tests.simulator.office import Office


@pytest.fixture
def described(line: Stage) -> dict[str, Any]:
    return line.ask("GET", "/sim/openapi.json")


def test_every_address_is_described_and_every_description_true(described: dict[str, Any]) -> None:
    routes = {(method, path) for method, path, _ in CONTROL}
    written = {
        (method.upper(), path) for path, item in described["paths"].items() for method in item if method != "parameters"
    }
    assert routes == written


def test_answers_look_as_described(line: Stage, office: Office, teacher: Phone, described: dict[str, Any]) -> None:
    group = line.group("ครู", [teacher])
    office.client.push(teacher.user_id)
    teacher.says("สวัสดี")
    line.fault("reply", "500")
    answers = {
        "/sim/state": "/sim/state",
        "/sim/usage": "/sim/usage",
        "/sim/log": "/sim/log",
        "/sim/faults": "/sim/faults",
        "/sim/clock": "/sim/clock",
        "/sim/channels/{channelId}": f"/sim/channels/{office.channel_id}",
        "/sim/people/{userId}/chat": f"/sim/people/{teacher.user_id}/chat",
        "/sim/groups/{groupId}/chat": f"/sim/groups/{group.group_id}/chat",
    }
    for template, path in answers.items():
        response = described["paths"][template]["get"]["responses"]["200"]
        if "$ref" in response:
            response = described["components"]["responses"][response["$ref"].rpartition("/")[2]]
        schema = response["content"]["application/json"]["schema"]
        root = {
            "components": nullable_as_json_schema(described["components"]),
            "allOf": [nullable_as_json_schema(schema)],
        }
        jsonschema.validate(line.ask("GET", path), root)


def nullable_as_json_schema(schema: Any) -> Any:
    """OpenAPI 3.0 says `nullable: true` where JSON Schema has a list of types."""
    if isinstance(schema, list):
        return [nullable_as_json_schema(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: nullable_as_json_schema(part) for name, part in schema.items() if name != "nullable"}
    if schema.get("nullable") and "type" in made:
        made["type"] = [made["type"], "null"]
    return made


def test_one_channel_need_not_be_named_but_two_must(line: Stage, office: Office, teacher: Phone) -> None:
    second = line.channel(name="อื่น")
    with pytest.raises(ControlError) as refusal:
        teacher.says("ถึงใคร")
    path = f"/sim/people/{teacher.user_id}/text"
    line.ask("POST", path, {"text": "ในคำขอ", "channel": second["channelId"]})
    line.ask("POST", f"{path}?channel={office.channel_id}", {"text": "ในที่อยู่"})
    said = [
        [entry["text"] for entry in line.ask("GET", f"/sim/people/{teacher.user_id}/chat?channel={name}")["entries"]]
        for name in (office.channel_id, second["channelId"])
    ]
    assert (refusal.value.status, said) == (400, [["ในที่อยู่"], ["ในคำขอ"]])


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/sim/people", {}, 400),
        ("POST", "/sim/people", {"name": 5}, 400),
        ("POST", "/sim/people", {"name": "ครู", "userId": "U1"}, 400),
        ("POST", "/sim/groups", {"groupId": "R" + "0" * 32}, 400),
        ("POST", "/sim/channels", {"quota": "many"}, 400),
        ("POST", "/sim/channels", {"redelivery": "perhaps"}, 400),
        ("POST", "/sim/people/U0/text", {"text": "สวัสดี"}, 404),
        ("GET", "/sim/groups/C0/chat", None, 404),
        ("POST", "/sim/groups", {"members": ["U0"]}, 404),
        ("POST", "/sim/channels", {"plan": "gold"}, 400),
        ("POST", "/sim/channels", {"mode": "asleep"}, 400),
        ("PATCH", "/sim/channels/0", {}, 404),
        ("POST", "/sim/clock", {"at": "tomorrow"}, 400),
        ("POST", "/sim/clock", {}, 400),
        ("POST", "/sim/clock", {"advanceSeconds": 1, "at": "2027-01-31T09:00:00+07:00"}, 400),
        ("POST", "/sim/clock", {"advanceSeconds": "1"}, 400),
        ("GET", "/sim/log?after=x", None, 400),
        ("POST", "/sim/events", {"events": "all"}, 400),
        ("GET", "/sim/content/1", None, 404),
        ("GET", "/sim/nothing", None, 404),
    ],
)
def test_what_makes_no_sense_is_rejected_with_a_sentence(
    line: Stage, office: Office, method: str, path: str, body: dict[str, Any] | None, status: int
) -> None:
    with pytest.raises(ControlError) as refusal:
        line.ask(method, path, body)
    assert refusal.value.status == status
    assert refusal.value.body["message"]


@pytest.mark.parametrize(
    ("path", "unknown", "known"),
    [
        ("/sim/people/{person}/unsend", "id", "channel, userId, omitUserId, messageId"),
        ("/sim/groups/{group}/members", "userIds", "members"),
        ("/sim/people/{person}/follow", "bot", "channel"),
        ("/sim/channels", "webhok", "webhook"),
        ("/sim/reset", "hard", "none"),
    ],
)
def test_a_property_that_is_not_described_is_rejected_with_those_that_are(
    line: Stage, office: Office, teacher: Phone, path: str, unknown: str, known: str
) -> None:
    group = line.group("ครู", [teacher])
    message_id = teacher.says("สวัสดี")
    with pytest.raises(ControlError, match=f"not known here: {unknown}; known are: .*{known}") as refusal:
        line.ask("POST", path.format(person=teacher.user_id, group=group.group_id), {unknown: message_id})
    assert refusal.value.status == 400
    assert teacher.chat()["entries"][-1]["id"] == message_id


def test_every_body_that_is_described_says_whether_it_may_have_more(described: dict[str, Any]) -> None:
    open_to_all = [
        (path, method)
        for path, item in described["paths"].items()
        for method in item.keys() & {"post", "patch"}
        if known_properties(method, path, "application/json") is None
    ]
    assert open_to_all == [("/sim/channels/{channelId}/keys", "post")]


def test_a_body_that_is_no_json_is_rejected(line: Stage) -> None:
    client = Client(line.address)
    statuses = [client.post("/sim/people", raw).status for raw in (b"{", b"[]")]
    client.close()
    assert statuses == [400, 400]


def test_a_file_can_be_uploaded_as_a_form(line: Stage, office: Office, teacher: Phone) -> None:
    parts = (
        b'--X\r\nContent-Disposition: form-data; name="file"; filename="plan.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n%PDF\r\n--X--\r\n"
    )
    client = Client(line.address)
    path = f"/sim/people/{teacher.user_id}/file"
    reply = client.post(path, parts, Content_Type="multipart/form-data; boundary=X")
    nothing = client.post(path, b"--X--\r\n", Content_Type="multipart/form-data; boundary=X")
    client.close()
    assert office.bot.last()["message"] | {"markAsReadToken": ""} == {
        "type": "file", "id": reply.json["messageId"], "fileName": "plan.pdf", "fileSize": 4, "markAsReadToken": "",
    }  # fmt: skip
    assert nothing.status == 400


def test_only_in_groups_texts_are_edited(line: Stage, office: Office, teacher: Phone) -> None:
    phone = line.group("ครู", [teacher]).phone(teacher)
    message_id = phone.says("วันจันทร์")
    phone.edits("วันอังคาร")
    edited = office.bot.wait_for(3)[-1]
    assert (edited["type"], edited["message"]["id"], edited["message"]["text"]) == (
        "messageEdited", message_id, "วันอังคาร",
    )  # fmt: skip
    assert [(entry["text"], entry["edited"]) for entry in phone.chat()["entries"][-1:]] == [("วันอังคาร", True)]
    with pytest.raises(ControlError):
        line.ask("POST", f"/sim/people/{teacher.user_id}/edit", {"text": "วันพุธ"})


def test_an_unsent_message_is_hidden(office: Office, teacher: Phone) -> None:
    message_id = teacher.says("ความลับ")
    teacher.unsends(message_id)
    assert office.bot.wait_for(2)[-1]["unsend"] == {"messageId": message_id}
    assert "ความลับ" not in json.dumps(teacher.chat(), ensure_ascii=False)
    with pytest.raises(ControlError):
        teacher.unsends(message_id)


def test_usage_counts_exactly(line: Stage, office: Office, teacher: Phone) -> None:
    other = line.person("ครูอื่น").follows()
    group = line.group("ครู", [teacher, other])
    office.client.push(teacher.user_id, "หนึ่ง", "สอง")
    office.client.push(group.group_id)
    office.client.post("/v2/bot/message/broadcast", {"messages": texts_of()})
    usage = line.usage(office.channel_id)
    assert (usage["deliveries"], usage["messages"], usage["counted"], usage["usedThisMonth"]) == (4, 5, 5, 5)
    recipients = {
        (kind, recipient["to"]): recipient["counted"]
        for kind, sent in usage["kinds"].items()
        for recipient in sent["recipients"]
    }
    assert recipients == {
        ("push", teacher.user_id): 1,
        ("push", group.group_id): 2,
        ("broadcast", teacher.user_id): 1,
        ("broadcast", other.user_id): 1,
    }


def test_the_log_tells_calls_and_webhooks(line: Stage, office: Office, teacher: Phone) -> None:
    before = line.log()[-1]["seq"]
    teacher.says("สวัสดี")
    office.bot.wait_for(1)
    line.settle()
    sent = office.client.push(teacher.user_id, "ตอบ")
    webhook, call = line.log(after=before)
    assert (webhook["direction"], webhook["status"], webhook["request"]) == (
        "webhook",
        200,
        office.bot.webhooks[0].body,
    )
    assert (call["direction"], call["path"], call["status"], call["cost"]) == ("call", "/v2/bot/message/push", 200, 1)
    assert (call["requestId"], call["response"]) == (sent.headers["x-line-request-id"], sent.json)


@pytest.fixture
def live(line: Stage) -> Iterator[socket.socket]:
    host = urlsplit(line.address)
    with socket.create_connection((host.hostname, host.port), timeout=5) as stream:
        stream.sendall(b"GET /sim/live HTTP/1.1\r\nHost: simulator\r\n\r\n")
        heard = b""
        while b": connected" not in heard:
            heard += stream.recv(65536)
        yield stream


def test_news_come_live(line: Stage, office: Office, teacher: Phone, live: socket.socket) -> None:
    teacher.says("สวัสดี")
    line.advance(1)
    line.fault("push", "500")
    line.person("คนใหม่")
    heard = b""
    kinds = {b'"type": "chat"', b'"type": "log"', b'"type": "clock"', b'"type": "faults"', b'"type": "world"'}
    while not all(kind in heard for kind in kinds):
        heard += live.recv(65536)
    assert f'"chatId": "{teacher.user_id}"'.encode() in heard


def test_a_reset_leaves_nothing(line: Stage, office: Office, teacher: Phone) -> None:
    line.fault("push", "500")
    line.advance(3600)
    line.reset()
    state = line.ask("GET", "/sim/state")
    assert (state["channels"], state["people"], state["groups"], state["faults"]) == ([], [], [], [])
    assert office.client.get("/v2/bot/info").status == 401
    line.channel()


def test_the_clock_turns_both_ways_and_runs_on(line: Stage) -> None:
    line.turn_to("2027-01-31T09:00:00+07:00")
    assert line.ask("GET", "/sim/clock")["now"].startswith("2027-01-31T02:00:0")
    line.advance(-3600)
    assert line.ask("GET", "/sim/clock")["now"].startswith("2027-01-31T01:00:0")


class TestCommandLine:
    """`python -m simulator` with its files."""

    def start(self, *options: str) -> tuple["subprocess.Popen[str]", str, list[str]]:
        """A simulator of its own: the process, its address, and the lines it prints about channels."""
        command = [sys.executable, "-m", "simulator", "--port", "0", *options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        channels = [process.stdout.readline() for option in options if option.startswith("--open")]
        return process, address, channels

    def stop(self, process: "subprocess.Popen[str]") -> None:
        process.terminate()
        assert process.wait(10) == 0
        assert process.stdout is not None
        process.stdout.close()

    def test_the_world_outlives_a_restart(self, tmp_path: Path) -> None:
        options = (
            f"--state-file={tmp_path / 'state.json'}",
            "--open-channel=name=สำนักงาน,channelId=1,token=t,secret=s",
        )
        process, address, opened = self.start(*options)
        line = Stage(address)
        person = line.person("ครูสมศรี").follows()
        picture = person.sends("a.png", "image/png", b"picture")
        person.says("สวัสดี")
        client = Client(address, "t")
        assert client.push(person.user_id, "แจ้งเตือน").status == 200
        client.close()
        seen, usage = person.chat(), line.usage()
        self.stop(process)

        process, address, _ = self.start(options[0])
        line = Stage(address)
        again = Phone(line, f"/sim/people/{person.user_id}", person.user_id, person.name)
        client = Client(address, "t")
        content = client.get(f"/v2/bot/message/{picture}/content").body
        client.close()
        assert "สำนักงาน" in opened[0]
        assert (again.chat(), line.usage(), content) == (seen, usage, b"picture")
        self.stop(process)

    def test_the_clock_file_tells_the_offset(self, tmp_path: Path) -> None:
        clock_file = tmp_path / "clock"
        process, address, _ = self.start(f"--clock-file={clock_file}")
        at_first = clock_file.read_text()
        Stage(address).advance(90)
        assert (float(at_first), float(clock_file.read_text())) == (0.0, 90.0)
        self.stop(process)
