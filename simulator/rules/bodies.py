"""From a table and a parsed body to LINE's answer."""

from collections.abc import Mapping
from typing import Any

from simulator.rules.refusal import Refusal, invalid_body, invalid_property
from simulator.rules.report import Report, Voice, dotted, steps
from simulator.rules.schema import Rule

_WITHOUT_POSITION = (["to"], ["userIds"])
"""Whose line and column LINE's answers leave open (line-bot-sdk-python #729): it looks people up after reading."""


def check_body(rule: Rule, body: Mapping[str, Any], voice: Voice) -> Refusal | None:
    """None if `body` keeps to the table `rule`, else LINE's answer with every mistake in it.

    A value of a JSON type that LINE cannot read goes before all other mistakes.
    """
    report = Report(voice)
    rule.check(body, None, report)
    if report.unreadable:
        way = steps(report.unreadable[0])
        name = dotted(report.unreadable[0])
        # LINE's reference puts every name in quotes but this one.
        quoted = name if name.startswith("to[") else f"'{name}'"
        return invalid_property(quoted, None if way[:1] in _WITHOUT_POSITION else tuple(way))
    return invalid_body(*report.details(dotted)) if report.problems else None
