"""Paying many members at once: each line stands alone, all are booked in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db import transaction

from worgl.communities.queries import Member, community, standings
from worgl.communities.queries import member as member_of
from worgl.communities.rules import MemberId
from worgl.core import outbox
from worgl.core.bulk import Row, insert_rows
from worgl.core.commands import Answers, in_turn, retry_deadlocks
from worgl.core.errors import TooLarge
from worgl.core.ids import InvalidCode, read_code
from worgl.core.limits import BATCH_MAX
from worgl.core.repeating import record_of_code
from worgl.core.request_cache import uncached
from worgl.core.sealing import seal_rows
from worgl.core.spending import spend
from worgl.currency import commands as currencies
from worgl.currency.queries import CurrencyView, currency_of
from worgl.ledger import commands as ledger
from worgl.ledger.rules import Transfer
from worgl.payments.commands.paying import pay
from worgl.payments.errors import LimitExceeded, PayerNotActive
from worgl.payments.facts import Paid
from worgl.payments.models import Payment
from worgl.payments.rules import PaymentId, PaymentKind, Receipt, clean_text, payment_ids
from worgl.payments.rules.batch import (
    KEPT_CODES,
    Answer,
    BatchLine,
    LineCode,
    code_of,
    form_of,
    kept_code,
    repeated,
    within_limits,
)
from worgl.payments.rules.codes import PaymentCode
from worgl.payments.rules.reasons import standing_reason_of
from worgl.payments.seals import PAYMENT

_ASKED_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class _Payee:
    """Whom a mark means: nobody, or a member who is active or not."""

    member: MemberId | None
    is_active: bool
    code: LineCode = LineCode.OK


@dataclass(slots=True)
class _Line:
    """A line on its way: what it asks for, whom it names, how it stands."""

    order: BatchLine
    note: str
    own: PaymentId
    payee: MemberId | None
    code: LineCode
    is_again: bool = False

    def asked_of(self, payer: MemberId) -> dict[str, object]:
        """Return what `pay` would have been called with, so that a key means the same there and here."""
        order = self.order
        inputs = {"payee": self.payee, "amount_minor": order.amount_minor, "note": order.note}
        return {"actor": payer, "key": str(order.id), **inputs}


def pay_many(*, actor: MemberId, orders: Sequence[BatchLine], now: datetime) -> tuple[Answer, ...]:
    """Pay up to BATCH_MAX lines from the actor's account, in one transaction, and answer each in order.

    A line that is refused leaves the others alone. A line's id is its idempotency key, which means the same to
    `pay`: repeated it is `already_done`, and one refused by the state of the books hears that again. The limits
    of the community hold as for single payments; a line counts against the day from its turn on. Refuses
    PayerNotActive, TooLarge, KeyLimitReached.
    """
    if len(orders) > BATCH_MAX:
        raise TooLarge(asked=len(orders), limit=BATCH_MAX)

    def attempt() -> tuple[Answer, ...]:
        with in_turn(), transaction.atomic():
            payer = member_of(actor)
            if not payer.is_active:
                raise PayerNotActive
            return _Batch(payer, now).run(orders)

    with uncached():
        return retry_deadlocks(attempt)


class _Batch:
    """One batch of one payer."""

    def __init__(self, payer: Member, now: datetime) -> None:
        self.payer = payer
        self.now = now
        self.currency: CurrencyView = currency_of(payer.community)

    def run(self, orders: Sequence[BatchLine]) -> tuple[Answer, ...]:
        """Judge the lines, book those that stand, answer all."""
        again = repeated(orders)
        lines = self._read([order for place, order in enumerate(orders) if place not in again])
        self._settle_known(lines)
        self._settle_refused(lines)
        open_lines = [line for line in lines if line.code is LineCode.OK]
        self._book(open_lines)
        self._keep_refused(line for line in lines if line.code in KEPT_CODES and not line.is_again)
        answers = {line.order.id: (line, _answer(line)) for line in lines}
        return tuple(
            answers[order.id][1] if place not in again else _again(order, *answers[order.id])
            for place, order in enumerate(orders)
        )

    def _read(self, orders: Sequence[BatchLine]) -> list[_Line]:
        payees = _payees(self.payer, {order.payee for order in orders})
        owned = payment_ids(scope="pay", actor=self.payer.id, keys=[order.id for order in orders])
        return [self._line(order, own, payees[order.payee]) for order, own in zip(orders, owned, strict=True)]

    def _line(self, order: BatchLine, own: PaymentId, payee: _Payee) -> _Line:
        note = clean_text(order.note) if order.note else ""
        code = payee.code
        if code is LineCode.OK:
            code = form_of(order.amount_minor, note, payer=self.payer.id, payee=payee.member, is_active=payee.is_active)
        return _Line(order, note, own, payee.member, code)

    def _settle_known(self, lines: Sequence[_Line]) -> None:
        """Answer lines whose id was booked before, whatever has become of their payees since."""
        known = _known([line.own for line in lines])
        for line in lines:
            row = known.get(line.own)
            if row is not None:
                is_same = row == (line.payee, line.order.amount_minor, line.note)
                line.code = LineCode.ALREADY_DONE if is_same else LineCode.KEY_REUSED

    def _settle_refused(self, lines: Sequence[_Line]) -> None:
        """Answer lines whose id was refused before, here or by `pay`, with that refusal."""
        before = _answers().before(actor=self.payer.id, keys=[str(line.order.id) for line in lines])
        for line in lines if before else ():
            found = before.get(str(line.order.id))
            if found is None or found.refusal is None:
                continue
            is_same = found.content_hash == _answers().content_of(line.asked_of(self.payer.id))
            line.code = kept_code(found.refusal["code"]) if is_same else LineCode.KEY_REUSED
            line.is_again = True

    def _keep_refused(self, lines: Iterable[_Line]) -> None:
        """Write down what the books refused, in the words of a payment that was not made."""
        status = LimitExceeded.status
        given = [
            (
                line.asked_of(self.payer.id),
                record_of_code(line.code, status=status, said=standing_reason_of(line.code)),
            )
            for line in lines
        ]
        if given:
            _answers().keep_refused(given, now=self.now)

    def _book(self, lines: Sequence[_Line]) -> None:
        town = community(self.payer.community)
        allowance = currencies.allowance_of(town=town, currency=self.currency, payer=self.payer.id, now=self.now)
        codes = within_limits(
            [line.order.amount_minor for line in lines],
            payment_minor=allowance.payment_minor,
            day_minor=allowance.day_minor,
            spent_minor=allowance.spent_today_minor,
        )
        for line, code in zip(lines, codes, strict=True):
            line.code = code
        asked = [line for line in lines if line.code is LineCode.OK]
        if not asked:
            return
        self._post(asked)
        booked = [line for line in asked if line.code is LineCode.OK]
        currencies.count_payments(
            town=town,
            payer=self.payer.id,
            amount_minor=sum(line.order.amount_minor for line in booked),
            allowance=allowance,
            now=self.now,
        )
        spend(community=town.id, minor=sum(line.order.amount_minor for line in booked), now=self.now)
        self._write_down(booked)

    def _post(self, lines: Sequence[_Line]) -> None:
        payees = [line.payee for line in lines if line.payee is not None]
        members = list(dict.fromkeys([self.payer.id, *payees]))
        wallets = currencies.open_wallets(community=self.payer.community, members=members, now=self.now)
        accounts = {member: wallet.account for member, wallet in wallets.items()}
        source = accounts[self.payer.id]
        transfers = [
            Transfer(line.own, source, accounts[payee], line.order.amount_minor, code=PaymentCode.PAYMENT)
            for line, payee in zip(lines, payees, strict=True)
        ]
        outcomes = ledger.post_many(book=self.currency.book, transfers=transfers, now=self.now)
        for line, outcome in zip(lines, outcomes, strict=True):
            line.code = code_of(outcome.code)

    def _write_down(self, lines: Sequence[_Line]) -> None:
        payer, town, now = self.payer, self.payer.community, self.now
        rows = [
            row_of(line.own, payer, line.payee, minor=line.order.amount_minor, note=line.note, now=now)
            for line in lines
        ]
        insert_rows(Payment, columns=COLUMNS, rows=rows)
        seal_rows(PAYMENT, town, columns=COLUMNS, rows=rows)
        outbox.record_many(
            (
                Paid(line.own, town, payer.id, line.payee, line.order.amount_minor)
                for line in lines
                if line.payee is not None
            ),
            now=now,
        )


COLUMNS = (
    *("id", "community", "kind", "payer", "payee", "amount_minor"),
    *("refunded_minor", "refund_of", "note", "by", "at"),
)


def row_of(own: PaymentId, payer: Member, payee: MemberId | None, *, minor: int, note: str, now: datetime) -> Row:
    """Return the row of a payment that is booked, in the order of COLUMNS; for this domain's own rooms."""
    sides = (own, payer.community, PaymentKind.PAYMENT.value, payer.id, payee, minor)
    return (*sides, 0, None, note, payer.person, now)


