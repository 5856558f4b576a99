"""The spend rule: what the commons takes in must flow on (money.md, Demurrage, Spend rule)."""

from __future__ import annotations

from worgl.core.money import PPM, Ppm


def dividend_due(*, income_minor: int, spent_minor: int, balance_minor: int, share: Ppm) -> int:
    """Return what a common account must pay out as an equal dividend for a month.

    A set share of its income, rounded down in the commons' favour, less what it spent, as far as its
    balance goes. A hoarding administrator alone starves a baby-sitting co-op (money.md, Spend rule).

    >>> dividend_due(income_minor=10_000, spent_minor=2_000, balance_minor=50_000, share=Ppm(500_000))
    3000
    >>> dividend_due(income_minor=10_000, spent_minor=6_000, balance_minor=50_000, share=Ppm(500_000))
    0
    """
    assert income_minor >= 0
    assert spent_minor >= 0
    assert 0 <= share <= PPM
    return max(0, min(income_minor * share // PPM - spent_minor, balance_minor))
