"""Rich menus, their pictures and aliases, and linking many people. Facts: LINE's reference, Rich menu."""

import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from simulator.rules import (
    check_alias,
    check_alias_target,
    check_batch,
    check_bulk_link,
    check_bulk_unlink,
    check_rich_menu,
    check_rich_menu_image,
)
from tests.simulator.rules_examples import (
    EMOJI_OF_TWO_UNITS,
    GROUP,
    RICH_MENU,
    USER,
    WATER,
    area,
    postback,
    problems_of,
    repeated,
    rich_menu,
    without,
)

OTHER_RICH_MENU = "richmenu-" + "1" * 32
AREA = {"bounds": area(), "action": postback()}
FULL_SIZE = {"width": 2500, "height": 1686}


def size(width: int, height: int) -> dict[str, Any]:
    return rich_menu(size={"width": width, "height": height})


def bounds(**changes: object) -> dict[str, Any]:
    return rich_menu(areas=[{"bounds": area(**changes), "action": postback()}])


@pytest.mark.parametrize(
    ("most", "build", "said", "place"),
    [
        (300, lambda n: rich_menu(name=WATER * n), "must not be longer than 300 characters", "name"),
        (14, lambda n: rich_menu(chatBarText=WATER * n), "must not be longer than 14 characters", "chatBarText"),
        (
            14,
            lambda n: rich_menu(chatBarText=EMOJI_OF_TWO_UNITS * n),
            "must not be longer than 14 characters",
            "chatBarText",
        ),
        (20, lambda n: rich_menu(areas=repeated(AREA, n)), "must not be more than 20 items", "areas"),
        (2500, lambda n: size(n, 1000), "must be between 800 and 2500", "size.width"),
        (1724, lambda n: size(2500, n), "invalid property", "size"),
        (551, lambda n: size(800, n), "invalid property", "size"),
        (1000, lambda n: size(1450, n), "invalid property", "size"),
        (2147483647, lambda n: bounds(x=n), "must be between 0 and 2147483647", "areas[0].bounds.x"),
        (2147483647, lambda n: bounds(width=n), "must be between 1 and 2147483647", "areas[0].bounds.width"),
    ],
)
def test_the_last_size_that_fits_is_taken_and_the_next_refused(
    most: int, build: Callable[[int], dict[str, Any]], said: str, place: str
) -> None:
    assert check_rich_menu(build(most)) is None
    refused = check_rich_menu(build(most + 1))
    assert problems_of(refused) == [(said, place)]
    assert refused is not None
    assert (refused.status, refused.message) == (400, "The request body has 1 error(s)")


@pytest.mark.parametrize(
    ("fewest", "build", "said", "place"),
    [
        (800, lambda n: size(n, 250), "must be between 800 and 2500", "size.width"),
        (250, lambda n: size(800, n), "must be greater than or equal to 250", "size.height"),
        (0, lambda n: bounds(x=n), "must be between 0 and 2147483647", "areas[0].bounds.x"),
        (0, lambda n: bounds(y=n), "must be between 0 and 2147483647", "areas[0].bounds.y"),
        (1, lambda n: bounds(width=n), "must be between 1 and 2147483647", "areas[0].bounds.width"),
        (1, lambda n: bounds(height=n), "must be between 1 and 2147483647", "areas[0].bounds.height"),
    ],
)
def test_the_smallest_that_fits_is_taken_and_the_next_refused(
    fewest: int, build: Callable[[int], dict[str, Any]], said: str, place: str
) -> None:
    assert check_rich_menu(build(fewest)) is None
    assert problems_of(check_rich_menu(build(fewest - 1))) == [(said, place)]


@pytest.mark.parametrize("name", ["size", "selected", "name", "chatBarText", "areas"])
def test_a_rich_menu_needs_all_its_properties(name: str) -> None:
    assert problems_of(check_rich_menu(without(rich_menu(), name))) == [("must be specified", name)]


