"""What the caller has and may pay."""

from __future__ import annotations

from worgl.communities.pages import seat_on
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import ApiRequest, Key, Line, Scope, Shape, reads, room, shape_from, writes
from worgl.currency import commands, queries
from worgl.currency.pages.shapes import BalanceShape, CurrencyShape, LimitsShape, Money

router = room("Wallet")


class CoinName(Shape):
    """What the coin is called; its unit stands in the books and stays."""

    name: Line


@reads(router, "/communities/{slug}/currency", CurrencyShape, scopes=tuple(Scope))
def currency(request: ApiRequest, slug: str) -> CurrencyShape:
    """Read the community's currency: unit, decimals, kind."""
    community, _member = seat_on(request, slug)
    found = queries.currency_of(community.id)
    return shape_from(CurrencyShape, found)


@writes(router, "/communities/{slug}/currency", CurrencyShape, scopes=(Scope.ADMIN,), method="PUT")
def rename_coin(request: ApiRequest, slug: str, coin: CoinName, key: Key) -> CurrencyShape:
    """Give the coin another name, on old receipts too; for administrators."""
    community, actor = seat_on(request, slug)
    commands.rename_coin(actor=actor.id, name=coin.name, key=IdempotencyKey(key), now=clock.now())
    return shape_from(CurrencyShape, queries.currency_of(community.id))


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
