"""Deliveries go out beside the jobs, many at a time and few to one owner; old messages are forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta

from worgl.api.commands import claim, note_delivered, note_failed, note_gone
from worgl.api.commands.messages import forget_ended, forget_messages, has_old_messages
from worgl.api.jobs.sending import GONE, NotSent, send
from worgl.api.rules import Busy, Delivery, EndpointId
from worgl.core import clock
from worgl.core.carrying import Manners, carry_out
from worgl.core.jobs import enqueue
from worgl.core.works import JobRun, beside, job, planned_every

FORGETTING_JOB = "api.forget_messages"
AT_ONCE = 16
"""Messages on their way at a time: one to each endpoint."""
OF_ONE_OWNER = 2
SLOW_AT_ONCE = 6
"""Of these at most so many to endpoints that failed or were slow the last time."""
TIDIED_AFTER = 100
"""After so many messages to one endpoint those of them are forgotten that are over and too many."""

COUNTED_MAX = 10_000


class _Deliveries:
    """The deliveries of this process."""

    def __init__(self) -> None:
        self.now = datetime.min.replace(tzinfo=UTC)
        self._manners: Manners[EndpointId] = Manners()
        self._sent: Counter[EndpointId] = Counter()

    def take(self, on_the_way: Collection[Delivery]) -> Delivery | None:
        """Take the next message whose endpoint and owner have a place."""
        owners = Counter(parcel.owner for parcel in on_the_way if parcel.owner is not None)
        slow = [one for one in on_the_way if one.is_failing or self._manners.is_slow(one.endpoint)]
        endpoints = {parcel.endpoint for parcel in on_the_way}
        is_full = len(slow) >= SLOW_AT_ONCE
        if is_full:
            endpoints |= self._manners.slow_ones()
        busy = Busy(
            frozenset(endpoints), frozenset(own for own, count in owners.items() if count >= OF_ONE_OWNER), is_full
        )
        return claim(now=self._present(), signed_at=clock.world_now(), busy=busy)

    def carry(self, item: Delivery) -> int | NotSent:
        """Send a message."""
        try:
            return send(item, now=clock.world_now())
        except NotSent as failure:
            return failure

    def note(self, item: Delivery, outcome: int | NotSent, *, took_s: float) -> None:
        """Note how it went."""
        now = self._present()
        self._manners.learn(item.endpoint, took_s=took_s)
        if isinstance(outcome, int):
            note_delivered(item, status=outcome, now=now)
        elif outcome.status == GONE:
            note_gone(item, status=outcome.status, error=str(outcome), now=now)
        else:
            note_failed(item, status=outcome.status, error=str(outcome), now=now, asked=outcome.asked)
        self._tidy(item.endpoint)

    def _tidy(self, endpoint: EndpointId) -> None:
        self._sent[endpoint] += 1
        if self._sent[endpoint] >= TIDIED_AFTER:
            del self._sent[endpoint]
            forget_ended(endpoint)
        if len(self._sent) > COUNTED_MAX:
            self._sent.clear()

    def _present(self) -> datetime:
        """Return the present moment, which a test may have moved ahead."""
        return max(self.now, clock.now())


_deliveries = _Deliveries()


@beside("webhooks")
def deliver(now: datetime, stop: Callable[[], bool]) -> int:
    """Send what is due; each endpoint gets one message at a time, and each owner's endpoints their share."""
    _deliveries.now = now
    return carry_out(_deliveries, at_once=AT_ONCE, stop=stop)


@planned_every(timedelta(hours=1))
def plan_forgetting(now: datetime) -> None:
    """Queue the forgetting of old messages, once a day."""
    if has_old_messages(now=now):
        enqueue(FORGETTING_JOB, {}, key=f"{now:%Y-%m-%d}", due_at=now, now=now)


@job(FORGETTING_JOB)
def forget(run: JobRun) -> None:
    """Delete messages that are old."""
    while forget_messages(now=run.now):
        run.checkpoint(stage="forgetting")


JOBS = (
    deliver,
    plan_forgetting,
    forget,
)