@pytest.mark.parametrize(
    ("broken", "said", "place"),
    [
        ({"bounds": area()}, "must be specified", "areas[0].action"),
        ({"action": postback()}, "must be specified", "areas[0].bounds"),
        ({"bounds": without(area(), "x"), "action": postback()}, "must be specified", "areas[0].bounds.x"),
        (
            {"bounds": area(), "action": {"type": "uri", "uri": "ftp://example.com"}},
            "invalid uri",
            "areas[0].action.uri",
        ),
    ],
)
def test_an_area_has_bounds_and_an_action(broken: dict[str, Any], said: str, place: str) -> None:
    assert problems_of(check_rich_menu(rich_menu(areas=[broken]))) == [(said, place)]


def png(width: int, height: int, filling: int = 0) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", b"\0" * filling) + chunk(b"IEND", b"")


def jpeg(width: int, height: int, frame: int = 0xC0) -> bytes:
    application = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + b"\0" * 9
    tables = b"\xff\xc4" + struct.pack(">H", 5) + b"\0" * 3
    picture = b"\xff\xff" + bytes([frame]) + struct.pack(">HBHH", 11, 8, height, width) + b"\0" * 4
    return b"\xff\xd8" + application + tables + picture + b"\xff\xd9"


@pytest.mark.parametrize(
    ("content_type", "image"),
    [
        ("image/png", png(2500, 1686)),
        ("IMAGE/PNG; charset=binary", png(2500, 1686)),
        ("image/jpeg", jpeg(2500, 1686)),
        *(("image/jpeg", jpeg(2500, 1686, frame=frame)) for frame in (0xC1, 0xC2, 0xC3, 0xCB, 0xCF)),
    ],
)
def test_a_png_or_jpeg_of_the_menus_size_is_taken(content_type: str, image: bytes) -> None:
    assert check_rich_menu_image(content_type, image, FULL_SIZE) is None


@pytest.mark.parametrize(
    ("content_type", "image"),
    [
        ("image/png", png(2500, 1685)),
        ("image/png", png(2499, 1686)),
        ("image/jpeg", jpeg(1686, 2500)),
        ("image/png", jpeg(2500, 1686)),
        ("image/jpeg", png(2500, 1686)),
        ("image/png", b""),
        ("image/png", png(2500, 1686)[:20]),
        ("image/jpeg", jpeg(2500, 1686)[:30]),
        ("image/jpeg", b"\xff\xd8\xff\xe0\x00\x00" * 3),
        *(("image/jpeg", jpeg(2500, 1686, frame=table)) for table in (0xC4, 0xC8, 0xCC, 0xD0)),
        ("image/png", png(2500, 1686).replace(b"IHDR", b"IDAT")),
        ("image/png", png(2500, 1686).replace(b"PNG", b"MNG")),
        ("image/png", png(2500, 1686, filling=1024 * 1024)),
    ],
)
def test_another_picture_is_refused(content_type: str, image: bytes) -> None:
    refused = check_rich_menu_image(content_type, image, FULL_SIZE)
    assert refused is not None
    assert (refused.status, refused.message) == (400, "The image size is not allowed for richmenu")


def test_a_picture_has_at_most_one_megabyte() -> None:
    frame = len(png(2500, 1686))
    assert check_rich_menu_image("image/png", png(2500, 1686, filling=1024 * 1024 - frame), FULL_SIZE) is None
    assert check_rich_menu_image("image/png", png(2500, 1686, filling=1024 * 1024 - frame + 1), FULL_SIZE) is not None


def test_a_picture_of_another_content_type_is_refused() -> None:
    refused = check_rich_menu_image("image/gif", b"GIF89a", FULL_SIZE)
    assert refused is not None
    assert (refused.status, refused.message) == (415, "The content type, image/gif, is not supported")


