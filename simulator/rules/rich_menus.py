"""Rich menus: the menu itself, its picture, its aliases, and linking many people at once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.rules.actions import IN_RICH_MENU
from simulator.rules.bodies import check_body
from simulator.rules.ids import ALIAS_ID, RESUME_REQUEST_KEY, RICH_MENU_ID, USER_ID
from simulator.rules.images import image_size
from simulator.rules.refusal import Refusal
from simulator.rules.report import BODY, PART, Place, Report
from simulator.rules.schema import Array, Boolean, ByType, Identifier, Number, Object, String, matching
from simulator.rules.transport import check_content_type

MIN_WIDTH, MAX_WIDTH, MIN_HEIGHT = 800, 2500, 250
MIN_WIDTH_PERCENT_OF_HEIGHT = 145
MAX_IMAGE_BYTES = 1024 * 1024
MAX_PIXELS = 2**31 - 1


@dataclass(frozen=True, slots=True)
class RichMenuId:
    """The id of a rich menu, `richmenu-` and 32 hexadecimal digits."""

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not str:
            report.wrong_type(place)
        elif not RICH_MENU_ID.fullmatch(value):
            report.say(place, "invalid richMenuId")


def wide_enough(size: Mapping[str, Any], place: Place, report: Report) -> None:
    """A menu is at least 1.45 times as wide as high."""
    if 100 * size["width"] < MIN_WIDTH_PERCENT_OF_HEIGHT * size["height"]:
        report.invalid(place)


SIZE = Object(
    {"width": Number(MIN_WIDTH, MAX_WIDTH), "height": Number(MIN_HEIGHT)},
    required=("width", "height"),
    together=(wide_enough,),
)
BOUNDS = Object(
    {
        "x": Number(0, MAX_PIXELS),
        "y": Number(0, MAX_PIXELS),
        "width": Number(1, MAX_PIXELS),
        "height": Number(1, MAX_PIXELS),
    },
    required=("x", "y", "width", "height"),
)
AREA = Object({"bounds": BOUNDS, "action": IN_RICH_MENU}, required=("bounds", "action"))
RICH_MENU = Object(
    {
        "size": SIZE,
        "selected": Boolean(),
        "name": String(300, graphemes=True),
        "chatBarText": String(14, graphemes=True),
        "areas": Array(AREA, max=20),
    },
    required=("size", "selected", "name", "chatBarText", "areas"),
)

NEW_ALIAS = Object(
    {"richMenuAliasId": String(32, form=matching(ALIAS_ID)), "richMenuId": RichMenuId()},
    required=("richMenuAliasId", "richMenuId"),
)
CHANGED_ALIAS = Object({"richMenuId": RichMenuId()}, required=("richMenuId",))

USER_IDS = Array(Identifier(USER_ID), min=1, max=500)
BULK_LINK = Object({"richMenuId": RichMenuId(), "userIds": USER_IDS}, required=("richMenuId", "userIds"))
BULK_UNLINK = Object({"userIds": USER_IDS}, required=("userIds",))


def operations_agree(batch: Mapping[str, Any], place: Place, report: Report) -> None:
    """`unlinkAll` stands alone, and no menu is replaced twice."""
    operations = batch["operations"]
    everywhere = (place, "operations[]")
    types = {operation["type"] for operation in operations}
    if "unlinkAll" in types and len(types) > 1:
        report.say((everywhere, "type"), "'unlinkAll' type can't be combined with other type")
    replaced = Counter(operation["from"] for operation in operations if operation["type"] != "unlinkAll")
    for rich_menu_id, times in replaced.items():
        if times > 1:
            report.say((everywhere, "from"), f"from richmenu ({rich_menu_id}) is duplicated")


BATCH = Object(
    {
        "operations": Array(
            ByType(
                {
                    "link": Object({"type": String(), "from": RichMenuId(), "to": RichMenuId()}, ("from", "to")),
                    "unlink": Object({"type": String(), "from": RichMenuId()}, ("from",)),
                    "unlinkAll": Object({"type": String()}),
                }
            ),
            max=1000,
        ),
        "resumeRequestKey": String(100, min=1, form=matching(RESUME_REQUEST_KEY)),
    },
    required=("operations",),
    together=(operations_agree,),
)


def check_rich_menu(body: Mapping[str, Any]) -> Refusal | None:
    """LINE's answer to a rich menu that it would not create, None if it would."""
    return check_body(RICH_MENU, body, PART)


def check_rich_menu_image(content_type: str, image: bytes, size: Mapping[str, int]) -> Refusal | None:
    """LINE's answer to a picture that it would not take for a rich menu of `size` (width, height), None if it would."""
    refusal = check_content_type(content_type, "image/jpeg", "image/png")
    if refusal is not None:
        return refusal
    pixels = image_size(content_type.partition(";")[0].strip().lower(), image)
    fits = pixels == (size["width"], size["height"]) and len(image) <= MAX_IMAGE_BYTES
    return None if fits else Refusal(400, "The image size is not allowed for richmenu")


def check_alias(body: Mapping[str, Any]) -> Refusal | None:
    """LINE's answer to a rich menu alias that it would not create, None if it would."""
    return check_body(NEW_ALIAS, body, PART)


def check_alias_target(body: Mapping[str, Any]) -> Refusal | None:
    """LINE's answer to an alias that it would not point elsewhere, None if it would."""
    return check_body(CHANGED_ALIAS, body, PART)


def check_bulk_link(body: Mapping[str, Any]) -> Refusal | None:
    """LINE's answer to linking a menu to many people, None if it would."""
    return check_body(BULK_LINK, body, BODY)


def check_bulk_unlink(body: Mapping[str, Any]) -> Refusal | None:
    """LINE's answer to unlinking the menus of many people, None if it would."""
    return check_body(BULK_UNLINK, body, BODY)


def check_batch(body: Mapping[str, Any]) -> Refusal | None:
    """LINE's answer to a batch of rich menu operations that it would not start, None if it would."""
    return check_body(BATCH, body, PART)
