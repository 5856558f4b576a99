"""The roll with everybody's money, and what a rule of limits would change; for officers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import CharField, Max, Q, QuerySet, Sum
from django.db.models.functions import Cast

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
from worgl.currency.rules.member_register import (
    Activity,
    LimitChange,
    LimitKind,
    LimitOrder,
    LimitRule,
    MemberRegister,
    RegisterFilter,
    RegisterPage,
    RegisterRow,
    Sorting,
    Standing,
    by_balance,
    fits,
    fits_between,
    in_order,
    limit_by_rule,
)
from worgl.ledger import queries as ledger
from worgl.ledger.rules import NO_CEILING, Account, AccountId

LIMITS_JOB = "currency.limits"
_FEW = 500
TURNOVER_MONTHS = 12
"""Sales of this many months, the present one included, make a limit grow (money.md, Limits)."""


def require_officer_reader(viewer: MemberId, *, community: CommunityId) -> Member:
    """Return an administrator or treasurer of a community. Refuses NotYours."""
    looking = communities.member(viewer)
    if looking.community != community or not (looking.is_admin or looking.is_treasurer):
        raise NotYours
    return looking


def member_register(
    *, community: CommunityId, viewer: MemberId, asked: RegisterFilter, now: datetime, sorting: Sorting = Sorting.NAME
) -> MemberRegister:
    """Return all members that fit with what stands on their accounts. Refuses NotYours."""
    require_officer_reader(viewer, community=community)
    return MemberRegister(tuple(in_order(rows_of(community, asked, now=now), sorting)))


def register_page(
    *,
    community: CommunityId,
    viewer: MemberId,
    asked: RegisterFilter,
    sorting: Sorting,
    first: int,
    count: int,
    now: datetime,
) -> RegisterPage:
    """Return up to `count` of those who fit, from place `first` of the order on, with the totals of all who fit.

    Of all others only id, account and balance are read, the ids as text: ten thousand are read quicker so.
    Refuses NotYours.
    """
    require_officer_reader(viewer, community=community)
    currency = currency_of(community)
    listed = communities.newest_marks if sorting is Sorting.NEWEST else communities.member_marks
    found = by_balance(_standings(currency, listed(community=community, asked=asked.members), asked, now=now), sorting)
    shown = [MemberId(UUID(mark)) for mark, _balance in found[first : first + count]]
    people, money = communities.members_by_ids(shown), _Money(currency, of=shown)
    return RegisterPage(
        rows=tuple(money.row(people[own]) for own in shown),
        count=len(found),
        held_minor=sum(balance for _mark, balance in found if balance > 0),
        owed_minor=-sum(balance for _mark, balance in found if balance < 0),
        has_more=len(found) > first + count,
    )


def _standings(currency: CurrencyView, marks: Sequence[str], asked: RegisterFilter, *, now: datetime) -> list[Standing]:
    """Return those of some members whose money and trade fit, with their balances, in the order given."""
    if asked.activity is not None:
        trading, is_wanted = _trading(currency, now=now), asked.activity is Activity.ACTIVE
        marks = [mark for mark in marks if (mark in trading) is is_wanted]
    balances = _balances(currency, marks)
    standings = [(mark, balances.get(mark, 0)) for mark in marks]
    if asked.least_minor is not None or asked.most_minor is not None:
        standings = [one for one in standings if fits_between(one[1], asked)]
    return standings


def _balances(currency: CurrencyView, marks: Sequence[str]) -> dict[str, int]:
    """Return the balances of those who have a wallet; of few, only theirs are read."""
    wallets = _wallets(currency)
    if len(marks) <= _FEW:
        wallets = wallets.filter(member_id__in=list(marks))
    accounts = dict(wallets.values_list(Cast("member_id", CharField()), "account"))
    if len(marks) <= _FEW:
        found = ledger.accounts(currency.book, [AccountId(number) for number in accounts.values()])
        return {mark: found[AccountId(number)].posted for mark, number in accounts.items()}
    posted = {account: minor for account, minor, _closed in ledger.balances(currency.book, currency.unit)}
    return {mark: posted.get(number, 0) for mark, number in accounts.items()}


def _trading(currency: CurrencyView, *, now: datetime) -> set[str]:
    """Return who paid or was paid by somebody in the last ACTIVE_DAYS days, as the text of their ids."""
    since = _active_since(currency.community, now=now)
    months = WalletMonth.objects.filter(community_id=currency.community, month__gte=since.replace(day=1))
    traded = months.filter(Q(last_spent__gte=since) | Q(last_earned__gte=since)).values("account")
    return set(_wallets(currency).filter(account__in=traded).values_list(Cast("member_id", CharField()), flat=True))


def _active_since(community: CommunityId, *, now: datetime) -> date:
    return local_date(now, communities.community(community).zone) - timedelta(days=ACTIVE_DAYS - 1)


def _wallets(currency: CurrencyView) -> QuerySet[Wallet]:
    return Wallet.objects.filter(community_id=currency.community, member_id__isnull=False)


def rows_of(community: CommunityId, asked: RegisterFilter, *, now: datetime) -> list[RegisterRow]:
    """Return all members that fit by name, without asking who looks; for this domain's own rooms."""
    currency = currency_of(community)
    since = _active_since(community, now=now)
    people = communities.members_matching(community=community, asked=asked.members)
    money = _Money(currency)
    return [row for row in map(money.row, people) if fits(row, asked, active_since=since)]