@pytest.mark.parametrize("alias", ["a", "tab-2_b", "a" * 32])
def test_an_alias_is_short_and_plain(alias: str) -> None:
    assert check_alias({"richMenuAliasId": alias, "richMenuId": RICH_MENU}) is None


@pytest.mark.parametrize(
    ("alias", "said"),
    [
        ("a" * 33, "size must be between 0 and 32"),
        ("Tab", "invalid property"),
        ("แท็บ", "invalid property"),
        ("", "must be specified"),
        (None, "must be specified"),
    ],
)
def test_another_alias_is_refused(alias: str | None, said: str) -> None:
    assert problems_of(check_alias({"richMenuAliasId": alias, "richMenuId": RICH_MENU})) == [(said, "richMenuAliasId")]


@pytest.mark.parametrize("rich_menu_id", ["menu", RICH_MENU.upper(), RICH_MENU + "0", ""])
def test_a_malformed_rich_menu_id_is_refused(rich_menu_id: str) -> None:
    said = [("invalid richMenuId", "richMenuId")]
    assert problems_of(check_alias({"richMenuAliasId": "a", "richMenuId": rich_menu_id})) == said
    assert problems_of(check_alias_target({"richMenuId": rich_menu_id})) == said
    assert problems_of(check_bulk_link({"richMenuId": rich_menu_id, "userIds": [USER]})) == said
    assert check_alias_target({"richMenuId": RICH_MENU}) is None


@pytest.mark.parametrize("check", [check_bulk_unlink, lambda body: check_bulk_link({**body, "richMenuId": RICH_MENU})])
def test_one_to_500_people_are_linked_at_once(check: Callable[[dict[str, Any]], Any]) -> None:
    assert check({"userIds": repeated(USER, 500)}) is None
    for wrong in ([], repeated(USER, 501)):
        assert problems_of(check({"userIds": wrong})) == [("Size must be between 1 and 500", "userIds")]
    refused = check({"userIds": [GROUP]})
    assert refused.message == "The property, 'userIds[0]', in the request body is invalid (line: -, column: -)"


def link(old: str = RICH_MENU, new: str = OTHER_RICH_MENU) -> dict[str, str]:
    return {"type": "link", "from": old, "to": new}


UNLINK_ALL = {"type": "unlinkAll"}


@pytest.mark.parametrize(
    "operations", [[link()], [{"type": "unlink", "from": RICH_MENU}], [UNLINK_ALL], repeated(UNLINK_ALL, 1000)]
)
def test_a_batch_links_and_unlinks(operations: list[dict[str, str]]) -> None:
    assert check_batch({"operations": operations, "resumeRequestKey": "a_-9" * 25}) is None


@pytest.mark.parametrize(
    ("batch", "said", "place"),
    [
        ({"operations": repeated(UNLINK_ALL, 1001)}, "must not be more than 1000 items", "operations"),
        ({}, "must be specified", "operations"),
        ({"operations": [link("menu")]}, "invalid richMenuId", "operations[0].from"),
        ({"operations": [link(new="menu")]}, "invalid richMenuId", "operations[0].to"),
        ({"operations": [{"type": "unlink"}]}, "must be specified", "operations[0].from"),
        ({"operations": [{"type": "paint"}]}, "invalid property", "operations[0]"),
        ({"operations": [link(), link()]}, f"from richmenu ({RICH_MENU}) is duplicated", "operations[].from"),
        (
            {"operations": [UNLINK_ALL, link()]},
            "'unlinkAll' type can't be combined with other type",
            "operations[].type",
        ),
        (
            {"operations": [UNLINK_ALL], "resumeRequestKey": "a" * 101},
            "size must be between 1 and 100",
            "resumeRequestKey",
        ),
        ({"operations": [UNLINK_ALL], "resumeRequestKey": "a b"}, "invalid property", "resumeRequestKey"),
    ],
)
def test_a_wrong_batch_is_refused(batch: dict[str, Any], said: str, place: str) -> None:
    assert problems_of(check_batch(batch)) == [(said, place)]
