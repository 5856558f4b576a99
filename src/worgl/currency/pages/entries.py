"""The ways in to a community by the API where money is told or moved: amounts in its currency, members by mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from worgl.communities.pages import GIVEN, seat_on
from worgl.communities.queries import Community, Member, member_by_mark
from worgl.core.rest import Amount, AmountIn, Entry, Meaning, MemberRef
from worgl.currency.pages import amounts_in, money_from
from worgl.currency.pages.shapes import Money
from worgl.currency.queries import currency_of

Here = tuple[Community, Member]
"""Where a request has come in: the community, and for whom its caller acts there."""


def money_of(here: Here) -> Money:
    """Return what writes the values of a community's currency."""
    return Money(currency_of(here[0].id))


def _amounts(here: Here) -> Callable[[int], Amount]:
    return amounts_in(currency_of(here[0].id))


MEANINGS: dict[Any, Meaning[Here]] = {
    AmountIn: Meaning(lambda here, asked: money_from(asked, currency_of(here[0].id))),
    MemberRef: Meaning(lambda here, mark: member_by_mark(community=here[0].id, mark=mark).id),
}
"""An amount is taken as money, a member by their id."""
MONEY = Entry(seat_on, GIVEN, _amounts, MEANINGS)
OWN_MONEY = Entry(seat_on, {**GIVEN, "member": GIVEN["actor"]}, _amounts, MEANINGS)
"""The second is for what callers ask about themselves."""
