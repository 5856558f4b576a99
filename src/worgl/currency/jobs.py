"""Work that falls due by itself: the levy on its date, the limits each day, the statistics each hour; and letters."""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta
from email.utils import format_datetime
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from worgl.communities import queries as communities
from worgl.communities.facts import MemberAdmitted
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import clock, readers
from worgl.core.jobs import enqueue
from worgl.core.letterheads import letter_look
from worgl.core.mailserver import MailServer, Rejected, ServerAway
from worgl.core.works import MAILING, JobRun, job, planned_every
from worgl.currency import commands
from worgl.currency.commands.link_letters import (
    Claim,
    claim_letter,
    give_letter_back,
    go_on_later,
    note_letter_failed,
    note_letter_refused,
    note_letter_sent,
)
from worgl.currency.models import Currency, DayHealth
from worgl.currency.queries.balances import next_levy
from worgl.currency.queries.givings import GIVING_JOB
from worgl.currency.queries.link_letters import LINK_LETTERS_JOB, counted, due_letters, next_moment
from worgl.currency.queries.member_imports import ARRIVALS_JOB
from worgl.currency.queries.member_register import LIMITS_JOB
from worgl.currency.queries.policy import local_date, next_midnight
from worgl.currency.queries.preview import LEVY_JOB
from worgl.ledger import queries as ledger
from worgl.ledger.rules import BookId

log = logging.getLogger(__name__)

FIGURES_JOB = "currency.figures"
FIGURES_EVERY = timedelta(hours=1)
LEVY_SOON_JOB = "currency.levy_soon"
"""Done by the room of notices."""
REMINDED_BEFORE = timedelta(days=3)
MORNING = time(9)
_TOWNS_AT_ONCE = 100
_LETTERS_AT_ONCE = 20


@job(LEVY_JOB)
def take_levies(run: JobRun) -> None:
    """Take the levies that are due, settle the spend rule, and bring limits to the policy of the day.

    Each step is a transaction of its own and safe to repeat; a levy's progress is noted within it.
    """
    community = CommunityId(UUID(run.args["community"]))

    def progress(stage: str, done: int, total: int) -> None:
        run.checkpoint(stage=stage, done=done, total=total)

    commands.take_due_levies(community=community, now=run.now, progress=progress)
    commands.pay_unspent(community=community, now=run.now)
    commands.refresh_limits(community=community, now=run.now)
    _remind_of_levy(community, now=run.now)


def _remind_of_levy(community: CommunityId, *, now: datetime) -> None:
    """Queue the reminder of the next levy once it is near: for the morning, not for the middle of the night."""
    town = communities.community(community)
    coming, today = next_levy(town), local_date(now, town.zone)
    if coming is None or not today < coming[0] <= today + REMINDED_BEFORE:
        return
    on = coming[0].isoformat()
    morning = datetime.combine(today, MORNING, ZoneInfo(town.zone))
    args = {"community": str(community), "on": on}
    enqueue(LEVY_SOON_JOB, args, key=f"{community}:{on}", due_at=max(now, morning), now=now)


@job(LIMITS_JOB)
def give_limits(run: JobRun) -> None:
    """Give the limits an officer has ordered by a rule."""

    def progress(done: int, total: int) -> None:
        run.checkpoint(stage="limits", done=done, total=total)

    commands.apply_limits(args=run.args, progress=progress, already=run.done, now=run.now)


@job(GIVING_JOB)
def give_to_many(run: JobRun) -> None:
    """Give many members what a treasurer has ordered by one act."""

    def progress(done: int, total: int) -> None:
        run.checkpoint(stage="givings", done=done, total=total)

    commands.hand_out(giving=UUID(run.args["giving"]), progress=progress, now=run.now)


@job(ARRIVALS_JOB)
def bring_members_in(run: JobRun) -> None:
    """Bring a table of members in, page by page."""

    def progress(line: int, done: int, total: int) -> None:
        run.checkpoint(stage="rows", cursor={"line": line}, done=done, total=total)

    commands.bring_in(
        community=CommunityId(UUID(run.args["community"])),
        arrivals_id=UUID(run.args["arrivals"]),
        actor=MemberId(UUID(run.args["actor"])),
        progress=progress,
        now=run.now,
    )


@job(LINK_LETTERS_JOB, lane=MAILING)
def send_link_letters(run: JobRun) -> None:
    """Send the letters of a table that are due; what the server did not take for now is queued for later.

    A mail server that is away ends the run; the job is then tried again as any other.
    """
    community, arrivals = CommunityId(UUID(run.args["community"])), UUID(run.args["arrivals"])
    town, server = communities.community(community), MailServer()
    try:
        while page := due_letters(arrivals, now=_now(run), limit=_LETTERS_AT_ONCE):
            for letter in page:
                _send_letter(letter, town, server, now=_now(run))
            done, total = counted(arrivals)
            run.checkpoint(stage="letters", done=done, total=total)
    finally:
        server.close()
    later = next_moment(arrivals)
    if later is not None:
        go_on_later(community=community, arrivals=arrivals, due_at=later, now=run.now)


