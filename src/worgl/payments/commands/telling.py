"""Telling one member of something, with the amounts in their community's currency."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from worgl.communities.queries import Member, community
from worgl.communities.rules import CommunityId
from worgl.currency.queries import currency_of
from worgl.currency.rules import amount_words
from worgl.inbox.commands import notify
from worgl.inbox.queries.messages import has_blocked
from worgl.inbox.rules import About, Kind, NewNotification


def amount_of(own: CommunityId, minor: int) -> str:
    """Return an amount of a community's currency in words."""
    town, currency = community(own), currency_of(own)
    return amount_words(minor, exponent=currency.exponent, name=currency.name, decimal_mark=town.decimal_mark)


def tell_member(
    kind: Kind,
    member: Member,
    *,
    key: str,
    fields: Mapping[str, str | int],
    place: tuple[str, ...],
    now: datetime,
    note: str = "",
    by: Member | None = None,
) -> None:
    """Tell a member what `by` has caused; see `telling_for`."""
    telling = telling_for(kind, member, key=key, fields=fields, place=place, note=note, by=by)
    if telling is not None:
        notify(telling, now=now)


def wants_nothing_from(member: Member, other: Member) -> bool:
    """Tell whether a member has blocked another: what that one asks for waits in its list, and is not told."""
    if member.person is None or other.person is None:
        return False
    return has_blocked(community=member.community, reader=member.person, writer=other.person)


def telling_for(
    kind: Kind,
    member: Member,
    *,
    key: str,
    fields: Mapping[str, str | int],
    place: tuple[str, ...],
    note: str = "",
    by: Member | None = None,
) -> NewNotification | None:
    """Return what a member is to be told; None for a shop without a person, which has its till and its activity."""
    if member.person is None:
        return None
    town = community(member.community)
    about = About(town.id, town.name, town.slug, town.zone)
    return NewNotification(
        member.person, kind.key, key, about, fields, (town.slug, *place), note, by.id if by else None
    )
