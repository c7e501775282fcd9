"""One webhook event of every kind that LINE's reference describes, and odd ones that it does not."""

from typing import Any

USER, GROUP, ROOM = "U" + "4af49806" * 4, "C" + "ca56f946" * 4, "R" + "0a1b2c3d" * 4
BOT = "U" + "8e742f61" * 4
SAID = "ความลับของครูที่ไม่ควรอยู่ในบันทึก"
REPLY_TOKEN = "nHuyWiB7yP5Zw52FIkcQobQuGDXCTA"

Event = dict[str, Any]


def event(kind: str, *, source: Any = None, reply: bool = True, **own: Any) -> Event:
    """An event with the properties that all have; the id follows from its content."""
    made: Event = {
        "type": kind,
        "mode": "active",
        "timestamp": 1795312800000,
        "source": {"type": "user", "userId": USER} if source is None else source,
        "deliveryContext": {"isRedelivery": False},
        **own,
    }
    if reply:
        made["replyToken"] = REPLY_TOKEN
    return made


def message(kind: str, *, source: Any = None, **own: Any) -> Event:
    """A message event."""
    return event("message", source=source, message={"id": "468789577898262530", "type": kind, **own})


IN_GROUP = {"type": "group", "groupId": GROUP}
IN_ROOM = {"type": "room", "roomId": ROOM}
LINE_CONTENT = {"type": "line"}
QUOTE = "q3Plxr4AgKd"
MENTION = {
    "mentionees": [
        {"index": 0, "length": 4, "type": "user", "userId": BOT, "isSelf": True},
        {"index": 5, "length": 4, "type": "all"},
        {"index": 10, "length": 3, "type": "user"},
    ]
}
EXTERNAL = {
    "type": "external",
    "originalContentUrl": "https://example.com/a.jpg",
    "previewImageUrl": "https://example.com/b.jpg",
}

DOCUMENTED: dict[str, Event] = {
    "text": message("text", text=SAID, quoteToken=QUOTE, markAsReadToken="m1"),
    "text in a group": message("text", text=SAID, quoteToken=QUOTE, source={**IN_GROUP, "userId": USER}),
    "text in a room": message("text", text=SAID, quoteToken=QUOTE, source={**IN_ROOM, "userId": USER}),
    "text in a group by nobody": message("text", text=SAID, quoteToken=QUOTE, source=IN_GROUP),
    "text with a mention": message("text", text=f"@bot @All {SAID}", mention=MENTION, source=IN_GROUP),
    "text with emoji": message("text", text="(hello)", emojis=[{"index": 0, "length": 7, "productId": "5ac1bf"}]),
    "quoting text": message("text", text=SAID, quotedMessageId="468789577898262529"),
    "sticker": message("sticker", packageId="446", stickerId="1988", stickerResourceType="ANIMATION", keywords=["hi"]),
    "message sticker": message("sticker", packageId="1", stickerId="2", stickerResourceType="MESSAGE", text="ค่ะ"),
    "image": message("image", contentProvider=LINE_CONTENT, quoteToken=QUOTE),
    "image of a set": message("image", contentProvider=LINE_CONTENT, imageSet={"id": "E0", "index": 1, "total": 2}),
    "image of a set by an old client": message("image", contentProvider=LINE_CONTENT, imageSet={"id": "E0"}),
    "external image": message("image", contentProvider=EXTERNAL),
    "video": message("video", duration=60000, contentProvider=LINE_CONTENT, quoteToken=QUOTE),
    "audio": message("audio", duration=60000, contentProvider=LINE_CONTENT),
    "file": message("file", fileName=f"{SAID}.pdf", fileSize=2138),
    "location": message("location", title="ที่นี่", address=SAID, latitude=15.7, longitude=100.13),
    "location without words": message("location", latitude=15.7, longitude=100.13),
    "messageEdited": event("messageEdited", source=IN_GROUP, message={"id": "1", "type": "text", "text": SAID}),
    "unsend": event("unsend", reply=False, unsend={"messageId": "325708"}),
    "follow": event("follow", follow={"isUnblocked": False}),
    "follow again": event("follow", follow={"isUnblocked": True}),
    "unfollow": event("unfollow", reply=False),
    "join a group": event("join", source=IN_GROUP),
    "join a room": event("join", source=IN_ROOM),
    "leave": event("leave", source=IN_GROUP, reply=False),
    "memberJoined": event("memberJoined", source=IN_GROUP, joined={"members": [{"type": "user", "userId": USER}]}),
    "memberLeft": event(
        "memberLeft", source=IN_GROUP, reply=False, left={"members": [{"type": "user", "userId": USER}]}
    ),
    "postback": event("postback", postback={"data": "mine"}),
    "postback of a wheel": event(
        "postback", postback={"data": "draft:wished_at", "params": {"datetime": "2027-01-31T09:30"}}
    ),
    "postback of a rich menu": event(
        "postback", postback={"data": "x", "params": {"newRichMenuAliasId": "a", "status": "SUCCESS"}}
    ),
    "postback in a group by nobody": event("postback", source=IN_GROUP, postback={"data": "assign:1:2"}),
    "videoPlayComplete": event("videoPlayComplete", videoPlayComplete={"trackingId": "track"}),
    "beacon": event("beacon", beacon={"hwid": "d41d8cd98f", "type": "enter"}),
    "accountLink": event("accountLink", link={"result": "ok", "nonce": "a" * 20}),
    "membership": event("membership", membership={"type": "joined", "membershipId": 3189}),
    "module": event("module", reply=False, module={"type": "attached", "botId": BOT, "scopes": ["message:send"]}),
    "activated": event("activated", reply=False, chatControl={"expireAt": 1795312800000}),
    "deactivated": event("deactivated", reply=False),
    "botSuspended": event("botSuspended", reply=False),
    "botResumed": event("botResumed", reply=False),
    "delivery": event("delivery", reply=False, delivery={"data": "15034552939884E28681A7D668CEA94C"}),
    "standby text": {**message("text", text=SAID), "mode": "standby", "replyToken": None},
    "standby follow": {**event("follow", reply=False, follow={"isUnblocked": False}), "mode": "standby"},
}

