"""What the caller has and may pay."""

from __future__ import annotations

from worgl.communities.pages import seat_on
from worgl.core import clock
from worgl.core.rest import ApiRequest, Scope, reads, room, shape_from
from worgl.currency import queries
from worgl.currency.api.shapes import BalanceShape, CurrencyShape, LimitsShape, Money

router = room("Wallet")


@reads(router, "/communities/{slug}/currency", CurrencyShape, scopes=tuple(Scope))
def currency(request: ApiRequest, slug: str) -> CurrencyShape:
    """Read the community's currency: unit, decimals, kind."""
    community, _member = seat_on(request, slug)
    found = queries.currency_of(community.id)
    return shape_from(CurrencyShape, found)


@reads(router, "/communities/{slug}/balance", BalanceShape)
def balance(request: ApiRequest, slug: str) -> BalanceShape:
    """Read the caller's balance, what of it fades, and when."""
    community, member = seat_on(request, slug)
    money = Money(queries.currency_of(community.id))
    return money.balance(queries.balance(member=member.id, viewer=member.id, now=clock.now()))


@reads(router, "/communities/{slug}/limits", LimitsShape, scopes=(Scope.READ, Scope.PAY))
def limits(request: ApiRequest, slug: str) -> LimitsShape:
    """Read what the caller may pay at once and today, besides what his balance allows."""
    community, member = seat_on(request, slug)
    money = Money(queries.currency_of(community.id))
    return money.limits(queries.payment_limits(member=member.id, now=clock.now()))
