"""Reads of a member's money: what stands, what can be spent, what fades and when, what limits payments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from worgl.communities import queries as communities
from worgl.communities.queries import Community, Member
from worgl.communities.rules import CommunityId, MemberId
from worgl.core.money import Ppm
from worgl.currency.errors import NotYours
from worgl.currency.models import DaySpending
from worgl.currency.queries.currencies import currency_of, wallet, wallets_of
from worgl.currency.queries.figures import supply_of
from worgl.currency.queries.policy import LevyCalendar, credit_terms_at, local_date, payment_terms_at
from worgl.currency.rules import (
    Balance,
    CurrencyKind,
    CurrencyView,
    Fading,
    MemberLimits,
    PaymentLimits,
    day_limit,
    demurrage_due,
    next_levy_date,
    payment_limit,
)
from worgl.ledger import queries as ledger
from worgl.ledger.rules import NO_CEILING, Account


def require_insight(*, member: Member, viewer: MemberId) -> None:
    """Refuse NotYours unless the viewer is the member, or treasurer or administrator of their community."""
    if viewer == member.id:
        return
    looking = communities.member(viewer)
    same_town = looking.community == member.community and looking.is_active
    if not (same_town and (looking.is_admin or looking.is_treasurer)):
        raise NotYours


def balance(*, member: MemberId, viewer: MemberId, now: datetime) -> Balance:
    """Return a member's balance and what of it will fade; zero before their wallet is opened. Refuses NotYours."""
    person = communities.member(member)
    require_insight(member=person, viewer=viewer)
    return _balance(person, now=now)


def _balance(member: Member, *, now: datetime) -> Balance:
    own = wallet(member.id)
    currency = currency_of(member.community)
    if own is None:
        return _unopened(currency, now=now)
    account = ledger.account(currency.book, own.account)
    return Balance(
        posted_minor=account.posted,
        held_minor=account.held_out,
        spendable_minor=account.available,
        credit_minor=-account.floor,
        ceiling_minor=_ceiling(account),
        fading=fading_of(community=member.community, posted_minor=account.posted, owing_minor=own.owing_minor, now=now),
        owing_minor=own.owing_minor,
    )


def _unopened(currency: CurrencyView, *, now: datetime) -> Balance:
    """Return the balance of a member whose wallet is opened by their first payment or by the next round of jobs."""
    terms = credit_terms_at(currency.community, now)
    credit = terms.base_minor if currency.kind is CurrencyKind.CREDIT else 0
    fading = fading_of(community=currency.community, posted_minor=0, now=now)
    return Balance(0, 0, credit, credit, terms.ceiling_minor or None, fading)


def _ceiling(account: Account) -> int | None:
    return None if account.ceiling >= NO_CEILING else account.ceiling


def next_levy(community: Community) -> tuple[date, Ppm, int] | None:
    """Return the date, rate and exempt amount of the next levy, None when none comes within a year."""
    calendar = LevyCalendar(community)
    on = next_levy_date(after=currency_of(community.id).levied_through, terms_on=calendar.terms_on)
    if on is None:
        return None
    terms = calendar.terms_on(on)
    return on, terms.rate_ppm, terms.exempt_minor


def fading_of(*, community: CommunityId, posted_minor: int, owing_minor: int = 0, now: datetime) -> Fading | None:
    """Return what a balance will lose at the next levy if it stays as it is, None where nothing fades."""
    return fadings_of(community=community, posted_minor=[posted_minor], owing_minor=owing_minor, now=now)[0]


def fadings_of(
    *, community: CommunityId, posted_minor: Iterable[int], owing_minor: int = 0, now: datetime
) -> list[Fading | None]:
    """Return what each of several balances would lose at the next levy, for "before" and "after" in one reading."""
    town = communities.community(community)
    coming, today = next_levy(town), local_date(now, town.zone)
    return [_fading(coming, today, posted_minor=posted, owing_minor=owing_minor) for posted in posted_minor]


def _fading(coming: tuple[date, Ppm, int] | None, today: date, *, posted_minor: int, owing_minor: int) -> Fading | None:
    if coming is None:
        return None
    on, rate, exempt = coming
    due = demurrage_due(posted_minor, rate=rate, exempt_minor=exempt)
    return Fading(due + owing_minor, on, max(0, (on - today).days), rate)


def payment_limits(*, member: MemberId, now: datetime) -> PaymentLimits:
    """Return what the community's policy lets a member pay at once and today, besides what their balance allows."""
    person = communities.member(member)
    most, day = limits_in_force(currency_of(person.community), now=now)
    return PaymentLimits(most, day, spent_on(person, now=now))


def limits_in_force(currency: CurrencyView, *, now: datetime) -> tuple[int | None, int | None]:
    """Return the most one payment may be and the most a member may pay in a day, None for no limit."""
    terms = payment_terms_at(currency.community, now)
    most = payment_limit(terms, supply_minor=supply_of(currency) if terms.share_ppm else 0)
    return most, day_limit(terms)


def spent_on(member: Member, *, now: datetime) -> int:
    """Return what a member has paid on the present day of their community's zone, as far as a day's limit counts it."""
    today = local_date(now, communities.community(member.community).zone)
    rows = DaySpending.objects.filter(community_id=member.community, member_id=member.id, day=today)
    return rows.values_list("spent_minor", flat=True).first() or 0


def limits_of(*, viewer: MemberId, members: Iterable[MemberId]) -> dict[MemberId, MemberLimits]:
    """Return the limits in force for members of the viewer's community, for its administration. Refuses NotYours."""
    looking = communities.member(viewer)
    if not (looking.is_active and (looking.is_admin or looking.is_treasurer)):
        raise NotYours
    currency = currency_of(looking.community)
    owned = wallets_of(community=looking.community, members=members)
    accounts = ledger.accounts(currency.book, [own.account for own in owned.values()])
    return {
        member: MemberLimits(
            member, -accounts[own.account].floor, _ceiling(accounts[own.account]), own.credit_minor is not None
        )
        for member, own in owned.items()
        if own.account in accounts
    }
