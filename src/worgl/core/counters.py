"""Counters: how often somebody did something within a span of time. Every limit on a rate counts here.

A counter is a row, and one guarded statement counts: of a hundred at the same moment no more are let through than
the rate allows, on both databases and with many processes. Nothing pushes a counter out. A row is found by the rate
and a keyed hash of whom it counts, cut to `BUCKET_BITS`: no address and no name is kept, and no rate has more rows
than there are buckets, whoever asks. Who shares a bucket shares its counter; nobody can choose with whom.

A span begins with the first that is counted and ends `span_s` later; around its end twice the rate may pass.
"""

from __future__ import annotations

from collections import Counter as Counted
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from worgl.core.commands import in_turn
from worgl.core.limits import Rate
from worgl.core.models import Counter
from worgl.core.works import planned

BUCKET_BITS = 24
"""One in sixteen million: with ten thousand people at their limits one stranger in 1,700 meets one of theirs."""
SWEPT_AT_ONCE = 5_000
"""Counters deleted in one round of the worker."""
SWEPT_EVERY = timedelta(minutes=1)

_COUNT = """
INSERT INTO core_counter (rate, bucket, count, ends_at) VALUES (%s, %s, 1, %s)
ON CONFLICT (rate, bucket) DO UPDATE SET
    count = CASE WHEN core_counter.ends_at <= %s OR core_counter.ends_at > %s
        THEN 1 ELSE core_counter.count + 1 END,
    ends_at = CASE WHEN core_counter.ends_at <= %s OR core_counter.ends_at > %s
        THEN excluded.ends_at ELSE core_counter.ends_at END
WHERE core_counter.count < %s OR core_counter.ends_at <= %s OR core_counter.ends_at > %s
RETURNING count
"""
_COUNT_MANY = """
INSERT INTO core_counter (rate, bucket, count, ends_at) VALUES {rows}
ON CONFLICT (rate, bucket) DO UPDATE SET
    count = CASE WHEN core_counter.ends_at <= %s OR core_counter.ends_at > %s
        THEN excluded.count ELSE core_counter.count + excluded.count END,
    ends_at = CASE WHEN core_counter.ends_at <= %s OR core_counter.ends_at > %s
        THEN excluded.ends_at ELSE core_counter.ends_at END
RETURNING bucket, count
"""
APART = timedelta(minutes=5)
"""How far the clocks of callers may be apart, who wait for each other and for the database.

A span that ends later still than one that began then was counted before the clock was set back, and is over.
"""


def count_act(rate: Rate, who: object, *, now: datetime) -> int:
    """Count one more in the caller's transaction, so only when what the caller does is done, and return 0.

    When it would be one too many nothing is counted: the seconds until the next is welcome are returned.
    """
    span = timedelta(seconds=rate.span_s)
    until, over, never = map(connection.ops.adapt_datetimefield_value, (now + span, now, now + span + APART))
    with connection.cursor() as cursor:
        bounds = [over, never, over, never, rate.most, over, never]
        cursor.execute(_COUNT, [rate.name, _bucket(rate, who), until, *bounds])
        is_counted = cursor.fetchone() is not None
    return 0 if is_counted else max(1, wait_s(rate, who, now=now))


def count_acts(rate: Rate, whos: Sequence[object], *, now: datetime) -> list[bool]:
    """Count many at once in the caller's transaction, in one statement; tells of each whether the rate allows it.

    What is one too many is counted as well: it changes nothing before the span is over.
    """
    buckets = [_bucket(rate, who) for who in whos]
    asked = Counted(buckets)
    if not asked:
        return []
    span = timedelta(seconds=rate.span_s)
    until, over, never = map(connection.ops.adapt_datetimefield_value, (now + span, now, now + span + APART))
    # By bucket, so that two callers at once do not wait for each other.
    rows = [value for bucket in sorted(asked) for value in (rate.name, bucket, asked[bucket], until)]
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT_MANY.format(rows=", ".join(["(%s, %s, %s, %s)"] * len(asked))), [*rows, *[over, never] * 2]
        )
        left = {bucket: rate.most - (count - asked[bucket]) for bucket, count in cursor.fetchall()}
    allowed = []
    for bucket in buckets:
        allowed.append(left[bucket] > 0)
        left[bucket] -= 1
    return allowed


def count_try(rate: Rate, who: object, *, now: datetime) -> int:
    """Count one more for good, whatever becomes of it: a wrong guess is counted though its command is taken back.

    Returns as `count_act`. Must be called outside of every transaction, before what is tried; it raises
    RuntimeError within one, because what is counted there would be taken back.
    """
    with in_turn(), transaction.atomic(durable=True):
        return count_act(rate, who, now=now)


def count_wrong(rate: Rate, who: object, *, is_right: Callable[[], bool], now: datetime) -> int:
    """Count one more for good unless `is_right`; returns as `count_act`, and then has not looked.

    Those of one `who` look one after the other, each knowing of all wrong ones before it, so that many at once
    learn no more than one after the other. Outside of every transaction, as `count_try`.
    """
    with in_turn(), transaction.atomic(durable=True):
        wait = count_act(rate, who, now=now)
        if not wait and is_right():
            give_back(rate, who)
    return wait


def give_back(rate: Rate, who: object) -> None:
    """Uncount one that was no wrong guess."""
    rows = Counter.objects.filter(rate=rate.name, bucket=_bucket(rate, who), count__gt=0)
    rows.update(count=F("count") - 1)


def forget(rate: Rate, who: object) -> None:
    """Count anew from the next one on."""
    Counter.objects.filter(rate=rate.name, bucket=_bucket(rate, who)).delete()


def wait_s(rate: Rate, who: object, *, now: datetime) -> int:
    """Return the seconds until one more would be welcome, 0 when it is now; counts nothing."""
    row = Counter.objects.filter(rate=rate.name, bucket=_bucket(rate, who), count__gte=rate.most).first()
    if row is None or not now < row.ends_at <= now + timedelta(seconds=rate.span_s) + APART:
        return 0
    return int((row.ends_at - now).total_seconds()) + 1


def sweep(*, now: datetime, limit: int = SWEPT_AT_ONCE) -> int:
    """Delete up to `limit` counters whose span is over and return how many."""
    over = Counter.objects.filter(ends_at__lte=now).order_by("ends_at").values_list("pk", flat=True)[:limit]
    return Counter.objects.filter(pk__in=list(over), ends_at__lte=now).delete()[0]


_next_sweep: dict[str, datetime] = {}


@planned
def plan_sweep(now: datetime) -> None:
    """Sweep once in SWEPT_EVERY, in the worker's own round: it is one short statement."""
    if _next_sweep.get("at", now) <= now:
        _next_sweep["at"] = now + SWEPT_EVERY
        sweep(now=now)


def _bucket(rate: Rate, who: object) -> int:
    digest = salted_hmac(f"worgl.core.counters.{rate.name}", str(who), algorithm="sha256").digest()
    return int.from_bytes(digest[: BUCKET_BITS // 8])


JOBS = (plan_sweep,)
