"""One's own name, picture and words over HTTP, and how others read them."""

from __future__ import annotations

import io

import pytest
from django.core.cache import cache
from PIL import Image

from worgl.api.tests.builders import (
    Programs,
    a_picture,
    fresh_key,
    ok,
    open_town,
    person_of,
    program,
    refused,
)
from worgl.communities.commands import leave
from worgl.core import clock
from worgl.core.limits import PICTURE_MAX

TOWN = "/communities/{slug}"


@pytest.fixture
def town(db: None) -> Programs:
    cache.clear()
    return open_town()


def test_a_picture_is_shown_to_oneself_and_to_members_until_it_is_forgotten(town: Programs) -> None:
    its = f"{TOWN}/members/{town.town.bob_code}"
    assert refused(town.bob.get("/me/picture")) == refused(town.alice.get(f"{its}/picture")) == (404, "not_found")
    shown = ok(town.bob.send("PUT", "/me/picture", a_picture(), key="face"))["picture"]
    assert ok(town.bob.send("PUT", "/me/picture", a_picture(), key="face"))["picture"] == shown != ""
    assert ok(town.alice.get(its))["picture"] == shown
    own, other = town.bob.get("/me/picture"), town.alice.get(f"{its}/picture")
    assert (own.content, own["Content-Type"]) == (other.content, "image/webp")
    with Image.open(io.BytesIO(own.content)) as drawn:
        assert (drawn.format, drawn.size) == ("WEBP", (256, 256))
    assert town.alice.get(f"{its}/picture", **{"If-None-Match": other["ETag"]}).status_code == 304
    assert town.charlie.get(f"{its}/picture").status_code == 403
    assert town.bob.send("DELETE", "/me/picture").status_code == 204
    assert ok(town.bob.get("/me"))["picture"] == ""
    assert refused(town.alice.get(f"{its}/picture")) == (404, "not_found")


def test_who_has_left_is_seen_no_more(town: Programs) -> None:
    ok(town.bob.send("PUT", "/me/picture", a_picture()))
    leave(actor=town.town.bob_id, key=fresh_key(), now=clock.now())
    its = f"{TOWN}/members/{town.town.bob_code}"
    assert ok(town.alice.get(its))["picture"] == ""
    assert town.alice.get(f"{its}/picture").status_code == 404


def test_what_is_no_picture_or_too_large_is_refused(town: Programs) -> None:
    assert refused(town.bob.send("PUT", "/me/picture", b"GIF89a")) == (422, "picture_refused")
    assert refused(town.bob.send("PUT", "/me/picture", a_picture()[:40])) == (422, "picture_refused")
    assert refused(town.bob.send("PUT", "/me/picture", b"")) == (422, "picture_refused")
    assert refused(town.bob.send("PUT", "/me/picture", bytes(PICTURE_MAX + 1))) == (413, "too_large")
    assert ok(town.bob.get("/me"))["picture"] == ""


def test_name_and_preferences_are_the_persons_own(town: Programs) -> None:
    assert ok(town.bob.send("PUT", "/me/name", {"name": "Robert"}))["name"] == "Robert"
    assert ok(town.bob.get(TOWN))["member"]["name"] == "Bob Hain"
    chosen = ok(town.bob.send("PUT", "/me/preferences", {"language": "de", "theme": "dark"}))
    assert (chosen["language"], chosen["theme"]) == ("de", "dark")
    assert town.bob.send("PUT", "/me/preferences", {"language": "xx", "theme": ""}).status_code == 422
    assert town.bob.send("PUT", "/me/name", {"name": " "}).status_code == 422


def test_a_key_of_one_community_changes_nothing_that_shows_in_the_others(town: Programs) -> None:
    walkers = town.town
    bound = program(person_of(walkers.bob_id), slug=walkers.slug, community=walkers.community)
    assert refused(bound.send("PUT", "/me/name", {"name": "Robert"})) == (403, "key_of_one")
    assert refused(bound.send("PUT", "/me/preferences", {"language": "", "theme": ""})) == (403, "key_of_one")
    assert refused(bound.send("PUT", "/me/picture", a_picture())) == (403, "key_of_one")
    assert refused(bound.send("DELETE", "/me/picture")) == (403, "key_of_one")
    assert ok(bound.send("PUT", f"{TOWN}/about-me", {"name": "Robert", "about": ""}))["name"] == "Robert"


def test_what_one_says_of_oneself_is_saved_whole_or_not_at_all(town: Programs) -> None:
    said = ok(town.bob.send("PUT", f"{TOWN}/about-me", {"name": "Bob the baker", "about": "Bread  and"}))
    assert (said["name"], said["about"]) == ("Bob the baker", "Bread and")
    assert ok(town.alice.get(f"{TOWN}/members/{town.town.bob_code}")) == said
    assert town.bob.send("PUT", f"{TOWN}/about-me", {"name": "\u200b", "about": "Cakes"}).status_code == 422
    assert town.bob.send("PUT", f"{TOWN}/about-me", {"name": "Bob", "about": "x" * 1_000}).status_code == 422
    assert ok(town.bob.get(TOWN))["member"] == said


def test_the_first_steps_are_put_away(town: Programs) -> None:
    assert ok(town.bob.get(TOWN))["is_new"]
    assert town.bob.post(f"{TOWN}/welcome/dismiss").status_code == 204
    assert not ok(town.bob.get(TOWN))["is_new"]
