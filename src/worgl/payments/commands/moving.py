"""What paying and refunding share: who stands on both sides, and the one movement between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import UUIDField
from django.utils.translation import gettext_lazy as _

from worgl.communities.queries import Community, Member, community, members_by_ids
from worgl.communities.rules import MemberId
from worgl.core.commands import preview
from worgl.core.errors import KeyReused, Refusal, problem
from worgl.core.limits import AMOUNT_MAX, MEMO_MAX
from worgl.core.money import InvalidAmount, format_minor
from worgl.core.prepared import Prepared, given
from worgl.currency import commands as currencies
from worgl.currency.queries import CurrencyView, Purse, WalletView, currency_of
from worgl.currency.rules import TransferCode
from worgl.ledger import commands as ledger
from worgl.ledger import queries as accounts
from worgl.ledger.errors import AboveCeiling, AccountClosed, BelowFloor, IdReused
from worgl.ledger.rules import NO_CEILING, Transfer
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
from worgl.payments.queries.receipts import party_of, receipt_of
from worgl.payments.rules import PaymentId, PaymentKind, Preview, Receipt, clean_text


@dataclass(frozen=True, slots=True)
class Sides:
    """Payer and payee in their community, with its currency and their wallets."""

    community: Community
    currency: CurrencyView
    payer: Member
    payee: Member
    source: WalletView
    target: WalletView

    def text(self, minor: int) -> str:
        """Return an amount in the community's own number format, with the name of its coin."""
        mark = self.community.decimal_mark
        number = format_minor(
            minor, exponent=self.currency.exponent, decimal_mark=mark, group_mark="," if mark == "." else "."
        )
        return f"{number} {self.currency.name}"


@dataclass(frozen=True, slots=True)
class Movement:
    """One payment or refund to be booked."""

    id: PaymentId
    kind: PaymentKind
    code: TransferCode
    amount_minor: int
    memo: str
    refund_of: PaymentId | None = None


def sides_of(*, payer: MemberId, payee: MemberId, now: datetime) -> Sides:
    """Return both sides of a payment; refuses whoever may not pay or be paid. Opens missing wallets."""
    if payer == payee:
        raise PayingOneself
    found = members_by_ids([payer, payee])
    giver, taker = found.get(payer), found.get(payee)
    if giver is None or not giver.is_active:
        raise PayerNotActive
    if taker is None or taker.community != giver.community:
        raise PayeeUnknown
    if not taker.is_active:
        raise PayeeGone(payee=taker.name, state=taker.state.value)
    wallets = currencies.open_wallets(community=giver.community, members=[giver.id, taker.id], now=now)
    town, currency = community(giver.community), currency_of(giver.community)
    return Sides(town, currency, giver, taker, source=wallets[giver.id], target=wallets[taker.id])


@dataclass(frozen=True, slots=True)
class Done:
    """A movement that is booked."""

    sides: Sides
    row: Payment

    def receipt(self) -> Receipt:
        """Return the receipt for the one who paid."""
        return receipt_of(self.row, payer=self.sides.payer, payee=self.sides.payee, viewer=self.sides.payer.id)


def done_before(sides: Sides, own: PaymentId, *, amount_minor: int | None) -> Payment | None:
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


_BY_ID = Prepared(lambda: Payment.objects.filter(pk=given("own", UUIDField())))


def move(sides: Sides, movement: Movement, *, now: datetime) -> Payment:
    """Book the transfer and write the payment's row, in the caller's transaction.

    Refuses what the ledger refuses, in members' words with what is still free.
    """
    transfer = Transfer(
        movement.id,
        sides.source.account,
        sides.target.account,
        movement.amount_minor,
        code=movement.code,
    )
    try:
        ledger.post(book=sides.currency.book, transfers=[transfer], now=now)
    except BelowFloor as refusal:
        raise _not_enough(sides, movement.amount_minor) from refusal
    except AboveCeiling as refusal:
        raise _payee_full(sides, movement.amount_minor) from refusal
    except AccountClosed as refusal:
        raise PayeeGone(payee=sides.payee.name, state=sides.payee.state.value) from refusal
    except IdReused as refusal:
        raise KeyReused from refusal
    return Payment.objects.create(
        id=movement.id,
        community=sides.community.id,
        kind=movement.kind.value,
        payer=sides.payer.id,
        payee=sides.payee.id,
        amount_minor=movement.amount_minor,
        refund_of=movement.refund_of,
        memo=movement.memo,
        by=sides.payer.person,
        at=now,
    )


def check_amount(sides: Sides, minor: int) -> None:
    """Refuse InvalidAmount for what is not positive, or more than one transfer can be."""
    if minor <= 0:
        raise InvalidAmount(field="amount", reason=_("The amount must be more than zero."))
    if minor > AMOUNT_MAX:
        reason = _("The amount is too large; at most {limit} can be moved at once.")
        raise InvalidAmount(field="amount", reason=str(reason).format(limit=sides.text(AMOUNT_MAX)))


def _not_enough(sides: Sides, amount_minor: int) -> NotEnough | CreditUsedUp:
    account = accounts.account(sides.currency.book, sides.source.account)
    free = max(0, account.available)
    fields = {"limit": "balance", "amount_minor": amount_minor, "free_minor": free, "free": sides.text(free)}
    if account.floor == 0:
        return NotEnough(**fields)
    return CreditUsedUp(**{**fields, "limit": "credit", "credit": sides.text(-account.floor)})


def _payee_full(sides: Sides, amount_minor: int) -> PayeeFull:
    account = accounts.account(sides.currency.book, sides.target.account)
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
    if len(clean) > MEMO_MAX:
        raise TextTooLong(field=field, limit=MEMO_MAX)
    return clean


def previewed(
    *, payer: MemberId, payee: MemberId, amount_minor: int, run: Callable[[], object], now: datetime
) -> Preview:
    """Run a write, look at the payer's balance before and after it, and take everything back."""
    found = members_by_ids([payer, payee])
    if payer not in found:
        raise PayerNotActive
    if payee not in found or found[payee].community != found[payer].community:
        raise PayeeUnknown

    purse = Purse(found[payer], now=now)

    def trial() -> Preview:
        before = after = purse.balance()
        refusal = None
        try:
            with transaction.atomic():
                run()
                after = purse.balance()
        except Refusal as no:
            refusal = problem(no)
        return Preview(
            payer=party_of(found[payer]),
            payee=party_of(found[payee]),
            amount_minor=amount_minor,
            balance_before_minor=before.posted_minor,
            balance_after_minor=after.posted_minor,
            spendable_before_minor=before.spendable_minor,
            spendable_after_minor=after.spendable_minor,
            fading_before=before.fading,
            fading_after=after.fading,
            refusal=refusal,
        )

    return preview(trial)
