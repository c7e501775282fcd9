"""The world as a whole, with the look-ups that need all of it."""

from dataclasses import dataclass, field
from typing import Any

from simulator.world.channels import AccessToken, Channel
from simulator.world.chats import Chat, Content, Entry, Group, Person
from simulator.world.login import LinkToken, LoginChannel, LoginCode, LoginToken

TRANSIENT = {"transient": True}


@dataclass(slots=True)
class World:
    """Everything that exists. The fields marked transient are indexes, made again from the rest."""

    channels: dict[str, Channel] = field(default_factory=dict)
    login_channels: dict[str, LoginChannel] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    tokens: dict[str, AccessToken] = field(default_factory=dict)
    contents: dict[str, Content] = field(default_factory=dict)
    login_codes: dict[str, LoginCode] = field(default_factory=dict)
    login_tokens: dict[str, LoginToken] = field(default_factory=dict)
    link_tokens: dict[str, LinkToken] = field(default_factory=dict)
    mark_as_read_tokens: dict[str, str] = field(default_factory=dict)  # token -> message id
    entries: dict[str, tuple[Chat, Entry]] = field(default_factory=dict, metadata=TRANSIENT)
    quotes: dict[str, str] = field(default_factory=dict, metadata=TRANSIENT)  # quote token -> message id

    def add(self, chat: Chat, entry: Entry) -> Entry:
        """Show something at the end of a chat."""
        chat.entries.append(entry)
        self._index(chat, entry)
        return entry

    def chat(self, channel: Channel, chat_id: str) -> Chat | None:
        """The chat with this id as the channel sees it; None when the channel is not in it."""
        group = self.groups.get(chat_id)
        if group is not None:
            return group.chat if group.channel_id == channel.channel_id else None
        return channel.friend(chat_id).chat if chat_id in self.people else None

    def name(self, some_id: str) -> str:
        """What a person or group is called; the id itself where nobody has it."""
        found = self.groups.get(some_id) or self.people.get(some_id)
        return found.name if found else some_id

    def clear(self) -> None:
        """Begin again with nothing."""
        for name in self.__slots__:
            getattr(self, name).clear()

    def take(self, other: "World") -> None:
        """Become a copy of another world, as after reading a state file."""
        for name in self.__slots__:
            setattr(self, name, getattr(other, name))
        for chat in self._chats():
            for entry in chat.entries:
                self._index(chat, entry)

    def _chats(self) -> list[Chat]:
        return [group.chat for group in self.groups.values()] + [
            friend.chat for channel in self.channels.values() for friend in channel.friends.values()
        ]

    def _index(self, chat: Chat, entry: Entry) -> None:
        self.entries[entry.id] = (chat, entry)
        if entry.quote_token:
            self.quotes[entry.quote_token] = entry.id


Json = dict[str, Any]
