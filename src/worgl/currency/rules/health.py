"""The health of a community's money, day by day: who takes part, how unequal balances are, what lies still."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta

from worgl.core.charts import round_up
from worgl.currency.rules.figures import BOOKED, LocalDays, Tally, gini_ppm, idle_ppm, positive_sum
from worgl.currency.rules.values import WalletRole
from worgl.ledger.rules import AccountId, Recorded

ACTIVE_DAYS = 30
"""Members who paid or were paid in so many days, today included, are active; money unspent as long is idle."""
BANDS = 8
"""Bands of a histogram of balances between zero and where the largest twentieth begins."""
GAP_DAYS_MAX = 400
"""Most days without a transfer that are written down one by one; before them the picture stands still."""
HEALTH_DAYS_MAX = 366
"""Most days a program asks for at once."""


@dataclass(frozen=True, slots=True)
class Band:
    """How many members hold at least `low_minor` and less than `high_minor`; None where there is no such end."""

    low_minor: int | None
    high_minor: int | None
    members: int


@dataclass(frozen=True, slots=True)
class HealthDay:
    """The state at the end of a day, and what went into and out of the commons on it.

    `members` are those who have ever held or owed a coin and have not left; `active` of them paid or were
    paid in the last ACTIVE_DAYS days; `gini_ppm` and `idle_ppm` are None while nobody holds anything.
    """

    day: date
    members: int
    active: int
    gini_ppm: int | None
    idle_ppm: int | None
    commons_minor: int
    commons_in_minor: int
    commons_out_minor: int
    bands: tuple[Band, ...] = ()


@dataclass(slots=True)
class Pulse:
    """The running state of the health: balances, and on which day each account last paid and last traded."""

    balances: dict[AccountId, int]
    last_spent: dict[AccountId, date]
    last_traded: dict[AccountId, date]
    gone: AbstractSet[AccountId] = frozenset()
    """Accounts closed since: without a balance they are nobody's."""
    today: date | None = None
    came_minor: int = 0
    went_minor: int = 0
    closed: list[HealthDay] = field(default_factory=list)


def fold_health(pulse: Pulse, tally: Tally, transfers: Iterable[Recorded]) -> None:
    """Move the balances by transfers in their order and write down every day that ends between them."""
    local = LocalDays(tally.zone)
    for transfer in transfers:
        if transfer.kind not in BOOKED:
            continue
        day = local.of(transfer.at)
        if day != pulse.today:
            go_to(pulse, tally, day)
        _move(pulse, tally, transfer, day)


def go_to(pulse: Pulse, tally: Tally, day: date) -> None:
    """Write down the day at hand and those without a transfer up to the one given, which becomes the day at hand."""
    if pulse.today is not None and pulse.today < day:
        for ended in _days_between(pulse.today, day):
            pulse.closed.append(day_now(pulse, tally, ended))
            pulse.came_minor = pulse.went_minor = 0
    pulse.today = day


def _days_between(first: date, end: date) -> Iterator[date]:
    yield first
    begin = max(first + timedelta(days=1), end - timedelta(days=GAP_DAYS_MAX))
    for offset in range((end - begin).days):
        yield begin + timedelta(days=offset)


def _move(pulse: Pulse, tally: Tally, transfer: Recorded, day: date) -> None:
    payer, payee = transfer.debit, transfer.credit
    pulse.balances[payer] = pulse.balances.get(payer, 0) - transfer.amount
    pulse.balances[payee] = pulse.balances.get(payee, 0) + transfer.amount
    from_role, to_role = tally.roles.get(payer), tally.roles.get(payee)
    if to_role is WalletRole.COMMONS:
        pulse.came_minor += transfer.amount
    if from_role is WalletRole.COMMONS:
        pulse.went_minor += transfer.amount
    if from_role is to_role is WalletRole.MEMBER and transfer.code in tally.trade.both:
        pulse.last_traded[payer] = pulse.last_traded[payee] = day
        if transfer.code in tally.trade.payments:
            pulse.last_spent[payer] = day


def day_now(pulse: Pulse, tally: Tally, day: date) -> HealthDay:
    """Return the health at the end of a day, from the balances as they stand."""
    since = day - timedelta(days=ACTIVE_DAYS - 1)
    held = {
        account: minor
        for account, minor in pulse.balances.items()
        if tally.roles.get(account) is WalletRole.MEMBER and (minor or account not in pulse.gone)
    }
    never = date.min
    idle = sum(minor for own, minor in held.items() if minor > 0 and pulse.last_spent.get(own, never) < since)
    commons = (minor for own, minor in pulse.balances.items() if tally.roles.get(own) is WalletRole.COMMONS)
    values = list(held.values())
    return HealthDay(
        day=day,
        members=len(held),
        active=sum(pulse.last_traded.get(own, never) >= since for own in held),
        gini_ppm=gini_ppm(values),
        idle_ppm=idle_ppm(idle_minor=idle, whole_minor=positive_sum(values)),
        commons_minor=sum(commons),
        commons_in_minor=pulse.came_minor,
        commons_out_minor=pulse.went_minor,
        bands=bands_of(values),
    )


def bands_of(balances: Sequence[int]) -> tuple[Band, ...]:
    """Return how many members hold how much, in bands of one round width.

    Debts and the largest balances have bands of their own. Every member stands in exactly one band.

    >>> [(band.low_minor, band.high_minor, band.members) for band in bands_of([-5, 0, 10, 80])][:3]
    [(None, 0, 1), (0, 10, 1), (10, 20, 1)]
    """
    ordered = sorted(balance for balance in balances if balance >= 0)
    debts = len(balances) - len(ordered)
    below = (Band(None, 0, debts),) if debts else ()
    if not ordered:
        return below
    most = ordered[-(-(len(ordered) - 1) * 19 // 20)]
    width = round_up(max(1, -(-most // BANDS)))
    counts = [0] * (BANDS + 1)
    for balance in ordered:
        counts[min(balance // width, BANDS)] += 1
    inner = tuple(Band(index * width, (index + 1) * width, counts[index]) for index in range(BANDS))
    return (*below, *inner, Band(BANDS * width, None, counts[BANDS]))


def velocity_tenths(volumes: Sequence[int], supplies: Sequence[int], *, days: int = ACTIVE_DAYS) -> list[int]:
    """Return for each day how often a year the money turns over at the pace of the days up to it, in tenths.

    The first entries look back over fewer days. Without money it is 0.

    >>> velocity_tenths([10, 10], [365, 730], days=30)
    [100, 50]
    """
    turns, window = [], 0
    for index, volume in enumerate(volumes):
        window += volume - (volumes[index - days] if index >= days else 0)
        span = min(index + 1, days)
        supply = supplies[index]
        turns.append((window * 3_650 + supply * span // 2) // (supply * span) if supply > 0 else 0)
    return turns
