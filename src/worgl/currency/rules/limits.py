"""Limits on payments, credit and balances (money.md, Limits; seed 001, Limitations on the size of transactions)."""

from __future__ import annotations

from dataclasses import dataclass

from worgl.core.money import PPM, Ppm
from worgl.currency.rules.values import CurrencyKind
from worgl.ledger.rules import NO_CEILING

TIERS_MAX = 8
"""Highest tier of reputation."""


@dataclass(frozen=True, slots=True)
class PaymentTerms:
    """A community's limits on payments: 0 means that this limit is not set.

    `share_ppm` of the supply binds only above `least_minor`: half a per cent of a young town's money
    would forbid buying bread.
    """

    absolute_minor: int
    share_ppm: Ppm
    least_minor: int
    day_minor: int


@dataclass(frozen=True, slots=True)
class CreditTerms:
    """How far members may go below zero: a base for everyone, growth with turnover, and a maximum.

    `maximum_minor` bounds the growth, never the base; `ceiling_minor` of 0 means no balance ceiling.
    """

    base_minor: int
    growth_ppm: Ppm
    maximum_minor: int
    ceiling_minor: int


def payment_limit(terms: PaymentTerms, *, supply_minor: int) -> int | None:
    """Return the most one payment may move, None without a limit: min(absolute, share of the supply).

    >>> payment_limit(PaymentTerms(50_000, Ppm(5_000), 10_000, 0), supply_minor=4_000_000)
    20000
    >>> payment_limit(PaymentTerms(0, Ppm(5_000), 10_000, 0), supply_minor=40_000)
    10000
    """
    caps = []
    if terms.absolute_minor:
        caps.append(terms.absolute_minor)
    if terms.share_ppm:
        caps.append(max(supply_minor * terms.share_ppm // PPM, terms.least_minor))
    return min(caps, default=None)


def day_limit(terms: PaymentTerms, *, tier: int = 0) -> int | None:
    """Return the most a member may pay in one day, None without a limit; each tier of reputation doubles it.

    >>> day_limit(PaymentTerms(0, Ppm(0), 0, 10_000), tier=2)
    40000
    """
    assert 0 <= tier <= TIERS_MAX
    return terms.day_minor << tier if terms.day_minor else None


def opening_limits(kind: CurrencyKind, terms: CreditTerms) -> tuple[int, int]:
    """Return the floor and ceiling of a new member's account: only mutual credit lets them go below zero."""
    floor = -terms.base_minor if kind is CurrencyKind.CREDIT else 0
    return floor, terms.ceiling_minor or NO_CEILING


def credit_limit(terms: CreditTerms, *, given_minor: int | None, earned_minor: int) -> int:
    """Return how far below zero a member may go.

    What the treasurer gave them stands; else the base, growing with a share of what they earned in the
    last twelve months up to the maximum, rounded down (money.md, Limits: "grows with turnover").

    >>> terms = CreditTerms(base_minor=20_000, growth_ppm=Ppm(100_000), maximum_minor=100_000, ceiling_minor=0)
    >>> [credit_limit(terms, given_minor=None, earned_minor=earned) for earned in (0, 300_000, 9_000_000)]
    [20000, 50000, 100000]
    """
    if given_minor is not None:
        return given_minor
    grown = terms.base_minor + max(0, earned_minor) * terms.growth_ppm // PPM
    return max(terms.base_minor, min(grown, terms.maximum_minor))
