"""What happens when something is pressed: action objects, and which of them may stand where."""

from collections.abc import Mapping
from typing import Any

from simulator.rules.report import PART, Place, Report
from simulator.rules.schema import ByType, Enum, Object, Rule, String
from simulator.rules.values import can_be_opened, picked_moment

LINK = String(10_000, form=can_be_opened)  # 1,000 until 2026-10-27
DATA = String(300)
TEXT = String(300, graphemes=True)
MOMENT = String()

PROPERTIES: dict[str, dict[str, Rule]] = {
    "postback": {
        "data": DATA,
        "displayText": TEXT,
        "text": TEXT,
        "inputOption": Enum(("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice")),
        "fillInText": TEXT,
    },
    "message": {"text": TEXT},
    "uri": {"uri": LINK, "altUri": Object({"desktop": LINK}, closed=True)},
    "datetimepicker": {
        "data": DATA,
        "mode": Enum(("date", "time", "datetime")),
        "initial": MOMENT,
        "max": MOMENT,
        "min": MOMENT,
    },
    "camera": {},
    "cameraRoll": {},
    "location": {},
    "richmenuswitch": {"richMenuAliasId": String(32), "data": DATA},
    "clipboard": {"clipboardText": String(1000, min=1)},
}

REQUIRED: dict[str, tuple[str, ...]] = {
    "postback": ("data",),
    "message": ("text",),
    "uri": ("uri",),
    "datetimepicker": ("data", "mode"),
    "camera": (),
    "cameraRoll": (),
    "location": (),
    "richmenuswitch": ("richMenuAliasId", "data"),
    "clipboard": ("clipboardText",),
}


def one_text_at_most(postback: Mapping[str, Any], place: Place, report: Report) -> None:
    """A postback shows `displayText` or sends `text`, not both."""
    if postback.get("displayText") is not None and postback.get("text") is not None:
        report.invalid((place, "text"))


def text_filled_in_by_keyboard(postback: Mapping[str, Any], place: Place, report: Report) -> None:
    """`fillInText` needs a keyboard that opens."""
    if postback.get("fillInText") is not None and postback.get("inputOption") != "openKeyboard":
        report.invalid((place, "fillInText"))


def moments_in_order(picker: Mapping[str, Any], place: Place, report: Report) -> None:
    """`initial`, `min` and `max` have the mode's form; min comes before max, and initial is neither outside."""
    given = {name: picker[name] for name in ("initial", "min", "max") if picker.get(name) is not None}
    moments = {name: picked_moment(picker["mode"], text) for name, text in given.items()}
    for name, moment in moments.items():
        if moment is None:
            report.say((place, name), "invalid datetime format for the specified mode")
    initial, earliest, latest = (moments.get(name) for name in ("initial", "min", "max"))
    if (
        (earliest and latest and earliest >= latest)
        or (initial and earliest and initial < earliest)
        or (initial and latest and initial > latest)
    ):
        report.say(place, "invalid date time order")


TOGETHER = {"postback": (one_text_at_most, text_filled_in_by_keyboard), "datetimepicker": (moments_in_order,)}


def actions(types: tuple[str, ...], *, label: int, label_required: bool, closed: bool = False) -> ByType:
    """The actions that may stand in one place, with that place's rule for labels."""
    return ByType(
        {
            kind: Object(
                {"type": String(), "label": String(label, graphemes=True), **PROPERTIES[kind]},
                required=("label", *REQUIRED[kind]) if label_required else REQUIRED[kind],
                together=TOGETHER.get(kind, ()),
                closed=closed,
                voice=PART,
            )
            for kind in types
        }
    )


ORDINARY = ("postback", "message", "uri", "datetimepicker", "clipboard")
ONLY_IN_QUICK_REPLIES = ("camera", "cameraRoll", "location")
ONLY_IN_RICH_MENUS = ("richmenuswitch",)

IN_QUICK_REPLY = actions((*ORDINARY, *ONLY_IN_QUICK_REPLIES), label=20, label_required=True)
IN_TEMPLATE = actions(ORDINARY, label=20, label_required=True)
IN_IMAGE_CAROUSEL = actions(ORDINARY, label=12, label_required=False)
IN_RICH_MENU = actions((*ORDINARY, *ONLY_IN_RICH_MENUS), label=20, label_required=False)
IN_FLEX_BUTTON = actions(ORDINARY, label=40, label_required=True, closed=True)
IN_FLEX = actions(ORDINARY, label=40, label_required=False, closed=True)
IN_FLEX_VIDEO = actions(("uri",), label=40, label_required=False, closed=True)
