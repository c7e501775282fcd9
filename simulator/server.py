"""Every address of the simulator on one page, and the server that answers them."""

from aiohttp import web

from simulator.api import (
    chats,
    content,
    groups,
    messages,
    people,
    rich_menu_aliases,
    rich_menu_links,
    rich_menus,
    statistics,
    webhook_settings,
)
from simulator.api.call import Operation
from simulator.api.gate import Gate
from simulator.control import channels as control_channels
from simulator.control import groups as control_groups
from simulator.control import people as control_people
from simulator.control import world as control_world
from simulator.control.ask import ControlHandler, serve
from simulator.platform import Platform
from simulator.rates import (
    PER_HOUR_3,
    PER_HOUR_60,
    PER_HOUR_100,
    PER_MINUTE_1000,
    PER_SECOND_10,
    PER_SECOND_100,
    PER_SECOND_200,
)

OPERATIONS = (
    Operation("getBotInfo", "GET", "/v2/bot/info", webhook_settings.bot_info),
    Operation(
        "getWebhookEndpoint", "GET", "/v2/bot/channel/webhook/endpoint", webhook_settings.get_endpoint, PER_MINUTE_1000
    ),
    Operation(
        "setWebhookEndpoint",
        "PUT",
        "/v2/bot/channel/webhook/endpoint",
        webhook_settings.set_endpoint,
        PER_MINUTE_1000,
        "json",
    ),
    Operation(
        "testWebhookEndpoint",
        "POST",
        "/v2/bot/channel/webhook/test",
        webhook_settings.test_endpoint,
        PER_HOUR_60,
        "json",
    ),
    # Sending
    Operation("replyMessage", "POST", "/v2/bot/message/reply", messages.reply, body="json"),
    Operation("pushMessage", "POST", "/v2/bot/message/push", messages.push, body="json"),
    Operation("multicast", "POST", "/v2/bot/message/multicast", messages.multicast, PER_SECOND_200, "json"),
    Operation("broadcast", "POST", "/v2/bot/message/broadcast", messages.broadcast, PER_HOUR_60, "json"),
    Operation("validateReply", "POST", "/v2/bot/message/validate/reply", messages.validate, body="json"),
    Operation("validatePush", "POST", "/v2/bot/message/validate/push", messages.validate, body="json"),
    Operation("validateMulticast", "POST", "/v2/bot/message/validate/multicast", messages.validate, body="json"),
    Operation("validateNarrowcast", "POST", "/v2/bot/message/validate/narrowcast", messages.validate, body="json"),
    Operation("validateBroadcast", "POST", "/v2/bot/message/validate/broadcast", messages.validate, body="json"),
    # Counting
    Operation("getMessageQuota", "GET", "/v2/bot/message/quota", statistics.quota),
    Operation("getMessageQuotaConsumption", "GET", "/v2/bot/message/quota/consumption", statistics.consumption),
    Operation("getNumberOfSentReplyMessages", "GET", "/v2/bot/message/delivery/reply", statistics.delivered("reply")),
    Operation("getNumberOfSentPushMessages", "GET", "/v2/bot/message/delivery/push", statistics.delivered("push")),
    Operation(
        "getNumberOfSentMulticastMessages",
        "GET",
        "/v2/bot/message/delivery/multicast",
        statistics.delivered("multicast"),
    ),
    Operation(
        "getNumberOfSentBroadcastMessages",
        "GET",
        "/v2/bot/message/delivery/broadcast",
        statistics.delivered("broadcast"),
    ),
    Operation("getAggregationUnitUsage", "GET", "/v2/bot/message/aggregation/info", statistics.units_used),
    Operation("getAggregationUnitNameList", "GET", "/v2/bot/message/aggregation/list", statistics.unit_names),
    # What people sent
    Operation("getMessageContent", "GET", "/v2/bot/message/{messageId}/content", content.content),
    Operation("getMessageContentPreview", "GET", "/v2/bot/message/{messageId}/content/preview", content.preview),
    Operation(
        "getMessageContentTranscodingByMessageId",
        "GET",
        "/v2/bot/message/{messageId}/content/transcoding",
        content.transcoding,
    ),
    # People and groups
    Operation("getProfile", "GET", "/v2/bot/profile/{userId}", people.profile),
    Operation("getFollowers", "GET", "/v2/bot/followers/ids", people.follower_ids),
    Operation("getGroupSummary", "GET", "/v2/bot/group/{groupId}/summary", groups.summary),
    Operation("getGroupMemberCount", "GET", "/v2/bot/group/{groupId}/members/count", groups.member_count("group")),
    Operation("getGroupMembersIds", "GET", "/v2/bot/group/{groupId}/members/ids", groups.member_ids("group")),
    Operation(
        "getGroupMemberProfile", "GET", "/v2/bot/group/{groupId}/member/{userId}", groups.member_profile("group")
    ),
    Operation("leaveGroup", "POST", "/v2/bot/group/{groupId}/leave", groups.leave("group")),
    Operation("getRoomMemberCount", "GET", "/v2/bot/room/{roomId}/members/count", groups.member_count("room")),
    Operation("getRoomMembersIds", "GET", "/v2/bot/room/{roomId}/members/ids", groups.member_ids("room")),
    Operation("getRoomMemberProfile", "GET", "/v2/bot/room/{roomId}/member/{userId}", groups.member_profile("room")),
    Operation("leaveRoom", "POST", "/v2/bot/room/{roomId}/leave", groups.leave("room")),
    # Chats
    Operation(
        "showLoadingAnimation", "POST", "/v2/bot/chat/loading/start", chats.start_loading, PER_SECOND_100, "json"
    ),
    Operation("markMessagesAsReadByToken", "POST", "/v2/bot/chat/markAsRead", chats.mark_as_read, body="json"),
    # Rich menus; the fixed paths stand before {richMenuId}, which would swallow them
    Operation("createRichMenu", "POST", "/v2/bot/richmenu", rich_menus.create, PER_HOUR_100, "json"),
    Operation("validateRichMenuObject", "POST", "/v2/bot/richmenu/validate", rich_menus.validate, body="json"),
    Operation("getRichMenuList", "GET", "/v2/bot/richmenu/list", rich_menus.list_all, PER_SECOND_10),
    Operation("createRichMenuAlias", "POST", "/v2/bot/richmenu/alias", rich_menu_aliases.create, body="json"),
    Operation("getRichMenuAliasList", "GET", "/v2/bot/richmenu/alias/list", rich_menu_aliases.list_all),
    Operation("getRichMenuAlias", "GET", "/v2/bot/richmenu/alias/{richMenuAliasId}", rich_menu_aliases.get),
    Operation(
        "updateRichMenuAlias", "POST", "/v2/bot/richmenu/alias/{richMenuAliasId}", rich_menu_aliases.update, body="json"
    ),
    Operation(
        "deleteRichMenuAlias",
        "DELETE",
        "/v2/bot/richmenu/alias/{richMenuAliasId}",
        rich_menu_aliases.delete,
        PER_HOUR_100,
    ),
    Operation("linkRichMenuIdToUsers", "POST", "/v2/bot/richmenu/bulk/link", rich_menu_links.bulk_link, body="json"),
    Operation(
        "unlinkRichMenuIdFromUsers", "POST", "/v2/bot/richmenu/bulk/unlink", rich_menu_links.bulk_unlink, body="json"
    ),
    Operation("richMenuBatch", "POST", "/v2/bot/richmenu/batch", rich_menu_links.batch, PER_HOUR_3, "json"),
    Operation(
        "validateRichMenuBatchRequest",
        "POST",
        "/v2/bot/richmenu/validate/batch",
        rich_menu_links.validate_batch,
        body="json",
    ),
    Operation(
        "getRichMenuBatchProgress",
        "GET",
        "/v2/bot/richmenu/progress/batch",
        rich_menu_links.batch_progress,
        PER_HOUR_100,
    ),
    Operation("getRichMenu", "GET", "/v2/bot/richmenu/{richMenuId}", rich_menus.get),
    Operation("deleteRichMenu", "DELETE", "/v2/bot/richmenu/{richMenuId}", rich_menus.delete, PER_HOUR_100),
    Operation(
        "setRichMenuImage", "POST", "/v2/bot/richmenu/{richMenuId}/content", rich_menus.upload_image, body="bytes"
    ),
    Operation("getRichMenuImage", "GET", "/v2/bot/richmenu/{richMenuId}/content", rich_menus.download_image),
    Operation("setDefaultRichMenu", "POST", "/v2/bot/user/all/richmenu/{richMenuId}", rich_menus.set_default),
    Operation("getDefaultRichMenuId", "GET", "/v2/bot/user/all/richmenu", rich_menus.get_default),
    Operation("cancelDefaultRichMenu", "DELETE", "/v2/bot/user/all/richmenu", rich_menus.cancel_default),
    Operation("getRichMenuIdOfUser", "GET", "/v2/bot/user/{userId}/richmenu", rich_menu_links.get),
    Operation("unlinkRichMenuIdFromUser", "DELETE", "/v2/bot/user/{userId}/richmenu", rich_menu_links.unlink),
    Operation("linkRichMenuIdToUser", "POST", "/v2/bot/user/{userId}/richmenu/{richMenuId}", rich_menu_links.link),
)

