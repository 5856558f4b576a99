"""Payments, activity and statements as the API gives them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from worgl.core.errors import Problem
from worgl.core.rest import Amount, ProblemShape, Shape, shape_from
from worgl.currency.pages import FadingShape, amounts_in, fading_in
from worgl.currency.rules import CurrencyView
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


class PreviewShape(Shape):
    """What a payment would do now; with a `refusal` nothing would move."""

    payer: PartyShape
    payee: PartyShape
    amount: Amount
    balance_before: Amount
    balance_after: Amount
    spendable_before: Amount
    spendable_after: Amount
    fading_before: FadingShape | None
    fading_after: FadingShape | None
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
        self.currency, self.amount = currency, amounts_in(currency)

    def receipt(self, receipt: Receipt) -> ReceiptShape:
        """Return a receipt."""
        return ReceiptShape(
            id=receipt.payment,
            kind=receipt.kind,
            at=receipt.at,
            payer=party_shape(receipt.payer),
            payee=party_shape(receipt.payee),
            amount=self.amount(receipt.amount_minor),
            note=receipt.note,
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
        return shape_from(
            PreviewShape,
            preview,
            amounts=self.amount,
            payer=party_shape(preview.payer),
            payee=party_shape(preview.payee),
            fading_before=fading_in(self.currency, preview.fading_before),
            fading_after=fading_in(self.currency, preview.fading_after),
            refusal=problem_shape(preview.refusal) if preview.refusal else None,
        )

    def entry(self, line: ActivityLine) -> EntryShape:
        """Return an entry of an account."""
        return shape_from(EntryShape, line, amounts=self.amount, counterparty=party_shape(line.counterparty))

    def statement(self, view: StatementView) -> StatementShape:
        """Return a statement."""
        lines = [self.entry(line) for line in view.lines]
        return shape_from(StatementShape, view, amounts=self.amount, holder=party_shape(view.holder), lines=lines)
