"""Says again what you say: the shape of the echo example that comes with LINE's Python SDK, on Flask."""

import os

from flask import Flask, abort, request
from linebot.v3 import WebhookHandler
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, ReplyMessageRequest, TextMessage
from linebot.v3.webhooks import FollowEvent, MessageEvent, TextMessageContent

app = Flask(__name__)
handler = WebhookHandler(os.environ["LINE_CHANNEL_SECRET"])
configuration = Configuration(
    access_token=os.environ["LINE_CHANNEL_ACCESS_TOKEN"], host=os.environ.get("LINE_API_HOST")
)


@app.post("/callback")
def callback() -> str:
    """Take a webhook."""
    signature = request.headers.get("X-Line-Signature", "")
    try:
        handler.handle(request.get_data(as_text=True), signature)
    except InvalidSignatureError:
        abort(400)
    return "OK"


@handler.add(MessageEvent, message=TextMessageContent)
def echo(event: MessageEvent) -> None:
    """Answer a text with itself."""
    answer(event.reply_token, event.message.text)


@handler.add(FollowEvent)
def greet(event: FollowEvent) -> None:
    """Greet a new friend by name."""
    with ApiClient(configuration) as client:
        profile = MessagingApi(client).get_profile(event.source.user_id)
    answer(event.reply_token, f"สวัสดี {profile.display_name}")


def answer(reply_token: str, text: str) -> None:
    """Reply with one text."""
    with ApiClient(configuration) as client:
        request_body = ReplyMessageRequest(replyToken=reply_token, messages=[TextMessage(text=text)])
        MessagingApi(client).reply_message(request_body)


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
