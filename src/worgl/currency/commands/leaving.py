"""Leaving a town: nobody goes with a debt, and what is left over is given to the commons."""

from __future__ import annotations

from datetime import datetime

from worgl.communities import commands as communities
from worgl.communities import queries as community_queries
from worgl.communities.rules import MemberId
from worgl.core.commands import IdempotencyKey, command
from worgl.core.money import MixedUnits
from worgl.core.sealing import seal
from worgl.currency.commands.frame import format_amount, lock_book
from worgl.currency.commands.grants import pay_commons
from worgl.currency.commands.wallets import open_wallet
from worgl.currency.errors import MoneyReserved, RestNotConfirmed, StillOwing
from worgl.currency.models import Wallet
from worgl.currency.queries.currencies import currency_of
from worgl.currency.rules import Departure, TransferCode
from worgl.currency.seals import WALLET
from worgl.identity.rules import PersonId
from worgl.ledger import commands as ledger
from worgl.ledger import queries as ledger_queries


@command
def leave_town(*, actor: MemberId, rest_minor: int = 0, key: IdempotencyKey, now: datetime) -> Departure:
    """Leave the community: give the confirmed rest to the commons, close the account, end the membership.

    `rest_minor` is the positive balance the member has agreed to give. Refuses StillOwing below zero,
    MoneyReserved while money is held, RestNotConfirmed when the balance is another, and what leaving a
    community refuses (LastAdmin ...). (money.md, New coinage, Leaving: positive rest to the commons.)
    """
    member = community_queries.member(actor)
    currency = currency_of(member.community)
    own = open_wallet(community=member.community, member=actor, now=now)
    lock_book(currency)
    account = ledger_queries.account(currency.book, own.account)
    town = community_queries.community(member.community)
    if account.posted < 0:
        raise StillOwing(owed=format_amount(town, currency, -account.posted), owed_minor=-account.posted)
    if account.held_out or account.held_in:
        held = account.held_out + account.held_in
        raise MoneyReserved(held=format_amount(town, currency, held), held_minor=held)
    if account.posted != rest_minor:
        raise RestNotConfirmed(rest=format_amount(town, currency, account.posted), rest_minor=account.posted)
    if rest_minor:
        pay_commons(member, minor=rest_minor, code=TransferCode.EXIT, now=now)
    wallet = Wallet.objects.filter(community_id=member.community, account=own.account)
    if wallet.filter(owing_minor__gt=0).update(owing_minor=0):
        seal(WALLET, wallet)
    ledger.close_account(book=currency.book, account=own.account)
    communities.leave(actor=actor, key=key, now=now)
    return Departure(actor, rest_minor)


@command
def depart(
    *,
    actor: PersonId,
    slug: str,
    acting_for: str,
    rest_minor: int,
    unit: str | None,
    key: IdempotencyKey,
    now: datetime,
) -> Departure:
    """Leave a community as a person, or let a shop they keep leave, by its code or id; see `leave_town`.

    For programs, whose answer may be lost on the way: the key is the person's, who is no member any more when they
    ask again. Refuses also CommunityUnknown, NotAMember, NotYourShop, TillOnly, MixedUnits.
    """
    community, member = community_queries.seat_for(slug=slug, person=actor, acting_for=acting_for)
    own = currency_of(community.id).unit
    if unit not in {None, own}:
        raise MixedUnits(left=unit, right=own)
    return leave_town(actor=member.id, rest_minor=rest_minor, key=key, now=now)
