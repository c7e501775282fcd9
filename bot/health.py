"""Figures of the whole installation, read from the database at the moment they are asked for."""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services import Services
from models.consultations import Consultation
from models.inbox import InboxEvent
from models.offices import Office
from models.outbox import OutboxMessage


def registry(services: Services) -> CollectorRegistry:
    """A Prometheus registry with the present figures."""
    made = CollectorRegistry()
    made.register(_Figures(services))
    return made


class _Figures(Collector):
    def __init__(self, services: Services) -> None:
        self._services = services

    def collect(self) -> Iterator[GaugeMetricFamily]:
        with self._services.database.reading() as session:
            slugs = {office.id: office.slug for office in session.scalars(select(Office))}
            for name, model, words in (
                ("nithet_inbox_events", InboxEvent, "Events of LINE by state"),
                ("nithet_outbox_messages", OutboxMessage, "Messages to LINE by state"),
                ("nithet_consultations", Consultation, "Consultations by state"),
            ):
                family = GaugeMetricFamily(name, words, labels=["office", "state"])
                counted = select(model.office_id, model.state, func.count()).group_by(model.office_id, model.state)
                for office_id, state, count in session.execute(counted):
                    family.add_metric([slugs[office_id], state], count)
                yield family
            yield from _ages(session, self._services.clock())


def _ages(session: Session, now: datetime) -> Iterator[GaugeMetricFamily]:
    for name, words, oldest in (
        (
            "nithet_inbox_oldest_seconds",
            "Age of the oldest event that waits to be handled",
            select(func.min(InboxEvent.received_at)).where(InboxEvent.state == "new"),
        ),
        (
            "nithet_outbox_oldest_seconds",
            "Age of the oldest message that waits to be sent",
            select(func.min(OutboxMessage.created_at)).where(OutboxMessage.state.in_(("waiting", "sending"))),
        ),
    ):
        since = session.scalar(oldest)
        yield GaugeMetricFamily(name, words, value=(now - since).total_seconds() if since else 0.0)
