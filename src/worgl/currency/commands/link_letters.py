"""Letters with personal links: ordered by an administrator, sent one by one by a job, stopped and gone on with.

A worker takes one letter, hands it over outside every transaction, and notes that. If it dies in between, nobody
can know whether the mail server took it: it is sent again, under the same Message-ID. Everywhere else a letter is
sent exactly once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from worgl.communities import commands as communities
from worgl.communities import queries as community_queries
from worgl.communities.rules import CommunityId, InvitationId, MemberId, Role
from worgl.core import jobs
from worgl.core.commands import IdempotencyKey, command
from worgl.core.ids import new_id
from worgl.currency.errors import ArrivalsUnknown, LettersUnderway, NobodyToWrite
from worgl.currency.models import Arrivals, ArrivedMember, LinkLetter
from worgl.currency.queries.link_letters import LINK_LETTERS_JOB, due, underway, unsent
from worgl.identity.queries import told_in

CLAIM = timedelta(minutes=5)
"""How long a letter is a worker's; a dead one's letters are taken by another afterwards."""
ATTEMPTS_MAX = 6
PAUSE = timedelta(minutes=5)
"""Before a letter that a server did not take for now is tried again; twice as long each time."""
REASON_MAX = 300
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Claim:
    """A letter that one worker has taken; `mark` proves that it is still that worker's."""

    id: UUID
    member: MemberId
    name: str
    email: str
    path: str
    language: str
    attempts: int
    made_at: datetime
    mark: UUID


@command
def send_links(*, actor: MemberId, arrivals: UUID, days: int, language: str, key: IdempotencyKey, now: datetime) -> int:
    """Order letters to all who came with a table, have an address and no letter yet; return how many.

    Each gets a fresh personal link, good for `days`; links made for them before stop working. Also goes on with
    letters that were stopped and tries failed ones again. Refuses NotActive, RoleNeeded, ArrivalsUnknown,
    LettersUnderway, NobodyToWrite, InvalidInput (days).
    """
    admin = communities.require_role(actor, Role.ADMIN)
    table = _table(admin.community, arrivals)
    if underway(table.pk) is not None:
        raise LettersUnderway
    wanted = [MemberId(row.member_id) for row in unsent(admin.community, table.pk)]
    if not wanted:
        raise NobodyToWrite
    made = communities.hand_over(
        actor=actor, members=wanted, days=days, key=IdempotencyKey(f"letters {new_id()}"), now=now
    )
    order = new_id()
    args = {"community": str(admin.community), "arrivals": str(table.pk)}
    job = jobs.enqueue(LINK_LETTERS_JOB, args, key=f"{table.pk}:{order}", due_at=now, now=now)
    LinkLetter.objects.filter(arrivals=table).exclude(state=LinkLetter.State.SENT).delete()
    LinkLetter.objects.bulk_create(
        (
            LinkLetter(
                id=new_id(),
                community_id=admin.community,
                arrivals=table,
                member_id=one.member,
                invitation_id=one.invitation,
                language=language,
                due_at=now,
                job=job,
                made_at=now,
            )
            for one in made
        ),
        batch_size=_AT_ONCE,
    )
    return len(made)


@command
def stop_links(*, actor: MemberId, arrivals: UUID, key: IdempotencyKey, now: datetime) -> int:
    """Stop the letters of a table that are not on their way yet, and return how many; they can be ordered again.

    Refuses NotActive, RoleNeeded, ArrivalsUnknown.
    """
    admin = communities.require_role(actor, Role.ADMIN)
    rows = LinkLetter.objects.filter(arrivals=_table(admin.community, arrivals), state=LinkLetter.State.WAITING)
    return rows.update(state=LinkLetter.State.STOPPED, ended_at=now)


def _table(community: CommunityId, arrivals: UUID) -> Arrivals:
    """Return a table that is brought in, locked: its letters are ordered and stopped one after the other."""
    rows = Arrivals.objects.select_for_update().filter(pk=arrivals, community_id=community, done_at__isnull=False)
    table = rows.defer("content").first()
    if table is None:
        raise ArrivalsUnknown
    return table


def claim_letter(letter: UUID, *, now: datetime) -> Claim | None:
    """Take a letter by one guarded update; None when another worker was quicker, or nobody needs it any more."""
    mark = new_id()
    with transaction.atomic():
        taken = LinkLetter.objects.filter(due(now), pk=letter).update(
            state=LinkLetter.State.SENDING, claim=mark, claimed_until=now + CLAIM, attempts=F("attempts") + 1
        )
        if not taken:
            return None
        row = LinkLetter.objects.get(pk=letter)
        member = community_queries.member(MemberId(row.member_id))
        if member.person is not None or not member.is_active:
            # The member has come by another link, or is gone.
            row.delete()
            return None
        came = ArrivedMember.objects.get(arrivals=row.arrivals_id, member_id=row.member_id)
    return Claim(
        id=row.pk,
        member=member.id,
        name=member.name,
        email=came.email,
        path=communities.handover_path(InvitationId(row.invitation_id)),
        # Whoever is registered here already reads it in their own language.
        language=told_in(came.email) or row.language,
        attempts=row.attempts,
        made_at=row.made_at,
        mark=mark,
    )


def note_letter_sent(claim: Claim, *, now: datetime) -> None:
    """Note that the mail server has taken a letter."""
    _held(claim).update(state=LinkLetter.State.SENT, ended_at=now, claim=None, claimed_until=None, reason="")


def note_letter_refused(claim: Claim, *, reason: str, now: datetime) -> None:
    """Note that a letter will never be taken, and why."""
    _held(claim).update(
        state=LinkLetter.State.FAILED, ended_at=now, claim=None, claimed_until=None, reason=reason[:REASON_MAX]
    )


def note_letter_failed(claim: Claim, *, reason: str, now: datetime) -> None:
    """Let a letter be tried again, later each time; after ATTEMPTS_MAX tries it is given up."""
    if claim.attempts >= ATTEMPTS_MAX:
        note_letter_refused(claim, reason=reason, now=now)
        return
    wait = PAUSE * 2 ** (claim.attempts - 1)
    _held(claim).update(
        state=LinkLetter.State.WAITING, due_at=now + wait, claim=None, claimed_until=None, reason=reason[:REASON_MAX]
    )


def give_letter_back(claim: Claim) -> None:
    """Give a letter back that was not handed over because the server is away, without a try less."""
    _held(claim).update(state=LinkLetter.State.WAITING, attempts=F("attempts") - 1, claim=None, claimed_until=None)


def go_on_later(*, community: CommunityId, arrivals: UUID, due_at: datetime, now: datetime) -> None:
    """Queue the job that sends what waits for a later moment."""
    args = {"community": str(community), "arrivals": str(arrivals)}
    with transaction.atomic():
        job = jobs.enqueue(LINK_LETTERS_JOB, args, key=f"{arrivals}:{new_id()}", due_at=due_at, now=now)
        states = (LinkLetter.State.WAITING, LinkLetter.State.SENDING)
        LinkLetter.objects.filter(arrivals=arrivals, state__in=states).update(job=job)


def _held(claim: Claim) -> QuerySet[LinkLetter]:
    return LinkLetter.objects.filter(pk=claim.id, claim=claim.mark, state=LinkLetter.State.SENDING)
