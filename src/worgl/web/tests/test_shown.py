"""What every page of the table of doors keeps: who checks its forms, which place is lit, and a way back.

What a browser checks by itself it says in its own language and in a bubble that goes away; so the server checks, and
its sentence stands at the field, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.test import Client
from django.urls import reverse

from worgl.currency.tests.walkers import Walkers
from worgl.web.listed import place_of
from worgl.web.tests.doors import DOORS
from worgl.web.tests.shown import Page, pages
from worgl.web.tests.test_matrix import doors

PLACES = {"home": "payments:home", "pay": "payments:pay", "activity": "payments:activity", "town": "currency:town"}
OUTSIDE = {"communities:join", "communities:waiting", "communities:acting", "communities:agree", "web:town_manifest"}
"""What is seen before one is in a community, or beside it, and what is no page."""
BY_READER = {("requests:request", "bob"): "pay"}
"""What belongs elsewhere for one of its readers: the member who is asked pays, the asker finds it where they ask."""


def test_every_page_leaves_checking_to_the_server_and_lights_its_place_and_leads_back(
    town: Walkers, people: Mapping[str, Client]
) -> None:
    starts = {key: reverse(name, args=[town.slug]) for key, name in PLACES.items()}
    loud, dark, stuck = set(), {}, set()
    for name, path, who, page in pages(town, people):
        if any("novalidate" not in form.told for form in page.forms):
            loud.add(name)
        if page.places and page.lit != [starts.get(BY_READER.get((name, who)) or place_of(name) or "", "")]:
            dark[name] = page.lit
        if page.places and not page.has_back and path not in starts.values():
            stuck.add(name)
    assert (loud, dark, stuck) == (set(), {}, set())


def test_every_page_inside_a_community_belongs_to_one_of_the_four_places(town: Walkers) -> None:
    inside = {door.name for door in doors(town) if door.path.startswith(f"/c/{town.slug}/")} - OUTSIDE
    assert {name: place_of(name) for name in inside if place_of(name) not in PLACES and name in PAGES} == {}
    assert [place_of(name) for name in ("vouchers:redeem", "requests:request_link", "currency:spend")] == [
        *("pay", "home", "town")
    ]
    assert (place_of("api:hooks"), place_of("identity:settings"), place_of("")) == ("town", None, None)


PAGES = {name for name, *words in map(str.split, DOORS.strip().splitlines()) if words[2] in {"in", "none"}}


def test_every_field_that_must_be_filled_in_says_so_itself(town: Walkers, people: Mapping[str, Client]) -> None:
    silent, sent = {}, set()
    for name, path, who, page in pages(town, people):
        for form in page.forms:
            address = urlsplit(urljoin(f"http://testserver{path}", form.told.get("action", ""))).path
            mark = (address, tuple(form.asked))
            if not form.asked or form.told.get("method") != "post" or mark in sent:
                continue
            sent.add(mark)
            before = transaction.savepoint()
            back = people[who].post(address, form.hidden)
            transaction.savepoint_rollback(before)
            if faults := Page(back.content.decode()).silent(form.asked):
                silent[name] = (back.status_code, faults)
    assert silent == {}
    assert len(sent) > 20