NO_SOURCE = event("accountLink", reply=False, link={"result": "failed", "nonce": "b" * 20})
del NO_SOURCE["source"]
DOCUMENTED["failed accountLink without source"] = NO_SOURCE


def _deep(levels: int) -> Any:
    value: Any = SAID
    for _ in range(levels):
        value = [value]
    return value


ODD: dict[str, Any] = {
    "unknown event type": event("teleported", teleported={"to": SAID}),
    "unknown message type": message("hologram", text=SAID),
    "unknown source type": message("text", text=SAID, source={"type": "planet", "planetId": "P1"}),
    "unknown mentionee": message("text", text=SAID, mention={"mentionees": [{"type": "robot"}, None, 3]}),
    "mention that is no object": message("text", text=SAID, mention=[], source=IN_GROUP),
    "ids as numbers": {**message("text", text=SAID), "message": {"id": 468789577898262530, "type": "text", "text": 7}},
    "null source": {**message("text", text=SAID), "source": None},
    "null user": message("text", text=SAID, source={"type": "user", "userId": None}),
    "number as user": message("text", text=SAID, source={"type": "user", "userId": 12}),
    "very long user": message("text", text=SAID, source={"type": "user", "userId": "U" + "f" * 5000}),
    "null message": event("message", message=None),
    "null text": message("text", text=None),
    "null postback": event("postback", postback=None),
    "null params": event("postback", postback={"data": "mine", "params": None}),
    "params full of nulls": event("postback", postback={"data": "draft:wished_at", "params": {"datetime": None}}),
    "postback of nothing": event("postback", postback={"data": ""}),
    "null type": {**message("text", text=SAID), "type": None},
    "no type": {"webhookEventId": "01FZ74A0TDDPYRVKNK77XKC3ZR", "source": {"type": "user", "userId": USER}},
    "null mode": {**message("text", text=SAID), "mode": None},
    "no timestamp": {key: value for key, value in message("text", text=SAID).items() if key != "timestamp"},
    "timestamp as text": {**message("text", text=SAID), "timestamp": "yesterday"},
    "timestamp of a far age": {**message("text", text=SAID), "timestamp": 10**30},
    "timestamp before all ages": {**message("text", text=SAID), "timestamp": -(10**17)},
    "number as id": {**message("text", text=SAID), "webhookEventId": 5},
    "very long id": {**message("text", text=SAID), "webhookEventId": "x" * 500},
    "id with a NUL": {**message("text", text=SAID), "webhookEventId": "a\x00b"},
    "text with a NUL": message("text", text=f"{SAID}\x00{SAID}"),
    "user with a NUL": message("text", text=SAID, source={"type": "user", "userId": "U\x00"}),
    "half an emoji": message("text", text="\ud83d"),
    "half an emoji as id": {**message("text", text=SAID), "webhookEventId": "\ud83d"},
    "not a number": message("text", text=SAID, emojis=[float("nan"), float("inf")]),
    "a number of 400 digits": message("text", text=SAID, size=10**400),
    "deep": message("text", text=SAID, more=_deep(60)),
    "no object": SAID,
    "null": None,
    "a list": [1, 2],
    "empty": {},
}
