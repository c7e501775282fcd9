"""A request to the control API, with the look-ups its handlers share."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from aiohttp import web

from simulator.acts.place import Place
from simulator.control.description import known_properties
from simulator.platform import Platform
from simulator.rules import check_parameter
from simulator.world import Channel, Entry, Group, Person


class Rejected(Exception):
    """Ends a request with a status and a message; `more` goes into the body beside it."""

    def __init__(self, status: int, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"message": message, **more}


@dataclass(slots=True)
class Ask:
    """One request: path, query and JSON body, and the platform it is about."""

    platform: Platform
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: dict[str, Any]
    request: web.Request

    def text(self, name: str) -> str:
        """A string of the body that must be there."""
        value = self.body.get(name)
        if not isinstance(value, str) or not value:
            raise Rejected(400, f"{name} is missing")
        return value

    def optional_text(self, name: str) -> str | None:
        """A string of the body, None when it is left out."""
        value = self.body.get(name)
        if value is not None and not isinstance(value, str):
            raise Rejected(400, f"{name} must be a string")
        return value

    def number(self, name: str, default: float | None = None) -> float:
        """A number of the body that must be there unless it has a default."""
        value = self.body.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Rejected(400, f"{name} must be a number")
        return value

    def new_id(self, name: str, make: Callable[[], str]) -> str:
        """The id that the body wishes for a new person or group, in LINE's form; a made-up one without a wish."""
        wanted = self.optional_text(name)
        if wanted is not None and check_parameter(name, wanted) is not None:
            raise Rejected(400, f"{name} must have LINE's form, such as {make()}")
        return wanted or make()

    def channel(self) -> Channel:
        """The channel that is named in path, query or body; with a single one it need not be named."""
        channels = self.platform.world.channels
        wanted = self.path.get("channelId") or self.query.get("channel") or self.body.get("channel")
        if wanted is None:
            if len(channels) != 1:
                raise Rejected(400, f"channel is missing: there are {len(channels)} channels")
            return next(iter(channels.values()))
        found = [
            channel for channel in channels.values() if wanted in (channel.channel_id, channel.basic_id, channel.name)
        ]
        if not found:
            raise Rejected(404, f"no channel {wanted}")
        return found[0]

    def person(self) -> Person:
        """The person of the path, or in a group the one of `userId`."""
        user_id = self.path.get("userId") or self.query.get("userId") or self.text("userId")
        person = self.platform.world.people.get(user_id)
        if person is None:
            raise Rejected(404, f"no person {user_id}")
        return person

    def group(self) -> Group:
        """The group of the path."""
        group = self.platform.world.groups.get(self.path["groupId"])
        if group is None:
            raise Rejected(404, f"no group {self.path['groupId']}")
        return group

    def place(self) -> Place:
        """Where the act happens: the person's chat with the bot, or the group."""
        person = self.person()
        if "groupId" not in self.path:
            channel = self.channel()
            return Place(self.platform, person, channel.friend(person.user_id).chat, channel)
        group = self.group()
        if person.user_id not in group.members:
            raise Rejected(409, f"{person.name} is not in the group {group.name}")
        channel_in_group = self.platform.world.channels.get(group.channel_id or "")
        names_user = not self.body.get("omitUserId", False)
        return Place(self.platform, person, group.chat, channel_in_group, group, names_user)

    def own_entry(self, place: Place, entry_id: str | None) -> Entry:
        """A message that the person sent here; without an id the last one."""
        for entry in reversed(place.chat.entries):
            own = entry.sender == "person" and entry.user_id == place.person.user_id
            if own and not entry.unsent and entry_id in (None, entry.id):
                return entry
        raise Rejected(404, f"{place.person.name} has no such message here")


ControlHandler: TypeAlias = Callable[[Ask], Awaitable[dict[str, Any] | web.StreamResponse]]


def serve(
    platform: Platform, method: str, path: str, handler: ControlHandler
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The aiohttp handler of a control handler: JSON (or a form) in, JSON out."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            body = await _body(request)
            refuse_unknown(body, method, path, _form_or_json(request))
            answer = await handler(Ask(platform, request.match_info, request.query, body, request))
        except Rejected as rejection:
            return web.json_response(rejection.body, status=rejection.status)
        return answer if isinstance(answer, web.StreamResponse) else web.json_response(answer)

    return handle


def refuse_unknown(names: Iterable[str], method: str, path: str, content_type: str = "application/json") -> None:
    """Reject properties of a body that the description of that address does not know, naming those that it knows."""
    known = known_properties(method, path, content_type)
    unknown = [name for name in names if known is not None and name not in known]
    if unknown:
        raise Rejected(400, f"not known here: {', '.join(unknown)}; known are: {', '.join(known or ()) or 'none'}")


_FORM = "multipart/form-data"


def _form_or_json(request: web.Request) -> str:
    return _FORM if request.content_type == _FORM else "application/json"


async def _body(request: web.Request) -> dict[str, Any]:
    if not request.can_read_body:
        return {}
    if request.content_type == _FORM:
        return dict(await request.post())
    try:
        body = await request.json()
    except ValueError:
        raise Rejected(400, "the body is not JSON") from None
    if not isinstance(body, dict):
        raise Rejected(400, "the body is not a JSON object")
    return body
