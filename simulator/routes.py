"""Every address of the simulator, on one page."""

from functools import partial

from simulator.api import (
    account_link,
    channel_tokens,
    chats,
    content,
    groups,
    login,
    messages,
    narrowcast,
    people,
    rich_menu_aliases,
    rich_menu_links,
    rich_menus,
    statistics,
    webhook_settings,
)
from simulator.api.call import Operation
from simulator.control import channels as control_channels
from simulator.control import events as control_events
from simulator.control import groups as control_groups
from simulator.control import people as control_people
from simulator.control import world as control_world
from simulator.control.ask import ControlHandler
from simulator.rates import (
    PER_HOUR_3,
    PER_HOUR_60,
    PER_HOUR_100,
    PER_MINUTE_1000,
    PER_SECOND_10,
    PER_SECOND_100,
    PER_SECOND_200,
    PER_SECOND_370,
)

get = partial(Operation, "GET")
delete = partial(Operation, "DELETE")
order = partial(Operation, "POST")  # a POST whose path says it all
post = partial(Operation, "POST", body="json")
put = partial(Operation, "PUT", body="json")
upload = partial(Operation, "POST", body="bytes")
# These ask for no channel access token: they give them out, or belong to LINE Login
open_get = partial(Operation, "GET", needs_token=False)
form = partial(Operation, "POST", body="form", needs_token=False)

