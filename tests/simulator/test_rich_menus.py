"""Rich menus: pictures, who sees which, aliases and tabs, batches, limits by the hour."""

from typing import Any

import pytest

from simulator.pictures import png
from simulator.stage import Phone, Stage
from tests.simulator.client import Client, Reply
from tests.simulator.office import Office

PICTURE = png(800, 270, 6, 199, 85)
NO_PICTURE = "must upload richmenu image before applying it to user"


def menu(label: str = "คำขอของฉัน", action: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "size": {"width": 800, "height": 270},
        "selected": True,
        "name": label,
        "chatBarText": "เมนู",
        "areas": [
            {
                "bounds": {"x": 0, "y": 0, "width": 800, "height": 270},
                "action": action or {"type": "message", "label": label, "text": label},
            }
        ],
    }


def upload(api: Client, menu_id: str, picture: bytes = PICTURE, content_type: str = "image/png") -> Reply:
    return api.post(f"/v2/bot/richmenu/{menu_id}/content", picture, Content_Type=content_type)


def made(api: Client, label: str = "คำขอของฉัน", action: dict[str, Any] | None = None) -> str:
    menu_id = str(api.post("/v2/bot/richmenu", menu(label, action)).json["richMenuId"])
    assert upload(api, menu_id).status == 200
    return menu_id


def test_a_menu_comes_back_as_it_was_made(api: Client) -> None:
    menu_id = made(api)
    assert menu_id.startswith("richmenu-")
    assert api.get(f"/v2/bot/richmenu/{menu_id}").json == {"richMenuId": menu_id, **menu()}
    assert api.get("/v2/bot/richmenu/list").json == {"richmenus": [{"richMenuId": menu_id, **menu()}]}
    assert api.get(f"/v2/bot/richmenu/{menu_id}/content").body == PICTURE


def test_a_picture_is_there_to_stay(api: Client) -> None:
    reply = upload(api, made(api))
    assert (reply.status, reply.message) == (400, "An image has already been uploaded to the richmenu")


def test_a_picture_must_fit(api: Client) -> None:
    menu_id = api.post("/v2/bot/richmenu", menu()).json["richMenuId"]
    assert upload(api, menu_id, png(810, 270, 0, 0, 0)).status == 400
    assert upload(api, menu_id, PICTURE, "image/gif").status == 415


def test_a_menu_without_picture_is_shown_to_nobody(api: Client, teacher: Phone) -> None:
    menu_id = api.post("/v2/bot/richmenu", menu()).json["richMenuId"]
    replies = [
        api.post(f"/v2/bot/user/all/richmenu/{menu_id}"),
        api.post(f"/v2/bot/user/{teacher.user_id}/richmenu/{menu_id}"),
        api.post("/v2/bot/richmenu/bulk/link", {"richMenuId": menu_id, "userIds": [teacher.user_id]}),
    ]
    assert [(reply.status, reply.message) for reply in replies] == [(400, NO_PICTURE)] * 3


def test_a_persons_own_menu_goes_before_the_default(api: Client, teacher: Phone) -> None:
    own, default = made(api, "ของฉัน"), made(api, "ของทุกคน")
    api.post(f"/v2/bot/user/all/richmenu/{default}")
    at_first = teacher.buttons()
    api.post(f"/v2/bot/user/{teacher.user_id}/richmenu/{own}")
    linked = teacher.buttons()
    api.call("DELETE", f"/v2/bot/user/{teacher.user_id}/richmenu")
    assert (at_first, linked, teacher.buttons()) == (["ของทุกคน"], ["ของฉัน"], ["ของทุกคน"])
    api.call("DELETE", "/v2/bot/user/all/richmenu")
    assert teacher.chat()["richMenu"] is None


def test_a_menu_can_be_pressed(office: Office, teacher: Phone) -> None:
    office.client.post(f"/v2/bot/user/all/richmenu/{made(office.client)}")
    teacher.taps("คำขอของฉัน")
    assert office.bot.last()["message"]["text"] == "คำขอของฉัน"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/v2/bot/richmenu/richmenu-" + "0" * 32, "richmenu not found"),
        ("/v2/bot/richmenu/alias/nowhere", "richmenu alias not found"),
        ("/v2/bot/user/all/richmenu", "no default richmenu"),
        ("/v2/bot/user/U" + "0" * 32 + "/richmenu", "the user has no richmenu"),
    ],
)
def test_what_is_not_there_has_its_own_words(api: Client, path: str, message: str) -> None:
    reply = api.get(path)
    assert (reply.status, reply.message) == (404, message)


def test_a_deleted_menu_is_taken_from_everybody(api: Client, teacher: Phone) -> None:
    menu_id = made(api)
    api.post(f"/v2/bot/user/all/richmenu/{menu_id}")
    api.post(f"/v2/bot/user/{teacher.user_id}/richmenu/{menu_id}")
    assert api.call("DELETE", f"/v2/bot/richmenu/{menu_id}").status == 200
    assert teacher.chat()["richMenu"] is None
    assert api.get("/v2/bot/user/all/richmenu").status == 404
    assert api.get(f"/v2/bot/user/{teacher.user_id}/richmenu").status == 404


