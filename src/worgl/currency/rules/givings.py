"""Money given to many members by one act: what it would be, and how far it is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.communities.rules import Member, MemberId
from worgl.core.errors import InvalidInput
from worgl.currency.rules.member_register import RegisterRow
from worgl.currency.rules.values import WalletRole

GIVEN = "given"
SOURCES = (WalletRole.ISSUER, WalletRole.COMMONS)
"""Where the money for many can come from: newly issued, or out of the common fund."""


@dataclass(frozen=True, slots=True)
class GivingPreview:
    """What giving would do: to whom, how much together, what the source holds before and after.

    `full` counts those who could not take it, because it would lift them above what they may hold.
    """

    members: tuple[Member, ...]
    each_minor: int
    full: int
    before_minor: int
    after_minor: int

    @property
    def count(self) -> int:
        """Return how many are meant."""
        return len(self.members)

    @property
    def whole_minor(self) -> int:
        """Return what all of them get together."""
        return self.count * self.each_minor


@dataclass(frozen=True, slots=True)
class GivingView:
    """A giving as officers see it; `left_out` counts lines by the code of what refused them."""

    id: UUID
    by: MemberId
    source: WalletRole
    each_minor: int
    count: int
    reason: str
    ordered_at: datetime
    done_at: datetime | None
    given: int
    left_out: dict[str, int]
    error: str
    """What has stopped it for now, if anything."""

    @property
    def done(self) -> int:
        """Return how many had their turn."""
        return self.given + sum(self.left_out.values())

    @property
    def given_minor(self) -> int:
        """Return what was given so far."""
        return self.given * self.each_minor

    @property
    def whole_minor(self) -> int:
        """Return what was ordered."""
        return self.count * self.each_minor


def check_source(source: WalletRole) -> None:
    """Refuse InvalidInput for what is no source of money for many."""
    if source not in SOURCES:
        raise InvalidInput(field="source", reason=_("Choose new money or the common fund."))


def takers(rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    """Return who of the roll can be given anything: active members."""
    return [row for row in rows if row.member.is_active]


def is_full(row: RegisterRow, *, each_minor: int) -> bool:
    """Tell whether an amount would lift a member above what they may hold.

    A member without a limit is never full.
    """
    return row.ceiling_minor is not None and row.balance_minor + each_minor > row.ceiling_minor
