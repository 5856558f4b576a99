"""What leaves by itself beside the jobs: letters one after the other, push messages many at a time; forgetting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings

from worgl.core import clock
from worgl.core.carrying import Manners, carry_out
from worgl.core.jobs import enqueue
from worgl.core.mailserver import ServerAway
from worgl.core.works import JobRun, beside, job, planned_every
from worgl.identity.rules import PersonId
from worgl.inbox.commands import sending
from worgl.inbox.jobs.mailing import Mailer
from worgl.inbox.jobs.pushing import Pushes
from worgl.inbox.queries.sending import next_due
from worgl.inbox.rules import Channel, wait_after

FORGET_JOB = "inbox.forget"
KEPT = timedelta(days=90)
PUSHES_AT_ONCE = 8
LETTERS = (Channel.EMAIL, Channel.DIGEST)
SERVER_RESTS = timedelta(minutes=1)
"""How long a mail server that is away is left alone."""

Stop = Callable[[], bool]
_servers: Manners[str] = Manners()
_readers: Manners[PersonId] = Manners()
"""Whose letters were not taken: theirs wait, so that nobody else's wait behind them."""
_pushes = Pushes()


@beside("letters")
def send_letters(now: datetime, stop: Stop) -> int:
    """Send the letters that are due. A mail server that is away ends the run, and is left alone for a while."""
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    done = 0
    if server in _servers.resting(now=_present(now)):
        return done
    post = Mailer()
    try:
        while not stop() and _send_next(post, now):
            done += 1
    except ServerAway:
        _servers.rest(server, now=_present(now), wait=lambda _failures: SERVER_RESTS)
    finally:
        post.close()
    return done


def _send_next(post: Mailer, now: datetime) -> bool:
    """Send the letter that has been due longest; false when there is none. Raises ServerAway."""
    present = _present(now)
    own = next_due(LETTERS, now=present, but_persons=_readers.resting(now=present))
    if own is None:
        return False
    claim = sending.claim(own, now=present)
    if claim is None:
        return True
    try:
        is_taken = post.send(claim, now=present)
    except ServerAway as away:
        sending.note_not_reached(claim, reason=str(away), now=_present(now))
        raise
    if is_taken:
        _readers.welcome(claim.person)
    else:
        _readers.rest(claim.person, now=_present(now), wait=wait_after)
    return True


@beside("push")
def send_pushes(now: datetime, stop: Stop) -> int:
    """Send the push messages that are due: one at a time to a device."""
    _pushes.now = now
    return carry_out(_pushes, at_once=PUSHES_AT_ONCE, stop=stop)


def _present(now: datetime) -> datetime:
    """Return the present moment: a long run must not take its own claims for abandoned."""
    return max(now, clock.now())


@planned_every(timedelta(minutes=10))
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


JOBS = (
    send_letters,
    send_pushes,
    plan_forgetting,
    forget_old,
)
