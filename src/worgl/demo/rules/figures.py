"""Figures by which an invented town is compared with real community currencies; integers throughout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from worgl.demo.rules.rhythm import SUNDAY


class Line(NamedTuple):
    """One payment: payer and payee by any number, minor units, weekday from Monday = 0."""

    payer: int
    payee: int
    amount: int
    weekday: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Measures of a list of payments; shares in thousandths, amounts in minor units."""

    payments: int
    members: int
    amount_median: int
    amount_tenth: int
    amount_ninety: int
    amount_ninety_nine: int
    round_share: int
    """Amounts that are whole multiples of one coin."""
    activity_gini: int
    """Inequality of the number of payments made and received per member."""
    receipts_top_tenth: int
    """Share of payments received by the tenth that receives most."""
    partners_median: int
    partners_ninety: int
    partners_most: int
    repeated_share: int
    """Payments between two who have paid in this direction before."""
    returned_links: int
    """Links payer -> payee that are also used the other way."""
    circles_of_three: int
    """Closed circles a -> b -> c -> a among the links."""
    clustering: int
    """Mean share of a member's partners who are partners of each other."""
    friday_to_sunday: int
    """Payments on the busiest weekday for each ten on Sundays."""


def gini(values: Sequence[int]) -> int:
    """Return Gini's measure of inequality in thousandths: 0 when all have the same.

    >>> gini([5, 5, 5]), gini([0, 0, 0, 12])
    (0, 750)
    """
    ordered = sorted(values)
    count, whole = len(ordered), sum(ordered)
    if not whole:
        return 0
    weighted = sum(place * value for place, value in enumerate(ordered, start=1))
    return (2 * weighted - (count + 1) * whole) * 1000 // (count * whole)


def at_share(ordered: Sequence[int], per_mille: int) -> int:
    """Return the value below which `per_mille` thousandths of the sorted values lie.

    >>> at_share([1, 2, 3, 4, 100], 500)
    3
    """
    return ordered[(len(ordered) - 1) * per_mille // 1000]


def measure(lines: Sequence[Line]) -> Figures:
    """Return the figures of payments; there is at least one."""
    amounts = sorted(line.amount for line in lines)
    links = {(line.payer, line.payee) for line in lines}
    partners = _partners(links)
    degrees = sorted(len(others) for others in partners.values())
    received = Counter(line.payee for line in lines)
    activity = Counter(line.payer for line in lines) + received
    top = sorted((received[member] for member in activity), reverse=True)[: max(1, len(activity) // 10)]
    weekdays = Counter(line.weekday for line in lines)
    return Figures(
        payments=len(lines),
        members=len(activity),
        amount_median=at_share(amounts, 500),
        amount_tenth=at_share(amounts, 100),
        amount_ninety=at_share(amounts, 900),
        amount_ninety_nine=at_share(amounts, 990),
        round_share=_share(sum(amount % 100 == 0 for amount in amounts), len(amounts)),
        activity_gini=gini(list(activity.values())),
        receipts_top_tenth=_share(sum(top), len(lines)),
        partners_median=at_share(degrees, 500),
        partners_ninety=at_share(degrees, 900),
        partners_most=degrees[-1],
        repeated_share=_share(len(lines) - len(links), len(lines)),
        returned_links=_share(sum((payee, payer) in links for payer, payee in links), len(links)),
        circles_of_three=_circles_of_three(links),
        clustering=_clustering(partners),
        friday_to_sunday=max(weekdays.values()) * 10 // max(1, weekdays[SUNDAY]),
    )


def _share(part: int, whole: int) -> int:
    return part * 1000 // whole


def _partners(links: set[tuple[int, int]]) -> dict[int, set[int]]:
    partners: dict[int, set[int]] = {}
    for payer, payee in links:
        partners.setdefault(payer, set()).add(payee)
        partners.setdefault(payee, set()).add(payer)
    return partners


def _circles_of_three(links: set[tuple[int, int]]) -> int:
    """Count circles; each is found once for every one of its three links."""
    payees: dict[int, set[int]] = {}
    payers: dict[int, set[int]] = {}
    for payer, payee in links:
        payees.setdefault(payer, set()).add(payee)
        payers.setdefault(payee, set()).add(payer)
    found = sum(len(payees.get(payee, set()) & payers.get(payer, set())) for payer, payee in links)
    return found // 3


def _clustering(partners: dict[int, set[int]]) -> int:
    shares = []
    for others in partners.values():
        pairs = len(others) * (len(others) - 1) // 2
        known = sum(right in partners[left] for left, right in combinations(others, 2))
        shares.append(_share(known, pairs) if pairs else 0)
    return sum(shares) // len(shares)
