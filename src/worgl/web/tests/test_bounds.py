"""Bounds of the shell, met at their edge: the last that fits is taken, the next is refused at its field or cut."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from worgl.communities import commands, queries
from worgl.communities.rules import SLUG_MAX
from worgl.communities.tests.builders import fresh_key
from worgl.core import clock
from worgl.core.limits import FORM_AROUND_MAX, PICTURE_MAX
from worgl.currency.rules import COIN_NAME_MAX
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.web.forms import FoundForm
from worgl.web.tests.test_faces import Unread
from worgl.web.views.app import SHORT_MAX
from worgl.web.views.leaving import DIGITS_MAX

pytestmark = pytest.mark.django_db
FOUNDED = {
    "name": "Alderbrook",
    "coin_name": "alder",
    "preset": "woergl_1932",
    "zone": "Europe/Vienna",
    "decimal_mark": ".",
}


@pytest.fixture
def town() -> Walkers:
    return walk_in()


@pytest.mark.parametrize(("field", "most"), [("slug", SLUG_MAX), ("coin_name", COIN_NAME_MAX)])
def test_what_is_typed_to_found_a_community_keeps_its_bounds(field: str, most: int) -> None:
    for length in (most, most + 1):
        form = FoundForm({**FOUNDED, field: "x" * length}, presets=[("woergl_1932", "Woergl")])
        assert (field in form.errors) is (length > most)


def test_under_an_icon_stands_the_beginning_of_a_long_name(town: Walkers) -> None:
    name = "x" * (SHORT_MAX - 1) + " and more"
    commands.rename_community(actor=town.alice_id, name=name, key=fresh_key(), now=clock.now())
    told = town.anonymous.get(f"/c/{town.slug}/app.webmanifest").json()
    assert (told["name"], told["short_name"]) == (name, "x" * (SHORT_MAX - 1))


@pytest.mark.parametrize("rest", ["1" * DIGITS_MAX, "1" * (DIGITS_MAX + 1), "1" * 5_000, "\u0661\u0662", "-10000", ""])
def test_a_balance_that_is_none_is_never_the_one_that_was_seen(town: Walkers, rest: str) -> None:
    leave = reverse("web:leave", args=[town.slug])
    answer = town.bob.post(leave, {"sure": "on", "rest": rest, "key": "leave"})
    assert answer.status_code == 422
    assert queries.member(town.bob_id).is_active


def test_two_pictures_of_a_community_that_are_too_long_are_refused_without_being_read(town: Walkers) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = town.alice.cookies
    length = 2 * PICTURE_MAX + FORM_AROUND_MAX + 1
    body: dict[str, Any] = {"CONTENT_LENGTH": str(length), "wsgi.input": Unread()}
    address = reverse("communities:look", args=[town.slug])
    answer = strict.generic("POST", address, content_type="multipart/form-data; boundary=b", **body)
    assert answer.status_code == 413
    assert "This file is too large: at most 5 MB." in answer.content.decode()