def _send_letter(letter: UUID, town: communities.Community, server: MailServer, *, now: datetime) -> None:
    claim = claim_letter(letter, now=now)
    if claim is None:
        return
    try:
        message = _compose(claim, town)
        server.reach()
        server.hand_over(message)
    except ServerAway:
        give_letter_back(claim)
        raise
    except ValueError:
        # Django refuses to write a head that would break in two.
        note_letter_refused(claim, reason="no address", now=now)
    except Rejected as trouble:
        log.warning("letter %s was not taken: %s", claim.id, trouble)
        if trouble.verdict is None:
            note_letter_failed(claim, reason=str(trouble), now=now)
        else:
            note_letter_refused(claim, reason=trouble.verdict, now=now)
    else:
        note_letter_sent(claim, now=now)


def _compose(claim: Claim, town: communities.Community) -> EmailMultiAlternatives:
    look = letter_look(town.id)
    with translation.override(claim.language):
        context = {
            "look": look,
            "subject": " ".join(_("Your membership of {community}").format(community=town.name).split()),
            "greeting": _("Hello {name},").format(name=claim.name),
            "community": town.name,
            "address": settings.SITE_URL + claim.path,
            "language": claim.language,
        }
        message = EmailMultiAlternatives(
            subject=str(context["subject"]),
            body=render_to_string("currency/mail/link.txt", context),
            from_email=look.sender(settings.DEFAULT_FROM_EMAIL),
            to=[claim.email],
            headers={
                "Message-ID": f"<{claim.id}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>",
                "Date": format_datetime(claim.made_at),
                "Auto-Submitted": "auto-generated",
            },
        )
        message.attach_alternative(render_to_string("currency/mail/link.html", context), "text/html")
    return message


def _now(run: JobRun) -> datetime:
    """Return the present moment: a long run must not take its own claims for abandoned."""
    return max(run.now, clock.now())


@job(FIGURES_JOB)
def count_transfers(run: JobRun) -> None:
    """Count the transfers that are not yet in the statistics, and the days on which there were none."""
    community = CommunityId(UUID(run.args["community"]))
    commands.update_figures(community=community)
    commands.close_days(community=community, now=run.now)


@planned_every(timedelta(seconds=10))
def plan_days(now: datetime) -> None:
    """Queue a town's daily work when its local day has begun: once a date, however long no worker ran."""
    for row in Currency.objects.filter(levy_check_at__lte=now).order_by("levy_check_at")[:_TOWNS_AT_ONCE]:
        zone = communities.community(CommunityId(row.community_id)).zone
        today = local_date(now, zone)
        args = {"community": str(row.community_id)}
        enqueue(LEVY_JOB, args, key=f"{row.community_id}:{today.isoformat()}", due_at=now, now=now)
        Currency.objects.filter(pk=row.pk).update(levy_check_at=next_midnight(now, zone))


@planned_every(timedelta(seconds=10))
def plan_figures(now: datetime) -> None:
    """Queue the counting of a town's transfers at most once an hour, where there is something to count or a new day."""
    for row in Currency.objects.filter(figures_check_at__lte=now).order_by("figures_check_at")[:_TOWNS_AT_ONCE]:
        if ledger.last_seq(BookId(row.book)) > row.figures_seq or _has_new_day(row, now):
            args = {"community": str(row.community_id)}
            enqueue(FIGURES_JOB, args, key=f"{row.community_id}:{now:%Y-%m-%dT%H}", due_at=now, now=now)
        Currency.objects.filter(pk=row.pk).update(figures_check_at=now + FIGURES_EVERY)


def _has_new_day(row: Currency, now: datetime) -> bool:
    """Tell whether the last day written down is over; a town without a transfer has none."""
    today = local_date(now, communities.community(CommunityId(row.community_id)).zone)
    days = DayHealth.objects.filter(community_id=row.community_id).order_by("-day")
    last = days.values_list("day", flat=True).first()
    return last is not None and last < today


@readers.on(MemberAdmitted)
def open_admitted_wallet(fact: MemberAdmitted, now: datetime) -> None:
    """Open the wallet of an admitted member, or open it again when they have come back."""
    if Currency.objects.filter(community_id=fact.community).exists():
        commands.welcome_back(community=fact.community, member=fact.member, now=now)


JOBS = (
    take_levies,
    give_limits,
    give_to_many,
    bring_members_in,
    send_link_letters,
    count_transfers,
    plan_days,
    plan_figures,
)
READERS = (open_admitted_wallet,)
