"""What a step of the conversation takes and returns. Steps send nothing; they say what to send."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final, SupportsIndex, overload
from urllib.parse import quote

from sqlalchemy.orm import Session

from handlers.voice import Voice
from models import sentences
from models.chats import Chat
from models.clock import BANGKOK, local, today
from models.db import Base, row_id
from models.groups import Group
from models.office_facts import OfficeFacts
from models.offices import Office
from models.outbox import Priority
from models.people import Person

Message = dict[str, Any]
"""One LINE message object, ready for JSON."""

KEEP: Final = "(keep)"
"""A turn that leaves the chat's state as it is."""


class UnreadableButton(ValueError):
    """A button's data lack something, or hold what no button of ours holds: the person reads that it is no longer valid."""


class Arguments(tuple[str, ...]):
    """The parts of a button's data after its action. Asking for one that is not there raises UnreadableButton."""

    __slots__ = ()

    @overload
    def __getitem__(self, index: SupportsIndex) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> str | tuple[str, ...]:
        try:
            return super().__getitem__(index)
        except IndexError as error:
            raise UnreadableButton("a part is missing") from error

    def number(self, index: int) -> int:
        """The part as a whole number from 0, small enough for a row's id. Raises UnreadableButton."""
        number = row_id(self[index])
        if number is None:
            raise UnreadableButton("not a number")
        return number

    def day(self, index: int) -> date:
        """The part as a date, of a month its first day. Raises UnreadableButton."""
        try:
            return date.fromisoformat(f"{self[index]}-01"[:10])
        except ValueError as error:
            raise UnreadableButton("not a date") from error


@dataclass(frozen=True)
class Said:
    """What came in, without LINE's wrapping. Times are moments; `picked` is the person's wall clock as LINE sends it."""

    kind: str
    """text, postback, sticker, image, …, or an event type of LINE such as follow, unsend, join."""
    at: datetime
    text: str = ""
    action: str = ""
    args: Arguments = field(default_factory=Arguments)
    picked: str | None = None
    message_id: str | None = None
    quoted_id: str | None = None
    """The message that this one answers (LINE's quote)."""
    file_name: str | None = None
    is_external: bool = False
    """The content is not at LINE (sent through LIFF): it can't be fetched with our token."""
    mentioned: bool = False
    """In a group: the bot was addressed."""
    in_group: bool = False
    user_id: str | None = None
    """Who said it; LINE leaves it out for some group events."""
    from_group: dict[str, str] | None = None
    """Said to us in a group and answered here: what the group adds, as {"learning_area": "math"}; None: said here."""
    display_name: str | None = None
    """What the person is called on LINE, asked for only after consent."""

    @property
    def picked_moment(self) -> datetime:
        """What was picked on LINE's wheel, which carries no zone, as a moment. Raises UnreadableButton."""
        try:
            return datetime.fromisoformat(self.picked or "").replace(tzinfo=BANGKOK)
        except ValueError as error:
            raise UnreadableButton("nothing was picked") from error


@dataclass
class Notice:
    """Something for somebody else than the one who just spoke."""

    to: Person | Group
    messages: list[Message]
    priority: Priority = Priority.URGENT
    hold_until: datetime | None = None
    """May wait so long for a free ride (a reply, or another push to the same person)."""
    about: str | None = None
    """The matter, for `models.outbox.withdraw` when it is settled before, and `matter_of` when somebody quotes it."""


@dataclass
class Turn:
    """The answer: messages for the one who spoke, notices for others, and where the conversation stands now."""

    messages: list[Message] = field(default_factory=list)
    state: str | None = KEEP
    data: dict[str, Any] | None = None
    """Replaces the chat's data; None leaves it, and it is emptied when the state becomes None."""
    notices: list[Notice] = field(default_factory=list)
    must_arrive: bool = False
    """The answer carries news that can't be had again by asking."""
    in_private: dict[str, str] | None = None
    """What came in a group goes on in the speaker's own chat, in its turn, as if it came there; with what the group adds."""


