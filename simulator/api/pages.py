"""Lists that come in pages, with a continuation token."""

from simulator import ids
from simulator.api.call import Call, refused
from simulator.clock import DAY


def next_page(call: Call, items: list[str], *, default_limit: int, max_limit: int) -> tuple[list[str], dict[str, str]]:
    """One page of a list, and `{"next": token}` when there is more. A token is good for a day."""
    limit = call.query.get("limit", str(default_limit))
    if not limit.isdecimal() or not 1 <= int(limit) <= max_limit:
        raise refused(400, "The value for the 'limit' parameter is invalid")
    start = _start(call)
    end = start + int(limit)
    if end >= len(items):
        return items[start:], {}
    token = f"{end}.{ids.token(16)}"
    call.channel.pages[token] = call.now
    return items[start:end], {"next": token}


def _start(call: Call) -> int:
    token = call.query.get("start")
    if token is None:
        return 0
    given = call.channel.pages.get(token)
    if given is None or call.now > given + DAY:
        raise refused(400, "The value for the 'start' parameter is invalid")
    return int(token.partition(".")[0])
