"""Every operation answers in the shapes of LINE's own API description."""

from collections.abc import Callable
from typing import Any

import pytest

from simulator.routes import OPERATIONS
from simulator.stage import Stage
from tests.simulator.client import Client, Reply, texts_of
from tests.simulator.line_schemas import description, problems
from tests.simulator.scene import MENU, PICTURE, Scene

# What the description has and the simulator does not offer, and why.
NOT_OFFERED = {
    "markMessagesAsRead": "for LINE's partners; everybody else uses markMessagesAsReadByToken",
    "pushMessagesByPhone": "for corporate contracts",
    "getPNPMessageStatistics": "for corporate contracts",
    "getMembershipSubscription": "memberships",
    "getMembershipList": "memberships",
    "getJoinedMembershipUsers": "memberships",
    "listCoupon": "coupons",
    "createCoupon": "coupons",
    "getCouponDetail": "coupons",
    "closeCoupon": "coupons",
}

Act = Callable[[Scene], Reply]


def get(path: str) -> Act:
    return lambda scene: scene.api.get(path)


def post(path: str, body: object) -> Act:
    return lambda scene: scene.api.post(path, body)


def in_group(method: str, path: str, kind: str = "group") -> Act:
    def act(scene: Scene) -> Reply:
        return scene.api.call(method, path.format(group=scene.group(kind), user=scene.teacher.user_id))

    return act


def with_menu(method: str, path: str, body: object = None) -> Act:
    def act(scene: Scene) -> Reply:
        menu = scene.menu()
        filled = {**body, "richMenuId": menu} if isinstance(body, dict) else body
        return scene.api.call(method, path.format(menu=menu, user=scene.teacher.user_id), filled)

    return act


def with_alias(method: str, path: str) -> Act:
    def act(scene: Scene) -> Reply:
        return scene.api.call(method, path.format(alias=scene.alias()))

    return act


def followers(scene: Scene) -> Reply:
    scene.line.set_channel(scene.office.channel_id, verified=True)
    return scene.api.get("/v2/bot/followers/ids")


def update_alias(scene: Scene) -> Reply:
    return scene.api.post(f"/v2/bot/richmenu/alias/{scene.alias()}", {"richMenuId": scene.menu()})


def upload_picture(scene: Scene) -> Reply:
    menu_id = scene.api.post("/v2/bot/richmenu", MENU).json["richMenuId"]
    return scene.api.post(f"/v2/bot/richmenu/{menu_id}/content", PICTURE, Content_Type="image/png")


def default_menu(scene: Scene) -> Reply:
    scene.api.post(f"/v2/bot/user/all/richmenu/{scene.menu()}")
    return scene.api.get("/v2/bot/user/all/richmenu")


def menu_of_user(scene: Scene) -> Reply:
    scene.api.post(f"/v2/bot/user/{scene.teacher.user_id}/richmenu/{scene.menu()}")
    return scene.api.get(f"/v2/bot/user/{scene.teacher.user_id}/richmenu")


def batch(path: str) -> Act:
    def act(scene: Scene) -> Reply:
        return scene.api.post(path, {"operations": [{"type": "link", "from": scene.menu(), "to": scene.menu()}]})

    return act


def batch_progress(scene: Scene) -> Reply:
    started = batch("/v2/bot/richmenu/batch")(scene)
    return scene.api.get(f"/v2/bot/richmenu/progress/batch?requestId={started.headers['x-line-request-id']}")


def narrowcast_progress(scene: Scene) -> Reply:
    started = scene.api.post("/v2/bot/message/narrowcast", {"messages": texts_of()})
    scene.line.advance(2)
    return scene.api.get(f"/v2/bot/message/progress/narrowcast?requestId={started.headers['x-line-request-id']}")


def units(scene: Scene) -> Reply:
    body = {"to": scene.teacher.user_id, "messages": texts_of(), "customAggregationUnits": ["a"]}
    scene.api.post("/v2/bot/message/push", body)
    return scene.api.get("/v2/bot/message/aggregation/list")


YESTERDAY = "20200101"
ONE = {"messages": texts_of()}

