"""Every bound of the payments, met at its edge: the last that fits goes through, the next is refused by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from pydantic import ValidationError

from worgl.core import clock
from worgl.core.errors import Refusal
from worgl.currency.tests.walkers import walk_in
from worgl.payments.api.rules import NUMBER_MAX, NewValue
from worgl.payments.errors import ReasonMissing
from worgl.payments.tests.builders import Town, fund, join, new_town, pay, refund
from worgl.payments.views import pay as paying

Patch = pytest.MonkeyPatch


@pytest.fixture
def town(db: None) -> Town:
    """Alice's town, in which Bob has 50.00."""
    made = new_town()
    fund(made, made.bob, 5_000)
    return made


def refused(kind: type[Refusal], act: Callable[[], object], *, field: str = "") -> None:
    """Expect a refusal, at the field it names."""
    with pytest.raises(kind) as no:
        act()
    assert no.value.fields.get("field", "") == field
    assert "{" not in str(no.value)


def test_a_refund_says_why(town: Town) -> None:
    receipt = pay(town.bob, town.alice, 100)
    refused(ReasonMissing, lambda: refund(town.alice, receipt, reason=" \u200b"), field="reason")


@pytest.mark.django_db
def test_a_search_shows_the_first_that_fit_and_says_so(monkeypatch: Patch) -> None:
    walkers = walk_in()
    join(walkers.community, *(f"Karl {number}" for number in range(paying.FOUND_MAX + 1)))
    page = reverse("payments:pay", args=[walkers.slug])
    shown = walkers.bob.get(page, {"q": "Karl"})
    assert len(shown.context["found"]) == paying.FOUND_MAX
    assert "Only the first ones; type more of the name" in shown.content.decode()
    assert "Only the first ones" not in walkers.bob.get(page, {"q": "Karl 7"}).content.decode()


@pytest.mark.django_db
def test_the_people_paid_lately_who_stand_ready_have_a_most(monkeypatch: Patch) -> None:
    walkers = walk_in()
    latest = join(walkers.community, *(f"Karl {number}" for number in range(paying.RECENT_MAX + 1)))
    for one in latest:
        pay(walkers.bob_id, one, 100, now=clock.now())
    shown = walkers.bob.get(reverse("payments:pay", args=[walkers.slug])).context["recent"]
    assert [one.member for one in shown] == latest[:0:-1]


def test_what_a_program_asks_keeps_its_bounds() -> None:
    NewValue.model_validate({"name": "rate", "value": NUMBER_MAX})
    for value in (NUMBER_MAX + 1, {"p90": NUMBER_MAX + 1}):
        with pytest.raises(ValidationError, match="value"):
            NewValue.model_validate({"name": "rate", "value": value})
