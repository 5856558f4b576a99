"""A town for tests: Alice runs it, Bob is a member, Charlie lives elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from tests.support.snapshots import built_once
from worgl.communities import commands as communities
from worgl.communities.rules import CommunityId, MemberId, MemberSpec
from worgl.core.commands import IdempotencyKey
from worgl.core.ids import new_id
from worgl.currency import commands as currencies
from worgl.currency.queries import CurrencyView, balance, currency_of
from worgl.identity.commands import register_person
from worgl.identity.rules import PersonId
from worgl.payments import commands
from worgl.payments.models import Payment
from worgl.payments.queries.booked import Booked, booked_by_ids
from worgl.payments.rules import Receipt

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Town:
    """A community with its own money; Alice is administrator and treasurer."""

    community: CommunityId
    currency: CurrencyView
    alice: MemberId
    bob: MemberId


def fresh_key() -> IdempotencyKey:
    return IdempotencyKey(new_id().hex)


def new_person(name: str) -> PersonId:
    return register_person(email=f"{new_id().hex}@example.org", name=name, password=None, now=NOW)


@built_once
def new_town(*, preset: str = "woergl_1932", zone: str = "Europe/Vienna", decimal_mark: str = ".") -> Town:
    founded = currencies.found_town(
        actor=new_person("Alice"),
        name="Alderbrook",
        slug=f"t{new_id().hex[-20:]}",
        preset=preset,
        coin_name="alder",
        unit="ALD",
        zone=zone,
        decimal_mark=decimal_mark,
        key=fresh_key(),
        now=NOW - timedelta(days=60),
    )
    (bob,) = join(founded.community, "Bob")
    return Town(founded.community, currency_of(founded.community), founded.member, bob)


def join(community: CommunityId, *names: str) -> list[MemberId]:
    with transaction.atomic():
        specs = [MemberSpec(name=name) for name in names]
        members = communities.add_members(community=community, specs=specs, now=NOW)
        currencies.open_wallets(community=community, members=members, now=NOW)
    return members


def fund(town: Town, member: MemberId, minor: int) -> None:
    currencies.issue(
        actor=town.alice, payee=member, amount_minor=minor, reason="to begin with", key=fresh_key(), now=NOW
    )


def pay(payer: MemberId, payee: MemberId, minor: int, *, note: str = "", now: datetime = NOW) -> Receipt:
    return commands.pay(actor=payer, payee=payee, amount_minor=minor, note=note, key=fresh_key(), now=now)


def refund(
    actor: MemberId, receipt: Receipt, minor: int | None = None, *, reason: str = "broken", now: datetime = NOW
) -> Receipt:
    return commands.refund(
        actor=actor, payment=receipt.payment, amount_minor=minor, reason=reason, key=fresh_key(), now=now
    )


def booked(town: Town) -> list[Booked]:
    """Return every payment and refund of a town."""
    return [*booked_by_ids(Payment.objects.filter(community=town.community).values_list("pk", flat=True)).values()]


def posted(member: MemberId) -> int:
    return balance(member=member, viewer=member, now=NOW).posted_minor
