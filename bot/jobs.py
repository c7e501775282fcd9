"""THE page of scheduled jobs. APScheduler is only the alarm clock: what is due is read from the tables, so that a job may run
as often, as late and in as many processes as it likes.
"""

import logging
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from bot.channels import ChannelError
from bot.dispatch import put_notice
from bot.fetching import fetch_next
from bot.line import LineError
from bot.rich_menus import link_menus
from bot.services import Services
from handlers import broadcast_course, held, phase_reminders, reminders, round_reminders
from handlers import quota as quota_notices
from handlers.turn import Context, Notice
from models import figures, group_members, groups, heartbeats, inbox, outbox, quota, rounds, sentences
from models.groups import Group
from models.offices import Office
from models.roster import words_of

log = logging.getLogger(__name__)

SPREAD_PAUSE_SECONDS = 0.1
"""Between two transactions that write a broadcast: SQLite lets one writer in, and who asks again at once is always first."""


@dataclass(frozen=True)
class Job:
    """A job: how often it is called, and what it does in one sentence."""

    name: str
    every_seconds: int
    run: Callable[[Services], None]
    sentence: str
    at_start: bool = False
    """Called as soon as the worker starts, too."""


def _for_each_office(
    due: Callable[[Context], Iterator[Notice]], *, from_reserve: bool = False
) -> Callable[[Services], None]:
    def run(services: Services) -> None:
        for office in services.offices():
            with services.office_context(office.id) as context:
                for found in due(context):
                    notice = found if from_reserve else quota_notices.without_reserve(context, found)
                    put_notice(context, notice)

    return run


_from_reserve = partial(_for_each_office, from_reserve=True)


def fetch_attachments(services: Services) -> None:
    """Fetch the files that people sent, one after the other."""
    while fetch_next(services):
        pass


def release_held(services: Services) -> None:
    """Let go of messages that have waited long enough for a free ride, or for the new month; nothing in quiet hours.

    Announcements go out on working days and leave the reserve to appointments, also in a new month.
    """
    for office in services.offices():
        with services.office_context(office.id) as context:
            if context.is_quiet:
                continue
            held.bring_up_to_date(context, outbox.held_until(context.session, context.now))
            is_short, room = quota_notices.is_short(context), quota_notices.room(context)
            released = outbox.release_held(
                context.session,
                context.now,
                only_urgent=is_short,
                for_broadcasts=room if context.is_sending_time else 0,
            )
        if released:
            log.info("office %s: released %s held messages", office.slug, released)


def read_quota(services: Services) -> None:
    """Ask LINE what the month allows and has used; say so when its figure is far from ours."""
    for office in services.offices():
        try:
            allowed, used = services.line_of(office).month()
        except (ChannelError, LineError) as error:
            log.warning("quota of %s: %s", office.slug, error)
            continue
        now = services.clock()
        with services.database.begin(office.id) as session:
            before = quota.figures_of(session, office.id)
            if before is not None and (allowed or math.inf) > (before.allowed or math.inf):
                outbox.try_again(session, office.id, now)
            quota.keep_figures(session, office.id, allowed, used, now)
            ours = quota.used_since(session, office.id, quota.begin_of_month(now))
        if used > ours:
            log.info("quota of %s: LINE counts %s messages this month, our ledger %s", office.slug, used, ours)


def send_broadcasts(services: Services) -> None:
    """Begin announcements whose time has come, and write them into the outbox, a few hundred recipients per transaction."""
    _for_each_office(broadcast_course.due)(services)
    for office in services.offices():
        more = True
        while more:
            with services.office_context(office.id) as context:
                more = broadcast_course.spread(context)
            if more:
                time.sleep(SPREAD_PAUSE_SECONDS)


def learn_groups(services: Services) -> None:
    """Ask LINE what the groups are called and how many are in them."""
    for office in services.offices():
        with services.database.reading(office.id) as session:
            wanted = groups.to_ask_about(session, services.clock())
        for group in wanted:
            try:
                name, members = services.line_of(office).group(group.line_group_id)
            except (ChannelError, LineError) as error:
                log.warning("group %s of %s: %s", group.id, office.slug, error)
                continue
            with services.database.begin(office.id) as session:
                row = session.get_one(Group, group.id)
                row.name, row.member_count, row.asked_at = name[:200], members, services.clock()


