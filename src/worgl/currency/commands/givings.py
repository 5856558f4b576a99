"""Giving every member, or all who fit, the same amount by one act: ordered by a treasurer, done by a job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from worgl.communities import commands as communities
from worgl.communities import queries as community_queries
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import jobs, outbox
from worgl.core.bulk import insert_rows
from worgl.core.commands import IdempotencyKey, command
from worgl.core.ids import new_id
from worgl.core.limits import AMOUNT_MAX
from worgl.core.money import InvalidAmount
from worgl.core.sealing import seal, seal_rows
from worgl.core.spending import spend
from worgl.currency.commands.frame import format_amount, require_treasurer
from worgl.currency.commands.grants import check_minor, clean_reason, currency_account
from worgl.currency.commands.wallets import open_wallets
from worgl.currency.errors import GivingChanged, NobodyToGive
from worgl.currency.facts import Granted
from worgl.currency.models import Giving, GivingLine, Grant, Wallet
from worgl.currency.queries.commons import gift_preview
from worgl.currency.queries.currencies import currency_of
from worgl.currency.queries.givings import GIVING_JOB, members_for
from worgl.currency.rules import CurrencyView, TransferCode, WalletRole
from worgl.currency.rules.givings import GIVEN, check_source
from worgl.currency.rules.member_register import RegisterFilter, filter_as_json
from worgl.currency.seals import GIVING, GIVING_LINE, GRANT
from worgl.ledger import commands as ledger
from worgl.ledger.errors import BelowFloor
from worgl.ledger.rules import AccountId, Code, Transfer

GRANT_COLUMNS = ("id", "community_id", "source_id", "payee_id", "minor", "reason", "by", "at")
AT_ONCE = 200
"""Members who are given in one transaction."""

Progress = Callable[[int, int], None]


@command
def give_many(
    *,
    actor: MemberId,
    asked: RegisterFilter,
    source: WalletRole,
    each_minor: int,
    reason: str,
    seen: int,
    key: IdempotencyKey,
    now: datetime,
) -> UUID:
    """Give every active member who fits the same amount, newly issued or out of the common fund; for treasurers.

    Who gets it is written down with the order; a job gives it. `seen` is the number of members the look before
    has shown. What a member cannot take (AboveCeiling, left meanwhile) is left out and counted. Refuses
    RoleNeeded, NotIssuable in mutual credit, InvalidInput, InvalidAmount (also above AMOUNT_MAX together),
    NobodyToGive, GivingChanged, BelowFloor where the common fund has not enough.
    """
    treasurer = require_treasurer(actor)
    check_source(source)
    minor, why = check_minor(each_minor), clean_reason(reason)
    members = members_for(treasurer.community, asked, now=now)
    if not members:
        raise NobodyToGive
    if len(members) != seen:
        raise GivingChanged(count=len(members), seen=seen)
    if minor * len(members) > AMOUNT_MAX:
        raise InvalidAmount(field="amount", reason=gettext_noop("In total this is too large."))
    _check_source(actor, source, minor * len(members))
    row = Giving.objects.create(
        community_id=treasurer.community,
        by=actor,
        source=source.value,
        each_minor=minor,
        count=len(members),
        reason=why,
        asked=filter_as_json(asked),
        ordered_at=now,
    )
    lines = [GivingLine(community_id=treasurer.community, giving=row, member_id=member) for member in members]
    GivingLine.objects.bulk_create(lines, batch_size=500)
    seal(GIVING, [row])
    seal(GIVING_LINE, lines)
    _record(row, actor, now=now)
    args = {"community": str(treasurer.community), "giving": str(row.pk)}
    row.job = jobs.enqueue(GIVING_JOB, args, key=str(row.pk), due_at=now, now=now)
    row.save(update_fields=["job"])
    spend(community=treasurer.community, minor=minor * len(members), now=now)
    return row.pk


def _check_source(actor: MemberId, source: WalletRole, whole_minor: int) -> None:
    after = gift_preview(viewer=actor, source=source, amount_minor=whole_minor).after_minor
    if source is WalletRole.COMMONS and after < 0:
        raise BelowFloor(transfer=new_id(), outcome=Code.BELOW_FLOOR)


def _record(row: Giving, actor: MemberId, *, now: datetime) -> None:
    """Put into the record, once and with the order, how many are given how much together."""
    community = CommunityId(row.community_id)
    town, currency = community_queries.community(community), currency_of(community)
    communities.record_audit_event(
        community=community,
        actor=actor,
        what="currency.given_to_many",
        sentence=(_TO_ONE if row.count == 1 else _TO_MANY)[WalletRole(row.source)],
        fields={
            "count": row.count,
            "amount": format_amount(town, currency, row.each_minor),
            "whole": format_amount(town, currency, row.each_minor * row.count),
        },
        reason=row.reason,
        now=now,
    )


_TO_ONE = {
    WalletRole.ISSUER: gettext_noop("Ordered that a member gets {amount} of new money"),
    WalletRole.COMMONS: gettext_noop("Ordered that a member gets {amount} out of the common fund"),
}
_TO_MANY = {
    WalletRole.ISSUER: gettext_noop("Ordered that {count} members get {amount} of new money each, {whole} together"),
    WalletRole.COMMONS: gettext_noop(
        "Ordered that {count} members get {amount} out of the common fund each, {whole} together"
    ),
}


def hand_out(*, giving: UUID, progress: Progress, now: datetime) -> int:
    """Give in pages of own transactions what was not given yet, and return how many had their turn.

    Started again it goes on: a member who had their turn has their outcome, written with the transfer.
    """
    row = Giving.objects.get(pk=giving)
    currency = currency_of(CommunityId(row.community_id))
    waiting = GivingLine.objects.filter(giving=row, outcome="").order_by("id")
    done = row.count - waiting.count()
    while lines := list(waiting[:AT_ONCE]):
        with transaction.atomic():
            _give(row, currency, lines, now=now)
            done += len(lines)
            progress(done, row.count)
    Giving.objects.filter(pk=row.pk, done_at__isnull=True).update(done_at=now)
    return done


def _give(row: Giving, currency: CurrencyView, lines: Sequence[GivingLine], *, now: datetime) -> None:
    people = community_queries.members_by_ids(MemberId(line.member_id) for line in lines)
    for line in lines:
        line.outcome = GIVEN if people[MemberId(line.member_id)].is_active else "not_active"
    taking = [line for line in lines if line.outcome == GIVEN]
    _post(row, currency, taking, now=now)
    GivingLine.objects.bulk_update(lines, ["outcome"])
    _write_down(row, currency, [line for line in taking if line.outcome == GIVEN], now=now)


def _post(row: Giving, currency: CurrencyView, lines: Sequence[GivingLine], *, now: datetime) -> None:
    """Book a transfer for each line, each standing alone; what the books refuse becomes the line's outcome."""
    source = currency_account(currency, WalletRole(row.source))
    code = TransferCode.ISSUE if row.source == WalletRole.ISSUER else TransferCode.GRANT
    members = [MemberId(line.member_id) for line in lines]
    wallets = open_wallets(community=currency.community, members=members, now=now) if members else {}
    transfers = [
        Transfer(line.transfer, source, AccountId(wallets[MemberId(line.member_id)].account), row.each_minor, code=code)
        for line in lines
    ]
    outcomes = ledger.post_many(book=currency.book, transfers=transfers, now=now) if transfers else []
    for line, outcome in zip(lines, outcomes, strict=True):
        if not outcome.is_booked:
            line.outcome = str(outcome.code)[:40]


def _write_down(row: Giving, currency: CurrencyView, lines: Sequence[GivingLine], *, now: datetime) -> None:
    wallets = Wallet.objects.filter(community_id=row.community_id)
    source = wallets.values_list("pk", flat=True).get(role=row.source)
    keys = dict(wallets.filter(member_id__in=[line.member_id for line in lines]).values_list("member_id", "pk"))
    rows = [
        (line.transfer, row.community_id, source, keys[line.member_id], row.each_minor, row.reason, row.by, now)
        for line in lines
    ]
    insert_rows(Grant, columns=GRANT_COLUMNS, rows=rows)
    seal_rows(GRANT, currency.community, columns=GRANT_COLUMNS, rows=rows)
    facts = (
        Granted(currency.community, line.transfer, row.source, MemberId(line.member_id), row.each_minor)
        for line in lines
    )
    outbox.record_many(facts, now=now)
