"""Limits that block: credit and ceiling of members, size and daily sum of payments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from worgl.communities import queries as communities
from worgl.communities.commands import record_audit_event
from worgl.communities.errors import MemberUnknown
from worgl.communities.queries import Community, Member
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import outbox
from worgl.core.bulk import upsert_rows
from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import InvalidInput
from worgl.core.limits import AMOUNT_MAX
from worgl.core.sealing import seal
from worgl.currency.commands.figures import update_figures
from worgl.currency.commands.frame import format_amount, lock_book, require_officer
from worgl.currency.commands.wallets import open_wallet
from worgl.currency.errors import DayLimitReached, NoCredit, PaymentTooLarge
from worgl.currency.facts import LimitsSet
from worgl.currency.models import DaySpending, Wallet, WalletMonth
from worgl.currency.queries.balances import limits_in_force
from worgl.currency.queries.currencies import currency_of
from worgl.currency.queries.policy import credit_terms_at, local_date
from worgl.currency.rules import (
    CreditTerms,
    CurrencyKind,
    CurrencyView,
    MemberLimits,
    PaymentLimits,
    WalletRole,
    credit_limit,
)
from worgl.currency.seals import WALLET
from worgl.ledger import commands as ledger
from worgl.ledger import queries as ledger_queries
from worgl.ledger.rules import NO_CEILING, Account, AccountId

TURNOVER_MONTHS = 12
"""Sales of this many months, the present one included, make a credit limit grow (money.md, Limits)."""
_WALLETS_AT_ONCE = 500


@command
def set_limits(
    *,
    actor: MemberId,
    member: MemberId,
    credit_minor: int | None,
    ceiling_minor: int | None,
    key: IdempotencyKey,
    now: datetime,
) -> MemberLimits:
    """Give a member limits of their own; None leaves a limit to the community's policy, a ceiling of 0 means none.

    For the treasurer and administrators. Refuses RoleNeeded, MemberUnknown, InvalidInput, NoCredit where
    members cannot go below zero, LimitsCross when the present balance does not keep them.
    """
    officer = require_officer(actor)
    if communities.member(member).community != officer.community:
        raise MemberUnknown
    currency = currency_of(officer.community)
    if credit_minor and currency.kind is not CurrencyKind.CREDIT:
        raise NoCredit
    for field, minor in (("credit", credit_minor), ("ceiling", ceiling_minor)):
        if minor is not None and not 0 <= minor <= AMOUNT_MAX:
            raise InvalidInput(field=field, reason=_("A limit is zero or more, and not too large."))
    own = open_wallet(community=officer.community, member=member, now=now)
    row = Wallet.objects.select_for_update().get(community_id=officer.community, account=own.account)
    before = row.credit_minor, row.ceiling_minor
    row.credit_minor, row.ceiling_minor = credit_minor, ceiling_minor
    row.save(update_fields=["credit_minor", "ceiling_minor"])
    earned = _earned(currency, now=now).get(own.account, 0) if credit_minor is None else 0
    floor, ceiling = _limits(row, currency, credit_terms_at(officer.community, now), earned=earned)
    ledger.set_limits(book=currency.book, account=own.account, floor=floor, ceiling=ceiling)
    seal(WALLET, [row])
    _record(officer, currency, row, before=before, now=now)
    return MemberLimits(member, -floor, None if ceiling == NO_CEILING else ceiling, credit_minor is not None)


def _record(
    officer: Member, currency: CurrencyView, row: Wallet, *, before: tuple[int | None, int | None], now: datetime
) -> None:
    """Put into the record which of a wallet's own limits are others now."""
    town = communities.community(currency.community)
    changes = (
        ("currency.credit_set", before[0], row.credit_minor, _CREDIT),
        ("currency.ceiling_set", before[1], row.ceiling_minor, _CEILING),
    )
    for what, was, minor, (by_rules, free, given) in changes:
        if minor == was:
            continue
        sentence = by_rules if minor is None else given if minor else free
        record_audit_event(
            community=town.id,
            actor=officer.id,
            subject=MemberId(row.member_id) if row.member_id else None,
            what=what,
            sentence=sentence,
            fields={"amount": format_amount(town, currency, minor)} if minor else {},
            before=_said(town, currency, was),
            after=_said(town, currency, minor),
            now=now,
        )
    if row.member_id and before != (row.credit_minor, row.ceiling_minor):
        outbox.record(LimitsSet(town.id, MemberId(row.member_id), officer.id), now=now)


