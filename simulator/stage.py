"""Journeys that read like a screenplay: `teacher.says("…")`, `director.taps("มอบหมาย")`, `assert teacher.sees("…")`."""

import base64
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

Json = dict[str, Any]

_LOOK_AGAIN_SECONDS = 0.02
_LONGEST_LOOK_SECONDS = 0.25
"""What one look may take of the patience. A machine that stood still for a while has not waited: neither could the bot work."""


class ControlError(Exception):
    """The control API said no; `status` and `body` say why."""

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(f"{status} {body.get('message')}: what can be pressed is {body.get('visible')}")
        self.status = status
        self.body = body


@dataclass(frozen=True)
class Sight:
    """What came of looking for something: true when it was seen; shows the screen in the test report."""

    seen: bool
    wanted: str
    screen: str

    def __bool__(self) -> bool:
        return self.seen

    def __repr__(self) -> str:
        return f"<{'saw' if self.seen else 'waited in vain for'} {self.wanted!r} on this screen:\n{self.screen}\n>"


class Stage:
    """A simulator at an address, through its control API."""

    def __init__(self, address: str, patience_seconds: float = 5.0) -> None:
        self.address = address
        self.patience_seconds = patience_seconds

    def ask(self, method: str, path: str, body: Json | None = None) -> Json:
        """Call the control API. ControlError when it refuses."""
        request = urllib.request.Request(  # noqa: S310 - an address of this machine
            self.address + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={"content-type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
                answer: Json = json.load(response)
                return answer
        except urllib.error.HTTPError as error:
            with error:
                raise ControlError(error.code, json.load(error)) from None

    def channel(self, webhook: str = "", **settings: Any) -> Json:
        """Open a channel; the answer has `channelId`, `secret`, `token`, `userId` and all settings."""
        return self.ask("POST", "/sim/channels", {"webhook": webhook, **settings})

    def set_channel(self, channel_id: str, **settings: Any) -> Json:
        """Change settings of a channel, such as `plan`, `redelivery`, `hold`."""
        return self.ask("PATCH", f"/sim/channels/{channel_id}", settings)

    def person(self, name: str, channel: str | None = None, **more: Any) -> "Phone":
        """A new person with a phone; with several channels say whose chat is open on it."""
        user_id = self.ask("POST", "/sim/people", {"name": name, **more})["userId"]
        return Phone(self, f"/sim/people/{user_id}", user_id, name, channel=channel)

    def group(self, name: str, members: Sequence["Phone"] = (), **more: Any) -> "GroupChat":
        """A new group with these people, and with the bot if there is one channel or `channel` names it."""
        body = {"name": name, "members": [member.user_id for member in members], **more}
        return GroupChat(self, self.ask("POST", "/sim/groups", body)["groupId"])

    def fault(self, endpoint: str, kind: str, **more: Any) -> Json:
        """Order a fault: see POST /sim/faults."""
        return self.ask("POST", "/sim/faults", {"endpoint": endpoint, "kind": kind, **more})

    def clear_faults(self) -> None:
        """End all faults."""
        self.ask("DELETE", "/sim/faults")

    def advance(self, seconds: float) -> None:
        """Turn the clock forward."""
        self.ask("POST", "/sim/clock", {"advanceSeconds": seconds})

    def turn_to(self, moment: str) -> None:
        """Turn the clock to a moment in ISO 8601."""
        self.ask("POST", "/sim/clock", {"at": moment})

    def usage(self, channel_id: str | None = None) -> Json:
        """What was sent and counted: of one channel, or of the only one."""
        channels = self.ask("GET", "/sim/usage")["channels"]
        return next(channel for channel in channels if channel_id in (None, channel["channelId"]))

    def log(self, after: int = 0) -> list[Json]:
        """Calls and webhooks, oldest first."""
        entries: list[Json] = self.ask("GET", f"/sim/log?after={after}")["entries"]
        return entries

    def recently(self, most: int = 8) -> str:
        """The last calls and webhooks, a line each: what to read when something waited for did not come."""
        return "\n".join(
            f"  {entry['at']} {entry['direction']} {entry['path']} {entry['status']} in {entry['ms']} ms"
            for entry in self.log()[-most:]
        )

    def inject(self, *events: Json, **more: Any) -> list[Json]:
        """Send any events to the bot, in one call: see POST /sim/events."""
        answer: list[Json] = self.ask("POST", "/sim/events", {"events": list(events), **more})["events"]
        return answer

    def wait_until(self, condition: Callable[[], Any], within: float | None = None) -> Any:
        """The first true value of a condition; its last value when the time is up."""
        patience = self.patience_seconds if within is None else within
        looked = time.monotonic()
        while not (value := condition()) and patience > 0:
            time.sleep(_LOOK_AGAIN_SECONDS)
            patience -= min(time.monotonic() - looked, _LONGEST_LOOK_SECONDS)
            looked = time.monotonic()
        return value

    def settle(self) -> None:
        """Wait until every webhook under way has been answered."""
        self.wait_until(lambda: self.ask("GET", "/sim/state")["webhooksUnderWay"] == 0)

    def reset(self) -> None:
        """Begin again with nothing."""
        self.ask("POST", "/sim/reset", {})


class Phone:
    """One person's view of one chat. What was there before the person's last own act counts as read."""

    def __init__(
        self, stage: Stage, path: str, user_id: str, name: str, *, channel: str | None = None, in_group: bool = False
    ) -> None:
        self._stage = stage
        self._path = path
        self._act = {"userId": user_id} if in_group else {}
        self._query = f"?channel={quote(channel)}" if channel else ""
        self._read = 0
        self.user_id = user_id
        self.name = name

    def follows(self) -> "Phone":
        """Add the bot as a friend, or unblock it."""
        self._do("follow")
        return self

    def blocks(self) -> None:
        """Block the bot."""
        self._do("unfollow")

    def says(self, text: str, **more: Any) -> str:
        """Write a text; `quote` answers a message, in groups `mention=True` calls the bot. The message's id."""
        return str(self._do("text", text=text, **more)["messageId"])

    def taps(self, label: str, value: str | None = None, **more: Any) -> Json:
        """Press what is visible under this label, waiting for it to come; date pickers take a value."""
        self._stage.wait_until(lambda: label in self.buttons())
        try:
            return self._do("tap", label=label, value=value, **more)
        except ControlError as error:
            error.add_note(f"The last calls and webhooks:\n{self._stage.recently()}")
            raise

    def sends(self, file_name: str, content_type: str, data: bytes, **more: Any) -> str:
        """Send a picture, video, sound or file. The message's id."""
        encoded = base64.b64encode(data).decode()
        answer = self._do("file", fileName=file_name, contentType=content_type, base64=encoded, **more)
        return str(answer["messageId"])

    def sends_sticker(self, package_id: str = "446", sticker_id: str = "1988", **more: Any) -> str:
        """Send a sticker. The message's id."""
        return str(self._do("sticker", packageId=package_id, stickerId=sticker_id, **more)["messageId"])

    def sends_location(self, latitude: float, longitude: float, **more: Any) -> str:
        """Send a place. The message's id."""
        return str(self._do("location", latitude=latitude, longitude=longitude, **more)["messageId"])

    def posts_back(self, data: str, params: Json | None = None, **more: Any) -> None:
        """Send a postback as from a button that need not be visible."""
        self._do("postback", data=data, params=params, **more)

    def unsends(self, message_id: str | None = None) -> None:
        """Take a message back, by default the last one."""
        self._do("unsend", messageId=message_id)

    def edits(self, text: str, message_id: str | None = None) -> None:
        """Correct a text in a group, by default the last one."""
        self._do("edit", text=text, messageId=message_id)

    def sees(self, text: str, within: float | None = None) -> Sight:
        """Whether the bot's messages since the person's last act show this text, waiting for it to come."""
        return self._look(text, lambda: any(text in entry["text"] for entry in self.news()), within)

    def sees_button(self, label: str, within: float | None = None) -> Sight:
        """Whether something of that label can be pressed, waiting for it to come."""
        return self._look(label, lambda: label in self.buttons(), within)

    def sees_nothing(self) -> bool:
        """Whether nothing new is there once every webhook under way has been answered."""
        self._stage.settle()
        return not self.news()

    def chat(self) -> Json:
        """Everything that the phone shows: entries, buttons, rich menu."""
        return self._stage.ask("GET", f"{self._path}/chat{self._query}")

    def buttons(self) -> list[str]:
        """The labels that can be pressed now, from top to bottom."""
        return [button["label"] for button in self.chat()["buttons"]]

    def messages(self) -> list[Json]:
        """All that the bot has written here."""
        return [entry for entry in self.chat()["entries"] if entry["from"] == "bot"]

    def news(self) -> list[Json]:
        """What the bot has written since the person's last act."""
        return [entry for entry in self.chat()["entries"][self._read :] if entry["from"] == "bot"]

    def last(self) -> Json | None:
        """The bot's last message."""
        messages = self.messages()
        return messages[-1] if messages else None

    def _do(self, act: str, **body: Any) -> Json:
        read = len(self.chat()["entries"])
        given = {name: value for name, value in body.items() if value is not None}
        answer = self._stage.ask("POST", f"{self._path}/{act}{self._query}", {**self._act, **given})
        self._read = read
        return answer

    def _look(self, wanted: str, condition: Callable[[], bool], within: float | None) -> Sight:
        seen = self._stage.wait_until(condition, within)
        entries = self.chat()["entries"]
        screen = "\n".join(f"  {entry['name']}: {entry['text'] or entry['message']['type']}" for entry in entries)
        return Sight(
            bool(seen), wanted, screen if seen else f"{screen}\nThe last calls and webhooks:\n{self._stage.recently()}"
        )


class GroupChat:
    """A group, as its members' phones show it."""

    def __init__(self, stage: Stage, group_id: str) -> None:
        self._stage = stage
        self._path = f"/sim/groups/{group_id}"
        self.group_id = group_id

    def phone(self, person: Phone) -> Phone:
        """The person's phone with this group open."""
        return Phone(self._stage, self._path, person.user_id, person.name, in_group=True)

    def invites_bot(self, channel: str | None = None) -> None:
        """Somebody brings the bot in."""
        self._stage.ask("POST", f"{self._path}/join", {"channel": channel} if channel else {})

    def puts_bot_out(self) -> None:
        """Somebody puts the bot out."""
        self._stage.ask("POST", f"{self._path}/leave", {})

    def renames(self, name: str) -> None:
        """Somebody gives it another name."""
        self._stage.ask("POST", f"{self._path}/rename", {"name": name})

    def welcomes(self, *people: Phone) -> None:
        """People enter together."""
        self._stage.ask("POST", f"{self._path}/members", {"members": [person.user_id for person in people]})

    def loses(self, person: Phone) -> None:
        """Somebody leaves."""
        self._stage.ask("DELETE", f"{self._path}/members/{person.user_id}")

    def chat(self) -> Json:
        """Everything that stands in the group."""
        return self._stage.ask("GET", f"{self._path}/chat")
