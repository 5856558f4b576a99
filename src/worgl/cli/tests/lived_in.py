"""Makes a database with a community in which everything has happened that the books know.

Payments with awkward notes, a refund, a refused payment, a levy, holds in every state, an import, a member
who left, an invitation. Run in a place of its own, see `Place.live_in`.
"""

from __future__ import annotations

import io
import tempfile
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from pathlib import Path

from django.db import transaction
from django.test import Client
from PIL import Image

from worgl.cli.tests.standing_builders import stand
from worgl.communities import commands as communities
from worgl.communities.queries import member as member_of
from worgl.communities.rules import CommunityId, MemberId, MemberSpec
from worgl.core.ids import new_id
from worgl.currency import commands as currency
from worgl.currency.queries import currency_of, wallet_of
from worgl.identity.commands import show_picture
from worgl.identity.rules import PersonId
from worgl.imports import commands as imports_commands
from worgl.inbox.commands import make_push_key
from worgl.ledger import commands as ledger
from worgl.ledger.rules import Code, Kind, Transfer, micros
from worgl.payments.tests.builders import NOW, fresh_key, new_person, pay, refund
from worgl.requests import commands as requests_commands

SLUG = "lived-in"
AWKWARD = 'bread, "dark" \u2013 \u20ac 3\u00bd; =SUM(A1)'
LEVY = date(2026, 7, 1)
LATER = datetime(2026, 7, 2, 12, tzinfo=UTC)
HISTORY = "date,from,to,amount\n2026-05-01,bank,x1,50.005\n2026-05-02,x1,x2,20\n2026-05-03,x2,x1,900\n"


def make() -> None:
    """Fill a database that has its tables."""
    make_push_key()
    # Whoever asks for the site's public keys has them made.
    assert Client(headers={"Host": "localhost"}).get("/.well-known/jwks.json").status_code == HTTPStatus.OK
    _import(settle_in())


def settle_in() -> CommunityId:
    """Make the community and all that happened in it, but for the import, which commits by itself."""
    founded = currency.found_town(
        actor=new_person("Alice"),
        name="Lived In",
        slug=SLUG,
        preset="woergl_1932",
        coin_name="alder",
        unit="ALD",
        zone="Europe/Vienna",
        decimal_mark=",",
        key=fresh_key(),
        now=NOW - timedelta(days=60),
    )
    alice = founded.member
    bob, carla, dora = _join(founded.community, "Bob", "Carla Öztürk", "Dora")
    _show(bob, "green")
    for member in (bob, carla):
        currency.issue(actor=alice, payee=member, amount_minor=5_000, reason="to begin with", key=fresh_key(), now=NOW)
    _live(founded.community, bob, carla, dora)
    stand(bob, carla, arbiter=alice)
    communities.invite(actor=alice, uses=3, days=7, key=fresh_key(), now=NOW)
    currency.run_levy(community=founded.community, on=LEVY, now=LATER)
    currency.update_figures(community=founded.community)
    return founded.community


def _join(community: CommunityId, *names: str) -> list[MemberId]:
    persons: list[PersonId | None] = [new_person(name) for name in names[:-1]]
    with transaction.atomic():
        specs = [MemberSpec(name=name, person=person) for name, person in zip(names, [*persons, None], strict=True)]
        members = communities.add_members(community=community, specs=specs, now=NOW)
        currency.open_wallets(community=community, members=members, now=NOW)
    return members


def _show(member: MemberId, colour: str) -> None:
    person = member_of(member).person
    assert person is not None
    photo = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(photo, "PNG")
    show_picture(actor=person, content=photo.getvalue(), key=fresh_key(), now=NOW)


def _live(community: CommunityId, bob: MemberId, carla: MemberId, dora: MemberId) -> None:
    first = pay(bob, carla, 20, note=AWKWARD)
    refund(carla, first, 10, reason="half of it was stale")
    pay(carla, dora, 15)
    _ask(bob, carla)
    for ending in (None, Kind.POST, Kind.VOID):
        _hold(community, bob, carla, ending)
    _refuse(community, dora, bob)


def _import(community: CommunityId) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "history.csv")
        file.write_text(HISTORY, encoding="utf-8")
        refused = Path(folder, "refused.csv")
        imports_commands.import_transfers(
            community=community, path=file, issuers=["bank"], refused_path=refused, now=NOW
        )


def _ask(bob: MemberId, carla: MemberId) -> None:
    asked = [
        requests_commands.request_payment(
            actor=carla, payer=payer, amount_minor=5, note=AWKWARD, days=None, key=fresh_key(), now=NOW
        )
        for payer in (bob, bob, None)
    ]
    requests_commands.pay_request(actor=bob, request=asked[0], key=fresh_key(), now=NOW)
    requests_commands.deny_request(actor=bob, request=asked[1], reason="paid in euro", key=fresh_key(), now=NOW)


def _hold(community: CommunityId, payer: MemberId, payee: MemberId, ending: Kind | None) -> None:
    book, (debit, credit) = currency_of(community).book, (wallet_of(one).account for one in (payer, payee))
    expires = micros(LATER + timedelta(days=90))
    hold = Transfer(new_id(), debit, credit, 40, kind=Kind.HOLD, expires_at=expires)
    with transaction.atomic():
        ledger.post(book=book, transfers=[hold], now=NOW)
        if ending is not None:
            end = Transfer(new_id(), debit, credit, 40, kind=ending, pending_id=hold.id)
            ledger.post(book=book, transfers=[end], now=NOW)


def _refuse(community: CommunityId, payer: MemberId, payee: MemberId) -> None:
    book, (debit, credit) = currency_of(community).book, (wallet_of(one).account for one in (payer, payee))
    with transaction.atomic():
        (outcome,) = ledger.post_many(book=book, transfers=[Transfer(new_id(), debit, credit, 10**9)], now=NOW)
    assert outcome.code is Code.BELOW_FLOOR
