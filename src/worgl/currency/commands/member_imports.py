"""Members and balances out of a table: checked, then brought in by a job in pages, each row once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from worgl.communities import commands as communities
from worgl.communities import queries as communities_queries
from worgl.communities.errors import RoleNeeded
from worgl.communities.queries import Member
from worgl.communities.rules import CommunityId, MemberId, MemberSpec, Role
from worgl.core import jobs
from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import InvalidInput
from worgl.core.ids import new_id
from worgl.core.limits import UPLOAD_MAX
from worgl.core.sealing import seal
from worgl.currency.commands.frame import post_all
from worgl.currency.commands.wallets import open_external, open_wallets
from worgl.currency.errors import ArrivalsFaulty, ArrivalsStarted, ArrivalsUnknown, PlacesLacking
from worgl.currency.models import Arrivals, ArrivedMember, Grant, Wallet
from worgl.currency.queries.currencies import currency_of
from worgl.currency.queries.member_imports import ARRIVALS_JOB, job_key, terms_of
from worgl.currency.rules import CurrencyKind, CurrencyView, TransferCode, WalletRole
from worgl.currency.rules.member_import import ImportedMember, imported_members, read_table, report_of
from worgl.currency.seals import ADDRESS, ARRIVED, GRANT, TABLE, WALLET
from worgl.ledger import commands as ledger
from worgl.ledger import queries as ledger_queries
from worgl.ledger.rules import NO_CEILING, AccountId, Transfer

AT_ONCE = 500
"""Rows brought in by one transaction."""
OPENING = "opening"
"""Name of the external account against which the balances of a mutual credit begin."""
REASON = gettext_noop("Opening balance")

Progress = Callable[[int, int, int], None]


def require_importer(actor: MemberId) -> Member:
    """Return who lets members in and gives out coins: administrator and treasurer. Refuses NotActive, RoleNeeded."""
    admin = communities.require_role(actor, Role.ADMIN)
    if not admin.is_treasurer:
        raise RoleNeeded(role=Role.TREASURER.value)
    return admin


@command
def check_member_import(*, actor: MemberId, content: str, file_name: str, key: IdempotencyKey, now: datetime) -> UUID:
    """Keep a table that was handed in and return its id; nothing is brought in yet. `content` is its bytes as Latin-1.

    The same table handed in again is the same one. Refuses RoleNeeded, InvalidInput, TableUnreadable.
    """
    importer = require_importer(actor)
    raw = content.encode("latin-1")
    if len(raw) > UPLOAD_MAX:
        reason = _("This file is too large: at most {limit} MB.").format(limit=UPLOAD_MAX // 1024**2)
        raise InvalidInput(field="table", reason=reason)
    table = read_table(raw)
    row, fresh = Arrivals.objects.get_or_create(
        community_id=importer.community,
        digest=hashlib.sha256(raw).hexdigest(),
        defaults={
            "id": new_id(),
            "by": actor,
            "file_name": file_name[:120],
            "layout": table.layout.value,
            "content": raw,
            "at": now,
        },
    )
    if fresh:
        seal(TABLE, [row])
    return UUID(str(row.pk))


@command
def start_member_import(
    *,
    actor: MemberId,
    arrivals: UUID,
    only_whole: bool,
    raise_cap: bool = False,
    key: IdempotencyKey,
    now: datetime,
) -> UUID:
    """Order that a checked table is brought in, and return the job that does it.

    With `only_whole` a single faulty row refuses the table; else the good rows come. With `raise_cap` the number of
    places becomes as large as the table needs. Refuses RoleNeeded, ArrivalsUnknown, ArrivalsStarted, ArrivalsFaulty,
    PlacesLacking, TooManyMembers.
    """
    importer = require_importer(actor)
    row = Arrivals.objects.select_for_update().filter(pk=arrivals, community_id=importer.community).first()
    if row is None:
        raise ArrivalsUnknown
    if row.started_at is not None:
        raise ArrivalsStarted
    report = report_of(read_table(bytes(row.content)), terms_of(importer.community, now=now))
    if (only_whole and report.faults) or not report.good:
        raise ArrivalsFaulty(count=len(report.faults))
    _find_places(importer, report.good, raise_cap=raise_cap, now=now)
    row.started_at = now
    row.save(update_fields=["started_at"])
    seal(TABLE, [row])
    args = {"community": str(importer.community), "arrivals": str(row.pk), "actor": str(actor)}
    return jobs.enqueue(ARRIVALS_JOB, args, key=job_key(importer.community, row.pk), due_at=now, now=now)


def _find_places(importer: Member, more: int, *, raise_cap: bool, now: datetime) -> None:
    """Refuse PlacesLacking where more come than there are places, unless the cap is to be raised, in whose name."""
    town = communities_queries.community(importer.community)
    if raise_cap:
        communities.make_room(community=town.id, more=more, actor=importer.id, now=now)
    elif town.seats + more > town.cap:
        raise PlacesLacking(cap=town.cap, needed=town.seats + more)


def bring_in(*, community: CommunityId, arrivals_id: UUID, actor: MemberId, progress: Progress, now: datetime) -> int:
    """Bring in what is not there yet, in pages of own transactions, and return how many members the table brought."""
    row = Arrivals.objects.get(pk=arrivals_id, community_id=community)
    if row.done_at is not None:
        return ArrivedMember.objects.filter(arrivals=row).count()
    table, terms = read_table(bytes(row.content)), terms_of(community, now=now)
    good = [one for one in imported_members(table, terms) if isinstance(one, ImportedMember)]
    there = set(ArrivedMember.objects.filter(arrivals=row).values_list("line", flat=True))
    left = iter([one for one in good if one.line not in there])
    done = len(there)
    while page := list(islice(left, AT_ONCE)):
        with transaction.atomic():
            _bring_page(community, row, page, by=actor, now=now)
            done += len(page)
            progress(page[-1].line, done, len(good))
    with transaction.atomic():
        # The table holds names and addresses; what is needed of it stands in its own rows now.
        row.done_at, row.content, row.faults = now, b"", len(table.rows) - len(good)
        row.save(update_fields=["done_at", "content", "faults"])
        seal(TABLE, [row])
        communities.record_audit_event(
            community=community,
            actor=actor,
            what="communities.imported",
            sentence=gettext_noop("Brought in a member with their balance")
            if done == 1
            else gettext_noop("Brought in {count} members with their balances"),
            fields={"count": done},
            now=now,
        )
    return done


def _bring_page(
    community: CommunityId, row: Arrivals, page: Sequence[ImportedMember], *, by: MemberId, now: datetime
) -> None:
    specs = [
        MemberSpec(
            name=one.name,
            kind=one.kind,
            joined_at=datetime.combine(one.joined, time(), UTC) if one.joined else None,
            is_suspended=one.is_suspended,
        )
        for one in page
    ]
    members = communities.add_members_within_cap(community=community, specs=specs, now=now)
    wallets = open_wallets(community=community, members=members, now=now)
    currency = currency_of(community)
    accounts = [wallets[member].account for member in members]
    _give_limits(currency, page, accounts)
    transfers = _opening(currency, page, accounts, now=now)
    refused = post_all(currency, [each for each in transfers if each is not None], now=now)
    assert not refused, "rows were checked against the limits they were given"
    if currency.kind is not CurrencyKind.CREDIT:
        _write_down(currency, [each for each in transfers if each is not None], by=by, now=now)
    came = [
        ArrivedMember(
            community_id=community,
            arrivals=row,
            line=one.line,
            member_id=member,
            foreign_id=one.foreign_id,
            email=one.email,
            balance_minor=one.balance_minor,
        )
        for one, member in zip(page, members, strict=True)
    ]
    ArrivedMember.objects.bulk_create(came)
    seal(ARRIVED, came)
    seal(ADDRESS, came)


def _give_limits(currency: CurrencyView, page: Sequence[ImportedMember], accounts: Sequence[AccountId]) -> None:
    """Give each their own limits where the table has them; a balance above a ceiling keeps the balance as ceiling."""
    for one, account in zip(page, accounts, strict=True):
        if one.credit_minor is None and one.ceiling_minor is None:
            continue
        own = Wallet.objects.filter(community_id=currency.community, account=account)
        own.update(credit_minor=one.credit_minor, ceiling_minor=one.ceiling_minor)
    seal(WALLET, Wallet.objects.filter(community_id=currency.community, account__in=accounts))
    standing = ledger_accounts(currency, accounts)
    limits: dict[AccountId, tuple[int, int]] = {}
    for one, account in zip(page, accounts, strict=True):
        floor, ceiling = standing[account]
        floor = -one.credit_minor if one.credit_minor is not None else floor
        ceiling = one.ceiling_minor if one.ceiling_minor is not None else ceiling
        limits[account] = floor, min(NO_CEILING, max(ceiling, one.balance_minor))
    ledger.set_limits_of(book=currency.book, limits=limits)


def ledger_accounts(currency: CurrencyView, accounts: Sequence[AccountId]) -> dict[AccountId, tuple[int, int]]:
    """Return floor and ceiling of accounts."""
    found = ledger_queries.accounts(currency.book, accounts)
    return {account.id: (account.floor, account.ceiling) for account in found.values()}


def _opening(
    currency: CurrencyView, page: Sequence[ImportedMember], accounts: Sequence[AccountId], *, now: datetime
) -> list[Transfer | None]:
    """Return the transfer with which each begins: from the mint, or in mutual credit against the opening account."""
    if currency.kind is CurrencyKind.CREDIT:
        other = open_external(community=currency.community, name=OPENING, now=now).account
    else:
        other = currency.issuer
    return [_transfer(other, account, one.balance_minor) for one, account in zip(page, accounts, strict=True)]


def _transfer(other: AccountId, own: AccountId, minor: int) -> Transfer | None:
    if minor > 0:
        return Transfer(new_id(), other, own, minor, code=TransferCode.OPENING)
    return Transfer(new_id(), own, other, -minor, code=TransferCode.OPENING) if minor < 0 else None


def _write_down(currency: CurrencyView, transfers: Sequence[Transfer], *, by: MemberId, now: datetime) -> None:
    """Write each opening balance down as money given, with the reason every member can read."""
    wallets = Wallet.objects.filter(community_id=currency.community)
    source = wallets.get(role=WalletRole.ISSUER)
    keys = dict(wallets.filter(account__in=[each.credit for each in transfers]).values_list("account", "pk"))
    rows = [
        Grant(
            id=each.id,
            community_id=currency.community,
            source=source,
            payee_id=keys[each.credit],
            minor=each.amount,
            reason=REASON,
            by=by,
            at=now,
        )
        for each in transfers
    ]
    Grant.objects.bulk_create(rows)
    seal(GRANT, rows)
