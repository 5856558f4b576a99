"""Communities and members for tests, made by the real commands.

Alice founds (administrator and treasurer), Bob is a member, Charlie an outsider.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from tests.support.snapshots import built_once
from worgl.communities import commands
from worgl.communities.rules import CAP_DEFAULT, CommunityId, Founded, Invitation, MemberId
from worgl.core.commands import IdempotencyKey
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import NOW, person

_numbers = itertools.count(1)


def fresh_key() -> IdempotencyKey:
    """Return a key no command has seen."""
    return IdempotencyKey(uuid4().hex)


@built_once
def community(
    *,
    founder: PersonId | None = None,
    name: str = "Alderbrook",
    slug: str = "",
    zone: str = "Europe/Vienna",
    cap: int = CAP_DEFAULT,
    now: datetime = NOW,
) -> Founded:
    """Return a fresh community; without a founder Alice founds it."""
    return commands.found_community(
        actor=founder or person("Alice"),
        name=name,
        slug=slug or f"alderbrook-{next(_numbers)}-{uuid4().hex[:8]}",
        preset="woergl_1932",
        zone=zone,
        decimal_mark=".",
        cap=cap,
        key=fresh_key(),
        now=now,
    )


def invitation(by: MemberId, *, uses: int = 1, days: int = 7, now: datetime = NOW) -> Invitation:
    """Return an invitation: one that lets in at once when an administrator makes it."""
    return commands.invite(actor=by, uses=uses, days=days, key=fresh_key(), now=now)


def join(link: Invitation, who: PersonId, *, name: str = "Bob", now: datetime = NOW) -> MemberId:
    """Use an invitation."""
    return commands.join(actor=who, token=link.token, name=name, key=fresh_key(), now=now)


def member(founded: Founded, name: str = "Bob", *, who: PersonId | None = None, now: datetime = NOW) -> MemberId:
    """Return a fresh active member, invited by the founder."""
    return join(invitation(founded.member, now=now), who or person(name), name=name, now=now)


def applicant(founded: Founded, name: str = "Dora", *, now: datetime = NOW) -> MemberId:
    """Return who waits for approval, invited by a plain member."""
    return join(invitation(member(founded, "Host", now=now), now=now), person(name), name=name, now=now)


@dataclass(frozen=True, slots=True)
class Town:
    """A community with Alice and Bob in it and Charlie in another one."""

    community: CommunityId
    slug: str
    alice: MemberId
    bob: MemberId
    charlie: MemberId
    alice_person: PersonId
    bob_person: PersonId
    charlie_person: PersonId


@built_once
def town(*, cap: int = CAP_DEFAULT, now: datetime = NOW) -> Town:
    """Return the three people every permission is tested with."""
    alice, bob, charlie = person("Alice"), person("Bob"), person("Charlie")
    founded = community(founder=alice, cap=cap, now=now)
    elsewhere = community(founder=charlie, name="Elsewhere", now=now)
    bobs = member(founded, "Bob", who=bob, now=now)
    return Town(founded.community, founded.slug, founded.member, bobs, elsewhere.member, alice, bob, charlie)
