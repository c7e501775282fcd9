"""LINE's Python SDK works against the simulator by changing only the host: every operation that we offer."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    AudioMessage,
    BroadcastRequest,
    Configuration,
    CreateRichMenuAliasRequest,
    ErrorResponse,
    FlexBox,
    FlexBubble,
    FlexMessage,
    FlexText,
    MarkMessagesAsReadByTokenRequest,
    MessagingApi,
    MessagingApiBlob,
    MulticastRequest,
    NarrowcastRequest,
    PushMessageRequest,
    ReplyMessageRequest,
    RichMenuBatchRequest,
    RichMenuBatchUnlinkAllOperation,
    RichMenuBulkLinkRequest,
    RichMenuBulkUnlinkRequest,
    RichMenuRequest,
    SetWebhookEndpointRequest,
    ShowLoadingAnimationRequest,
    TextMessage,
    UpdateRichMenuAliasRequest,
    ValidateMessageRequest,
)
from linebot.v3.messaging import (
    TestWebhookEndpointRequest as WebhookTestRequest,
)
from linebot.v3.oauth import ApiClient as TokenClient
from linebot.v3.oauth import ChannelAccessToken
from linebot.v3.oauth import Configuration as TokenConfiguration
from linebot.v3.webhook import WebhookParser
from linebot.v3.webhooks import MessageEvent

from tests.simulator.scene import MENU, PICTURE, Scene
from tests.simulator.signing import ASSERTION_TYPE, Signer

NOT_OFFERED = {
    "coupons": {"close_coupon", "create_coupon", "get_coupon_detail", "list_coupon"},
    "memberships": {"get_joined_membership_users", "get_membership_list", "get_membership_subscription"},
    "corporate contracts": {
        "get_pnp_message_statistics",
        "get_pnp_templated_message_statistics",
        "push_messages_by_phone",
        "push_templated_messages_by_phone",
    },
    "partners": {"mark_messages_as_read"},
}

TEXT = [TextMessage(text="สวัสดี")]
ONE = ValidateMessageRequest(messages=TEXT)
BATCH = RichMenuBatchRequest(operations=[RichMenuBatchUnlinkAllOperation(type="unlinkAll")])
DATE = "20200101"


class Sdk:
    """The SDK's clients for one scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        client = ApiClient(Configuration(host=scene.line.address, access_token=scene.office.channel["token"]))
        self.api = MessagingApi(client)
        self.blob = MessagingApiBlob(client)
        self.close = client.close

    @property
    def user(self) -> str:
        return self.scene.teacher.user_id


@pytest.fixture
def sdk(scene: Scene) -> Iterator[Sdk]:
    made = Sdk(scene)
    yield made
    made.close()


def linked(sdk: Sdk) -> str:
    sdk.api.link_rich_menu_id_to_user(sdk.user, sdk.scene.menu())
    return sdk.user


def default(sdk: Sdk) -> Any:
    sdk.api.set_default_rich_menu(sdk.scene.menu())
    return sdk.api.get_default_rich_menu_id()


def narrowcast(sdk: Sdk) -> str:
    answer = sdk.api.narrowcast_with_http_info(NarrowcastRequest(messages=TEXT))
    return str(answer.headers["x-line-request-id"])


def batch(sdk: Sdk) -> str:
    return str(sdk.api.rich_menu_batch_with_http_info(BATCH).headers["x-line-request-id"])


def verified(sdk: Sdk) -> MessagingApi:
    sdk.scene.line.set_channel(sdk.scene.office.channel_id, verified=True)
    return sdk.api


def alias(menu_id: str) -> CreateRichMenuAliasRequest:
    return CreateRichMenuAliasRequest(richMenuAliasId="tab", richMenuId=menu_id)


