"""What a ruling owes: given back at once as far as there is money, the rest as money comes."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from worgl.communities.rules import CommunityId, MemberId
from worgl.core import outbox
from worgl.core.errors import Refusal
from worgl.core.limits import NOTE_MAX
from worgl.disputes.facts import RulingCollected
from worgl.disputes.models import Dispute
from worgl.disputes.rules import RULING, DisputeId, DisputeState, collectable, still_owed
from worgl.ledger import queries as ledger
from worgl.payments.commands.moving import PartiesWithWallets, parties_with_wallets
from worgl.payments.commands.refunding import give_back, lock_payment
from worgl.payments.queries.booked import Booked
from worgl.payments.rules import payment_id

COLLECT_EVERY = timedelta(hours=1)
_SCOPE = "ruling"


@transaction.atomic
def collect_owed(*, dispute: DisputeId, now: datetime) -> int:
    """Give back what a ruling still owes as far as the payee has it, and return how much it was.

    For the job alone. Safe to call by several workers at once: each takes what is owed when it has the lock.
    """
    row = Dispute.objects.select_for_update().filter(pk=dispute, state=DisputeState.RULED).first()
    return 0 if row is None else collect(row, now=now)


def collect(row: Dispute, *, now: datetime) -> int:
    """Collect what a locked dispute's ruling owes, and note when to look again; for this domain's own rooms."""
    paid = locked_payment_of(row)
    owed, taken = _owed(row, paid), 0
    if owed:
        # Where somebody is suspended, or the payer's account is full, it stays owed and is tried again.
        with suppress(Refusal), transaction.atomic():
            taken = _take(row, paid, owed, now=now)
        owed -= taken
    row.collect_at = now + COLLECT_EVERY if owed else None
    row.save(update_fields=["collect_at"])
    if taken:
        told = RulingCollected(
            DisputeId(row.pk), CommunityId(row.community), MemberId(row.payer), MemberId(row.payee), taken, owed
        )
        outbox.record(told, now=now)
    return taken


def locked_payment_of(row: Dispute) -> Booked:
    """Return the payment that is disputed, locked until the transaction ends; for this domain's own rooms."""
    paid = lock_payment(row.payment)
    assert paid is not None, "a payment that was disputed is there for ever"
    return paid


def _owed(row: Dispute, paid: Booked) -> int:
    assert row.ruled_minor is not None, "only a ruling owes something"
    return still_owed(
        ruled_minor=row.ruled_minor,
        refunded_before_minor=row.refunded_before_minor,
        refunded_minor=paid.refunded_minor,
    )


def _take(row: Dispute, paid: Booked, owed: int, *, now: datetime) -> int:
    sides = parties_with_wallets(payer=MemberId(row.payee), payee=MemberId(row.payer), now=now)
    amount = _reach(sides, owed)
    if not amount:
        return 0
    # What has gone back so far tells this collection from the next one.
    own = payment_id(scope=_SCOPE, actor=sides.payer.id, key=f"{row.pk}:{paid.refunded_minor + amount}")
    give_back(paid, sides=sides, amount_minor=amount, code=RULING, note=row.ruling[:NOTE_MAX], own=own, now=now)
    return amount


def _reach(sides: PartiesWithWallets, owed: int) -> int:
    account = ledger.account(sides.currency.book, sides.source.account)
    available = account.posted - account.held_out
    return collectable(owed_minor=owed, posted_minor=available, available_minor=account.available)
