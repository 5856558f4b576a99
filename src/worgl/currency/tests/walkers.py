"""People who walk through the pages in tests: a town with an administrator, a member, and those who must stay out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.test import Client

from worgl.communities import commands as communities
from worgl.communities.queries import Member, community, member, member_for
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.currency import commands
from worgl.currency.rules import Town
from worgl.identity.commands import register_person
from worgl.identity.rules import PersonId

ZONE = "Europe/Vienna"


@dataclass(frozen=True, slots=True)
class Walkers:
    """A town "Alderbrook" and browsers of people signed in.

    Alice is administrator and treasurer, Bob a member with 100.00, Emma a newcomer with nothing, Dora is
    suspended, Emil has applied, Charlie belongs elsewhere.
    """

    slug: str
    community: CommunityId
    today: date
    alice: Client
    bob: Client
    charlie: Client
    dora: Client
    emil: Client
    emma: Client
    anonymous: Client
    alice_id: MemberId
    bob_id: MemberId
    alice_code: str
    bob_code: str
    emma_code: str

    def clients(self) -> tuple[Client, Client, Client, Client, Client]:
        """Return the browsers in the order of the tables of doors: Alice, Bob, Charlie, Dora, nobody."""
        return self.alice, self.bob, self.charlie, self.dora, self.anonymous


def walk_in(*, preset: str = "woergl_1932", decimal_mark: str = ".") -> Walkers:
    """Open the town and sign everybody in."""
    now = clock.now()
    people = {name: _register(name, now) for name in ("Alice Moser", "Bob Hain", "Charlie Fern", "Dora Klee")}
    people |= {name: _register(name, now) for name in ("Emil Wart", "Emma Neu")}
    town = _found(people["Alice Moser"], preset, decimal_mark, now)
    bob, dora, emma = (_admit(town, people[name], name, now) for name in ("Bob Hain", "Dora Klee", "Emma Neu"))
    _apply(bob, people["Emil Wart"], now)
    communities.suspend(actor=town.member, member=dora.id, reason="test", key=_key("suspend"), now=now)
    if preset == "woergl_1932":
        commands.issue(
            actor=town.member, payee=bob.id, amount_minor=10_000, reason="a start", key=_key("issue"), now=now
        )
    return Walkers(
        slug=town.slug,
        community=town.community,
        today=now.astimezone(ZoneInfo(ZONE)).date(),
        alice=_signed_in(people["Alice Moser"]),
        bob=_signed_in(people["Bob Hain"]),
        charlie=_signed_in(people["Charlie Fern"]),
        dora=_signed_in(people["Dora Klee"]),
        emil=_signed_in(people["Emil Wart"]),
        emma=_signed_in(people["Emma Neu"]),
        anonymous=Client(),
        alice_id=town.member,
        bob_id=bob.id,
        alice_code=member(town.member).code,
        bob_code=bob.code,
        emma_code=emma.code,
    )


def _register(name: str, now: datetime) -> PersonId:
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    return register_person(email=email, name=name, password=None, now=now)


def _found(founder: PersonId, preset: str, decimal_mark: str, now: datetime) -> Town:
    return commands.found_town(
        actor=founder,
        name="Alderbrook",
        slug="alderbrook",
        preset=preset,
        coin_name="alder",
        unit="ALD",
        zone=ZONE,
        decimal_mark=decimal_mark,
        key=_key("found"),
        now=now,
    )


def _admit(town: Town, person: PersonId, name: str, now: datetime) -> Member:
    """Let a person in at once, by the administrator's invitation."""
    invitation = communities.invite(actor=town.member, uses=1, days=7, key=_key(f"for {name}"), now=now)
    communities.join(actor=person, token=invitation.token, name=name, key=_key("join"), now=now)
    return member_for(community=community(town.community).id, person=person)


def _apply(inviter: Member, person: PersonId, now: datetime) -> None:
    """Let a person apply by a member's invitation."""
    invitation = communities.invite(actor=inviter.id, uses=1, days=7, key=_key("for Emil"), now=now)
    communities.join(actor=person, token=invitation.token, name="Emil Wart", key=_key("join"), now=now)


def _signed_in(person: PersonId) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=person))
    return client


def _key(text: str) -> IdempotencyKey:
    return IdempotencyKey(text)