def learn_members(services: Services) -> None:
    """Ask LINE who of those that an open report round still waits for is in its groups: only members can be mentioned."""
    for office in services.offices():
        with services.database.reading(office.id) as session:
            wanted = rounds.members_to_ask_about(session, services.clock())
        for group, person in wanted:
            try:
                is_member = services.line_of(office).is_member(group.line_group_id, person.line_user_id or "")
            except (ChannelError, LineError) as error:
                log.warning("member %s of group %s of %s: %s", person.id, group.id, office.slug, error)
                continue
            with services.database.begin(office.id) as session:
                group_members.keep(session, group.id, person.id, services.clock(), is_member=is_member)


def learn_words(services: Services) -> None:
    """Build the vocabularies that have changed: a message that had to do it would hold up all others for a second."""
    for office in services.offices():
        with services.database.reading(office.id) as session:
            words_of(session, session.get_one(Office, office.id))


def wipe_old_words(services: Services) -> None:
    """Wipe the words of messages that could not be handled or sent long ago, and what is known of where words stand."""
    with services.database.begin() as session:
        inbox.wipe_old(session, services.clock())
        outbox.wipe_old(session, services.clock())
        sentences.wipe_old(session, services.clock())


def count_for_reports(services: Services) -> None:
    """Bring the figures of the reports up to date."""
    for office in services.offices():
        with services.office_context(office.id) as context:
            figures.count_changed(context.session, office.id, context.facts)


def beat(services: Services) -> None:
    """Show that the scheduler is at work."""
    for office in services.offices():
        with services.database.begin(office.id) as session:
            heartbeats.beat(session, office.id, services.clock())


def introduce(services: Services) -> None:
    """Learn from LINE who our bot is, for the links that open its chat."""
    for office in services.offices():
        if office.bot_basic_id is None:
            try:
                user_id, basic_id = services.line_of(office).bot_info()
            except (ChannelError, LineError) as error:
                log.warning("bot of %s: %s", office.slug, error)
                continue
            with services.database.begin() as session:
                row = session.get_one(Office, office.id)
                row.bot_user_id, row.bot_basic_id = user_id, basic_id


def rich_menus(services: Services) -> None:
    """Give each member of staff the menu of their role."""
    for office in services.offices():
        try:
            link_menus(services, office)
        except (ChannelError, LineError) as error:
            log.warning("rich menus of %s: %s", office.slug, error)


JOBS = (
    Job("learn words", 5, learn_words, "Vocabularies are built before a message needs them.", at_start=True),
    Job("fetch attachments", 2, fetch_attachments, "Files that people sent are fetched before LINE deletes them."),
    Job("remind appointments", 20, _from_reserve(reminders.of_appointments), "The working day and the hour before."),
    Job("remind decisions", 20, _from_reserve(reminders.of_decisions), "Requests that wait longer than promised."),
    Job("ask outcomes", 20, _from_reserve(reminders.of_outcomes), "How did it go? Once, after the meeting."),
    Job("morning digests", 20, _for_each_office(phase_reminders.digests), "One message a day about the calendar."),
    Job("group digests", 20, _for_each_office(phase_reminders.group_digests), "The same in groups of the office."),
    Job("learn members", 30, learn_members, "Who of those that a report round waits for is in its groups."),
    Job("report rounds", 20, _for_each_office(round_reminders.due), "Who has not answered; rounds that are over."),
    Job("draft next year", 3600, _for_each_office(phase_reminders.draft_next_year), "In September."),
    Job("introduce", 30, introduce, "An office whose bot we do not know yet."),
    Job("rich menus", 5, rich_menus, "Whoever got a role gets its menu."),
    Job("release held messages", 20, release_held, "What has waited long enough for a free ride goes out together."),
    Job("learn groups", 5, learn_groups, "Names and member counts of groups, when people came or went and once a day."),
    Job("send broadcasts", 2, send_broadcasts, "Announcements whose time has come."),
    Job("read quota", 300, read_quota, "LINE's own figures of the month beside our ledger."),
    Job("warn of quota", 60, _from_reserve(quota_notices.warnings), "At 50, 80 and 95 percent, once each."),
    Job("count for reports", 20, count_for_reports, "Months in which something changed are counted anew."),
    Job("heartbeat", heartbeats.EVERY.seconds, beat, "The console sees that the worker is at work."),
    Job("wipe old words", 3600, wipe_old_words, "What could not be handled or sent is kept for 30 days."),
)
