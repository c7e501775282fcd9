"""People press buttons."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from simulator.acts.messages import say
from simulator.acts.place import Place
from simulator.screen import Button, buttons

_PARSERS = {"date": date.fromisoformat, "time": time.fromisoformat, "datetime": datetime.fromisoformat}
_LENGTHS = {"date": 10, "time": 5, "datetime": 16}


class NotVisible(Exception):
    """No button of that label is on the screen; `visible` is what is."""

    def __init__(self, label: str, visible: list[Button]) -> None:
        super().__init__(f"nothing to press here is called {label!r}")
        self.visible = visible


def visible_buttons(place: Place) -> list[Button]:
    """What the person could press now in this chat; groups have no rich menu."""
    menu = None
    if place.group is None and place.channel is not None:
        menu = place.channel.rich_menus.shown_to(place.person.user_id)
    return buttons(place.chat, menu)


@dataclass(frozen=True, slots=True)
class Aim:
    """Which button is meant: the newest of that label, or more exactly the one in a message, or with an action."""

    label: str
    entry_id: str | None = None
    action: dict[str, Any] | None = None

    def hits(self, button: Button) -> bool:
        """Whether it is this one."""
        return (
            button.label.strip() == self.label.strip()
            and self.entry_id in (None, button.entry_id)
            and self.action in (None, button.action)
        )


def tap(place: Place, aim: Aim, value: str | None = None) -> dict[str, Any]:
    """Press a visible button; `value` is what a date picker is set to.

    Returns what the phone makes of it, `{"action": …}` with `uri`, `text` (clipboard) or `opens` beside it.
    Raises NotVisible, and ValueError when the value is missing or wrong.
    """
    visible = visible_buttons(place)
    menu = [button for button in visible if button.where == "richMenu"]
    newest_first = [button for button in reversed(visible) if button.where != "richMenu"] + menu
    for button in newest_first:
        if aim.hits(button):
            result = press(place, button.action, value)
            if button.where == "quickReply":
                place.chat.used_quick_reply = button.entry_id
                place.changed()
            return {"action": button.action, **result}
    raise NotVisible(aim.label, visible)


def press(place: Place, action: dict[str, Any], value: str | None) -> dict[str, Any]:
    """Do what an action does, whichever button it hangs on."""
    match action["type"]:
        case "message":
            say(place, action["text"])
        case "postback":
            _postback(place, action)
        case "datetimepicker":
            mode = action["mode"]
            postback(place, action["data"], {mode: _picked(action, value)})
        case "richmenuswitch":
            _switch_rich_menu(place, action)
        case "uri":
            return {"uri": action["uri"]}
        case "clipboard":
            return {"text": action["clipboardText"]}
        case opens:  # camera, cameraRoll, location: the person goes on there
            return {"opens": opens}
    return {}


def postback(place: Place, data: str, params: dict[str, str] | None = None) -> None:
    """Send a postback event."""
    place.tell("postback", {"postback": {"data": data, **({"params": params} if params else {})}})


def _postback(place: Place, action: dict[str, Any]) -> None:
    if action.get("text"):
        say(place, action["text"])
    elif action.get("displayText"):
        place.show({"type": "text", "text": action["displayText"]})
    postback(place, action["data"])


def _picked(action: dict[str, Any], value: str | None) -> str:
    mode = action["mode"]
    value = value if value is not None else action.get("initial")
    if value is None:
        raise ValueError(f"a {mode} picker needs a value")
    value = value.replace("t", "T")
    _PARSERS[mode](value)
    if len(value) != _LENGTHS[mode]:
        raise ValueError(f"{value!r} is no {mode}")
    if not action.get("min", "").replace("t", "T") <= value <= (action.get("max") or "~").replace("t", "T"):
        raise ValueError(f"{value} is outside of what the picker offers")
    return value


def _switch_rich_menu(place: Place, action: dict[str, Any]) -> None:
    if place.channel is None:
        return
    menus = place.channel.rich_menus
    alias = action["richMenuAliasId"]
    menu_id = menus.aliases.get(alias)
    if menu_id is None:
        status = "RICHMENU_ALIAS_ID_NOTFOUND"
    elif menu_id not in menus.menus:
        status = "RICHMENU_NOTFOUND"
    else:
        status = "SUCCESS"
        menus.links[place.person.user_id] = menu_id
    postback(place, action["data"], {"newRichMenuAliasId": alias, "status": status})
