"""The roll of a town with everybody's money: what officers filter and sort, and limits given by a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import cast
from uuid import UUID

from worgl.communities.rules import Member, MemberFilter, MemberId, MemberKind, MemberState, Role
from worgl.core.money import Ppm
from worgl.currency.rules.limits import CreditTerms, credit_limit


class Activity(StrEnum):
    """Whether a member has traded in the last ACTIVE_DAYS days."""

    ACTIVE = "active"
    DORMANT = "dormant"


class Sorting(StrEnum):
    """The order of the roll."""

    NAME = "name"
    MOST = "most"
    LEAST = "least"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """The members asked for: by who they are, by whether they trade, and by what stands on their account."""

    members: MemberFilter = field(default_factory=MemberFilter)
    activity: Activity | None = None
    least_minor: int | None = None
    most_minor: int | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A member with their money, zero before their wallet is opened; what was given to them alone is None else."""

    member: Member
    balance_minor: int
    credit_minor: int
    ceiling_minor: int | None
    given_credit_minor: int | None
    given_ceiling_minor: int | None
    last_traded: date | None


@dataclass(frozen=True, slots=True)
class MemberRegister:
    """All who fit, in the order asked for."""

    rows: tuple[RegisterRow, ...]


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A few of those who fit, in the order asked for; count and totals are those of all who fit."""

    rows: tuple[RegisterRow, ...]
    count: int
    held_minor: int
    owed_minor: int
    has_more: bool


Standing = tuple[str, int]
"""A member's id as text and their balance: all that order and totals of the roll need."""


def fits(row: RegisterRow, asked: RegisterFilter, *, active_since: date) -> bool:
    """Tell whether a member's money and trade fit the filter."""
    if asked.activity is not None:
        is_active = row.last_traded is not None and row.last_traded >= active_since
        if is_active != (asked.activity is Activity.ACTIVE):
            return False
    return fits_between(row.balance_minor, asked)


def fits_between(balance_minor: int, asked: RegisterFilter) -> bool:
    """Tell whether a balance lies where the filter wants it.

    >>> fits_between(-1, RegisterFilter(most_minor=0)), fits_between(-1, RegisterFilter(least_minor=0))
    (True, False)
    """
    if asked.least_minor is not None and balance_minor < asked.least_minor:
        return False
    return asked.most_minor is None or balance_minor <= asked.most_minor


def by_balance(standings: Sequence[Standing], sorting: Sorting) -> list[Standing]:
    """Return standings in the order of their balances where that is asked for; among equals none changes place."""
    if sorting is Sorting.MOST:
        return sorted(standings, key=lambda one: -one[1])
    return sorted(standings, key=lambda one: one[1]) if sorting is Sorting.LEAST else list(standings)


def in_order(rows: Sequence[RegisterRow], sorting: Sorting) -> list[RegisterRow]:
    """Return rows that stand by name in another order; among equals the name decides."""
    if sorting is Sorting.MOST:
        return sorted(rows, key=lambda row: -row.balance_minor)
    if sorting is Sorting.LEAST:
        return sorted(rows, key=lambda row: row.balance_minor)
    if sorting is Sorting.NEWEST:
        return sorted(rows, key=_joined, reverse=True)
    return list(rows)


def _joined(row: RegisterRow) -> datetime:
    return row.member.joined_at or datetime.min.replace(tzinfo=UTC)


class LimitKind(StrEnum):
    """Which limit a rule gives."""

    CREDIT = "credit"
    CEILING = "ceiling"


@dataclass(frozen=True, slots=True)
class LimitRule:
    """A limit for many at once: a base, growing with a part of the last twelve months' sales up to a maximum.

    `maximum_minor` of 0 means that nothing grows: everybody gets the base.
    """

    kind: LimitKind
    base_minor: int
    growth_ppm: Ppm
    maximum_minor: int


@dataclass(frozen=True, slots=True)
class LimitChange:
    """What a rule would change for one member; None stands for no limit."""

    member: Member
    before_minor: int | None
    after_minor: int | None
    balance_minor: int

    @property
    def is_beyond(self) -> bool:
        """Tell whether the member stands beyond the new limit: they keep what they have and cannot go further."""
        return self.after_minor is not None and self.balance_minor > self.after_minor


def limit_by_rule(rule: LimitRule, *, earned_minor: int) -> int:
    """Return the limit a rule gives to members who earned so much in the last twelve months, rounded down.

    >>> limit_by_rule(LimitRule(LimitKind.CREDIT, 10_000, Ppm(100_000), 50_000), earned_minor=200_000)
    30000
    """
    terms = CreditTerms(rule.base_minor, rule.growth_ppm, rule.maximum_minor, 0)
    return credit_limit(terms, given_minor=None, earned_minor=earned_minor)


def rule_as_json(rule: LimitRule) -> dict[str, object]:
    """Return a rule as a job keeps it."""
    return {
        "kind": rule.kind.value,
        "base": rule.base_minor,
        "growth": int(rule.growth_ppm),
        "maximum": rule.maximum_minor,
    }


def rule_from_json(kept: Mapping[str, object]) -> LimitRule:
    """Return a rule as a job kept it."""
    base, growth, maximum = (cast("int", kept[name]) for name in ("base", "growth", "maximum"))
    return LimitRule(LimitKind(str(kept["kind"])), base, Ppm(growth), maximum)


def filter_as_json(asked: RegisterFilter) -> dict[str, object]:
    """Return a filter as a job keeps it."""
    own = asked.members
    return {
        "search": own.search,
        "state": own.state,
        "kind": own.kind,
        "role": own.role,
        "activity": asked.activity,
        "least": asked.least_minor,
        "most": asked.most_minor,
    }


def filter_from_json(kept: Mapping[str, object]) -> RegisterFilter:
    """Return a filter as a job kept it."""
    state, kind, role, activity = (kept[name] for name in ("state", "kind", "role", "activity"))
    members = MemberFilter(
        search=str(kept["search"]),
        state=MemberState(str(state)) if state else None,
        kind=MemberKind(str(kind)) if kind else None,
        role=Role(str(role)) if role else None,
    )
    least, most = (cast("int | None", kept[name]) for name in ("least", "most"))
    return RegisterFilter(members, Activity(str(activity)) if activity else None, least, most)


@dataclass(frozen=True, slots=True)
class LimitOrder:
    """A rule that is being applied, or was: how far it is, and what stopped it."""

    job: UUID
    done: int
    total: int
    is_running: bool
    error: str
    by: MemberId