def _said(town: Community, currency: CurrencyView, minor: int | None) -> str:
    """Return a limit for the record; "rules" where it is left to them."""
    return "rules" if minor is None else format_amount(town, currency, minor)


_CREDIT = (
    gettext_noop("Left it to the rules how far a member may go below zero"),
    gettext_noop("Let a member not go below zero"),
    gettext_noop("Let a member go {amount} below zero"),
)
_CEILING = (
    gettext_noop("Left it to the rules how much a member may hold"),
    gettext_noop("Let a member hold any amount"),
    gettext_noop("Let a member hold at most {amount}"),
)
"""What the record says of a limit: left to the rules, zero, an amount."""


def refresh_limits(*, community: CommunityId, now: datetime) -> int:
    """Bring every member's limits to the policy in force and their turnover; return how many changed.

    A member beyond a lowered limit keeps their balance as the limit and cannot go further. Runs in
    pages of its own transactions; done twice it changes nothing.
    """
    update_figures(community=community)
    currency = currency_of(community)
    terms = credit_terms_at(community, now)
    earned = _earned(currency, now=now) if currency.kind is CurrencyKind.CREDIT and terms.growth_ppm else {}
    changed, after = 0, 0
    while True:
        with transaction.atomic():
            rows = list(_members_after(community, after))
            if not rows:
                return changed
            changed += _refresh(rows, currency, terms, earned)
            after = rows[-1].pk


def _members_after(community: CommunityId, after: int) -> list[Wallet]:
    rows = Wallet.objects.filter(community_id=community, role=WalletRole.MEMBER, id__gt=after)
    return list(rows.order_by("id")[:_WALLETS_AT_ONCE])


def _refresh(rows: list[Wallet], currency: CurrencyView, terms: CreditTerms, earned: dict[AccountId, int]) -> int:
    lock_book(currency)
    accounts = ledger_queries.accounts(currency.book, [AccountId(row.account) for row in rows])
    changes: dict[AccountId, tuple[int, int]] = {}
    for row in rows:
        account = accounts[AccountId(row.account)]
        wanted = _limits(row, currency, terms, earned=earned.get(account.id, 0))
        floor, ceiling = _as_far_as_it_stands(account, *wanted)
        if (floor, ceiling) != (account.floor, account.ceiling):
            changes[account.id] = floor, ceiling
    ledger.set_limits_of(book=currency.book, limits=changes)
    return len(changes)


def _limits(row: Wallet, currency: CurrencyView, terms: CreditTerms, *, earned: int) -> tuple[int, int]:
    """Return the floor and ceiling a wallet should have."""
    credit = credit_limit(terms, given_minor=row.credit_minor, earned_minor=earned)
    floor = -credit if currency.kind is CurrencyKind.CREDIT else 0
    ceiling = terms.ceiling_minor if row.ceiling_minor is None else row.ceiling_minor
    return floor, ceiling or NO_CEILING


def _as_far_as_it_stands(account: Account, floor: int, ceiling: int) -> tuple[int, int]:
    return min(floor, account.posted - account.held_out), max(ceiling, account.posted + account.held_in)


def _earned(currency: CurrencyView, *, now: datetime) -> dict[AccountId, int]:
    """Return what each account earned by payments in the last TURNOVER_MONTHS, as far as it is counted."""
    today = local_date(now, communities.community(currency.community).zone)
    since = today.replace(year=today.year - 1, day=1)
    rows = WalletMonth.objects.filter(community_id=currency.community, month__gt=since)
    sums = rows.values("account").annotate(earned=Sum("earned_minor")).order_by()
    return {AccountId(entry["account"]): entry["earned"] for entry in sums}


def count_payment(
    *, town: Community, currency: CurrencyView, payer: MemberId, amount_minor: int, now: datetime
) -> None:
    """Check a member's payment against the community's limits and count it for the day, in the caller's transaction.

    The day's sum is kept by a guarded update, so it holds under concurrency. Refuses PaymentTooLarge and
    DayLimitReached, each with what is free.
    """
    most, most_a_day = limits_in_force(currency, now=now)
    _check_size(town, currency, most, amount_minor=amount_minor)
    if most_a_day is None:
        return
    # Before the day's sum, as everybody does: whoever opens a wallet has the book's lock when they come here.
    ledger.lock_book(book=currency.book)
    today = local_date(now, town.zone)
    own = DaySpending.objects.filter(community_id=town.id, member_id=payer, day=today)
    DaySpending.objects.get_or_create(community_id=town.id, member_id=payer, day=today)
    counted = own.filter(spent_minor__lte=most_a_day - amount_minor).update(spent_minor=F("spent_minor") + amount_minor)
    if not counted:
        raise _day_over(town, currency, most_a_day, spent_minor=own.values_list("spent_minor", flat=True).get())


