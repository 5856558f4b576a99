"""What the commands of the currency share: who may do it, the book's lock, ids that repeat."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import TypeVar
from uuid import UUID

from worgl.communities import queries as communities
from worgl.communities.errors import RoleNeeded
from worgl.communities.queries import Community, Member
from worgl.communities.rules import CommunityId, MemberId, Role
from worgl.core.ids import derived_id
from worgl.core.limits import BATCH_MAX
from worgl.currency.queries.policy import day_begins
from worgl.currency.rules import CurrencyView, amount_words
from worgl.ledger import commands as ledger
from worgl.ledger.rules import NO_CEILING, AccountId, Transfer

Item = TypeVar("Item")


def require_treasurer(actor: MemberId) -> Member:
    """Return the acting member; refuses RoleNeeded to all but treasurers."""
    return communities.require_role(actor, Role.TREASURER)


def require_officer(actor: MemberId) -> Member:
    """Return the acting member; refuses RoleNeeded to all but treasurers and administrators."""
    member = communities.require_active(actor)
    if not (member.is_treasurer or member.is_admin):
        raise RoleNeeded(role=Role.TREASURER.value)
    return member


def lock_book(currency: CurrencyView) -> None:
    """Take the lock of a currency's book until the transaction ends, so that balances read next stay true.

    Setting the levy pool's limits to what they are is the ledger's public way to it.
    """
    ledger.set_limits(book=currency.book, account=currency.levy_pool, floor=0, ceiling=NO_CEILING)


def format_amount(town: Community, currency: CurrencyView, minor: int) -> str:
    """Return an amount in the community's number format with the coin's name."""
    return amount_words(minor, exponent=currency.exponent, name=currency.name, decimal_mark=town.decimal_mark)


def dated_id(*, community: CommunityId, zone: str, on: date, purpose: str, account: AccountId) -> UUID:
    """Return the id that a purpose on a date always gives an account's transfer: done twice, it is one transfer."""
    digest = hashlib.sha256(f"{purpose}:{community}:{on.isoformat()}:{account}".encode()).digest()
    return derived_id(int(day_begins(on, zone).timestamp()) * 1000, digest)


def post_all(currency: CurrencyView, transfers: Sequence[Transfer], *, now: datetime) -> set[UUID]:
    """Book any number of transfers in the caller's transaction, each standing alone; return the refused ids."""
    refused = set()
    for batch in batches(transfers, BATCH_MAX):
        outcomes = ledger.post_many(book=currency.book, transfers=batch, now=now)
        refused |= {outcome.id for outcome in outcomes if not outcome.is_booked}
    return refused


def batches(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