@cache
def _answers() -> Answers[Receipt]:
    return Answers(pay)


def _answer(line: _Line) -> Answer:
    is_booked = line.code in {LineCode.OK, LineCode.ALREADY_DONE}
    return Answer(line.order.id, line.code, line.own if is_booked else None)


def _again(order: BatchLine, first: _Line, answer: Answer) -> Answer:
    """Answer a line whose id stood before in this batch."""
    if order != first.order:
        return Answer(order.id, LineCode.KEY_REUSED)
    return Answer(order.id, LineCode.ALREADY_DONE, answer.payment) if answer.payment else answer


def _payees(payer: Member, marks: Iterable[str]) -> Mapping[str, _Payee]:
    """Return whom the marks mean in the payer's community."""
    ids: dict[str, MemberId] = {}
    codes: dict[str, str] = {}
    found: dict[str, _Payee] = {}
    for mark in marks:
        try:
            codes[mark] = read_code(mark)
        except InvalidCode:
            try:
                ids[mark] = MemberId(UUID(mark))
            except ValueError:
                found[mark] = _Payee(None, is_active=False, code=LineCode.INVALID_CODE)
    by_code, by_id = standings(community=payer.community, codes=set(codes.values()), ids=set(ids.values()))
    for mark, code in codes.items():
        found[mark] = _Payee(*by_code.get(code, (None, False)))
    for mark, own in ids.items():
        found[mark] = _Payee(own if own in by_id else None, by_id.get(own, False))
    return found


def _known(ids: Sequence[PaymentId]) -> dict[UUID, tuple[UUID, int, str]]:
    """Return payee, amount and note of those ids that were booked before.

    Ids of lines made together lie together, so one look at their range mostly finds that there is nothing.
    """
    if not ids:
        return {}
    columns = ("pk", "payee", "amount_minor", "note")
    near = Payment.objects.filter(pk__gte=min(ids), pk__lte=max(ids)).values_list(*columns)
    rows = list(near[: len(ids) + 1])
    if len(rows) > len(ids):
        rows = [
            row
            for start in range(0, len(ids), _ASKED_TOGETHER)
            for row in Payment.objects.filter(pk__in=ids[start : start + _ASKED_TOGETHER]).values_list(*columns)
        ]
    return {own: (payee, minor, note) for own, payee, minor, note in rows}
