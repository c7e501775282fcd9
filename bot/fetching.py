"""Files that people sent to LINE, fetched while LINE still has them."""

import logging

from bot.channels import ChannelError
from bot.services import Services
from models import attachments
from models.attachments import MOST_BYTES, Attachment
from models.offices import Office

log = logging.getLogger(__name__)


def fetch_next(services: Services) -> bool:
    """Fetch the next file that is wanted; False when there is none."""
    with services.database.begin() as session:
        wanted = attachments.next_wanted(session, services.clock())
    if wanted is not None:
        fetch(services, wanted)
    return wanted is not None


def fetch(services: Services, wanted: Attachment) -> None:
    """Ask LINE for this file and keep what comes; it stays wanted when LINE has no answer yet."""
    with services.database.reading() as session:
        office = session.get_one(Office, wanted.office_id)
    try:
        content = services.line_of(office).content(wanted.line_message_id)
    except ChannelError as error:
        log.warning("attachment %s: %s", wanted.id, error)
        return
    with services.database.begin() as session:
        row = session.get(Attachment, wanted.id)
        if row is not None and row.state == "wanted" and content.state in ("ready", "gone"):
            row.state = "gone" if content.state == "gone" else "kept"
            if len(content.body) > MOST_BYTES:
                row.state = "too_big"
            elif content.state == "ready":
                row.content, row.content_type = content.body, content.content_type