def test_many_people_are_linked_and_unlinked_at_once(line: Stage, api: Client, teacher: Phone) -> None:
    people = [teacher, line.person("ครูอื่น").follows()]
    ids = [person.user_id for person in people]
    linked = api.post("/v2/bot/richmenu/bulk/link", {"richMenuId": made(api), "userIds": ids})
    seen = [person.buttons() for person in people]
    unlinked = api.post("/v2/bot/richmenu/bulk/unlink", {"userIds": ids})
    assert (linked.status, unlinked.status) == (202, 202)
    assert (seen, [person.buttons() for person in people]) == ([["คำขอของฉัน"]] * 2, [[], []])


@pytest.mark.parametrize(
    ("operation", "seen"),
    [
        ({"type": "link", "from": "a", "to": "b"}, ["ข"]),
        ({"type": "unlink", "from": "a"}, []),
        ({"type": "unlinkAll"}, []),
    ],
)
def test_a_batch_works_in_the_background(
    line: Stage, api: Client, teacher: Phone, operation: dict[str, str], seen: list[str]
) -> None:
    menus = {"a": made(api, "ก"), "b": made(api, "ข")}
    api.post(f"/v2/bot/user/{teacher.user_id}/richmenu/{menus['a']}")
    filled = {name: menus.get(value, value) for name, value in operation.items()}
    started = api.post("/v2/bot/richmenu/batch", {"operations": [filled]})
    progress = f"/v2/bot/richmenu/progress/batch?requestId={started.headers['x-line-request-id']}"
    assert (started.status, api.get(progress).json["phase"], teacher.buttons()) == (202, "ongoing", ["ก"])
    line.advance(2)
    assert (api.get(progress).json["phase"], teacher.buttons()) == ("succeeded", seen)


def test_batches_are_three_an_hour(api: Client) -> None:
    body = {"operations": [{"type": "unlinkAll"}]}
    statuses = [api.post("/v2/bot/richmenu/batch", body).status for _ in range(4)]
    assert statuses == [202, 202, 202, 429]


def test_menus_are_a_hundred_an_hour(api: Client) -> None:
    statuses = [api.post("/v2/bot/richmenu", menu()).status for _ in range(101)]
    assert statuses == [200] * 100 + [429]


def test_there_are_a_thousand_menus_at_most(line: Stage, office: Office) -> None:
    line.set_channel(office.channel_id, rateLimits=False)
    statuses = {office.client.post("/v2/bot/richmenu", menu()).status for _ in range(1000)}
    assert (statuses, office.client.post("/v2/bot/richmenu", menu()).status) == ({200}, 400)


class TestAliases:
    """Names that tabs switch to."""

    def test_an_alias_is_taken_once(self, api: Client) -> None:
        body = {"richMenuAliasId": "tab", "richMenuId": made(api)}
        replies = [api.post("/v2/bot/richmenu/alias", body) for _ in range(2)]
        assert [reply.status for reply in replies] == [200, 400]
        assert replies[1].message == "conflict richmenu alias id"

    def test_an_alias_can_lead_elsewhere(self, api: Client) -> None:
        first, second = made(api), made(api)
        api.post("/v2/bot/richmenu/alias", {"richMenuAliasId": "tab", "richMenuId": first})
        api.post("/v2/bot/richmenu/alias/tab", {"richMenuId": second})
        assert api.get("/v2/bot/richmenu/alias/tab").json == {"richMenuAliasId": "tab", "richMenuId": second}
        assert api.call("DELETE", "/v2/bot/richmenu/alias/tab").status == 200
        assert api.get("/v2/bot/richmenu/alias/list").json == {"aliases": []}

    def switch(self, alias: str) -> dict[str, str]:
        return {"type": "richmenuswitch", "label": "หน้าถัดไป", "richMenuAliasId": alias, "data": "tab=b"}

    def test_a_tab_switches_the_menu_and_tells_the_bot(self, office: Office, teacher: Phone) -> None:
        api = office.client
        here, there = made(api, "ก", self.switch("tab-b")), made(api, "ข")
        api.post("/v2/bot/richmenu/alias", {"richMenuAliasId": "tab-b", "richMenuId": there})
        api.post(f"/v2/bot/user/all/richmenu/{here}")
        teacher.taps("หน้าถัดไป")
        assert teacher.buttons() == ["ข"]
        assert office.bot.last()["postback"] == {
            "data": "tab=b", "params": {"newRichMenuAliasId": "tab-b", "status": "SUCCESS"},
        }  # fmt: skip

    def test_a_tab_may_lead_nowhere(self, office: Office, teacher: Phone) -> None:
        api = office.client
        there = made(api, "ข")
        api.post("/v2/bot/richmenu/alias", {"richMenuAliasId": "tab-b", "richMenuId": there})
        api.post(f"/v2/bot/user/all/richmenu/{made(api, 'ก', self.switch('tab-b'))}")
        api.call("DELETE", f"/v2/bot/richmenu/{there}")
        teacher.taps("หน้าถัดไป")
        api.call("DELETE", "/v2/bot/richmenu/alias/tab-b")
        teacher.taps("หน้าถัดไป")
        statuses = [event["postback"]["params"]["status"] for event in office.bot.wait_for(2)]
        assert statuses == ["RICHMENU_NOTFOUND", "RICHMENU_ALIAS_ID_NOTFOUND"]
