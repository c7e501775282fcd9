"""What happens when something is pressed: action objects, and where each may stand."""

from collections.abc import Mapping
from typing import Any

from simulator.rules.report import PART, Place, Report
from simulator.rules.schema import ByType, Choice, Object, Rule, String
from simulator.rules.values import Uri, picker_limits

URI = Uri(max=10_000, schemes=("http", "https", "line", "tel"))  # 1,000 until 2026-10-27
DATA = String(300)

PROPERTIES: dict[str, dict[str, Rule]] = {
    "postback": {
        "data": DATA,
        "displayText": String(300, graphemes=True),
        "text": String(300, graphemes=True),
        "inputOption": Choice(("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice")),
        "fillInText": String(300, graphemes=True),
    },
    "message": {"text": String(300, graphemes=True)},
    "uri": {"uri": URI, "altUri": Object({"desktop": URI})},
    "datetimepicker": {
        "data": DATA,
        "mode": Choice(("date", "time", "datetime")),
        "initial": String(),
        "max": String(),
        "min": String(),
    },
    "camera": {},
    "cameraRoll": {},
    "location": {},
    "richmenuswitch": {"richMenuAliasId": String(32), "data": DATA},
    "clipboard": {"clipboardText": String(1000)},
}

REQUIRED = {
    "postback": ("data",),
    "message": ("text",),
    "uri": ("uri",),
    "datetimepicker": ("data", "mode"),
    "richmenuswitch": ("richMenuAliasId", "data"),
    "clipboard": ("clipboardText",),
}

ANYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")
QUICK_REPLY_TYPES = (*ANYWHERE, "camera", "cameraRoll", "location")
RICH_MENU_TYPES = (*ANYWHERE, "richmenuswitch")


def one_text_shown(action: Mapping[str, Any], place: Place, report: Report) -> None:
    """A postback shows `displayText` or sends `text`, not both; `fillInText` needs the keyboard."""
    if action.get("displayText") is not None and action.get("text") is not None:
        report.invalid((place, "text"))
    if action.get("fillInText") is not None and action.get("inputOption") != "openKeyboard":
        report.invalid((place, "fillInText"))


TOGETHER = {"postback": (one_text_shown,), "datetimepicker": (picker_limits,)}


def actions(types: tuple[str, ...], *, label: int, label_required: bool, closed: bool = False) -> ByType:
    """The actions that may stand in one place, with that place's rule for labels."""
    return ByType(
        {
            kind: Object(
                {"type": String(), "label": String(label, graphemes=True), **PROPERTIES[kind]},
                required=(*(("label",) if label_required else ()), *REQUIRED.get(kind, ())),
                together=TOGETHER.get(kind, ()),
                closed=closed,
                words=PART,
            )
            for kind in types
        }
    )


IN_QUICK_REPLY = actions(QUICK_REPLY_TYPES, label=20, label_required=True)
IN_TEMPLATE = actions(ANYWHERE, label=20, label_required=True)
IN_IMAGE_CAROUSEL = actions(ANYWHERE, label=12, label_required=False)
ON_WHOLE_TEMPLATE = actions(ANYWHERE, label=20, label_required=False)
IN_RICH_MENU = actions(RICH_MENU_TYPES, label=20, label_required=False)
IN_FLEX_BUTTON = actions(ANYWHERE, label=40, label_required=True, closed=True)
IN_FLEX = actions(ANYWHERE, label=40, label_required=False, closed=True)