CALLS: dict[str, Callable[[Sdk], Any]] = {
    "broadcast": lambda s: s.api.broadcast(BroadcastRequest(messages=TEXT)),
    "cancel_default_rich_menu": lambda s: s.api.cancel_default_rich_menu(),
    "create_rich_menu": lambda s: s.api.create_rich_menu(RichMenuRequest.from_dict(MENU)),
    "create_rich_menu_alias": lambda s: s.api.create_rich_menu_alias(alias(s.scene.menu())),
    "delete_rich_menu": lambda s: s.api.delete_rich_menu(s.scene.menu()),
    "delete_rich_menu_alias": lambda s: s.api.delete_rich_menu_alias(s.scene.alias()),
    "get_aggregation_unit_name_list": lambda s: s.api.get_aggregation_unit_name_list(),
    "get_aggregation_unit_usage": lambda s: s.api.get_aggregation_unit_usage(),
    "get_bot_info": lambda s: s.api.get_bot_info(),
    "get_default_rich_menu_id": default,
    "get_followers": lambda s: verified(s).get_followers(),
    "get_group_member_count": lambda s: s.api.get_group_member_count(s.scene.group()),
    "get_group_member_profile": lambda s: s.api.get_group_member_profile(s.scene.group(), s.user),
    "get_group_members_ids": lambda s: s.api.get_group_members_ids(s.scene.group()),
    "get_group_summary": lambda s: s.api.get_group_summary(s.scene.group()),
    "get_message_quota": lambda s: s.api.get_message_quota(),
    "get_message_quota_consumption": lambda s: s.api.get_message_quota_consumption(),
    "get_narrowcast_progress": lambda s: s.api.get_narrowcast_progress(narrowcast(s)),
    "get_number_of_sent_broadcast_messages": lambda s: s.api.get_number_of_sent_broadcast_messages(DATE),
    "get_number_of_sent_multicast_messages": lambda s: s.api.get_number_of_sent_multicast_messages(DATE),
    "get_number_of_sent_push_messages": lambda s: s.api.get_number_of_sent_push_messages(DATE),
    "get_number_of_sent_reply_messages": lambda s: s.api.get_number_of_sent_reply_messages(DATE),
    "get_profile": lambda s: s.api.get_profile(s.user),
    "get_rich_menu": lambda s: s.api.get_rich_menu(s.scene.menu()),
    "get_rich_menu_alias": lambda s: s.api.get_rich_menu_alias(s.scene.alias()),
    "get_rich_menu_alias_list": lambda s: s.api.get_rich_menu_alias_list(),
    "get_rich_menu_batch_progress": lambda s: s.api.get_rich_menu_batch_progress(batch(s)),
    "get_rich_menu_id_of_user": lambda s: s.api.get_rich_menu_id_of_user(linked(s)),
    "get_rich_menu_list": lambda s: s.api.get_rich_menu_list(),
    "get_room_member_count": lambda s: s.api.get_room_member_count(s.scene.group("room")),
    "get_room_member_profile": lambda s: s.api.get_room_member_profile(s.scene.group("room"), s.user),
    "get_room_members_ids": lambda s: s.api.get_room_members_ids(s.scene.group("room")),
    "get_webhook_endpoint": lambda s: s.api.get_webhook_endpoint(),
    "issue_link_token": lambda s: s.api.issue_link_token(s.user),
    "leave_group": lambda s: s.api.leave_group(s.scene.group()),
    "leave_room": lambda s: s.api.leave_room(s.scene.group("room")),
    "link_rich_menu_id_to_user": lambda s: s.api.link_rich_menu_id_to_user(s.user, s.scene.menu()),
    "link_rich_menu_id_to_users": lambda s: s.api.link_rich_menu_id_to_users(
        RichMenuBulkLinkRequest(richMenuId=s.scene.menu(), userIds=[s.user])
    ),
    "mark_messages_as_read_by_token": lambda s: s.api.mark_messages_as_read_by_token(
        MarkMessagesAsReadByTokenRequest(markAsReadToken=s.scene.read_token())
    ),
    "multicast": lambda s: s.api.multicast(MulticastRequest(to=[s.user], messages=TEXT)),
    "narrowcast": lambda s: s.api.narrowcast(NarrowcastRequest(messages=TEXT)),
    "push_message": lambda s: s.api.push_message(PushMessageRequest(to=s.user, messages=TEXT)),
    "reply_message": lambda s: s.api.reply_message(
        ReplyMessageRequest(replyToken=s.scene.reply_token(), messages=TEXT)
    ),
    "rich_menu_batch": lambda s: s.api.rich_menu_batch(BATCH),
    "set_default_rich_menu": lambda s: s.api.set_default_rich_menu(s.scene.menu()),
    "set_webhook_endpoint": lambda s: s.api.set_webhook_endpoint(
        SetWebhookEndpointRequest(endpoint="https://example.com/webhook")
    ),
    "show_loading_animation": lambda s: s.api.show_loading_animation(ShowLoadingAnimationRequest(chatId=s.user)),
    "test_webhook_endpoint": lambda s: s.api.test_webhook_endpoint(WebhookTestRequest()),
    "unlink_rich_menu_id_from_user": lambda s: s.api.unlink_rich_menu_id_from_user(s.user),
    "unlink_rich_menu_id_from_users": lambda s: s.api.unlink_rich_menu_id_from_users(
        RichMenuBulkUnlinkRequest(userIds=[s.user])
    ),
    "update_rich_menu_alias": lambda s: s.api.update_rich_menu_alias(
        s.scene.alias(), UpdateRichMenuAliasRequest(richMenuId=s.scene.menu())
    ),
    "validate_broadcast": lambda s: s.api.validate_broadcast(ONE),
    "validate_multicast": lambda s: s.api.validate_multicast(ONE),
    "validate_narrowcast": lambda s: s.api.validate_narrowcast(ONE),
    "validate_push": lambda s: s.api.validate_push(ONE),
    "validate_reply": lambda s: s.api.validate_reply(ONE),
    "validate_rich_menu_batch_request": lambda s: s.api.validate_rich_menu_batch_request(BATCH),
    "validate_rich_menu_object": lambda s: s.api.validate_rich_menu_object(RichMenuRequest.from_dict(MENU)),
    "get_message_content": lambda s: s.blob.get_message_content(s.scene.video()),
    "get_message_content_preview": lambda s: s.blob.get_message_content_preview(s.scene.video()),
    "get_message_content_transcoding_by_message_id": lambda s: s.blob.get_message_content_transcoding_by_message_id(
        s.scene.video()
    ),
    "get_rich_menu_image": lambda s: s.blob.get_rich_menu_image(s.scene.menu()),
    "set_rich_menu_image": lambda s: s.blob.set_rich_menu_image(
        s.api.create_rich_menu(RichMenuRequest.from_dict(MENU)).rich_menu_id,
        body=PICTURE,
        _headers={"Content-Type": "image/png"},
    ),
}


