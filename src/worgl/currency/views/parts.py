"""What several pages of the town say in the same words: receivers of the levy, the rule, announced changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from worgl.communities.pages import MemberRequest
from worgl.communities.queries import PolicyChange
from worgl.communities.rules import Member, MemberId
from worgl.core.domains import parameters
from worgl.core.money import PPM, Ppm
from worgl.core.templatetags.worgl import HUES, amount_text, percent
from worgl.currency.pages import Coin, coin_on
from worgl.currency.pages.rules import value_text
from worgl.currency.rules import RECEIVERS, LevyTerms, Period, Receiver, receiver_name, yearly_percent


@dataclass(frozen=True, slots=True)
class Part:
    """One receiver's part of what faded; `share` is its rounded per cent, `share_ppm` the exact one."""

    name: str
    minor: int
    share_ppm: int
    share: str


def receivers(shares: Mapping[Receiver, int]) -> tuple[Part, ...]:
    """Return who got how much, as parts of the whole, without those who got nothing."""
    whole = sum(shares.values())
    return tuple(
        Part(receiver_name(receiver), shares[receiver], ppm, about(ppm))
        for receiver in RECEIVERS
        if whole and shares.get(receiver)
        for ppm in [shares[receiver] * PPM // whole]
    )


def hue_of(member: MemberId | None) -> int:
    """Return the number of the colour a member has everywhere."""
    return member.int % HUES if member else 0


def about(ppm: int) -> str:
    """Return a rate in per cent with at most one decimal, rounded; for reading, not for reckoning."""
    return percent((ppm + 500) // 1_000 * 1_000)


def received(request: MemberRequest, payee: Member, minor: int) -> str:
    """Return what is said when somebody was given money."""
    coin = coin_on(request)
    done = _("{name} has received {amount} {coin}.")
    return done.format(name=payee.name, amount=amount_text(minor, coin), coin=coin.name)


@dataclass(frozen=True, slots=True)
class Change:
    """An announced change of the rules, in words."""

    sentence: str
    value: str
    applies_from: datetime
    announced_at: datetime


def changes(announced: Iterable[PolicyChange], *, coin: Coin) -> tuple[Change, ...]:
    """Return the announced changes of the rules, soonest first."""
    every = parameters()
    return tuple(
        Change(
            str(every[change.name].sentence),
            value_text(every[change.name], change.value, coin),
            change.applies_from,
            change.announced_at,
        )
        for change in sorted(announced, key=lambda change: change.applies_from)
        if change.name in every
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """The levy in words: how much, how often, what it comes to in a year, what stays free, and for whom."""

    rate: str
    period: str
    yearly: str
    exempt_minor: int
    parts: tuple[tuple[str, str], ...]


def rule(terms: LevyTerms) -> Rule | None:
    """Return the levy's rule in words; None where nothing fades."""
    if not terms.rate_ppm:
        return None
    periods = {
        Period.DAY: pgettext("rate", "a day"),
        Period.WEEK: pgettext("rate", "a week"),
        Period.MONTH: pgettext("rate", "a month"),
    }
    pairs = zip(RECEIVERS, terms.split.weights(), strict=True)
    parts = tuple((percent(part), receiver_name(receiver)) for receiver, part in pairs if part)
    return Rule(
        percent(terms.rate_ppm), periods[terms.period], yearly(terms.rate_ppm, terms.period), terms.exempt_minor, parts
    )


def yearly(rate: Ppm, period: Period) -> str:
    """Return what a rate comes to in a year, in per cent with one decimal."""
    return about(int(yearly_percent(rate, period).replace(".", "")) * 1_000)
