"""What LINE answers when it does not take a request: status, message and details."""

from dataclasses import dataclass, replace

from simulator.rules.positions import Steps, line_and_column

BLANK = "\N{NO-BREAK SPACE}"
"""What LINE writes after `(messages[0])`: in the answers quoted in line-bot-sdk-python #314 and #686."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that is wrong: LINE's words, and the place in the request body."""

    message: str
    property: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """LINE's answer to a request that it does not take."""

    status: int
    message: str
    details: tuple[Detail, ...] = ()
    unreadable: Steps | None = None
    """Where in the body stands the value whose line and column LINE tells; None when it tells none."""

    def located(self, raw: bytes) -> "Refusal":
        """The same refusal with line and column of the unreadable value in the raw body."""
        if self.unreadable is None:
            return self
        line, column = line_and_column(raw, self.unreadable)
        return replace(self, message=self.message.replace(_NOWHERE, f"(line: {line}, column: {column})"))

    def body(self) -> dict[str, object]:
        """The JSON body of the answer; `details` is left out when there are none, as LINE does."""
        body: dict[str, object] = {"message": self.message}
        if self.details:
            body["details"] = [{"message": detail.message, "property": detail.property} for detail in self.details]
        return body


_NOWHERE = "(line: -, column: -)"


def invalid_property(name: str, unreadable: Steps | None) -> Refusal:
    """LINE could not read a property at all; `name` as LINE writes it, quotes included."""
    return Refusal(400, f"The property, {name}, in the request body is invalid {_NOWHERE}", unreadable=unreadable)


def invalid_body(*details: Detail) -> Refusal:
    """LINE could read the body, but it breaks rules."""
    return Refusal(400, f"The request body has {len(details)} error(s)", details)


def invalid_message(index: int, *details: Detail) -> Refusal:
    """The template or Flex Message at `index` of `messages` breaks rules."""
    return Refusal(400, f"A message (messages[{index}]){BLANK}in the request body is invalid", details)


def unparsable(line: int | str = "-", column: int | str = "-") -> Refusal:
    """LINE could not parse the body as JSON."""
    return Refusal(400, f"The request body could not be parsed as JSON (line: {line}, column: {column})")


def invalid_parameter(name: str) -> Refusal:
    """LINE could not use a value from the path, the query or a header."""
    return Refusal(400, f"The value for the '{name}' parameter is invalid")
