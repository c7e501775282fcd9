"""The loading animation and read marks."""

from simulator.api.call import Answer, Call, refused
from simulator.rules import check_loading, check_mark_as_read

_DEFAULT_LOADING_SECONDS = 20


async def start_loading(call: Call) -> Answer:
    """POST /v2/bot/chat/loading/start: 202 also when nobody will see it."""
    call.ensure(check_loading(call.body))
    user_id = call.body["chatId"]
    friend = call.channel.friends.get(user_id)
    if friend is not None and friend.follows and not friend.blocked:
        friend.chat.loading_until = call.now + call.body.get("loadingSeconds", _DEFAULT_LOADING_SECONDS)
        call.platform.journal.chat_changed(user_id, call.channel.channel_id)
        call.platform.agenda.add(
            friend.chat.loading_until,
            lambda: call.platform.journal.chat_changed(user_id, call.channel.channel_id),
        )
    return Answer({}, 202)


async def mark_as_read(call: Call) -> Answer:
    """POST /v2/bot/chat/markAsRead: that message and all before it."""
    call.ensure(check_mark_as_read(call.body))
    message_id = call.world.mark_as_read_tokens.get(call.body["markAsReadToken"])
    chat, entry = call.world.entries.get(message_id or "", (None, None))
    if chat is None or entry is None or call.world.chat(call.channel, chat.chat_id) is not chat:
        raise refused(400, "Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook.")
    for earlier in chat.entries:
        if earlier.sender == "person" and earlier.at <= entry.at:
            earlier.read = True
    call.platform.journal.chat_changed(chat.chat_id, call.channel.channel_id)
    return Answer()
