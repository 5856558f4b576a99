"""The page of a person's keys, and the page for programmers."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.queries import statements
from worgl.api.tests.builders import Program
from worgl.core.rest import document
from worgl.currency.tests.walkers import Walkers, walk_in

QUERIES_MAX = 12


@pytest.fixture
def town(db: None) -> Walkers:
    """Open a town with Alice, Bob and a stranger."""
    return walk_in()


def make(client: Client, **typed: str) -> tuple[int, str, str]:
    """Send the form and return the status, the key that is shown ("" for none), and the page."""
    form = {"name": "till", "scope_read": "on", "days": "30", "community": "", "day_limit": "", "key": "form-1"}
    answer = client.post(reverse("api:keys"), form | typed)
    html = answer.content.decode()
    found = re.search(r'value="(worgl_[0-9a-f]{12}_[0-9a-f]{64})"', html)
    return answer.status_code, found[1] if found else "", html


def test_a_key_is_shown_once_and_works(town: Walkers) -> None:
    status, token, _html = make(town.bob)
    assert status == 200
    assert Program(token).get("/me").json()["name"] == "Bob Hain"
    again = town.bob.get(reverse("api:keys")).content.decode()
    assert token not in again
    assert "till" in again
    assert token[:18] in again


def test_a_double_click_makes_one_key(town: Walkers) -> None:
    assert make(town.bob)[1] == make(town.bob)[1]
    assert town.bob.get(reverse("api:keys")).content.decode().count("till</b>") == 1


def test_a_key_is_taken_back(town: Walkers) -> None:
    token = make(town.bob)[1]
    html = town.bob.get(reverse("api:keys")).content.decode()
    address = re.search(r'action="(/settings/keys/[^"]+/revoke/)"', html)
    assert address
    assert town.alice.post(address[1]).status_code == 404
    assert Program(token).get("/me").status_code == 200
    assert town.bob.post(address[1]).status_code == 302
    assert Program(token).get("/me").status_code == 401


#          typed                                        what the page says
WRONG = [
    ({"scope_read": ""}, "Choose what the key may do."),
    ({"scope_pay": "on", "day_limit": "5"}, "Choose one community for the key"),
    ({"day_limit": "5", "community": "alderbrook"}, "A key that cannot pay needs no limit."),
    ({"scope_pay": "on", "day_limit": "5.001", "community": "alderbrook"}, "could mean 5.001 or 5001.00"),
    ({"scope_pay": "on", "day_limit": "5.0012", "community": "alderbrook"}, "too many decimals"),
    ({"days": "1000"}, "Select a valid choice"),
    ({"community": "elsewhere"}, "Select a valid choice"),
    ({"name": " "}, "This field is required."),
]


@pytest.mark.parametrize(("typed", "told"), WRONG)
def test_a_wrong_form_makes_no_key_and_keeps_what_was_typed(town: Walkers, typed: dict[str, str], told: str) -> None:
    status, token, html = make(town.bob, **typed)
    assert (status, token) == (422, "")
    assert told in html
    assert "No keys yet" in html


def test_a_limit_is_typed_in_the_communitys_coin(town: Walkers) -> None:
    status, token, html = make(town.bob, scope_pay="on", community="alderbrook", day_limit="12.50")
    assert status == 200
    assert "at most 12.50 alder a day" in html
    body = {"payee": town.alice_code, "amount": {"minor": 1_251, "unit": "ALD"}}
    refused = Program(token, "alderbrook").post("/communities/{slug}/payments", body)
    assert refused.json()["code"] == "key_limit_reached"


def test_who_has_not_signed_in_sees_no_keys(town: Walkers) -> None:
    assert town.anonymous.get(reverse("api:keys")).status_code == 302


def test_the_pages_ask_little_of_the_database(town: Walkers) -> None:
    for number in range(4):
        make(town.bob, key=f"form-{number}", scope_pay="on", community="alderbrook", day_limit="5")
    with statements() as sent:
        town.bob.get(reverse("api:keys"))
    assert len(sent) <= QUERIES_MAX
    with statements() as sent:
        assert town.anonymous.get(reverse("api:about")).status_code == 200
    assert ["communities_community" in each for each in sent] == [True], "whose texts stand at the foot, and no more"


def test_everybody_can_read_what_programs_can_ask(town: Walkers) -> None:
    """Each topic has a page, on which each of its addresses stands; no page is too heavy for a phone."""
    html = town.anonymous.get(reverse("api:about")).content.decode()
    topics = re.findall(r'href="(/api/topics/[^"]+/)"', html)
    pages = [html, *(town.anonymous.get(topic).content.decode() for topic in topics)]
    shown = {path for page in pages for path in re.findall(r"<code>(/api/v1[^<]+)</code>", page)}
    assert shown == set(document()["paths"])
    assert max(map(len, pages)) < 100_000
    assert town.anonymous.get("/api/topics/nowhere/").status_code == 404