def check_limits(*, town: Community, currency: CurrencyView, limits: PaymentLimits, amount_minor: int) -> None:
    """Refuse what `count_payment` would refuse of a payer with these limits; counts nothing."""
    _check_size(town, currency, limits.payment_minor, amount_minor=amount_minor)
    day = limits.day_minor
    if day is not None and limits.spent_today_minor > day - amount_minor:
        raise _day_over(town, currency, day, spent_minor=limits.spent_today_minor)


def _check_size(town: Community, currency: CurrencyView, most: int | None, *, amount_minor: int) -> None:
    if most is not None and amount_minor > most:
        raise PaymentTooLarge(limit=format_amount(town, currency, most), limit_minor=most, amount_minor=amount_minor)


def _day_over(town: Community, currency: CurrencyView, most_a_day: int, *, spent_minor: int) -> DayLimitReached:
    free = max(0, most_a_day - spent_minor)
    return DayLimitReached(
        free=format_amount(town, currency, free),
        free_minor=free,
        limit=format_amount(town, currency, most_a_day),
        limit_minor=most_a_day,
    )


def allowance_of(*, town: Community, currency: CurrencyView, payer: MemberId, now: datetime) -> PaymentLimits:
    """Return what a member may pay at once and today, and hold the day's sum until the transaction ends.

    For many payments at once: the caller judges them against it and then calls `count_payments`.
    """
    return allowances_of(town=town, currency=currency, payers=[payer], now=now)[payer]


def allowances_of(
    *, town: Community, currency: CurrencyView, payers: Iterable[MemberId], now: datetime
) -> dict[MemberId, PaymentLimits]:
    """Return what each member may pay at once and today, and hold the days' sums until the transaction ends."""
    asked = sorted(set(payers))
    most, most_a_day = limits_in_force(currency, now=now)
    if most_a_day is None:
        return dict.fromkeys(asked, PaymentLimits(most, None, 0))
    ledger.lock_book(book=currency.book)
    today = local_date(now, town.zone)
    rows = DaySpending.objects.filter(community_id=town.id, member_id__in=asked, day=today)
    # In one order by all, so that two who hold several cannot wait for each other.
    held = dict(rows.order_by("member_id").select_for_update().values_list("member_id", "spent_minor"))
    if len(held) < len(asked):
        fresh = [DaySpending(community_id=town.id, member_id=own, day=today) for own in asked if own not in held]
        DaySpending.objects.bulk_create(fresh, ignore_conflicts=True)
        held = dict(rows.order_by("member_id").select_for_update().values_list("member_id", "spent_minor"))
    return {own: PaymentLimits(most, most_a_day, held[own]) for own in asked}


def count_payments(
    *, town: Community, payer: MemberId, amount_minor: int, allowance: PaymentLimits, now: datetime
) -> None:
    """Count the sum of payments that were judged against an allowance, in the transaction that holds it."""
    count_payments_of(town=town, paid={payer: amount_minor}, allowances={payer: allowance}, now=now)


def count_payments_of(
    *,
    town: Community,
    paid: Mapping[MemberId, int],
    allowances: Mapping[MemberId, PaymentLimits],
    now: datetime,
) -> None:
    """Count what each payer has paid by payments that were judged, in the transaction that holds the allowances."""
    today = local_date(now, town.zone)
    sums: list[tuple[CommunityId, MemberId, date, int]] = []
    for payer, minor in paid.items():
        allowance = allowances[payer]
        if allowance.day_minor is not None:
            spent = allowance.spent_today_minor + minor
            assert spent <= allowance.day_minor
            sums.append((town.id, payer, today, spent))
    if sums:
        upsert_rows(DaySpending, columns=_DAY_COLUMNS, unique=_DAY_COLUMNS[:3], rows=sums)


_DAY_COLUMNS = ("community_id", "member_id", "day", "spent_minor")
