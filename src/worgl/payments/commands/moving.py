"""What paying and refunding share: who stands on both sides, and the one movement between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import UUIDField
from django.utils.translation import gettext_lazy as _

from worgl.communities.queries import Community, Member, community, members_by_ids
from worgl.communities.rules import MemberId
from worgl.core.errors import KeyReused, Refusal
from worgl.core.limits import AMOUNT_MAX, NOTE_MAX
from worgl.core.money import InvalidAmount
from worgl.core.prepared import Prepared, param
from worgl.core.sealing import seal
from worgl.currency import commands as currencies
from worgl.currency.queries import CurrencyView, WalletView, currency_of
from worgl.currency.rules import amount_words
from worgl.ledger import commands as ledger
from worgl.ledger import queries as accounts
from worgl.ledger.errors import AboveCeiling, AccountClosed, BelowFloor, IdReused, LedgerRefusal
from worgl.ledger.rules import NO_CEILING, Account, AccountId, Transfer
from worgl.payments.errors import (
    CreditUsedUp,
    NotEnough,
    PayeeFull,
    PayeeGone,
    PayeeUnknown,
    PayerNotActive,
    PayingOneself,
    TextTooLong,
)
from worgl.payments.models import Payment
from worgl.payments.queries.receipts import receipt_of
from worgl.payments.rules import PaymentId, PaymentKind, Receipt, clean_text
from worgl.payments.seals import PAYMENT


@dataclass(frozen=True, slots=True)
class Parties:
    """Payer and payee in their community, with its currency."""

    community: Community
    currency: CurrencyView
    payer: Member
    payee: Member

    def text(self, minor: int) -> str:
        """Return an amount in the community's own number format, with the name of its coin."""
        own = self.currency
        return amount_words(minor, exponent=own.exponent, name=own.name, decimal_mark=self.community.decimal_mark)


@dataclass(frozen=True, slots=True)
class PartiesWithWallets(Parties):
    """Payer and payee with their wallets."""

    source: WalletView
    target: WalletView


@dataclass(frozen=True, slots=True)
class Movement:
    """One payment or refund to be booked."""

    id: PaymentId
    kind: PaymentKind
    code: int
    amount_minor: int
    note: str
    refund_of: PaymentId | None = None


def parties_with_wallets(*, payer: MemberId, payee: MemberId, now: datetime) -> PartiesWithWallets:
    """Return both sides of a payment; refuses whoever may not pay or be paid. Opens missing wallets."""
    both = parties_of(payer=payer, payee=payee)
    wallets = currencies.open_wallets(community=both.community.id, members=[payer, payee], now=now)
    return PartiesWithWallets(
        both.community, both.currency, both.payer, both.payee, source=wallets[payer], target=wallets[payee]
    )


def parties_of(*, payer: MemberId, payee: MemberId) -> Parties:
    """Return who would pay and be paid, without their wallets; refuses whoever may not."""
    found = members_by_ids([payer, payee])
    giver, taker = check_parties(found.get(payer), found.get(payee))
    return Parties(community(giver.community), currency_of(giver.community), giver, taker)


def check_parties(giver: Member | None, taker: Member | None) -> tuple[Member, Member]:
    """Return both sides; refuses whoever may not pay or be paid. For this domain's own rooms."""
    if giver is not None and giver == taker:
        raise PayingOneself
    if giver is None or not giver.is_active:
        raise PayerNotActive
    if taker is None or taker.community != giver.community:
        raise PayeeUnknown
    if not taker.is_active:
        raise PayeeGone(payee=taker.name, state=taker.state.value)
    return giver, taker


@dataclass(frozen=True, slots=True)
class BookedMovement:
    """A movement that is booked."""

    sides: PartiesWithWallets
    row: Payment

    def receipt(self) -> Receipt:
        """Return the receipt for the one who paid."""
        return receipt_of(self.row, payer=self.sides.payer, payee=self.sides.payee, viewer=self.sides.payer.id)


