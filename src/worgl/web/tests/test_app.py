"""The app's own files: the worker with its version, the page without a connection, and whose each page is."""

from __future__ import annotations

import json
import re
from contextlib import closing

import pytest
from django.test import Client
from django.urls import reverse

from worgl.currency.tests.walkers import Walkers, walk_in

READER = "Worgl-Reader"


@pytest.fixture
def town(db: None) -> Walkers:
    return walk_in()


@pytest.mark.django_db
def test_the_worker_serves_the_whole_site_and_is_never_old() -> None:
    answer = Client().get("/sw.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    found = re.match(r'const VERSION = "([0-9a-f]{12})";\nconst ASSETS = (\[.*?\]);\n', answer.content.decode())
    assert found
    for address in json.loads(found.group(2)):
        with closing(Client().get(address)) as file:
            assert file.status_code == 200


@pytest.mark.parametrize("who", ["bob", "anonymous"])
def test_the_page_without_a_connection_is_the_same_for_everybody(town: Walkers, who: str) -> None:
    seen = getattr(town, who).get("/offline/").content.decode()
    assert seen == Client().get("/offline/").content.decode()
    assert "Bob" not in seen


def test_every_page_says_whose_it_is_without_saying_who_he_is(town: Walkers) -> None:
    home = reverse("payments:home", args=[town.slug])
    words = {client.get(home).headers[READER] for client in (town.alice, town.bob, town.bob, town.emma)}
    assert len(words) == 3
    assert all(re.fullmatch(r"[0-9a-f]{16}", word) for word in words)
    assert town.anonymous.get("/").headers[READER] == "nobody"
    assert READER not in town.bob.get("/manifest.webmanifest").headers


def test_a_page_of_a_community_says_for_which_member_it_is(town: Walkers) -> None:
    home = reverse("payments:home", args=[town.slug])
    assert town.bob.get(home).headers["Worgl-Acting"] != town.emma.get(home).headers["Worgl-Acting"]
    assert "Worgl-Acting" not in town.bob.get("/settings/").headers


def test_after_signing_out_a_page_is_nobodys(town: Walkers) -> None:
    assert town.bob.get("/settings/").headers[READER] != "nobody"
    assert town.bob.post("/account/logout/").headers[READER] == "nobody"
    assert town.bob.get("/").headers[READER] == "nobody"


def test_a_home_says_what_moment_its_balance_is_of(town: Walkers) -> None:
    seen = town.bob.get(reverse("payments:home", args=[town.slug])).content.decode()
    assert re.search(r'as-of">As of \d{1,2} \w+ \d{4}, \d{2}:\d{2}<', seen)
