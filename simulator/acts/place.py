"""One person in one chat: where an act happens, and to whom the bot's platform tells it."""

from dataclasses import dataclass
from typing import Any

from simulator import ids
from simulator.platform import Platform
from simulator.webhooks.events import Event, group_source, new_event, user_source
from simulator.world import Channel, Chat, Entry, Group, Person


@dataclass(frozen=True, slots=True)
class Place:
    """A person in a one-to-one chat with a bot (`group` is None) or in a group, perhaps without a bot."""

    platform: Platform
    person: Person
    chat: Chat
    channel: Channel | None
    group: Group | None = None
    names_user: bool = True  # False: this time the event in the group says not who it was

    @property
    def now(self) -> float:
        """The platform's time in seconds."""
        return self.platform.clock.now()

    def show(
        self,
        message: dict[str, Any],
        *,
        message_id: str | None = None,
        quote_token: str | None = None,
        quoted_id: str | None = None,
    ) -> Entry:
        """Show a message of the person in the chat."""
        entry = Entry(
            id=message_id or ids.message_id(),
            at=self.now,
            sender="person",
            user_id=self.person.user_id,
            name=self.person.name,
            message=message,
            read=self.channel is not None and self.channel.chat_mode == "bot",
            quote_token=quote_token,
            quoted_id=quoted_id,
        )
        return self.platform.world.add(self.chat, entry)

    def tell(self, event_type: str, own: Event) -> None:
        """Send an event to the bot of this chat, if there is one."""
        if self.channel is None:
            return
        source = self._source(self.channel, event_type)
        event = new_event(self.channel, event_type, at=self.now, chat_id=self.chat.chat_id, source=source, own=own)
        self.platform.courier.send(self.channel, self.chat.chat_id, event)
        self.changed()

    def changed(self) -> None:
        """Tell whoever watches that the chat looks different."""
        self.platform.journal.chat_changed(self.chat.chat_id, self.channel.channel_id if self.channel else None)

    def _source(self, channel: Channel, event_type: str) -> Event:
        if self.group is None:
            return user_source(self.person.user_id)
        named = self.names_user and self.person.shares_user_id
        if event_type == "postback":
            named = named and channel.user_id_in_group_postbacks
        return group_source(self.group, event_type, self.person.user_id if named else None)
