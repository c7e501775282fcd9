"""Get, set and test the webhook endpoint; the bot's own profile."""

from simulator.api.call import Answer, Call, refused
from simulator.clock import iso
from simulator.rules import check_webhook_endpoint


async def bot_info(call: Call) -> Answer:
    """GET /v2/bot/info."""
    channel = call.channel
    info = {
        "userId": channel.user_id,
        "basicId": channel.basic_id,
        "displayName": channel.name,
        "chatMode": channel.chat_mode,
        "markAsReadMode": "auto" if channel.chat_mode == "bot" else "manual",
    }
    if channel.picture_url:
        info["pictureUrl"] = channel.picture_url
    return Answer(info)


async def get_endpoint(call: Call) -> Answer:
    """GET /v2/bot/channel/webhook/endpoint."""
    webhook = call.channel.webhook
    if not webhook.endpoint:
        raise refused(404, "Webhook endpoint not found")
    return Answer({"endpoint": webhook.endpoint, "active": webhook.active})


async def set_endpoint(call: Call) -> Answer:
    """PUT /v2/bot/channel/webhook/endpoint. Plain http is taken too: bots on this machine have no certificate."""
    call.ensure(check_webhook_endpoint(call.body))
    call.channel.webhook.endpoint = call.body["endpoint"]
    return Answer()


async def test_endpoint(call: Call) -> Answer:
    """POST /v2/bot/channel/webhook/test: send a webhook without events and tell what came of it."""
    endpoint = call.channel.webhook.endpoint
    if call.body.get("endpoint"):
        call.ensure(check_webhook_endpoint(call.body))
        endpoint = call.body["endpoint"]
    if not endpoint:
        raise refused(404, "Webhook endpoint not found")
    outcome = await call.platform.courier.probe(call.channel, endpoint)
    return Answer(
        {
            "success": outcome.accepted,
            "timestamp": iso(call.now),
            "statusCode": outcome.status,
            "reason": outcome.reason,
            "detail": outcome.detail,
        }
    )
