"""What treasurers and administrators do with money: issue, pay out of the commons, set limits, look ahead."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from ninja import Query
from pydantic import Field

from worgl.communities import queries as communities
from worgl.communities.pages import seat_on
from worgl.communities.rules import MemberId
from worgl.core import clock
from worgl.core.errors import NotFound
from worgl.core.limits import AMOUNT_MAX
from worgl.core.money import PPM, Ppm
from worgl.core.rest import (
    Amount,
    AmountIn,
    ApiRequest,
    MemberRef,
    Resource,
    Scope,
    Seen,
    Shape,
    Shown,
    SingleLine,
    get,
    new_router,
    send,
    shape_from,
)
from worgl.currency import commands, queries
from worgl.currency.errors import WalletUnknown
from worgl.currency.pages import amounts_in, money_from
from worgl.currency.pages.entries import MONEY, Here, money_of
from worgl.currency.pages.shapes import GrantShape, LevyPreviewShape, LevyRunShape, MemberLimitsShape, Money, NamedShape
from worgl.currency.rules import GrantView, WalletRole

router = new_router("Treasury")
ADMIN = (Scope.ADMIN,)
LimitMinor = Annotated[int, Field(strict=True, ge=0, le=AMOUNT_MAX)]


class Gift(Shape):
    """Money for a member, by code or id, for a reason every member can read."""

    payee: MemberRef
    amount: AmountIn
    reason: SingleLine


class GiftPreviewShape(Shape):
    """A gift before it is given: to whom, and what it changes from `before` to `after`.

    Of the mint that is the money there is, else what stands on the account; below zero there is not enough. Whether
    the payee may have it (active, and below the ceiling) is decided when it is given.
    """

    payee: NamedShape
    amount: Amount
    before: Amount
    after: Amount
    is_enough: bool


class OwnLimits(Shape):
    """A member's own limits in minor units; null leaves one to the community's policy, a ceiling of 0 means none."""

    credit_minor: LimitMinor | None = None
    ceiling_minor: LimitMinor | None = None


def _grant(here: Here, grant: GrantView) -> GrantShape:
    return money_of(here).grant(grant)


GRANT: Shown[Here, GrantView] = Shown(GrantShape, _grant)
town = Resource(router, "/communities/{slug}", MONEY, read_by=ADMIN)
town.lists(
    "grants",
    queries.grants,
    "List what the treasurer issued or paid out, newest first.",
    GRANT,
    path="/grants",
    scopes=(Scope.READ,),
)
town.makes(
    "issue", commands.issue, "Put new money into a member's wallet; for treasurers.", Gift, GRANT, path="/grants"
)
town.makes(
    "spend_commons",
    commands.spend_commons,
    "Pay a member out of the commons; for treasurers.",
    Gift,
    GRANT,
    path="/commons/payments",
)
town.makes(
    "spend_operator",
    commands.spend_operator,
    "Pay a member out of the operator's account; for treasurers.",
    Gift,
    GRANT,
    path="/operator/payments",
)


@send(router, "/communities/{slug}/grants/preview", GiftPreviewShape, scopes=ADMIN)
def preview_issue(request: ApiRequest, slug: str, gift: Gift) -> GiftPreviewShape:
    """Read what issuing would do to the money there is; nothing moves. For treasurers."""
    return _look(WalletRole.ISSUER, request, slug, gift)


@send(router, "/communities/{slug}/commons/payments/preview", GiftPreviewShape, scopes=ADMIN)
def preview_commons(request: ApiRequest, slug: str, gift: Gift) -> GiftPreviewShape:
    """Read what a payment would leave of the commons; nothing moves. For treasurers."""
    return _look(WalletRole.COMMONS, request, slug, gift)


@send(router, "/communities/{slug}/operator/payments/preview", GiftPreviewShape, scopes=ADMIN)
def preview_operator(request: ApiRequest, slug: str, gift: Gift) -> GiftPreviewShape:
    """Read what a payment would leave on the operator's account; nothing moves. For treasurers."""
    return _look(WalletRole.OPERATOR, request, slug, gift)


def _look(source: WalletRole, request: ApiRequest, slug: str, gift: Gift) -> GiftPreviewShape:
    community, viewer = seat_on(request, slug)
    currency = queries.currency_of(community.id)
    payee, minor = (
        communities.member_by_mark(community=community.id, mark=gift.payee),
        money_from(gift.amount, currency).minor,
    )
    seen, amount = queries.gift_preview(viewer=viewer.id, source=source, amount_minor=minor), amounts_in(currency)
    return shape_from(GiftPreviewShape, seen, amounts=amount, payee=NamedShape.of(payee), amount=amount(minor))


@get(router, "/communities/{slug}/members/{uuid:member}/limits", MemberLimitsShape, scopes=ADMIN)
def limits(request: ApiRequest, slug: str, member: UUID) -> MemberLimitsShape:
    """Read a member's limits in force; for treasurers and administrators."""
    community, viewer = seat_on(request, slug)
    found = queries.limits_of(viewer=viewer.id, members=[MemberId(member)])
    if MemberId(member) not in found:
        raise WalletUnknown
    return Money(queries.currency_of(community.id)).member_limits(found[MemberId(member)])


town.acts(
    "set_limits",
    commands.set_limits,
    "Give a member limits of their own, or leave them to the policy again; for treasurers and administrators.",
    OwnLimits,
    Shown(MemberLimitsShape),
    path="/members/{uuid:member}/limits",
    method="PUT",
)


@get(router, "/communities/{slug}/levies/preview", LevyPreviewShape, scopes=ADMIN)
def levy_preview(
    request: ApiRequest,
    slug: str,
    rate_ppm: Annotated[int | None, Query(ge=0, le=PPM, description="Another rate than the one in force.")] = None,
) -> LevyPreviewShape:
    """Read what the next levy would take now; for treasurers and administrators."""
    community, viewer = seat_on(request, slug)
    preview = queries.next_levy_preview(
        community=community.id,
        viewer=viewer.id,
        rate=None if rate_ppm is None else Ppm(rate_ppm),
        now=clock.now(),
    )
    if preview is None:
        raise NotFound
    return Money(queries.currency_of(community.id)).levy_preview(preview)


town.reads(
    "levy_run",
    Seen(queries.levy_run, LevyRunShape),
    """Read how far the latest levy is, while it is taken and afterwards; for treasurers and administrators.

    `not_found` before the first one.
    """,
    path="/levies/run",
)
