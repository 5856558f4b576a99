"""Paying, giving back, and reading what was paid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse

from worgl.communities.errors import CommunityUnknown
from worgl.communities.pages import seat_on
from worgl.communities.queries import Community, Member, community_by_slug, member_by_mark
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.group_commit import InBulk, group_commit
from worgl.core.rest import (
    ACTING_HEADER,
    PDF,
    AmountIn,
    ApiRequest,
    Caller,
    Key,
    MemberRef,
    Recalled,
    Resource,
    Scope,
    Shape,
    Shown,
    SingleLine,
    answered,
    file_of,
    get,
    new_router,
    send,
    vouch,
    vouched,
)
from worgl.core.spending import spending_from
from worgl.currency.pages import money_from
from worgl.currency.pages.entries import MONEY, Here
from worgl.currency.queries import CurrencyView, currency_of
from worgl.identity.rules import PersonId
from worgl.payments import commands, queries
from worgl.payments.pages.reach import LOOK, see
from worgl.payments.pages.shapes import Papers, PreviewShape, ReceiptShape
from worgl.payments.rules import PaymentId, PaymentKind, Receipt

router = new_router("Payments")
PAY = (Scope.PAY,)
GIVE_BACK = (Scope.RECEIVE,)


class Order(Shape):
    """A payment to a member, named by code or id."""

    payee: MemberRef
    amount: AmountIn
    note: SingleLine = ""


class Return(Shape):
    """A refund: a part of the payment, or without an amount all that is left."""

    amount: AmountIn | None = None
    reason: SingleLine


@send(router, "/communities/{slug}/payments/preview", PreviewShape, scopes=(Scope.PAY, Scope.READ))
def preview(request: ApiRequest, slug: str, order: Order) -> PreviewShape:
    """Read what a payment would do now, with the refusal it would meet; nothing moves."""
    community, actor = seat_on(request, slug)
    currency = currency_of(community.id)
    payee = member_by_mark(community=community.id, mark=order.payee)
    found = commands.preview_payment(
        actor=actor.id,
        payee=payee.id,
        amount_minor=money_from(order.amount, currency).minor,
        note=order.note,
        now=clock.now(),
    )
    return Papers(currency).preview(found)


@send(router, "/communities/{slug}/payments", ReceiptShape, scopes=PAY, bearer=Recalled)
def pay(request: ApiRequest, slug: str, order: Order, key: Key) -> HttpResponse:
    """Pay a member of the community."""
    if request.auth.budget is None and ACTING_HEADER not in request.headers:
        asked = _Asked(request.auth, slug, order, key)
        currency, paid = group_commit(slug.lower(), _judged(request, slug, order, key), InBulk(asked, _pay_all))
    else:
        currency, paid = group_commit(slug.lower(), _judged(request, slug, order, key))
    return answered(Papers(currency).receipt(paid))


_Paid = tuple[CurrencyView, Receipt]


def _judged(request: ApiRequest, slug: str, order: Order, key: str) -> Callable[[], _Paid]:
    """Return what pays for one caller, or refuses."""

    def paid() -> _Paid:
        vouch(request.auth)
        community, actor = seat_on(request, slug)
        currency = currency_of(community.id)
        payee = member_by_mark(community=community.id, mark=order.payee)
        minor, now = money_from(order.amount, currency).minor, clock.now()
        with spending_from(request.auth.budget):
            receipt = commands.pay(
                actor=actor.id,
                payee=payee.id,
                amount_minor=minor,
                note=order.note,
                key=IdempotencyKey(key),
                now=now,
            )
        return currency, receipt

    return paid


@dataclass(frozen=True, slots=True)
class _Asked:
    """A payment a member asks for on their own behalf, by a token without a limit."""

    caller: Caller
    slug: str
    order: Order
    key: str

    def fits(self, town: Community, currency: CurrencyView, good: frozenset[UUID]) -> bool:
        """Tell whether the token is good, also for this community, and the unit its own."""
        return (
            self.caller.community in {None, town.id}
            and self.order.amount.unit == currency.unit
            and (self.caller.recalled is None or self.caller.recalled in good)
        )

    def wish(self) -> commands.BulkPayment:
        """Return what is asked for."""
        order = self.order
        person, key = PersonId(self.caller.person), IdempotencyKey(self.key)
        return commands.BulkPayment(person, order.payee, order.amount.minor, order.note, key)


def _pay_all(asked: Sequence[_Asked]) -> list[_Paid | None]:
    """Pay for several callers in one community, None for each of whom more must be known."""
    found: list[_Paid | None] = [None] * len(asked)
    try:
        town = community_by_slug(asked[0].slug)
    except CommunityUnknown:
        return found
    currency = currency_of(town.id)
    good = vouched(one.caller for one in asked)
    places = [place for place, one in enumerate(asked) if one.fits(town, currency, good)]
    wishes = [asked[place].wish() for place in places]
    # Whoever leads pays for the others, none of whose tokens has a limit.
    with spending_from(None):
        receipts = commands.pay_in_bulk(town=town, currency=currency, wishes=wishes, now=clock.now())
    for place, receipt in zip(places, receipts, strict=True):
        if receipt is not None:
            found[place] = currency, receipt
    return found


@get(router, "/communities/{slug}/payments/{uuid:payment}", ReceiptShape, scopes=LOOK)
def receipt(request: ApiRequest, slug: str, payment: UUID) -> ReceiptShape:
    """Read the receipt of a payment, as one of its two sides or as an officer."""
    community, viewer = seat_on(request, slug)
    return Papers(currency_of(community.id)).receipt(_seen(request, viewer, payment))


@get(
    router,
    "/communities/{slug}/payments/{uuid:payment}/receipt.pdf",
    bytes,
    scopes=LOOK,
    media=PDF,
)
def receipt_pdf(request: ApiRequest, slug: str, payment: UUID) -> HttpResponse:
    """Read the same receipt as a paper (PDF, A4), in the language of `Accept-Language`."""
    community, viewer = seat_on(request, slug)
    paper = queries.receipt_pdf(_seen(request, viewer, payment))
    return file_of(paper, media=PDF, name=f"{community.slug}-{payment}.pdf")


def _seen(request: ApiRequest, viewer: Member, payment: UUID) -> Receipt:
    """Return a receipt the key reaches: by `receive` that of what was paid to the caller, and what they gave back."""
    found = queries.receipt(payment=payment, viewer=viewer.id)
    sides = (found.payer.member, found.payee.member)
    giver, taker = sides if found.kind is PaymentKind.PAYMENT else sides[::-1]
    see(request, viewer, giver=giver, taker=taker)
    return found


@send(router, "/communities/{slug}/payments/{uuid:payment}/refund/preview", PreviewShape, scopes=(Scope.READ,))
def preview_refund(request: ApiRequest, slug: str, payment: UUID, back: Return) -> PreviewShape:
    """Read what a refund would do now; nothing moves."""
    community, actor = seat_on(request, slug)
    currency = currency_of(community.id)
    found = commands.preview_refund(
        actor=actor.id,
        payment=PaymentId(payment),
        amount_minor=money_from(back.amount, currency).minor if back.amount else None,
        reason=back.reason,
        now=clock.now(),
    )
    return Papers(currency).preview(found)


def _receipt(here: Here, receipt: Receipt) -> ReceiptShape:
    return Papers(currency_of(here[0].id)).receipt(receipt)


Resource(router, "/communities/{slug}/payments", MONEY, one="{uuid:payment}").acts(
    "refund",
    commands.refund,
    "Give back a payment the caller received, or a part of it.",
    Return,
    Shown(ReceiptShape, _receipt),
    scopes=GIVE_BACK,
)
