"""Telling one member of something, with the amounts in his community's currency."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from worgl.communities.queries import Member, community
from worgl.communities.rules import CommunityId
from worgl.currency.queries import currency_of
from worgl.currency.rules import amount_words
from worgl.inbox.commands import tell
from worgl.inbox.rules import About, Kind, Telling


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
) -> None:
    """Tell a member; a shop without a person of its own has its till and its activity instead."""
    if member.person is None:
        return
    town = community(member.community)
    about = About(town.id, town.name, town.slug, town.zone)
    tell(Telling(member.person, kind.key, key, about, fields, (town.slug, *place), note), now=now)