CALLS: dict[str, Act] = {
    "getBotInfo": get("/v2/bot/info"),
    "getWebhookEndpoint": get("/v2/bot/channel/webhook/endpoint"),
    "setWebhookEndpoint": lambda s: s.api.call(
        "PUT", "/v2/bot/channel/webhook/endpoint", {"endpoint": "https://example.com/webhook"}
    ),
    "testWebhookEndpoint": post("/v2/bot/channel/webhook/test", {}),
    "replyMessage": lambda s: s.api.reply(s.reply_token(), "หนึ่ง", "สอง"),
    "pushMessage": lambda s: s.api.push(s.teacher.user_id, "หนึ่ง", "สอง"),
    "multicast": lambda s: s.api.post("/v2/bot/message/multicast", {"to": [s.teacher.user_id], **ONE}),
    "narrowcast": post("/v2/bot/message/narrowcast", ONE),
    "getNarrowcastProgress": narrowcast_progress,
    "broadcast": post("/v2/bot/message/broadcast", ONE),
    "validateReply": post("/v2/bot/message/validate/reply", ONE),
    "validatePush": post("/v2/bot/message/validate/push", ONE),
    "validateMulticast": post("/v2/bot/message/validate/multicast", ONE),
    "validateNarrowcast": post("/v2/bot/message/validate/narrowcast", ONE),
    "validateBroadcast": post("/v2/bot/message/validate/broadcast", ONE),
    "getMessageQuota": get("/v2/bot/message/quota"),
    "getMessageQuotaConsumption": get("/v2/bot/message/quota/consumption"),
    "getNumberOfSentReplyMessages": get(f"/v2/bot/message/delivery/reply?date={YESTERDAY}"),
    "getNumberOfSentPushMessages": get(f"/v2/bot/message/delivery/push?date={YESTERDAY}"),
    "getNumberOfSentMulticastMessages": get(f"/v2/bot/message/delivery/multicast?date={YESTERDAY}"),
    "getNumberOfSentBroadcastMessages": get(f"/v2/bot/message/delivery/broadcast?date={YESTERDAY}"),
    "getAggregationUnitUsage": get("/v2/bot/message/aggregation/info"),
    "getAggregationUnitNameList": units,
    "getMessageContent": lambda s: s.api.get(f"/v2/bot/message/{s.video()}/content"),
    "getMessageContentPreview": lambda s: s.api.get(f"/v2/bot/message/{s.video()}/content/preview"),
    "getMessageContentTranscodingByMessageId": lambda s: s.api.get(f"/v2/bot/message/{s.video()}/content/transcoding"),
    "getProfile": lambda s: s.api.get(f"/v2/bot/profile/{s.teacher.user_id}"),
    "getFollowers": followers,
    "getGroupSummary": in_group("GET", "/v2/bot/group/{group}/summary"),
    "getGroupMemberCount": in_group("GET", "/v2/bot/group/{group}/members/count"),
    "getGroupMembersIds": in_group("GET", "/v2/bot/group/{group}/members/ids"),
    "getGroupMemberProfile": in_group("GET", "/v2/bot/group/{group}/member/{user}"),
    "leaveGroup": in_group("POST", "/v2/bot/group/{group}/leave"),
    "getRoomMemberCount": in_group("GET", "/v2/bot/room/{group}/members/count", "room"),
    "getRoomMembersIds": in_group("GET", "/v2/bot/room/{group}/members/ids", "room"),
    "getRoomMemberProfile": in_group("GET", "/v2/bot/room/{group}/member/{user}", "room"),
    "leaveRoom": in_group("POST", "/v2/bot/room/{group}/leave", "room"),
    "showLoadingAnimation": lambda s: s.api.post("/v2/bot/chat/loading/start", {"chatId": s.teacher.user_id}),
    "markMessagesAsReadByToken": lambda s: s.api.post("/v2/bot/chat/markAsRead", {"markAsReadToken": s.read_token()}),
    "createRichMenu": post("/v2/bot/richmenu", MENU),
    "validateRichMenuObject": post("/v2/bot/richmenu/validate", MENU),
    "getRichMenuList": with_menu("GET", "/v2/bot/richmenu/list"),
    "getRichMenu": with_menu("GET", "/v2/bot/richmenu/{menu}"),
    "deleteRichMenu": with_menu("DELETE", "/v2/bot/richmenu/{menu}"),
    "setRichMenuImage": upload_picture,
    "getRichMenuImage": with_menu("GET", "/v2/bot/richmenu/{menu}/content"),
    "setDefaultRichMenu": with_menu("POST", "/v2/bot/user/all/richmenu/{menu}"),
    "getDefaultRichMenuId": default_menu,
    "cancelDefaultRichMenu": lambda s: s.api.call("DELETE", "/v2/bot/user/all/richmenu"),
    "createRichMenuAlias": with_menu("POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": "tab"}),
    "getRichMenuAlias": with_alias("GET", "/v2/bot/richmenu/alias/{alias}"),
    "updateRichMenuAlias": update_alias,
    "deleteRichMenuAlias": with_alias("DELETE", "/v2/bot/richmenu/alias/{alias}"),
    "getRichMenuAliasList": with_alias("GET", "/v2/bot/richmenu/alias/list"),
    "getRichMenuIdOfUser": menu_of_user,
    "linkRichMenuIdToUser": with_menu("POST", "/v2/bot/user/{user}/richmenu/{menu}"),
    "unlinkRichMenuIdFromUser": with_menu("DELETE", "/v2/bot/user/{user}/richmenu"),
    "linkRichMenuIdToUsers": lambda s: s.api.post(
        "/v2/bot/richmenu/bulk/link", {"richMenuId": s.menu(), "userIds": [s.teacher.user_id]}
    ),
    "unlinkRichMenuIdFromUsers": lambda s: s.api.post("/v2/bot/richmenu/bulk/unlink", {"userIds": [s.teacher.user_id]}),
    "richMenuBatch": batch("/v2/bot/richmenu/batch"),
    "validateRichMenuBatchRequest": batch("/v2/bot/richmenu/validate/batch"),
    "getRichMenuBatchProgress": batch_progress,
    "issueLinkToken": lambda s: s.api.post(f"/v2/bot/user/{s.teacher.user_id}/linkToken"),
}


