"""Recording payments that were made before: for a demo town, or when a community comes from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from worgl.communities.rules import CommunityId
from worgl.core.bulk import Row, insert_rows
from worgl.core.errors import TooLarge
from worgl.core.limits import BATCH_MAX, NOTE_MAX
from worgl.core.sealing import seal_rows
from worgl.currency.queries import currency_of, wallets_of
from worgl.ledger import commands as ledger
from worgl.ledger.rules import Code, Outcome, Transfer, micros
from worgl.payments.errors import PayeeUnknown
from worgl.payments.models import Payment
from worgl.payments.rules import BatchLine, PaymentKind, clean_text
from worgl.payments.rules.codes import PaymentCode
from worgl.payments.seals import PAYMENT


@transaction.atomic
def record_batch(*, community: CommunityId, lines: Sequence[BatchLine], now: datetime) -> tuple[Outcome, ...]:
    """Book up to BATCH_MAX past payments between members, each dated by its own `at`, and their rows.

    For operators and the demo: nobody's permission is asked and no fact is written. What the ledger
    refuses is an outcome, not an exception; an id booked before with the same content changes nothing.
    Members must have wallets; refuses PayeeUnknown otherwise.
    """
    if len(lines) > BATCH_MAX:
        raise TooLarge(asked=len(lines), limit=BATCH_MAX)
    currency = currency_of(community)
    involved = {line.payer for line in lines} | {line.payee for line in lines}
    accounts = {member: wallet.account for member, wallet in wallets_of(community=community, members=involved).items()}
    if involved - accounts.keys():
        raise PayeeUnknown
    transfers = [
        Transfer(
            line.id,
            accounts[line.payer],
            accounts[line.payee],
            line.amount_minor,
            code=PaymentCode.PAYMENT,
            event_at=micros(line.at),
        )
        for line in lines
    ]
    outcomes = ledger.post_imported(book=currency.book, transfers=transfers, now=now)
    booked = [line for line, outcome in zip(lines, outcomes, strict=True) if outcome.code is Code.OK]
    rows = [_row(community, line) for line in booked]
    insert_rows(Payment, columns=_COLUMNS, rows=rows)
    seal_rows(PAYMENT, community, columns=_COLUMNS, rows=rows)
    return outcomes


_COLUMNS = (
    *("id", "community", "kind", "payer", "payee", "amount_minor"),
    *("refunded_minor", "refund_of", "note", "by", "at"),
)


def _row(community: CommunityId, line: BatchLine) -> Row:
    note = clean_text(line.note)[:NOTE_MAX]
    own = (line.id, community, PaymentKind.PAYMENT.value, line.payer, line.payee, line.amount_minor)
    return (*own, 0, None, note, None, line.at)