OPERATIONS: tuple[Operation, ...] = (
    get("/v2/bot/info", "getBotInfo", webhook_settings.bot_info),
    get("/v2/bot/channel/webhook/endpoint", "getWebhookEndpoint", webhook_settings.get_endpoint, PER_MINUTE_1000),
    put("/v2/bot/channel/webhook/endpoint", "setWebhookEndpoint", webhook_settings.set_endpoint, PER_MINUTE_1000),
    post("/v2/bot/channel/webhook/test", "testWebhookEndpoint", webhook_settings.test_endpoint, PER_HOUR_60),
    # Sending
    post("/v2/bot/message/reply", "replyMessage", messages.reply),
    post("/v2/bot/message/push", "pushMessage", messages.push),
    post("/v2/bot/message/multicast", "multicast", messages.multicast, PER_SECOND_200),
    post("/v2/bot/message/broadcast", "broadcast", messages.broadcast, PER_HOUR_60),
    post("/v2/bot/message/narrowcast", "narrowcast", narrowcast.narrowcast, PER_HOUR_60),
    get("/v2/bot/message/progress/narrowcast", "getNarrowcastProgress", narrowcast.progress),
    post("/v2/bot/message/validate/reply", "validateReply", messages.validate),
    post("/v2/bot/message/validate/push", "validatePush", messages.validate),
    post("/v2/bot/message/validate/multicast", "validateMulticast", messages.validate),
    post("/v2/bot/message/validate/narrowcast", "validateNarrowcast", messages.validate),
    post("/v2/bot/message/validate/broadcast", "validateBroadcast", messages.validate),
    # Counting
    get("/v2/bot/message/quota", "getMessageQuota", statistics.quota),
    get("/v2/bot/message/quota/consumption", "getMessageQuotaConsumption", statistics.consumption),
    get("/v2/bot/message/delivery/reply", "getNumberOfSentReplyMessages", statistics.delivered("reply")),
    get("/v2/bot/message/delivery/push", "getNumberOfSentPushMessages", statistics.delivered("push")),
    get("/v2/bot/message/delivery/multicast", "getNumberOfSentMulticastMessages", statistics.delivered("multicast")),
    get("/v2/bot/message/delivery/broadcast", "getNumberOfSentBroadcastMessages", statistics.delivered("broadcast")),
    get("/v2/bot/message/aggregation/info", "getAggregationUnitUsage", statistics.units_used),
    get("/v2/bot/message/aggregation/list", "getAggregationUnitNameList", statistics.unit_names),
    # What people sent
    get("/v2/bot/message/{messageId}/content", "getMessageContent", content.content),
    get("/v2/bot/message/{messageId}/content/preview", "getMessageContentPreview", content.preview),
    get(
        "/v2/bot/message/{messageId}/content/transcoding",
        "getMessageContentTranscodingByMessageId",
        content.transcoding,
    ),
    # People and groups
    get("/v2/bot/profile/{userId}", "getProfile", people.profile),
    get("/v2/bot/followers/ids", "getFollowers", people.follower_ids),
    get("/v2/bot/group/{groupId}/summary", "getGroupSummary", groups.summary),
    get("/v2/bot/group/{groupId}/members/count", "getGroupMemberCount", groups.member_count("group")),
    get("/v2/bot/group/{groupId}/members/ids", "getGroupMembersIds", groups.member_ids("group")),
    get("/v2/bot/group/{groupId}/member/{userId}", "getGroupMemberProfile", groups.member_profile("group")),
    order("/v2/bot/group/{groupId}/leave", "leaveGroup", groups.leave("group")),
    get("/v2/bot/room/{roomId}/members/count", "getRoomMemberCount", groups.member_count("room")),
    get("/v2/bot/room/{roomId}/members/ids", "getRoomMembersIds", groups.member_ids("room")),
    get("/v2/bot/room/{roomId}/member/{userId}", "getRoomMemberProfile", groups.member_profile("room")),
    order("/v2/bot/room/{roomId}/leave", "leaveRoom", groups.leave("room")),
    # Chats
    post("/v2/bot/chat/loading/start", "showLoadingAnimation", chats.start_loading, PER_SECOND_100),
    post("/v2/bot/chat/markAsRead", "markMessagesAsReadByToken", chats.mark_as_read),
    # Rich menus; the fixed paths stand before {richMenuId}, which would swallow them
    post("/v2/bot/richmenu", "createRichMenu", rich_menus.create, PER_HOUR_100),
    post("/v2/bot/richmenu/validate", "validateRichMenuObject", rich_menus.validate),
    get("/v2/bot/richmenu/list", "getRichMenuList", rich_menus.list_all, PER_SECOND_10),
    post("/v2/bot/richmenu/alias", "createRichMenuAlias", rich_menu_aliases.create),
    get("/v2/bot/richmenu/alias/list", "getRichMenuAliasList", rich_menu_aliases.list_all),
    get("/v2/bot/richmenu/alias/{richMenuAliasId}", "getRichMenuAlias", rich_menu_aliases.get),
    post("/v2/bot/richmenu/alias/{richMenuAliasId}", "updateRichMenuAlias", rich_menu_aliases.update),
    delete("/v2/bot/richmenu/alias/{richMenuAliasId}", "deleteRichMenuAlias", rich_menu_aliases.delete, PER_HOUR_100),
    post("/v2/bot/richmenu/bulk/link", "linkRichMenuIdToUsers", rich_menu_links.bulk_link),
    post("/v2/bot/richmenu/bulk/unlink", "unlinkRichMenuIdFromUsers", rich_menu_links.bulk_unlink),
    post("/v2/bot/richmenu/batch", "richMenuBatch", rich_menu_links.batch, PER_HOUR_3),
    post("/v2/bot/richmenu/validate/batch", "validateRichMenuBatchRequest", rich_menu_links.validate_batch),
    get("/v2/bot/richmenu/progress/batch", "getRichMenuBatchProgress", rich_menu_links.batch_progress, PER_HOUR_100),
    get("/v2/bot/richmenu/{richMenuId}", "getRichMenu", rich_menus.get),
    delete("/v2/bot/richmenu/{richMenuId}", "deleteRichMenu", rich_menus.delete, PER_HOUR_100),
    upload("/v2/bot/richmenu/{richMenuId}/content", "setRichMenuImage", rich_menus.upload_image),
    get("/v2/bot/richmenu/{richMenuId}/content", "getRichMenuImage", rich_menus.download_image),
    order("/v2/bot/user/all/richmenu/{richMenuId}", "setDefaultRichMenu", rich_menus.set_default),
    get("/v2/bot/user/all/richmenu", "getDefaultRichMenuId", rich_menus.get_default),
    delete("/v2/bot/user/all/richmenu", "cancelDefaultRichMenu", rich_menus.cancel_default),
    get("/v2/bot/user/{userId}/richmenu", "getRichMenuIdOfUser", rich_menu_links.get),
    delete("/v2/bot/user/{userId}/richmenu", "unlinkRichMenuIdFromUser", rich_menu_links.unlink),
    order("/v2/bot/user/{userId}/richmenu/{richMenuId}", "linkRichMenuIdToUser", rich_menu_links.link),
    # Account links
    order("/v2/bot/user/{userId}/linkToken", "issueLinkToken", account_link.issue_link_token),
    open_get("/dialog/bot/accountLink", "accountLink", account_link.link_account),
    # Channel access tokens
    form("/v2/oauth/accessToken", "issueChannelToken", channel_tokens.issue_short_lived, PER_SECOND_370),
    form("/v2/oauth/verify", "verifyChannelToken", channel_tokens.verify_short_lived),
    form("/v2/oauth/revoke", "revokeChannelToken", channel_tokens.revoke_short_lived),
    form("/oauth2/v3/token", "issueStatelessChannelToken", channel_tokens.issue_stateless),
    open_get("/oauth2/v2.1/tokens/kid", "getsAllValidChannelAccessTokenKeyIds", channel_tokens.list_key_ids),
    # LINE Login shares these three with channel access tokens v2.1
    form("/oauth2/v2.1/token", "issueChannelTokenByJWT", login.token),
    open_get("/oauth2/v2.1/verify", "verifyChannelTokenByJWT", login.verify),
    form("/oauth2/v2.1/revoke", "revokeChannelTokenByJWT", login.revoke),
    # LINE Login alone
    open_get("/oauth2/v2.1/authorize", "authorize", login.authorize),
    form("/oauth2/v2.1/authorize", "consent", login.consent),
    form("/oauth2/v2.1/verify", "verifyIdToken", login.verify_id_token),
    open_get("/oauth2/v2.1/certs", "certs", login.certs),
    open_get("/oauth2/v2.1/userinfo", "userinfo", login.userinfo),
    form("/oauth2/v2.1/userinfo", "userinfo", login.userinfo),
    open_get("/v2/profile", "loginProfile", login.profile),
    open_get("/friendship/v1/status", "friendship", login.friendship),
)

