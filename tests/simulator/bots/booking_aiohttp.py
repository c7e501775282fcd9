"""Books a day: quick reply, date picker, confirm buttons and a push, on aiohttp with the SDK's asynchronous client."""

import os
from typing import Any

from aiohttp import web
from linebot.v3 import WebhookParser
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import (
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
    Message,
    PushMessageRequest,
    ReplyMessageRequest,
)
from linebot.v3.webhooks import MessageEvent, PostbackEvent

parser = WebhookParser(os.environ["LINE_CHANNEL_SECRET"])
PICKER = {"type": "datetimepicker", "label": "เลือกวัน", "data": "day", "mode": "date"}
ASK = {"type": "text", "text": "ต้องการนัดวันไหน", "quickReply": {"items": [{"type": "action", "action": PICKER}]}}


def confirm(day: str) -> dict[str, Any]:
    """Two buttons under the chosen day."""
    yes = {"type": "postback", "label": "ยืนยัน", "data": f"yes {day}", "displayText": "ยืนยัน"}
    no = {"type": "message", "label": "เลือกใหม่", "text": "นัด"}
    template = {"type": "confirm", "text": f"นัดวันที่ {day}", "actions": [yes, no]}
    return {"type": "template", "altText": f"นัดวันที่ {day}", "template": template}


async def callback(request: web.Request) -> web.Response:
    """Take a webhook."""
    try:
        events = parser.parse(await request.text(), request.headers.get("X-Line-Signature", ""))
    except InvalidSignatureError:
        return web.Response(status=400)
    for event in events:
        if isinstance(event, MessageEvent):
            await reply(request.app["api"], event.reply_token, ASK)
        elif isinstance(event, PostbackEvent) and event.postback.params:
            await reply(request.app["api"], event.reply_token, confirm(event.postback.params["date"]))
        elif isinstance(event, PostbackEvent):
            text = {"type": "text", "text": f"จองแล้ว {event.postback.data.removeprefix('yes ')}"}
            push = PushMessageRequest(to=event.source.user_id, messages=[Message.from_dict(text)])
            await request.app["api"].push_message(push)
    return web.Response(text="OK")


async def reply(api: AsyncMessagingApi, reply_token: str, message: dict[str, Any]) -> None:
    """Reply with one message."""
    await api.reply_message(ReplyMessageRequest(replyToken=reply_token, messages=[Message.from_dict(message)]))


async def with_client(app: web.Application) -> Any:
    """Open the client inside of the running loop, and close it at the end."""
    token, host = os.environ["LINE_CHANNEL_ACCESS_TOKEN"], os.environ.get("LINE_API_HOST")
    async with AsyncApiClient(Configuration(access_token=token, host=host)) as client:
        app["api"] = AsyncMessagingApi(client)
        yield


if __name__ == "__main__":
    bot = web.Application()
    bot.cleanup_ctx.append(with_client)
    bot.router.add_post("/callback", callback)
    web.run_app(bot, host="127.0.0.1", port=int(os.environ["PORT"]))
