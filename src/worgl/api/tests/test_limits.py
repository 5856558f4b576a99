"""A key that may pay so much a day: whatever leaves an account by it counts, through whichever address."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest

from worgl.api.tests.builders import Program, Programs, open_town, person_of, program
from worgl.communities import commands as communities
from worgl.communities.rules import Role
from worgl.core import clock
from worgl.currency import commands as currencies
from worgl.payments.tests.builders import fresh_key

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

TOWN = "/communities/{slug}"
LIMIT = 1_000
PAST_LIMIT = (HTTPStatus.CONFLICT, "key_limit_reached")
SUM = {"minor": 600, "unit": "ALD"}


@pytest.fixture
def town(db: None) -> Programs:
    """Open the town and let its treasurer fill the common accounts."""
    opened, now = open_town(), clock.now()
    walkers = opened.town
    currencies.issue(
        actor=walkers.alice_id, payee=walkers.alice_id, amount_minor=9_000, reason="a start", key=fresh_key(), now=now
    )
    currencies.give_to_commons(actor=walkers.alice_id, amount_minor=5_000, key=fresh_key(), now=now)
    return opened


def ok(answer: Answer) -> Any:  # noqa: ANN401 -- JSON of any shape
    assert answer.status_code == HTTPStatus.OK, answer.content
    return answer.json()


def refused(answer: Answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def limited(town: Programs, *, of_bob: bool = False) -> Program:
    walkers = town.town
    person = person_of(walkers.bob_id if of_bob else walkers.alice_id)
    return program(person, slug=walkers.slug, community=walkers.community, day_limit_minor=LIMIT)


def gift(town: Programs) -> dict[str, object]:
    return {"payee": town.town.bob_code, "amount": SUM, "reason": "works"}


@pytest.mark.parametrize("path", ["grants", "commons/payments"])
def test_what_a_treasurer_gives_counts(town: Programs, path: str) -> None:
    alice = limited(town)
    ok(alice.post(f"{TOWN}/{path}", gift(town)))
    assert refused(alice.post(f"{TOWN}/{path}", gift(town))) == PAST_LIMIT
    pay = {"payee": town.town.bob_code, "amount": SUM}
    assert refused(alice.post(f"{TOWN}/payments", pay)) == PAST_LIMIT
    ok(town.alice.post(f"{TOWN}/{path}", gift(town)))


def test_what_is_paid_out_of_the_operators_account_counts(town: Programs) -> None:
    alice = limited(town)
    ok(alice.post(f"{TOWN}/grants", gift(town)))
    # The books are asked first: the account has nothing, and nothing was counted for it.
    assert refused(alice.post(f"{TOWN}/operator/payments", gift(town)))[1] == "below_floor"


def test_a_giving_to_many_counts_whole_when_it_is_ordered(town: Programs) -> None:
    alice = limited(town)
    given = {"who": {}, "amount": {"minor": 400, "unit": "ALD"}, "reason": "a feast"}
    seen = ok(alice.get(f"{TOWN}/givings/preview?each_minor=400"))["count"]
    assert seen * 400 > LIMIT
    assert refused(alice.post(f"{TOWN}/givings", {**given, "seen": seen})) == PAST_LIMIT
    ok(town.alice.post(f"{TOWN}/givings", {**given, "seen": seen}))


def test_an_import_brings_money_and_needs_a_key_without_a_limit(town: Programs) -> None:
    table = ok(town.alice.post(f"{TOWN}/imports", "name,email,balance\nFay,fay@example.org,90000\n"))
    start = {"only_whole": True}
    assert refused(limited(town).post(f"{TOWN}/imports/{table['id']}/start", start)) == (403, "key_limited")


def test_what_is_given_back_counts(town: Programs) -> None:
    bob = limited(town, of_bob=True)
    pay = {"payee": town.town.bob_code, "amount": SUM}
    first, second, third = (ok(town.alice.post(f"{TOWN}/payments", pay))["id"] for _number in range(3))
    ok(bob.post(f"{TOWN}/payments/{first}/refund", {"reason": "stale"}))
    assert refused(bob.post(f"{TOWN}/payments/{second}/refund", {"reason": "stale"})) == PAST_LIMIT
    dispute = ok(town.alice.post(f"{TOWN}/payments/{third}/dispute", {"reason": "never came"}))["id"]
    assert refused(bob.post(f"{TOWN}/disputes/{dispute}/settle", {})) == PAST_LIMIT
    assert ok(town.bob.get(f"{TOWN}/disputes/{dispute}"))["state"] == "open"
    ok(town.bob.post(f"{TOWN}/disputes/{dispute}/settle", {}))


def test_a_treasurer_named_since_is_limited_as_well(town: Programs) -> None:
    bob = limited(town, of_bob=True)
    assert refused(bob.post(f"{TOWN}/grants", gift(town))) == (403, "role_needed")
    walkers = town.town
    communities.grant_role(
        actor=walkers.alice_id, member=walkers.bob_id, role=Role.TREASURER, key=fresh_key(), now=clock.now()
    )
    to_alice = {**gift(town), "payee": walkers.alice_code}
    ok(bob.post(f"{TOWN}/grants", to_alice))
    assert refused(bob.post(f"{TOWN}/grants", to_alice)) == PAST_LIMIT
