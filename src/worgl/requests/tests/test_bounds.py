"""Every bound of payment requests, met at its edge: the last that fits goes through, the next is refused by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from pydantic import ValidationError

from worgl.communities.queries import member
from worgl.communities.rules import MemberId
from worgl.core.errors import Refusal
from worgl.currency.tests.walkers import walk_in
from worgl.payments.queries import payees
from worgl.payments.tests.builders import NOW, Town, fresh_key, fund, join, new_town
from worgl.requests import commands as requests_commands
from worgl.requests.api.requests import DAYS_MAX, NewRequest
from worgl.requests.commands import requesting
from worgl.requests.errors import RequestsFull, RequestWasCancelled, RequestWasDenied
from worgl.requests.rules.requests import RequestId
from worgl.requests.views import requests as requests_page

Patch = pytest.MonkeyPatch


@pytest.fixture
def town(db: None) -> Town:
    """Alice's town, in which Bob has 50.00."""
    made = new_town()
    fund(made, made.bob, 5_000)
    return made


def ask(asker: MemberId, payer: MemberId) -> RequestId:
    return requests_commands.request_payment(
        actor=asker, payer=payer, amount_minor=100, note="bread", days=None, key=fresh_key(), now=NOW
    )


def refused(kind: type[Refusal], act: Callable[[], object], *, field: str = "") -> None:
    """Expect a refusal, at the field it names."""
    with pytest.raises(kind) as no:
        act()
    assert no.value.fields.get("field", "") == field
    assert "{" not in str(no.value)


def test_open_requests_have_a_most(town: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(requesting, "OPEN_MAX", 2)
    (carla,) = join(town.community, "Carla")
    ask(town.bob, town.alice)
    ask(town.bob, carla)
    refused(RequestsFull, lambda: ask(town.bob, carla))


@pytest.mark.parametrize("ended", ["denied", "cancelled"])
def test_a_request_that_has_ended_says_how(town: Town, ended: str) -> None:
    own = ask(town.alice, town.bob)
    if ended == "denied":
        requests_commands.deny_request(actor=town.bob, request=own, reason="no", key=fresh_key(), now=NOW)
    else:
        requests_commands.cancel_request(actor=town.alice, request=own, key=fresh_key(), now=NOW)
    kind = RequestWasDenied if ended == "denied" else RequestWasCancelled
    refused(kind, lambda: requests_commands.pay_request(actor=town.bob, request=own, key=fresh_key(), now=NOW))


def test_what_waits_is_counted_to_a_bound(town: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(payees, "WAITING_MAX", 2)
    for _each in range(3):
        ask(town.alice, town.bob)
    assert payees.glance(member(town.bob), transfers=(), now=NOW).waiting[0].count == 2


@pytest.mark.django_db
def test_a_name_that_many_have_shows_the_first_that_fit_and_says_so() -> None:
    walkers = walk_in()
    join(walkers.community, *(f"Karl {number}" for number in range(requests_page.CHOICES_MAX + 1)))
    asked = {"amount": "1", "whom": "Karl", "days": "7", "key": "k"}
    answer = walkers.bob.post(reverse("requests:ask", args=[walkers.slug]), asked)
    assert answer.status_code == 422
    assert len(answer.context["found"]) == requests_page.CHOICES_MAX
    assert "type more of the name or the code" in answer.content.decode()


def test_what_a_program_asks_keeps_its_bounds() -> None:
    asked = {"amount": {"minor": 1, "unit": "ALD"}}
    NewRequest.model_validate({**asked, "days": DAYS_MAX})
    for days in (0, DAYS_MAX + 1):
        with pytest.raises(ValidationError, match="days"):
            NewRequest.model_validate({**asked, "days": days})