class _Money:
    """What stands on the accounts of some members, or of all, read at once."""

    def __init__(self, currency: CurrencyView, *, of: Sequence[MemberId] | None = None) -> None:
        wallets = _wallets(currency) if of is None else _wallets(currency).filter(member_id__in=of)
        self._wallets = {
            own: (AccountId(number), credit, ceiling)
            for own, number, credit, ceiling in wallets.values_list(
                "member_id", "account", "credit_minor", "ceiling_minor"
            )
        }
        months = WalletMonth.objects.filter(community_id=currency.community)
        if of is None:
            self._accounts: Mapping[AccountId, Account] = {account.id: account for account in all_accounts(currency)}
        else:
            numbers = [number for number, _credit, _ceiling in self._wallets.values()]
            self._accounts = ledger.accounts(currency.book, numbers)
            months = months.filter(account__in=numbers)
        self._traded = _last_traded(months)

    def row(self, member: Member) -> RegisterRow:
        """Return a member with their money."""
        number, credit, ceiling = self._wallets.get(member.id, (None, None, None))
        account = self._accounts.get(number) if number is not None else None
        if account is None:
            return RegisterRow(member, 0, 0, None, None, None, last_traded=None)
        return RegisterRow(
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


def _last_traded(months: QuerySet[WalletMonth]) -> dict[AccountId, date]:
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
    wallets = _wallets(currency).values_list("member_id", "account")
    return {MemberId(own): earned.get(number, 0) for own, number in wallets if own}


def limits_preview(
    *, community: CommunityId, viewer: MemberId, asked: RegisterFilter, rule: LimitRule, now: datetime
) -> tuple[LimitChange, ...]:
    """Return what a rule would change, member by member in the order of names. Refuses NotYours."""
    require_officer_reader(viewer, community=community)
    return tuple(changes_by(community, asked, rule, now=now))


def changes_by(
    community: CommunityId, asked: RegisterFilter, rule: LimitRule, *, now: datetime
) -> Iterator[LimitChange]:
    """Yield what a rule changes, without asking who looks; for this domain's own rooms."""
    earned = earned_by_member(currency_of(community), now=now)
    for row in rows_of(community, asked, now=now):
        after = limit_by_rule(rule, earned_minor=earned.get(row.member.id, 0))
        before = _before(row, rule.kind)
        if before != after:
            stands = -row.balance_minor if rule.kind is LimitKind.CREDIT else row.balance_minor
            yield LimitChange(row.member, before, after, stands)


def _before(row: RegisterRow, kind: LimitKind) -> int | None:
    """Return the limit a member has; what was given to them, though their balance does not keep it yet."""
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
