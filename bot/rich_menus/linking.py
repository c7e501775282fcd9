"""Brings LINE to what the roles say: menus made, default set, each member of staff linked."""

import logging
from collections.abc import Sequence

from bot.line import Line, LineError
from bot.rich_menus.menus import MENUS, Menu, menu_of
from bot.services import Services
from models.offices import Office
from models.people import STAFF, Person, with_role

log = logging.getLogger(__name__)


def link_menus(services: Services, office: Office) -> None:
    """Link whoever has another menu than the role wants. Raises ChannelError, LineError."""
    with services.database.reading(office.id) as session:
        staff = [person for person in with_role(session, *STAFF) if person.line_user_id is not None]
        wanted = {person.id: menu for person in staff if (menu := menu_of(person)) and menu.alias != person.menu}
    line = services.line_of(office)
    if line.rich_menus is not None and not wanted:
        return
    try:
        menus = line.rich_menus = line.rich_menus or _made(line)
        _link(services, office, staff, wanted, menus)
    except LineError:
        line.rich_menus = None  # perhaps somebody deleted our menus at LINE: ask anew the next time
        raise


def _link(
    services: Services, office: Office, staff: Sequence[Person], wanted: dict[int, Menu], menus: dict[str, str]
) -> None:
    line = services.line_of(office)
    for person in staff:
        menu = wanted.get(person.id)
        if menu is not None and person.line_user_id is not None:
            line.link_rich_menu(person.line_user_id, menus[menu.alias])
            with services.database.begin(office.id) as session:
                session.get_one(Person, person.id).menu = menu.alias
            log.info("office %s: person %s has the menu %s", office.slug, person.id, menu.role)


def _made(line: Line) -> dict[str, str]:
    menus = line.rich_menu_aliases()
    for menu in MENUS.values():
        if menu.alias not in menus:
            menus[menu.alias] = line.create_rich_menu(menu.as_line_wants(), menu.picture, menu.alias)
    line.set_default_rich_menu(menus[MENUS["teacher"].alias])
    return menus