def booked_before(sides: PartiesWithWallets, own: PaymentId, *, amount_minor: int | None) -> Payment | None:
    """Return the row of an id that was booked before, though its answer is forgotten; refuses KeyReused.

    The content is compared as far as it is known; an amount of None fits any.
    """
    row = _BY_ID.first(own=own)
    if row is None:
        return None
    asked = row.amount_minor if amount_minor is None else amount_minor
    if (row.payer, row.payee, row.amount_minor) != (sides.payer.id, sides.payee.id, asked):
        raise KeyReused
    return row


_BY_ID = Prepared(lambda: Payment.objects.filter(pk=param("own", UUIDField())))


def move(sides: PartiesWithWallets, movement: Movement, *, now: datetime) -> Payment:
    """Book the transfer and write the payment's row, in the caller's transaction.

    Refuses what the ledger refuses, in members' words with what is still free.
    """
    transfer = transfer_of(sides, movement)
    book = sides.currency.book
    try:
        ledger.post(book=book, transfers=[transfer], now=now)
    except LedgerRefusal as refusal:
        raise refused(sides, transfer, refusal, read=lambda own: accounts.account(book, own)) from refusal
    row = Payment.objects.create(
        id=movement.id,
        community=sides.community.id,
        kind=movement.kind.value,
        payer=sides.payer.id,
        payee=sides.payee.id,
        amount_minor=movement.amount_minor,
        refund_of=movement.refund_of,
        note=movement.note,
        by=sides.payer.person,
        at=now,
    )
    seal(PAYMENT, [row])
    return row


def transfer_of(sides: PartiesWithWallets, movement: Movement) -> Transfer:
    """Return what the ledger books for a movement; for this domain's own rooms."""
    return Transfer(
        movement.id,
        sides.source.account,
        sides.target.account,
        movement.amount_minor,
        code=movement.code,
    )


def refused(
    sides: PartiesWithWallets, transfer: Transfer, refusal: LedgerRefusal, *, read: Callable[[AccountId], Account]
) -> Refusal:
    """Return the ledger's refusal in members' words; `read` tells how an account stands. For own rooms."""
    if isinstance(refusal, BelowFloor):
        return _not_enough(sides, transfer.amount, read(transfer.debit))
    if isinstance(refusal, AboveCeiling):
        return _payee_full(sides, transfer.amount, read(transfer.credit))
    if isinstance(refusal, AccountClosed):
        return PayeeGone(payee=sides.payee.name, state=sides.payee.state.value)
    return KeyReused() if isinstance(refusal, IdReused) else refusal


def check_amount(sides: Parties, minor: int) -> None:
    """Refuse InvalidAmount for what is not positive, or more than one transfer can be."""
    if minor <= 0:
        raise InvalidAmount(field="amount", reason=_("The amount must be more than zero."))
    if minor > AMOUNT_MAX:
        reason = _("The amount is too large; at most {limit} can be moved at once.")
        raise InvalidAmount(field="amount", reason=str(reason).format(limit=sides.text(AMOUNT_MAX)))


def _not_enough(sides: PartiesWithWallets, amount_minor: int, account: Account) -> NotEnough | CreditUsedUp:
    free = max(0, account.available)
    fields = {"limit": "balance", "amount_minor": amount_minor, "free_minor": free, "free": sides.text(free)}
    if account.floor == 0:
        return NotEnough(**fields)
    return CreditUsedUp(**{**fields, "limit": "credit", "credit": sides.text(-account.floor)})


def _payee_full(sides: PartiesWithWallets, amount_minor: int, account: Account) -> PayeeFull:
    assert account.ceiling < NO_CEILING
    free = max(0, account.ceiling - account.posted - account.held_in)
    return PayeeFull(
        limit="ceiling",
        amount_minor=amount_minor,
        free_minor=free,
        free=sides.text(free),
        payee=sides.payee.name,
    )


def text_of(text: str, *, field: str) -> str:
    """Return a note as it is kept; refuses TextTooLong."""
    clean = clean_text(text)
    if len(clean) > NOTE_MAX:
        raise TextTooLong(field=field, limit=NOTE_MAX)
    return clean