@dataclass
class Context:
    """One office at one moment, inside one transaction: enough to write a card."""

    session: Session
    office: Office
    facts: OfficeFacts
    now: datetime
    links: "Links"

    @property
    def is_sending_time(self) -> bool:
        """Whether reminders may go out now: in the office's sending hours of a working day."""
        return not self.is_quiet and self.facts.calendar.is_working_day(today(self.now))

    @property
    def is_quiet(self) -> bool:
        """Whether it is outside the office's sending hours: what was held stays held."""
        settings = self.facts.settings
        return not settings.sending_start <= local(self.now).time() < settings.sending_end

    @property
    def voice(self) -> Voice:
        """How this office's bot speaks."""
        return Voice.of(self.facts.settings.bot_name, self.facts.settings.particle)


@dataclass
class Talk(Context):
    """Everything a step may look at: a context, and one message of one person in one chat."""

    chat: Chat
    said: Said
    person: Person | None = None

    def with_args(self, *args: str) -> "Talk":
        """The same talk as if a button with these arguments had been pressed."""
        return replace(self, said=replace(self.said, args=Arguments(args)))

    def wrote(self, row: Base, column: str) -> None:
        """What the row's column says now are words of this message: they go when it is taken back."""
        sentences.keep(self.session, self.me, self.said.message_id, row, column, self.now)

    @property
    def me(self) -> Person:
        """The person who speaks; only steps behind consent may ask."""
        assert self.person is not None
        return self.person


Step = Callable[[Talk], Turn]
"""What answers one message or event."""


@dataclass(frozen=True)
class CalendarPicture:
    """What a picture of the annual calendar shows; a new `version` makes a new address, so that no old picture is kept."""

    office_id: int
    fiscal_year: int
    processes: tuple[str, ...]
    """Codes; none means all."""
    for_schools: bool
    """Only what schools take part in."""
    version: str


@dataclass(frozen=True)
class Links:
    """Addresses that the conversation hands out; made by bot/, which knows where it is reachable."""

    base: str
    person_token: Callable[[Person], str]
    office_token: Callable[[Office], str]
    round_token: Callable[[int], str]
    picture_token: Callable[["CalendarPicture"], str]

    def ics(self, person: Person, appointment_id: int) -> str:
        """The calendar entry of an appointment, for this person's eyes."""
        return f"{self.base}/ics/{self.person_token(person)}/{appointment_id}.ics"

    def feed(self, person: Person) -> str:
        """The person's phases and appointments, for a calendar to subscribe to."""
        return f"{self.base}/ics/{self.person_token(person)}/calendar.ics"

    def office_feed(self, office: Office) -> str:
        """All phases of the office, for a calendar to subscribe to."""
        return f"{self.base}/ics/{self.office_token(office)}/calendar.ics"

    def round_sheet(self, round_id: int) -> str:
        """How a report round stands as an Excel file; the address opens for a week."""
        return f"{self.base}/rounds/{self.round_token(round_id)}.xlsx?openExternalBrowser=1"

    def announced(self, office: Office, attachment_id: int) -> tuple[str, str]:
        """(the picture of an announcement, a small one for the chat), for LINE to fetch."""
        address = f"{self.base}/announced/{self.office_token(office)}/{attachment_id}"
        return f"{address}/whole", f"{address}/small"

    def picture(self, picture: "CalendarPicture") -> tuple[str, str]:
        """(the picture, a small one for the chat) of an annual calendar; nobody guesses the addresses."""
        address = f"{self.base}/pictures/{self.picture_token(picture)}"
        return f"{address}/calendar.png", f"{address}/preview.png"

    def chat(self, office: Office, text: str) -> str:
        """Opens the 1:1 chat with the bot with `text` typed in (https://line.me/R/oaMessage, percent-encoded UTF-8)."""
        return f"https://line.me/R/oaMessage/{quote(office.bot_basic_id or '')}/?{quote(text[:200])}"

    def console(self, token: str) -> str:
        """The sign-in page of the console, in the phone's own browser rather than in LINE's."""
        return f"{self.base}/console/enter/{token}?openExternalBrowser=1"

    def privacy(self, office: Office) -> str:
        """The office's privacy notice."""
        return f"{self.base}/privacy/{office.slug}"
