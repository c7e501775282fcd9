"""What LINE answers when it does not take a request: status, message and details."""

from dataclasses import dataclass


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

    def body(self) -> dict[str, object]:
        """The JSON body of the answer; `details` is left out when there are none, as LINE does."""
        body: dict[str, object] = {"message": self.message}
        if self.details:
            body["details"] = [{"message": detail.message, "property": detail.property} for detail in self.details]
        return body


def invalid_property(name: str) -> Refusal:
    """LINE could not read a property at all; `name` as LINE writes it, quotes included."""
    return Refusal(400, f"The property, {name}, in the request body is invalid (line: -, column: -)")


def invalid_body(*details: Detail) -> Refusal:
    """LINE could read the body, but it breaks rules."""
    return Refusal(400, f"The request body has {len(details)} error(s)", details)


def invalid_message(index: int, *details: Detail) -> Refusal:
    """The template or Flex Message at `index` of `messages` breaks rules.

    In answers of LINE quoted in public issues the blank after the bracket is sometimes a no-break space.
    """
    return Refusal(400, f"A message (messages[{index}]) in the request body is invalid", details)


def unparsable(line: int | str = "-", column: int | str = "-") -> Refusal:
    """LINE could not parse the body as JSON."""
    return Refusal(400, f"The request body could not be parsed as JSON (line: {line}, column: {column})")


def invalid_parameter(name: str) -> Refusal:
    """LINE could not use a value from the path, the query or a header."""
    return Refusal(400, f"The value for the '{name}' parameter is invalid")
