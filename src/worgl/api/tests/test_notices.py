"""Notices over HTTP: read, marked, and chosen by whom they were told to, and by nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from worgl.api.tests.builders import (
    Program,
    Programs,
    ok,
    open_town,
    person_of,
    program,
    refused,
)
from worgl.core import clock
from worgl.core.rest import Scope
from worgl.inbox import commands, queries
from worgl.inbox.rules import Email, NewNotification, Ways

KIND = "communities.suspended"
CHOICE = f"/notices/choices/{KIND}"
WAYS = {"in_app": True, "email": "weekly", "push": True}


@pytest.fixture
def town(db: None) -> Programs:
    cache.clear()
    return open_town()


def tell_bob(town: Programs, told_as: str) -> None:
    fields = {"community": "Alderbrook"}
    bob = person_of(town.town.bob_id)
    assert commands.notify(NewNotification(bob, KIND, told_as, fields=fields, place=(town.town.slug,)), now=clock.now())


def listed(who: Program, query: str = "") -> list[dict[str, Any]]:
    return list(ok(who.get(f"/notices{query}"))["items"])


def test_a_notice_is_listed_for_whom_it_was_told_to_alone(town: Programs) -> None:
    others = listed(town.alice), listed(town.charlie)
    tell_bob(town, "first")
    told = listed(town.bob)[0]
    assert (told["kind"], told["is_read"]) == (KIND, False)
    assert told["sentence"] == "Your membership of Alderbrook is paused: you can look, but not pay."
    assert told["link"].startswith("http")
    assert told["link"].endswith(f"/{town.town.slug}/")
    assert (listed(town.alice), listed(town.charlie)) == others


def test_notices_come_page_by_page_the_newest_first(town: Programs) -> None:
    for told_as in ("1", "2", "3"):
        tell_bob(town, told_as)
    whole = listed(town.bob)
    first = ok(town.bob.get("/notices?limit=2"))
    rest = listed(town.bob, f"?cursor={first['next']}")
    assert first["items"] + rest == whole
    assert [one["at"] for one in whole] == sorted((one["at"] for one in whole), reverse=True)
    assert refused(town.bob.get("/notices?cursor=nonsense"))[0] == 422


def test_one_notice_is_marked_as_read_by_its_reader_only(town: Programs) -> None:
    tell_bob(town, "1")
    told = listed(town.bob)[0]["id"]
    assert refused(town.charlie.post(f"/notices/{told}/read")) == (404, "notice_not_here")
    assert not listed(town.bob)[0]["is_read"]
    assert town.bob.post(f"/notices/{told}/read").status_code == 204
    assert listed(town.bob)[0]["is_read"]


def test_marking_all_stops_at_the_newest_seen_and_is_done_once_under_a_key(town: Programs) -> None:
    tell_bob(town, "1")
    seen = {"until": listed(town.bob)[0]["id"]}
    unread = sum(not one["is_read"] for one in listed(town.bob))
    tell_bob(town, "2")
    assert ok(town.bob.post("/notices/read", seen, key="all")) == {"marked": unread}
    assert ok(town.bob.post("/notices/read", seen, key="all")) == {"marked": unread}
    assert [one["is_read"] for one in listed(town.bob)[:2]] == [False, True]
    other = {"until": listed(town.bob)[0]["id"]}
    assert refused(town.bob.post("/notices/read", other, key="all")) == (409, "key_reused")


def test_the_ways_of_a_kind_are_chosen_by_each_for_himself(town: Programs) -> None:
    assert ok(town.bob.send("PUT", CHOICE, WAYS))["email"] == "weekly"
    found = {
        who: next(one for one in ok(program_.get("/notices/choices"))["items"] if one["kind"] == KIND)
        for who, program_ in (("bob", town.bob), ("alice", town.alice))
    }
    assert {name: found["bob"][name] for name in WAYS} == WAYS
    assert found["alice"]["email"] != "weekly"
    kept = {choice.kind.key: choice.ways for choice in queries.choices(person_of(town.town.bob_id))}
    assert kept[KIND] == Ways(in_app=True, email=Email.WEEKLY, push=True)
    assert refused(town.bob.send("PUT", "/notices/choices/no.such", WAYS)) == (404, "kind_unknown")
    assert town.bob.send("PUT", CHOICE, {**WAYS, "email": "hourly"}).status_code == 422
    assert town.bob.send("PUT", CHOICE, {**WAYS, "in_app": 1}).status_code == 422


def test_the_hour_of_digests_is_chosen_in_a_zone_that_exists(town: Programs) -> None:
    new = {"zone": "Europe/Lisbon", "hour": 19}
    assert ok(town.bob.send("PUT", "/notices/hours", new)) == new
    assert refused(town.bob.send("PUT", "/notices/hours", {"zone": "Mars/Base", "hour": 1})) == (422, "invalid_zone")
    assert town.bob.send("PUT", "/notices/hours", {"zone": "UTC", "hour": 24}).status_code == 422
    assert ok(town.bob.get("/notices/hours")) == new


def test_a_key_of_one_community_reads_and_changes_no_notices(town: Programs) -> None:
    own = program(person_of(town.town.bob_id), *Scope, slug=town.town.slug, community=town.town.community)
    for method, path, body in (
        ("GET", "/notices", None),
        ("POST", "/notices/read", {"until": str(town.town.bob_id)}),
        ("POST", f"/notices/{town.town.bob_id}/read", None),
        ("GET", "/notices/choices", None),
        ("PUT", CHOICE, WAYS),
        ("GET", "/notices/hours", None),
        ("PUT", "/notices/hours", {"zone": "UTC", "hour": 1}),
    ):
        assert refused(own.send(method, path, body)) == (403, "key_of_one"), path
