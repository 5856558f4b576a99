"""Payments of several callers at once: those against which nothing stands are booked in bulk.

Each is judged by the rules by which `pay` judges, and what is written is what `pay` would write. For whoever
meets anything else, a refusal or a key that was used before, `pay` is asked, which knows what to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from worgl.communities.queries import Community, Member, members_by_marks, members_of_persons
from worgl.communities.rules import MemberId
from worgl.core import outbox
from worgl.core.bulk import in_one_round_trip, insert_rows
from worgl.core.commands import Answers, IdempotencyKey
from worgl.core.sealing import seal_rows
from worgl.currency import commands as currencies
from worgl.currency.queries import CurrencyView
from worgl.currency.rules import PaymentLimits, WalletView
from worgl.identity.rules import PersonId
from worgl.ledger import commands as ledger
from worgl.ledger.rules import Code, Transfer
from worgl.payments.commands.batch_lines import COLUMNS, row_of
from worgl.payments.commands.paying import pay
from worgl.payments.facts import Paid
from worgl.payments.models import Payment
from worgl.payments.queries.receipts import receipt_of
from worgl.payments.rules import PaymentId, Receipt, clean_text, payment_id
from worgl.payments.rules.batch import LineCode, form_of, within_limits
from worgl.payments.rules.codes import PaymentCode
from worgl.payments.seals import PAYMENT


@dataclass(frozen=True, slots=True)
class BulkPayment:
    """A payment that a person asks for with a key of their own; `payee` is a code or an id."""

    person: PersonId
    payee: str
    amount_minor: int
    note: str
    key: IdempotencyKey


@dataclass(frozen=True, slots=True)
class _Line:
    """A wish whose two sides are known; `place` is where it stands among the wishes."""

    place: int
    wish: BulkPayment
    own: PaymentId
    payer: Member
    payee: Member
    note: str


def pay_in_bulk(
    *, town: Community, currency: CurrencyView, wishes: Sequence[BulkPayment], now: datetime
) -> list[Receipt | None]:
    """Pay the wishes in the caller's transaction and return their receipts, None for each that `pay` must decide.

    Of those nothing is written, and none of them keeps another from being paid. A key that is used by somebody else
    in the same moment breaks the transaction.
    """
    lines = _unopposed(town, wishes)
    booked: list[_Line] = []
    if lines:
        members = dict.fromkeys(side.id for line in lines for side in (line.payer, line.payee))
        wallets = currencies.open_wallets(community=town.id, members=list(members), now=now)
        payers = {line.payer.id for line in lines}
        allowances = currencies.allowances_of(town=town, currency=currency, payers=payers, now=now)
        booked = _post(currency, _allowed(lines, allowances), wallets, now=now)
        paid: Counter[MemberId] = Counter()
        for line in booked:
            paid[line.payer.id] += line.wish.amount_minor
        currencies.count_payments_of(town=town, paid=paid, allowances=allowances, now=now)
    receipts: list[Receipt | None] = [None] * len(wishes)
    for line, receipt in zip(booked, _write_down(town, booked, now=now), strict=True):
        receipts[line.place] = receipt
    return receipts


def _unopposed(town: Community, wishes: Sequence[BulkPayment]) -> list[_Line]:
    """Return the wishes of active members that no balance is needed to judge, each key once."""
    payers = members_of_persons(community=town.id, persons={wish.person for wish in wishes})
    payees = members_by_marks(community=town.id, marks={wish.payee for wish in wishes})
    found: dict[PaymentId, _Line] = {}
    for place, wish in enumerate(wishes):
        payer, payee = payers.get(wish.person), payees.get(wish.payee)
        if payer is None or not payer.is_active or payee is None:
            continue
        note = clean_text(wish.note)
        form = form_of(wish.amount_minor, note, payer=payer.id, payee=payee.id, is_active=payee.is_active)
        if form is LineCode.OK:
            own = payment_id(scope="pay", actor=payer.id, key=wish.key)
            found.setdefault(own, _Line(place, wish, own, payer, payee, note))
    used = _answers().used(pairs=((line.payer.id, line.wish.key) for line in found.values()))
    return [line for line in found.values() if (str(line.payer.id), line.wish.key) not in used]


def _allowed(lines: Iterable[_Line], allowances: dict[MemberId, PaymentLimits]) -> list[_Line]:
    """Return the lines that keep their payers' limits of a payment and of a day, one after another."""
    spent = {payer: allowance.spent_today_minor for payer, allowance in allowances.items()}
    found: list[_Line] = []
    for line in lines:
        payer, minor = line.payer.id, line.wish.amount_minor
        allowance = allowances[payer]
        (code,) = within_limits(
            [minor],
            payment_minor=allowance.payment_minor,
            day_minor=allowance.day_minor,
            spent_minor=spent[payer],
        )
        if code is LineCode.OK:
            spent[payer] += minor
            found.append(line)
    return found


def _post(
    currency: CurrencyView, lines: Sequence[_Line], wallets: dict[MemberId, WalletView], *, now: datetime
) -> list[_Line]:
    """Book the lines and return those the books had not seen and did not refuse."""
    transfers = [
        Transfer(
            line.own,
            wallets[line.payer.id].account,
            wallets[line.payee.id].account,
            line.wish.amount_minor,
            code=PaymentCode.PAYMENT,
        )
        for line in lines
    ]
    outcomes = ledger.post_fitting(book=currency.book, transfers=transfers, now=now)
    return [line for line, outcome in zip(lines, outcomes, strict=True) if outcome.code is Code.OK]


def _write_down(town: Community, lines: Sequence[_Line], *, now: datetime) -> Iterator[Receipt]:
    """Write rows, facts and recorded answers of what was booked, and return the receipts."""
    if not lines:
        return iter(())
    rows = [
        row_of(line.own, line.payer, line.payee.id, minor=line.wish.amount_minor, note=line.note, now=now)
        for line in lines
    ]
    receipts = [
        receipt_of(
            Payment(**dict(zip(COLUMNS, row, strict=True))), payer=line.payer, payee=line.payee, viewer=line.payer.id
        )
        for line, row in zip(lines, rows, strict=True)
    ]
    seal_rows(PAYMENT, town.id, columns=COLUMNS, rows=rows)
    with in_one_round_trip():
        insert_rows(Payment, columns=COLUMNS, rows=rows)
        facts = (Paid(line.own, town.id, line.payer.id, line.payee.id, line.wish.amount_minor) for line in lines)
        outbox.record_many(facts, now=now)
        _answers().keep(zip(map(_inputs, lines), receipts, strict=True), now=now)
    return iter(receipts)


def _inputs(line: _Line) -> dict[str, object]:
    """Return what `pay` would have been called with, so that its key means the same there and here."""
    wish = line.wish
    return {
        "actor": line.payer.id,
        "payee": line.payee.id,
        "amount_minor": wish.amount_minor,
        "note": wish.note,
        "key": wish.key,
    }


@cache
def _answers() -> Answers[Receipt]:
    return Answers(pay)
