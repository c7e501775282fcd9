"""Quota, consumption, delivery counts and aggregation units."""

from simulator.api.call import Answer, Call, Handler
from simulator.api.pages import next_page
from simulator.rules import check_parameter
from simulator.world.usage import day_of, month_of

_COUNTED_SINCE = "20180331"


async def quota(call: Call) -> Answer:
    """GET /v2/bot/message/quota."""
    if call.channel.quota is None:
        return Answer({"type": "none"})
    return Answer({"type": "limited", "value": call.channel.quota})


async def consumption(call: Call) -> Answer:
    """GET /v2/bot/message/quota/consumption."""
    return Answer({"totalUsage": call.channel.usage.reported(call.now, call.channel.consumption_lag_seconds)})


def delivered(kind: str) -> Handler:
    """GET /v2/bot/message/delivery/{kind}: ready on the next day (UTC+9)."""

    async def handle(call: Call) -> Answer:
        date = call.query.get("date", "")
        call.ensure(check_parameter("date", date))
        if date < _COUNTED_SINCE:
            return Answer({"status": "out_of_service"})
        if date >= day_of(call.now):
            return Answer({"status": "unready"})
        return Answer({"status": "ready", "success": call.channel.usage.by_day.get(date, {}).get(kind, 0)})

    return handle


async def units_used(call: Call) -> Answer:
    """GET /v2/bot/message/aggregation/info."""
    return Answer({"numOfCustomAggregationUnits": len(_units(call))})


async def unit_names(call: Call) -> Answer:
    """GET /v2/bot/message/aggregation/list."""
    page, following = next_page(call, _units(call), default_limit=100, max_limit=100)
    return Answer({"customAggregationUnits": page, **following})


def _units(call: Call) -> list[str]:
    return call.channel.units.get(month_of(call.now), [])
