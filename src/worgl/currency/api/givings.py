"""Giving many members the same amount by one act."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Query
from pydantic import Field

from worgl.communities.pages import seat_on
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import (
    Amount,
    AmountIn,
    ApiRequest,
    Key,
    Resource,
    Scope,
    Seen,
    Shape,
    SingleLine,
    get,
    send,
    shape_from,
)
from worgl.currency import commands, queries
from worgl.currency.api.member_register import Who, router
from worgl.currency.pages import amounts_in, money_from
from worgl.currency.pages.entries import MONEY, Here
from worgl.currency.rules import WalletRole
from worgl.currency.rules.givings import GivingView

ADMIN = (Scope.ADMIN,)
EachMinor = Annotated[int, Field(gt=0, description="What each gets, in minor units.")]


class NewGiving(Shape):
    """What each of whom gets, out of what and why; `seen` is the count the look before has given."""

    who: Who
    amount: AmountIn
    source: WalletRole = WalletRole.ISSUER
    reason: SingleLine
    seen: int = Field(ge=1, description="The count that was read before; another count refuses.")


class GivingPreviewShape(Shape):
    """What giving would do: `count` members get `each`, `full` of them could not hold it and are left out."""

    count: int
    each: Amount
    whole: Amount
    full: int
    before: Amount
    after: Amount


class GivingShape(Shape):
    """A giving; `left_out` counts members by the code of what refused them."""

    id: UUID
    by: UUID
    source: WalletRole
    each: Amount
    whole: Amount
    given_amount: Amount
    count: int
    given: int
    left_out: dict[str, int]
    reason: str
    ordered_at: datetime
    done_at: datetime | None
    error: str


@get(router, "/communities/{slug}/givings/preview", GivingPreviewShape, scopes=ADMIN)
def preview_giving(
    request: ApiRequest,
    slug: str,
    who: Annotated[Who, Query()],
    each_minor: Annotated[EachMinor, Query()],
    source: Annotated[WalletRole, Query(description="`issuer` or `commons`.")] = WalletRole.ISSUER,
) -> GivingPreviewShape:
    """Read what giving all who fit the same amount would do; nothing is written. For treasurers."""
    community, viewer = seat_on(request, slug)
    seen = queries.giving_preview(
        viewer=viewer.id, asked=who.asked(), source=source, each_minor=each_minor, now=clock.now()
    )
    amount = amounts_in(queries.currency_of(community.id))
    return shape_from(GivingPreviewShape, seen, amounts=amount)


@send(router, "/communities/{slug}/givings", GivingShape, scopes=ADMIN)
def give_many(request: ApiRequest, slug: str, new: NewGiving, key: Key) -> GivingShape:
    """Give all active members who fit the same amount, in the background; for treasurers. One act of the record."""
    community, actor = seat_on(request, slug)
    made = commands.give_many(
        actor=actor.id,
        asked=new.who.asked(),
        source=new.source,
        each_minor=money_from(new.amount, queries.currency_of(community.id)).minor,
        reason=new.reason,
        seen=new.seen,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    return _shape((community, actor), queries.giving(community=community.id, viewer=actor.id, giving=made))


def _shape(here: Here, view: GivingView) -> GivingShape:
    amount = amounts_in(queries.currency_of(here[0].id))
    return shape_from(
        GivingShape,
        view,
        each=amount(view.each_minor),
        whole=amount(view.whole_minor),
        given_amount=amount(view.given_minor),
    )


Resource(router, "/communities/{slug}/givings", MONEY, one="{uuid:giving}").reads(
    "giving",
    Seen(queries.giving, GivingShape, _shape),
    "Read how far a giving is; for treasurers and administrators.",
    scopes=ADMIN,
)
