"""Payments, activity and statements as the API gives them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from worgl.core.errors import Problem
from worgl.core.rest import Amount, ProblemShape, Shape
from worgl.currency.pages import amounts_in
from worgl.currency.rules import CurrencyView, Fading
from worgl.payments.rules import ActivityLine, Party, PaymentKind, Preview, Receipt, StatementView


class PartyShape(Shape):
    """One side of a transfer: a member, or one of the community's own accounts (`member` is null)."""

    member: UUID | None
    name: str
    code: str


class RefundShape(Shape):
    """One refund of a payment."""

    id: UUID
    at: datetime
    amount: Amount
    reason: str


class ReceiptShape(Shape):
    """Both sides of one payment; `refundable` is what the caller could still give back, until `refundable_until`."""

    id: UUID
    kind: PaymentKind
    at: datetime
    payer: PartyShape
    payee: PartyShape
    amount: Amount
    note: str
    refund_of: UUID | None
    refunds: list[RefundShape]
    refunded: Amount
    refundable: Amount
    refundable_until: datetime | None


class FadesShape(Shape):
    """What the payer's balance would lose at the next levy."""

    amount: Amount
    on: date
    days: int
    rate_ppm: int


class PreviewShape(Shape):
    """What a payment would do now; with a `refusal` nothing would move."""

    payer: PartyShape
    payee: PartyShape
    amount: Amount
    balance_before: Amount
    balance_after: Amount
    spendable_before: Amount
    spendable_after: Amount
    fading_before: FadesShape | None
    fading_after: FadesShape | None
    refusal: ProblemShape | None


class EntryShape(Shape):
    """One entry of an account; `payment` is set when there is a receipt to read, `delta` is signed."""

    transfer: UUID
    at: datetime
    kind: str
    counterparty: PartyShape
    text: str
    delta: Amount
    balance_after: Amount
    payment: UUID | None


class StatementShape(Shape):
    """An account over a period; opening and the lines make closing, lines are oldest first."""

    holder: PartyShape
    start: date
    end: date
    zone: str
    opening: Amount
    lines: list[EntryShape]
    closing: Amount


def party_shape(party: Party) -> PartyShape:
    """Return a side of a transfer."""
    return PartyShape(member=party.member, name=party.name, code=party.code)


def problem_shape(problem: Problem) -> ProblemShape:
    """Return a refusal inside an answer."""
    return ProblemShape.model_validate(problem.as_json())


class Papers:
    """Writes the papers of one currency."""

    def __init__(self, currency: CurrencyView) -> None:
        """Take the currency all amounts are in."""
        self.amount = amounts_in(currency)

    def receipt(self, receipt: Receipt) -> ReceiptShape:
        """Return a receipt."""
        return ReceiptShape(
            id=receipt.payment,
            kind=receipt.kind,
            at=receipt.at,
            payer=party_shape(receipt.payer),
            payee=party_shape(receipt.payee),
            amount=self.amount(receipt.amount_minor),
            note=receipt.memo,
            refund_of=receipt.refund_of,
            refunds=[
                RefundShape(id=line.payment, at=line.at, amount=self.amount(line.amount_minor), reason=line.reason)
                for line in receipt.refunds
            ],
            refunded=self.amount(receipt.refunded_minor),
            refundable=self.amount(receipt.refundable_minor),
            refundable_until=receipt.refundable_until,
        )

    def preview(self, preview: Preview) -> PreviewShape:
        """Return what a payment would do."""
        return PreviewShape(
            payer=party_shape(preview.payer),
            payee=party_shape(preview.payee),
            amount=self.amount(preview.amount_minor),
            balance_before=self.amount(preview.balance_before_minor),
            balance_after=self.amount(preview.balance_after_minor),
            spendable_before=self.amount(preview.spendable_before_minor),
            spendable_after=self.amount(preview.spendable_after_minor),
            fading_before=self._fades(preview.fading_before),
            fading_after=self._fades(preview.fading_after),
            refusal=problem_shape(preview.refusal) if preview.refusal else None,
        )

    def _fades(self, fading: Fading | None) -> FadesShape | None:
        if fading is None:
            return None
        return FadesShape(amount=self.amount(fading.minor), on=fading.on, days=fading.days, rate_ppm=fading.rate_ppm)

    def entry(self, line: ActivityLine) -> EntryShape:
        """Return an entry of an account."""
        return EntryShape(
            transfer=line.transfer,
            at=line.at,
            kind=line.kind,
            counterparty=party_shape(line.counterparty),
            text=line.text,
            delta=self.amount(line.delta_minor),
            balance_after=self.amount(line.balance_after_minor),
            payment=line.payment,
        )

    def statement(self, view: StatementView) -> StatementShape:
        """Return a statement."""
        return StatementShape(
            holder=party_shape(view.holder),
            start=view.start,
            end=view.end,
            zone=view.zone,
            opening=self.amount(view.opening_minor),
            lines=[self.entry(line) for line in view.lines],
            closing=self.amount(view.closing_minor),
        )
