"""What LINE answers when it does not take a request: status, message and details."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that is wrong: LINE's words, and where in the request body."""

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
    """The answer to a property that LINE cannot read at all, `name` written as LINE writes it."""
    return Refusal(400, f"The property, {name}, in the request body is invalid (line: -, column: -)")


def invalid_body(details: tuple[Detail, ...]) -> Refusal:
    """The answer to a body that can be read but breaks rules."""
    return Refusal(400, f"The request body has {len(details)} error(s)", details)


def invalid_message(index: int, details: tuple[Detail, ...]) -> Refusal:
    """The answer to a template or Flex Message that breaks rules; `index` is its place in `messages`."""
    return Refusal(400, f"A message (messages[{index}]) in the request body is invalid", details)
