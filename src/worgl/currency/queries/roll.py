"""The roll with everybody's money, and what a rule of limits would change; for officers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max, Sum

from worgl.communities import queries as communities
from worgl.communities.queries import Member
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import jobs
from worgl.currency.errors import LimitOrderUnknown, NotYours
from worgl.currency.models import Wallet, WalletMonth
from worgl.currency.queries.currencies import currency_of
from worgl.currency.queries.figures import all_accounts
from worgl.currency.queries.policy import local_date
from worgl.currency.rules import ACTIVE_DAYS, CurrencyView
from worgl.currency.rules.roll import (
    LimitChange,
    LimitKind,
    LimitOrder,
    LimitRule,
    Roll,
    RollFilter,
    RollRow,
    Sorting,
    fits,
    in_order,
    limit_by_rule,
)
from worgl.ledger.rules import NO_CEILING, Account, AccountId

LIMITS_JOB = "currency.limits"
TURNOVER_MONTHS = 12
"""Sales of this many months, the present one included, make a limit grow (money.md, Limits)."""


def require_officer_reader(viewer: MemberId, *, community: CommunityId) -> Member:
    """Return an administrator or treasurer of a community. Refuses NotYours."""
    looking = communities.member(viewer)
    if looking.community != community or not (looking.is_admin or looking.is_treasurer):
        raise NotYours
    return looking


def roll(
    *, community: CommunityId, viewer: MemberId, asked: RollFilter, now: datetime, sorting: Sorting = Sorting.NAME
) -> Roll:
    """Return all members that fit with what stands on their accounts. Refuses NotYours."""
    require_officer_reader(viewer, community=community)
    return Roll(tuple(in_order(rows_of(community, asked, now=now), sorting)))


def rows_of(community: CommunityId, asked: RollFilter, *, now: datetime) -> list[RollRow]:
    """Return all members that fit by name, without asking who looks; for this domain's own rooms."""
    currency = currency_of(community)
    since = local_date(now, communities.community(community).zone) - timedelta(days=ACTIVE_DAYS - 1)
    people = communities.roll_call(community=community, asked=asked.members)
    money = _Money(currency)
    return [row for row in map(money.row, people) if fits(row, asked, active_since=since)]


class _Money:
    """What stands on every account of a town, read at once."""

    def __init__(self, currency: CurrencyView) -> None:
        wallets = Wallet.objects.filter(community_id=currency.community, member_id__isnull=False)
        self._wallets = {
            own: (AccountId(number), credit, ceiling)
            for own, number, credit, ceiling in wallets.values_list(
                "member_id", "account", "credit_minor", "ceiling_minor"
            )
        }
        self._accounts = {account.id: account for account in all_accounts(currency)}
        self._traded = _last_traded(currency)

    def row(self, member: Member) -> RollRow:
        """Return a member with his money."""
        number, credit, ceiling = self._wallets.get(member.id, (None, None, None))
        account = self._accounts.get(number) if number is not None else None
        if account is None:
            return RollRow(member, 0, 0, None, None, None, last_traded=None)
        return RollRow(
            member,
            account.posted,
            -account.floor,
            _ceiling(account),
            given_credit_minor=credit,
            given_ceiling_minor=ceiling,
            last_traded=self._traded.get(account.id),
        )


def _ceiling(account: Account) -> int | None:
    return None if account.ceiling >= NO_CEILING else account.ceiling


def _last_traded(currency: CurrencyView) -> dict[AccountId, date]:
    months = WalletMonth.objects.filter(community_id=currency.community)
    counted = months.values("account").annotate(paid=Max("last_spent"), got=Max("last_earned")).order_by()
    days = ((entry["account"], entry["paid"], entry["got"]) for entry in counted)
    return {AccountId(own): max(filter(None, (paid, got))) for own, paid, got in days if paid or got}


def earned_by_member(currency: CurrencyView, *, now: datetime) -> dict[MemberId, int]:
    """Return what each member earned by payments in the last TURNOVER_MONTHS, as far as it is counted."""
    today = local_date(now, communities.community(currency.community).zone)
    since = today.replace(year=today.year - 1, day=1)
    months = WalletMonth.objects.filter(community_id=currency.community, month__gt=since)
    sums = months.values("account").annotate(earned=Sum("earned_minor")).order_by()
    earned = {entry["account"]: entry["earned"] for entry in sums}
    wallets = Wallet.objects.filter(community_id=currency.community, member_id__isnull=False)
    return {MemberId(own): earned.get(number, 0) for own, number in wallets.values_list("member_id", "account") if own}


def limits_preview(
    *, community: CommunityId, viewer: MemberId, asked: RollFilter, rule: LimitRule, now: datetime
) -> tuple[LimitChange, ...]:
    """Return what a rule would change, member by member in the order of names. Refuses NotYours."""
    require_officer_reader(viewer, community=community)
    return tuple(changes_by(community, asked, rule, now=now))


def changes_by(community: CommunityId, asked: RollFilter, rule: LimitRule, *, now: datetime) -> Iterator[LimitChange]:
    """Yield what a rule changes, without asking who looks; for this domain's own rooms."""
    earned = earned_by_member(currency_of(community), now=now)
    for row in rows_of(community, asked, now=now):
        after = limit_by_rule(rule, earned_minor=earned.get(row.member.id, 0))
        before = _before(row, rule.kind)
        if before != after:
            stands = -row.balance_minor if rule.kind is LimitKind.CREDIT else row.balance_minor
            yield LimitChange(row.member, before, after, stands)


def _before(row: RollRow, kind: LimitKind) -> int | None:
    """Return the limit a member has; what was given to him, though his balance does not keep it yet."""
    if kind is LimitKind.CREDIT:
        return row.credit_minor if row.given_credit_minor is None else row.given_credit_minor
    return row.ceiling_minor if row.given_ceiling_minor is None else row.given_ceiling_minor


def limit_order(*, community: CommunityId, viewer: MemberId, job: UUID) -> LimitOrder:
    """Return how far an ordered rule is. Refuses NotYours, LimitOrderUnknown."""
    require_officer_reader(viewer, community=community)
    found = jobs.job_view(job)
    if found is None or found.kind != LIMITS_JOB or not found.key.startswith(f"{community}:"):
        raise LimitOrderUnknown
    by = MemberId(UUID(found.key.split(":")[1]))
    return LimitOrder(found.id, found.done, found.total, found.state in {"queued", "running"}, found.error, by)
