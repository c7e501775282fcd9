"""Account linking: a link token for a person, and the dialog that ends it."""

from simulator import ids
from simulator.acts.place import Place
from simulator.api.call import Answer, Call, refused
from simulator.api.people import user_id_in_path
from simulator.world import LinkToken

_LIFE_SECONDS = 600
_PAGE = "<!doctype html><html lang=th><meta charset=utf-8><title>{0}</title><h1>{0}</h1></html>"


async def issue_link_token(call: Call) -> Answer:
    """POST /v2/bot/user/{userId}/linkToken: ten minutes, once."""
    user_id = user_id_in_path(call)
    if user_id not in call.channel.friends:
        raise refused(404, "Not found")
    token = ids.token(24)
    call.world.link_tokens[token] = LinkToken(call.channel.channel_id, user_id, call.now)
    return Answer({"linkToken": token})


async def link_account(call: Call) -> Answer:
    """GET /dialog/bot/accountLink: where the bot's web site sends the person; an expired token gives no webhook."""
    token = call.world.link_tokens.pop(call.query.get("linkToken", ""), None)
    nonce = call.query.get("nonce", "")
    if token is None or call.now > token.at + _LIFE_SECONDS or not 10 <= len(nonce) <= 255:
        return Answer(_PAGE.format("เชื่อมบัญชีไม่สำเร็จ").encode(), 400, "text/html")
    channel = call.world.channels[token.channel_id]
    person = call.world.people[token.user_id]
    place = Place(call.platform, person, channel.friend(person.user_id).chat, channel)
    place.tell("accountLink", {"link": {"result": "ok", "nonce": nonce}})
    return Answer(_PAGE.format("เชื่อมบัญชีแล้ว").encode(), 200, "text/html")
