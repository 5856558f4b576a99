"""What a changed rule would change, seen on present balances."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from worgl.currency.rules.member_register import LimitChange
from worgl.currency.rules.views import LevyPreview

LEVY_RULES = frozenset({"levy_rate", "levy_exempt", "levy_split"})
CREDIT_RULES = frozenset({"credit_base", "credit_growth", "credit_maximum"})
CEILING_RULES = frozenset({"balance_ceiling"})
PAYMENT_RULES = frozenset({"payment_limit", "payment_share", "payment_least", "day_limit"})


class Touched(StrEnum):
    """What a rule touches."""

    LEVY = "levy"
    CREDIT = "credit"
    CEILING = "ceiling"
    PAYMENTS = "payments"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a new value of a rule would change if it counted now; nothing is written by looking.

    For the levy `before` and `after` are what it would take, each None where none comes. For limits
    `changes` are all members whose limit would be another. For payments `payment_minor` and `day_minor` are
    the pairs now and then, None for no limit.
    """

    touched: Touched
    before: LevyPreview | None = None
    after: LevyPreview | None = None
    changes: tuple[LimitChange, ...] = ()
    payment_minor: tuple[int | None, int | None] = (None, None)
    day_minor: tuple[int | None, int | None] = (None, None)

    @property
    def beyond(self) -> tuple[LimitChange, ...]:
        """Return the changes of those who stand beyond their new limit."""
        return tuple(change for change in self.changes if change.is_beyond)


def touched_by(name: str) -> Touched:
    """Return what a parameter touches.

    >>> touched_by("levy_rate").value, touched_by("coinage_quota").value
    ('levy', 'nothing')
    """
    rules = {
        Touched.LEVY: LEVY_RULES,
        Touched.CREDIT: CREDIT_RULES,
        Touched.CEILING: CEILING_RULES,
        Touched.PAYMENTS: PAYMENT_RULES,
    }
    return next((touched for touched, names in rules.items() if name in names), Touched.NOTHING)
