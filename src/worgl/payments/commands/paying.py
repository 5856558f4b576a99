"""Paying a member, and seeing beforehand what that would do."""

from __future__ import annotations

from datetime import datetime

from worgl.communities.rules import MemberId
from worgl.core import outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.spending import spend
from worgl.currency import commands as currencies
from worgl.currency.queries import Prospect
from worgl.payments.commands.moving import (
    BookedMovement,
    Movement,
    PartiesWithWallets,
    booked_before,
    check_amount,
    check_parties,
    move,
    parties_with_wallets,
    text_of,
)
from worgl.payments.commands.previewing import previewed
from worgl.payments.facts import Paid
from worgl.payments.rules import PaymentId, PaymentKind, Preview, Receipt, payment_id
from worgl.payments.rules.codes import PaymentCode


@command
def pay(
    *, actor: MemberId, payee: MemberId, amount_minor: int, note: str, key: IdempotencyKey, now: datetime
) -> Receipt:
    """Pay a member of the actor's own community and return the receipt.

    Refuses PayerNotActive, PayingOneself, PayeeUnknown, PayeeGone, InvalidAmount, TextTooLong; NotEnough,
    CreditUsedUp, PayeeFull, PaymentTooLarge and DayLimitReached with what is free. The transfer's id follows
    from the key, so that the same key never pays twice.
    """
    own = payment_id(scope="pay", actor=actor, key=key)
    paid = pay_now(actor=actor, payee=payee, amount_minor=amount_minor, note=note, own=own, now=now)
    return paid.receipt()


def preview_payment(*, actor: MemberId, payee: MemberId, amount_minor: int, note: str = "", now: datetime) -> Preview:
    """Return what `pay` would do now, writing nothing; a refusal is part of the answer.

    Refuses only what leaves nothing to show: an actor or a payee who is no member of one community.
    """
    return previewed(
        payer=actor,
        payee=payee,
        amount_minor=amount_minor,
        judge=lambda sides, prospect: payment_may_be(sides, prospect, amount_minor=amount_minor, note=note),
        now=now,
    )


def payment_may_be(sides: PartiesWithWallets, prospect: Prospect, *, amount_minor: int, note: str) -> bool:
    """Refuse, in the order of `pay_now`, what it refuses before the books are asked; for this domain's own rooms."""
    text_of(note, field="note")
    check_parties(sides.payer, sides.payee)
    check_amount(sides, amount_minor)
    currencies.check_limits(
        town=sides.community, currency=sides.currency, limits=prospect.limits, amount_minor=amount_minor
    )
    return True


def pay_now(
    *, actor: MemberId, payee: MemberId, amount_minor: int, note: str, own: PaymentId, now: datetime
) -> BookedMovement:
    """Pay in the caller's transaction, under an id that pays once; for this domain's own rooms."""
    note = text_of(note, field="note")
    sides = parties_with_wallets(payer=actor, payee=payee, now=now)
    check_amount(sides, amount_minor)
    before = booked_before(sides, own, amount_minor=amount_minor)
    if before is not None:
        return BookedMovement(sides, before)
    currencies.count_payment(
        town=sides.community, currency=sides.currency, payer=actor, amount_minor=amount_minor, now=now
    )
    paid = move(sides, Movement(own, PaymentKind.PAYMENT, PaymentCode.PAYMENT, amount_minor, note), now=now)
    # Last, so that what it locks is locked after the book by whoever spends.
    spend(community=sides.community.id, minor=amount_minor, now=now)
    fact = Paid(own, sides.community.id, actor, payee, amount_minor)
    outbox.record(fact, now=now)
    return BookedMovement(sides, paid)