def described() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Operation id → (method, path, responses) of LINE's description."""
    return {
        operation["operationId"]: (method.upper(), path, operation["responses"])
        for path, methods in description("messaging-api")["paths"].items()
        for method, operation in methods.items()
        if method != "parameters"
    }


def response_schema(responses: dict[str, Any], status: int) -> dict[str, Any] | None:
    content = responses.get(str(status), {}).get("content", {})
    schema: dict[str, Any] | None = content.get("application/json", {}).get("schema")
    return schema


def test_every_operation_of_the_description_is_offered_or_left_out_for_a_reason() -> None:
    offered = {(operation.method, operation.path, operation.name) for operation in OPERATIONS}
    expected = {(method, path, name) for name, (method, path, _) in described().items() if name not in NOT_OFFERED}
    assert expected <= offered
    assert set(CALLS) == {name for _, _, name in expected}


@pytest.mark.parametrize("name", CALLS)
def test_an_operation_answers_as_described(scene: Scene, name: str) -> None:
    _, _, responses = described()[name]
    reply = CALLS[name](scene)
    assert str(reply.status) in responses, reply.body
    assert 200 <= reply.status < 300, reply.body
    assert len(reply.headers["x-line-request-id"]) == 36
    schema = response_schema(responses, reply.status)
    if schema is None:
        assert reply.body == b"{}" or "content" in responses[str(reply.status)]
    else:
        assert problems("messaging-api", schema, reply.json) == []


OFFERED = [operation for operation in OPERATIONS if operation.needs_token]
ERROR = {"$ref": "#/components/schemas/ErrorResponse"}


def filled(path: str) -> str:
    """A path with some id in each place."""
    return (
        path.replace("{userId}", "U" + "0" * 32)
        .replace("{groupId}", "C" + "0" * 32)
        .replace("{roomId}", "R" + "0" * 32)
        .replace("{messageId}", "1")
        .replace("{richMenuId}", "richmenu-" + "0" * 32)
        .replace("{richMenuAliasId}", "tab")
    )


@pytest.mark.parametrize("operation", OFFERED, ids=lambda operation: operation.name)
def test_an_operation_refuses_a_token_of_nobody(line: Stage, operation: Any) -> None:
    client = Client(line.address, "of-nobody")
    reply = client.call(operation.method, filled(operation.path))
    client.close()
    assert reply.status == 401
    assert reply.message == "Authentication failed. Confirm that the access token in the authorization header is valid."
    assert problems("messaging-api", ERROR, reply.json) == []


@pytest.mark.parametrize("operation", OFFERED, ids=lambda operation: operation.name)
def test_an_operation_wants_its_exact_path(api: Client, operation: Any) -> None:
    path = filled(operation.path)
    replies = [api.call(operation.method, wrong) for wrong in (path + "/", path.replace("/bot/", "/bot//"))]
    assert [reply.status for reply in replies] == [404, 404]
    assert all(len(reply.headers["x-line-request-id"]) == 36 for reply in replies)


@pytest.mark.parametrize(("kind", "status"), [("429-rate", 429), ("429-monthly", 429), ("500", 500), ("503", 503)])
def test_errors_on_demand_have_lines_shape(line: Stage, api: Client, kind: str, status: int) -> None:
    line.fault("info", kind)
    reply = api.get("/v2/bot/info")
    assert reply.status == status
    assert problems("messaging-api", ERROR, reply.json) == []
