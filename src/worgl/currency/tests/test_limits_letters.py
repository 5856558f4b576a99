"""Limits are power over money: who changes them confirms who they are, and everybody concerned has a letter of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from worgl.core import clock, jobs
from worgl.core.models import Job
from worgl.currency.models import Wallet
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.identity.tests.builders import PASSWORD
from worgl.identity.tests.test_sign_in import confirm_password, sign_in
from worgl.inbox.tests.postbox import Postbox, deliver_to, open_postbox

ALICE, BOB = "alice@example.org", "bob@example.org"
MANY = "the limits of many members of Alderbrook were changed by a rule"
SAID = "may hold or owe"
ONE = "the limits of a member of Alderbrook were changed"


@pytest.fixture
def town(db: None) -> Walkers:
    """Open the town; Alice has a password and has signed in with it."""
    made = walk_in()
    alice = get_user_model().objects.get(email=ALICE)
    alice.set_password(PASSWORD)
    alice.save()
    EmailAddress.objects.filter(email__in=[ALICE, BOB]).update(verified=True)
    sign_in(made.alice, ALICE, PASSWORD)
    return made


@pytest.fixture
def box(settings: Settings) -> Iterator[Postbox]:
    """Open a postbox for the letters of notices."""
    with open_postbox() as opened:
        deliver_to(opened, settings)
        yield opened


def of_bob(town: Walkers) -> str:
    return reverse("currency:limits_member", args=[town.slug, town.bob_code])


def by_rule(town: Walkers) -> str:
    return f"{reverse('currency:limits_by_rule', args=[town.slug])}?limit=ceiling&base=250&state=active"


def ways(town: Walkers) -> tuple[tuple[str, dict[str, str], str], ...]:
    """Return each page that changes limits, what it is sent, and what its letter says."""
    return (of_bob(town), {"credit": "0", "ceiling": "250", "key": "k"}, ONE), (by_rule(town), {"key": "k"}, MANY)


def changed() -> int:
    """Return how many changes of limits stand or are ordered."""
    own = Wallet.objects.filter(member_id__isnull=False, ceiling_minor=25_000)
    return own.count() + Job.objects.filter(kind="currency.limits").count()


def safety() -> list[str]:
    return [str(letter.body) for letter in mail.outbox if letter.to == [ALICE]]


@pytest.mark.parametrize("way", [0, 1], ids=["one", "by rule"])
def test_who_changes_limits_confirms_who_they_are_and_has_a_letter(town: Walkers, way: int) -> None:
    address, sent, said = ways(town)[way]
    assert town.alice.get(address).status_code == 200
    asked = town.alice.post(address, sent)
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert (changed(), safety()) == (0, [])
    assert town.alice.post(asked.headers["Location"], {"password": "guessed"}).status_code == 200
    assert changed() == 0
    done = town.alice.post(asked.headers["Location"], {"password": PASSWORD})
    assert done.status_code == 302
    assert changed() == 1
    (letter,) = safety()
    assert said in letter


def test_what_was_sent_is_done_at_its_own_address_only(town: Walkers) -> None:
    confirming = town.alice.post(by_rule(town), {"key": "k"}).headers["Location"]
    elsewhere = confirming.replace("250", "251")
    done = town.alice.post(elsewhere, {"password": PASSWORD})
    assert done.headers["Location"] == by_rule(town).replace("250", "251")
    assert changed() == 0
    assert town.alice.post(confirming, {"password": PASSWORD}).headers["Location"] == by_rule(town)
    assert (changed(), safety()) == (0, [])


@pytest.mark.parametrize("way", [0, 1], ids=["one", "by rule"])
def test_what_was_refused_is_no_letter_and_who_may_not_is_not_asked(town: Walkers, way: int) -> None:
    address, sent, _said = ways(town)[way]
    assert town.bob.post(address, sent).status_code == 403
    assert Client().post(address, sent).headers["Location"].startswith(reverse("account_login"))
    confirm_password(town.alice)
    mail.outbox.clear()
    wrong = address.replace("base=250", "base=0")
    assert town.alice.post(wrong, {**sent, "ceiling": "lots"}).status_code in {200, 422}
    assert (changed(), safety()) == (0, [])


def test_many_changes_are_one_letter_an_hour_and_one_member_hides_no_rule(town: Walkers) -> None:
    confirm_password(town.alice)
    mail.outbox.clear()
    for time in range(3):
        for address, sent, _said in ways(town):
            assert town.alice.post(address, {**sent, "key": f"k{time}"}).status_code == 302
    first, second = safety()
    assert ONE in first
    assert MANY in second


@pytest.mark.parametrize("way", [0, 1], ids=["one", "by rule"])
def test_a_member_whose_limits_are_changed_has_a_letter(town: Walkers, box: Postbox, way: int) -> None:
    confirm_password(town.alice)
    address, sent, _said = ways(town)[way]
    assert town.alice.post(address, sent).status_code == 302
    for minutes in range(1, 4):
        jobs.run_due(now=clock.now() + timedelta(minutes=minutes))
    told = {to: " ".join(text.split()) for to, text in zip(box.recipients, box.texts(), strict=True) if SAID in text}
    assert BOB in told
    assert "Alice Moser has changed how much Bob Hain may hold or owe in Alderbrook." in told[BOB]
    assert ALICE not in told, "oneself knows it"