ACTS: tuple[tuple[str, str, ControlHandler], ...] = (
    ("POST", "text", control_people.text),
    ("POST", "sticker", control_people.sticker),
    ("POST", "location", control_people.location),
    ("POST", "file", control_people.file),
    ("POST", "tap", control_people.tap),
    ("POST", "postback", control_people.postback),
    ("POST", "unsend", control_people.unsend),
    ("GET", "chat", control_people.chat),
)

CONTROL: tuple[tuple[str, str, ControlHandler], ...] = (
    ("GET", "/sim/openapi.json", control_world.openapi),
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
    ("POST", "/sim/events", control_events.send_events),
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
    *((method, f"/sim/people/{{userId}}/{act}", handler) for method, act, handler in ACTS),
    ("POST", "/sim/groups", control_groups.add_group),
    ("POST", "/sim/groups/{groupId}/join", control_groups.join),
    ("POST", "/sim/groups/{groupId}/leave", control_groups.leave),
    ("POST", "/sim/groups/{groupId}/rename", control_groups.rename),
    ("POST", "/sim/groups/{groupId}/members", control_groups.add_members),
    ("DELETE", "/sim/groups/{groupId}/members/{userId}", control_groups.remove_member),
    ("POST", "/sim/groups/{groupId}/edit", control_people.edit),
    *((method, f"/sim/groups/{{groupId}}/{act}", handler) for method, act, handler in ACTS),
)
