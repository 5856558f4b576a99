"""Sending in pages, outside transactions: take one, hand it over, note that."""

from __future__ import annotations

from datetime import datetime, timedelta

from worgl.core import clock
from worgl.core.jobs import JobRun, enqueue, job, planned
from worgl.core.mailserver import ServerAway
from worgl.inbox.commands import sending
from worgl.inbox.jobs.post import Post
from worgl.inbox.jobs.ringing import ring
from worgl.inbox.queries.sending import due_ids, first_due
from worgl.inbox.rules import Channel, OutgoingId

SEND_JOB = "inbox.send"
FORGET_JOB = "inbox.forget"
PAGE = 20
"""Outgoings between two checkpoints; few, because each may take as long as a server's time-out."""
KEPT = timedelta(days=90)


@planned
def plan_sending(now: datetime) -> None:
    """Queue a run of sending when something is due; one run sends all that is."""
    first = first_due(now)
    if first:
        enqueue(SEND_JOB, {}, key=first, due_at=now, now=now)


@job(SEND_JOB)
def send_due(run: JobRun) -> None:
    """Send all that is due. What fails is queued again by itself; a mail server that is away ends the run's letters."""
    done = 0
    post = Post()
    try:
        while page := due_ids(now=_now(run), limit=PAGE):
            for outgoing in page:
                done += _send_one(outgoing, post, run)
            run.checkpoint(stage="sending", done=done, total=done)
    finally:
        post.close()


def _send_one(outgoing: OutgoingId, post: Post, run: JobRun) -> int:
    claim = sending.claim(outgoing, now=_now(run))
    if claim is None:
        return 0
    if claim.channel is Channel.PUSH:
        ring(claim, now=_now(run))
        return 1
    try:
        post.send(claim, now=_now(run))
    except ServerAway as away:
        sending.note_not_reached(claim, reason=str(away), now=_now(run))
    return 1


def _now(run: JobRun) -> datetime:
    """Return the present moment: a long run must not take its own claims for abandoned."""
    return max(run.now, clock.now())


@planned
def plan_forgetting(now: datetime) -> None:
    """Queue the tidying once a day."""
    enqueue(FORGET_JOB, {}, key=f"{now:%Y-%m-%d}", due_at=now, now=now)


@job(FORGET_JOB)
def forget_old(run: JobRun) -> None:
    """Delete what was sent more than KEPT ago, by pages."""
    done = 0
    while count := sending.forget_sent(before=run.now - KEPT):
        done += count
        run.checkpoint(stage="forgetting", done=done, total=done)