def operations(*clients: type) -> set[str]:
    """The names of the SDK's operations."""
    functions = {name for client in clients for name, _ in inspect.getmembers(client, inspect.isfunction)}
    return {name for name in functions if not name.startswith("_") and "with_http_info" not in name}


def test_every_operation_of_the_sdk_is_exercised_or_left_out_for_a_reason() -> None:
    left_out = set().union(*NOT_OFFERED.values())
    assert operations(MessagingApi, MessagingApiBlob) == set(CALLS) | left_out


@pytest.mark.parametrize("name", CALLS)
def test_the_sdk_understands_the_answer(sdk: Sdk, name: str) -> None:
    CALLS[name](sdk)
    [*_, last] = sdk.scene.line.log()
    assert 200 <= last["status"] < 300


def test_the_sdk_understands_refusals(sdk: Sdk) -> None:
    with pytest.raises(ApiException) as refusal:
        sdk.api.push_message(PushMessageRequest(to="U" + "0" * 32, messages=TEXT))
    assert refusal.value.status == 400
    assert ErrorResponse.from_json(refusal.value.body).message == "Failed to send messages"
    assert refusal.value.headers["x-line-request-id"]


def test_the_sdk_understands_a_conflict(sdk: Sdk) -> None:
    key = "123e4567-e89b-12d3-a456-426614174000"
    wish = PushMessageRequest(to=sdk.user, messages=TEXT)
    first = sdk.api.push_message(wish, x_line_retry_key=key)
    with pytest.raises(ApiException) as conflict:
        sdk.api.push_message(wish, x_line_retry_key=key)
    answer = ErrorResponse.from_json(conflict.value.body)
    assert [sent.id for sent in answer.sent_messages] == [sent.id for sent in first.sent_messages]


