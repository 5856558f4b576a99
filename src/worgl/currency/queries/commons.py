"""Reads of the commons and of what the treasurer gave, open to every member of the community."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from django.db.models import Sum
from django.utils.translation import gettext as _

from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId, MemberId, Role
from worgl.core.domains import code_text
from worgl.core.inputs import Day
from worgl.core.limits import BATCH_MAX
from worgl.core.paging import Page, decode_cursor, encode_cursor, id_in, number_in, page_of
from worgl.currency.errors import NotIssuable
from worgl.currency.models import CommonsMonth, Grant
from worgl.currency.queries.currencies import currency_of, wallets_by_account
from worgl.currency.queries.figures import supply_of
from worgl.currency.queries.levies import entry_texts
from worgl.currency.queries.policy import day_begins
from worgl.currency.rules import (
    CommonAccounts,
    CommonsFlow,
    CurrencyKind,
    DividendRest,
    GiftPreview,
    GrantView,
    TransferCode,
    WalletRole,
)
from worgl.ledger import queries as ledger
from worgl.ledger.rules import Entry, moment


def grants(*, community: CommunityId, viewer: MemberId, cursor: str = "", limit: int = 50) -> Page[GrantView]:
    """Return what the treasurer issued or paid out, newest first; open to every member of the community."""
    communities.require_reader(viewer, community=community)
    rows = Grant.objects.filter(community_id=community).select_related("source", "payee")
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        rows = rows.filter(id__lt=id_in(mark))
    page = page_of(list(rows.order_by("-id")[: limit + 1]), limit=limit, cursor_of=lambda row: (row.pk.hex,))
    return Page(tuple(grant_view(row) for row in page.items), page.next_cursor)


def grant_view(row: Grant) -> GrantView:
    """Return a grant's row as a value; for this domain's own rooms."""
    return GrantView(
        transfer=row.pk,
        source=WalletRole(row.source.role),
        payee=MemberId(row.payee.member_id) if row.payee.member_id else None,
        minor=row.minor,
        reason=row.reason,
        by=MemberId(row.by),
        at=row.at,
    )


def paid_unspent(community: CommunityId, *, since: Day) -> int:
    """Return what the spend rule has paid to all from the beginning of a day on, in minor units.

    Both common accounts together; a month counts by the moment it was settled.
    """
    begin = day_begins(since, communities.community(community).zone)
    settled = CommonsMonth.objects.filter(community_id=community, at__gte=begin)
    return int(settled.aggregate(minor=Sum("dividend_minor"))["minor"] or 0)


def common_accounts(community: CommunityId) -> CommonAccounts:
    """Return what stands on the common accounts; every member may know it."""
    currency = currency_of(community)
    found = ledger.accounts(currency.book, [currency.commons, currency.operator])
    return CommonAccounts(found[currency.commons].posted, found[currency.operator].posted)


def gift_preview(*, viewer: MemberId, source: WalletRole, amount_minor: int) -> GiftPreview:
    """Return what a gift out of the mint, the commons or the operator's account would change; for treasurers.

    Of the mint it is the money there is that grows. Refuses NotActive, RoleNeeded, NotIssuable in mutual credit.
    """
    treasurer = communities.require_role(viewer, Role.TREASURER)
    if source is WalletRole.ISSUER:
        currency = currency_of(treasurer.community)
        if currency.kind is CurrencyKind.CREDIT:
            raise NotIssuable
        before = supply_of(currency)
        return GiftPreview(before, before + amount_minor)
    accounts = common_accounts(treasurer.community)
    before = accounts.commons_minor if source is WalletRole.COMMONS else accounts.operator_minor
    return GiftPreview(before, before - amount_minor)


def commons_flows(*, community: CommunityId, viewer: MemberId, cursor: str = "", limit: int = 50) -> Page[CommonsFlow]:
    """Return where every coin of the commons came from and went, newest first. Refuses NotAMember."""
    communities.require_reader(viewer, community=community)
    currency = currency_of(community)
    mark = decode_cursor(cursor, length=1)
    before = number_in(mark) if mark else None
    found = ledger.entries(currency.book, currency.commons, before_seq=before, limit=limit + 1)
    entries = found[:limit]
    flows = tuple(_flows(community, entries))
    return Page(flows, encode_cursor((entries[-1].seq,)) if len(found) > limit else "")


def rest_of_dividend(*, community: CommunityId, viewer: MemberId, last: CommonsFlow) -> DividendRest:
    """Return what follows the last movement of a page and is the same dividend. Refuses NotAMember.

    A dividend has a payment for every member, so it is longer than a page; as a whole it is one line.
    """
    communities.require_reader(viewer, community=community)
    currency = currency_of(community)
    before, count, minor = last.seq, 0, 0
    while True:
        found = ledger.entries(currency.book, currency.commons, before_seq=before, limit=BATCH_MAX)
        same = list(takewhile(lambda entry: entry.code == TransferCode.DIVIDEND and moment(entry.at) == last.at, found))
        count, minor = count + len(same), minor + sum(entry.delta for entry in same)
        before = same[-1].seq if same else before
        if len(same) < len(found):
            return DividendRest(count, minor, encode_cursor((before,)))
        if len(found) < BATCH_MAX:
            return DividendRest(count, minor, "")


def _flows(community: CommunityId, entries: Sequence[Entry]) -> Iterator[CommonsFlow]:
    holders = wallets_by_account(community, [entry.counter for entry in entries])
    texts = entry_texts(community, [entry.transfer for entry in entries])
    for entry in entries:
        holder = holders.get(entry.counter)
        yield CommonsFlow(
            transfer=entry.transfer,
            seq=entry.seq,
            at=moment(entry.at),
            counterparty=holder.name if holder else _("Unknown account"),
            member=holder.member if holder else None,
            text=texts.get(entry.transfer) or code_text(entry.code),
            delta_minor=entry.delta,
            balance_after_minor=entry.balance_after,
            picture=holder.picture if holder else "",
            is_dividend=entry.code == TransferCode.DIVIDEND,
        )
