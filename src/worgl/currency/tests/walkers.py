"""People who walk through the pages in tests: a town with an administrator, a member, and those who must stay out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from tests.support.snapshots import built_once
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


@dataclass(frozen=True, slots=True)
class Settled:
    """The town of the walkers without its browsers: `people` by first name, and the cookies they are known by."""

    town: Town
    people: dict[str, PersonId]
    sessions: dict[str, str]
    today: date
    bob: MemberId
    codes: tuple[str, str, str]


def walk_in(*, preset: str = "woergl_1932", decimal_mark: str = ".") -> Walkers:
    """Open the town and sign everybody in."""
    return walk(settle(preset=preset, decimal_mark=decimal_mark))


def walk(made: Settled) -> Walkers:
    """Give everybody in a settled town a browser of their own."""
    return Walkers(
        slug=made.town.slug,
        community=made.town.community,
        today=made.today,
        **{name: _browser(session) for name, session in made.sessions.items()},
        anonymous=Client(),
        alice_id=made.town.member,
        bob_id=made.bob,
        alice_code=made.codes[0],
        bob_code=made.codes[1],
        emma_code=made.codes[2],
    )


@built_once
def settle(*, preset: str = "woergl_1932", decimal_mark: str = ".") -> Settled:
    """Open the town of the walkers."""
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
    persons = {name.split(maxsplit=1)[0].lower(): person for name, person in people.items()}
    sessions = {name: _sign_in(person) for name, person in persons.items()}
    today, codes = now.astimezone(ZoneInfo(ZONE)).date(), (member(town.member).code, bob.code, emma.code)
    return Settled(town, persons, sessions, today, bob.id, codes)


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


def _sign_in(person: PersonId) -> str:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=person))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _browser(session: str) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def _key(text: str) -> IdempotencyKey:
    return IdempotencyKey(text)