CONTROL: tuple[tuple[str, str, ControlHandler], ...] = (
    ("GET", "/sim/state", control_world.state),
    ("GET", "/sim/usage", control_world.usage),
    ("GET", "/sim/log", control_world.log),
    ("GET", "/sim/live", control_world.live),
    ("GET", "/sim/clock", control_world.read_clock),
    ("POST", "/sim/clock", control_world.turn_clock),
    ("GET", "/sim/faults", control_world.list_faults),
    ("POST", "/sim/faults", control_world.order_fault),
    ("DELETE", "/sim/faults", control_world.clear_faults),
    ("DELETE", "/sim/faults/{faultId}", control_world.clear_faults),
    ("POST", "/sim/reset", control_world.reset),
    ("GET", "/sim/content/{messageId}", control_world.content),
    ("GET", "/sim/richmenus/{richMenuId}/image", control_world.rich_menu_image),
    ("POST", "/sim/channels", control_channels.open_channel),
    ("GET", "/sim/channels/{channelId}", control_channels.show_channel),
    ("PATCH", "/sim/channels/{channelId}", control_channels.change_channel),
    ("POST", "/sim/channels/{channelId}/release", control_channels.release),
    ("POST", "/sim/channels/{channelId}/keys", control_channels.add_key),
    ("POST", "/sim/login-channels", control_channels.open_login_channel),
    ("POST", "/sim/people", control_people.add_person),
    ("POST", "/sim/people/{userId}/follow", control_people.follow),
    ("POST", "/sim/people/{userId}/unfollow", control_people.unfollow),
    ("POST", "/sim/groups", control_groups.add_group),
    ("POST", "/sim/groups/{groupId}/join", control_groups.join),
    ("POST", "/sim/groups/{groupId}/leave", control_groups.leave),
    ("POST", "/sim/groups/{groupId}/members", control_groups.add_members),
    ("DELETE", "/sim/groups/{groupId}/members/{userId}", control_groups.remove_member),
    ("POST", "/sim/groups/{groupId}/edit", control_people.edit),
    *(
        (method, f"/sim/{where}/{act}", handler)
        for where in ("people/{userId}", "groups/{groupId}")
        for method, act, handler in (
            ("POST", "text", control_people.text),
            ("POST", "sticker", control_people.sticker),
            ("POST", "location", control_people.location),
            ("POST", "file", control_people.file),
            ("POST", "tap", control_people.tap),
            ("POST", "postback", control_people.postback),
            ("POST", "unsend", control_people.unsend),
            ("GET", "chat", control_people.chat),
        )
    ),
)

_LARGEST_FILE = 300 * 1024 * 1024


def build_app(platform: Platform) -> web.Application:
    """The aiohttp application for a platform."""
    app = web.Application(client_max_size=_LARGEST_FILE)
    gate = Gate(platform)
    for operation in OPERATIONS:
        app.router.add_route(operation.method, operation.path, gate.serve(operation))
    for method, path, handler in CONTROL:
        app.router.add_route(method, path, serve(platform, handler))
    app.router.add_route("*", "/{path:.*}", gate.not_found)
    return app


async def start_server(platform: Platform, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Serve a platform; returns the runner, whose cleanup() ends it, and the port (0 finds a free one)."""
    await platform.start()
    runner = web.AppRunner(build_app(platform), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    await site.start()
    return runner, runner.addresses[0][1]
