"""Would LINE take this request, and if not, what would it answer? Pure functions, no state, no I/O.

Each `check_…` takes what a request carries and returns None, or the `Refusal` that LINE would answer with. The tables
they read are the pages to hold beside LINE's reference: `messages`, `actions`, `templates`, `flex`, `rich_menus`,
`narrowcast`, `sending`, `endpoints`. `schema` interprets the tables, `report` knows LINE's words.
"""

from simulator.rules.endpoints import check_loading, check_mark_as_read, check_webhook_endpoint
from simulator.rules.lengths import grapheme_length, utf16_length
from simulator.rules.refusal import Detail, Refusal
from simulator.rules.rich_menus import (
    check_alias,
    check_alias_target,
    check_batch,
    check_bulk_link,
    check_bulk_unlink,
    check_rich_menu,
    check_rich_menu_image,
)
from simulator.rules.sending import Operation, check_send
from simulator.rules.transport import check_content_type, check_parameter, check_retry_key, parse_json

__all__ = [
    "Detail",
    "Operation",
    "Refusal",
    "check_alias",
    "check_alias_target",
    "check_batch",
    "check_bulk_link",
    "check_bulk_unlink",
    "check_content_type",
    "check_loading",
    "check_mark_as_read",
    "check_parameter",
    "check_retry_key",
    "check_rich_menu",
    "check_rich_menu_image",
    "check_send",
    "check_webhook_endpoint",
    "grapheme_length",
    "parse_json",
    "utf16_length",
]