def test_the_sdks_messages_are_shown(sdk: Sdk) -> None:
    card = FlexBubble(body=FlexBox(layout="vertical", contents=[FlexText(text="การ์ด")]))
    sound = AudioMessage(originalContentUrl="https://example.com/a.m4a", duration=1000)
    messages = [TextMessage(text="ก"), FlexMessage(altText="ข", contents=card), sound]
    sdk.api.push_message(PushMessageRequest(to=sdk.user, messages=messages))
    assert [entry["text"] for entry in sdk.scene.teacher.messages()] == ["ก", "การ์ด", ""]


def test_the_sdk_reads_our_webhooks(sdk: Sdk) -> None:
    sdk.scene.teacher.says("สวัสดี")
    sdk.scene.office.bot.wait_for(1)
    [webhook] = sdk.scene.office.bot.webhooks
    parser = WebhookParser(sdk.scene.office.channel["secret"])
    [event] = parser.parse(webhook.raw.decode(), webhook.headers["x-line-signature"])
    assert isinstance(event, MessageEvent)
    assert event.message.text == "สวัสดี"


@pytest.fixture
def tokens(scene: Scene) -> Iterator[ChannelAccessToken]:
    with TokenClient(TokenConfiguration(host=scene.line.address)) as client:
        yield ChannelAccessToken(client)


def test_every_token_operation_of_the_sdk_works(
    scene: Scene, tokens: ChannelAccessToken, private_key: rsa.RSAPrivateKey
) -> None:
    channel_id, secret = scene.office.channel_id, scene.office.channel["secret"]
    signer = Signer(scene.line, channel_id, private_key)
    grant = "client_credentials"
    used = {
        "issue_channel_token": tokens.issue_channel_token(grant, channel_id, secret),
        "issue_channel_token_by_jwt": tokens.issue_channel_token_by_jwt(grant, ASSERTION_TYPE, signer.assertion()),
        "issue_stateless_channel_token": tokens.issue_stateless_channel_token(
            grant_type=grant, client_id=channel_id, client_secret=secret, client_assertion_type="", client_assertion=""
        ),
        "issue_stateless_channel_token_by_client_secret": tokens.issue_stateless_channel_token_by_client_secret(
            client_id=channel_id, client_secret=secret
        ),
        "issue_stateless_channel_token_by_jwt_assertion": tokens.issue_stateless_channel_token_by_jwt_assertion(
            client_assertion=signer.assertion()
        ),
    }
    short, long = (used[name].access_token for name in ("issue_channel_token", "issue_channel_token_by_jwt"))
    used |= {
        "gets_all_valid_channel_access_token_key_ids": tokens.gets_all_valid_channel_access_token_key_ids(
            ASSERTION_TYPE, signer.assertion()
        ),
        "verify_channel_token": tokens.verify_channel_token(short),
        "verify_channel_token_by_jwt": tokens.verify_channel_token_by_jwt(long),
        "revoke_channel_token": tokens.revoke_channel_token(short),
        "revoke_channel_token_by_jwt": tokens.revoke_channel_token_by_jwt(channel_id, secret, long),
    }
    assert set(used) == operations(ChannelAccessToken)
    assert {entry["status"] for entry in scene.line.log()[-len(used) :]} == {200}
