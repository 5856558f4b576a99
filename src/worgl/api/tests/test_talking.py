"""Messages over HTTP: written once, read by two, blocked, reported, looked at."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache

from worgl.api.tests.builders import (
    Program,
    Programs,
    fresh_key,
    ok,
    open_town,
    person_of,
    program,
    refused,
)
from worgl.communities.commands import grant_role, open_shop
from worgl.communities.queries import member
from worgl.communities.rules import Role
from worgl.core import clock
from worgl.core.limits import MESSAGES_SENT
from worgl.core.rest import Scope
from worgl.identity.rules import PersonId

TOWN = "/communities/{slug}"


@pytest.fixture
def town(db: None) -> Programs:
    cache.clear()
    return open_town()


def chat(code: str) -> str:
    return f"{TOWN}/chats/{code}"


def write(who: Program, code: str, text: str = "Hello", *, key: str = "") -> Any:  # noqa: ANN401 -- JSON of any shape
    return ok(who.post(f"{chat(code)}/messages", {"text": text}, key=key))


def texts(who: Program, code: str) -> list[tuple[bool, str]]:
    return [(one["by_me"], one["text"]) for one in ok(who.get(f"{chat(code)}/messages"))["items"]]


def unread(who: Program, code: str) -> int:
    return int(ok(who.get(chat(code)))["unread"])


def test_a_message_is_written_once_and_read_by_its_two_sides(town: Programs) -> None:
    alice, bob = town.town.alice_code, town.town.bob_code
    made = write(town.bob, alice, "Are there\r\neggs?", key="eggs")
    assert write(town.bob, alice, "Are there\r\neggs?", key="eggs") == made
    assert (made["by_me"], made["text"]) == (True, "Are there\neggs?")
    write(town.alice, bob, "Plenty")
    assert texts(town.bob, alice) == [(False, "Plenty"), (True, "Are there\neggs?")]
    assert texts(town.alice, bob) == [(True, "Plenty"), (False, "Are there\neggs?")]
    (listed,) = ok(town.alice.get(f"{TOWN}/chats"))["items"]
    assert (listed["member"]["name"], listed["last"]["text"], listed["unread"]) == ("Bob Hain", "Plenty", 1)
    assert refused(town.bob.post(f"{chat(alice)}/messages", {"text": " "})) == (422, "invalid_message")
    assert refused(town.bob.post(f"{chat(bob)}/messages", {"text": "I"})) == (404, "member_unknown")


def test_chats_and_messages_come_page_by_page(town: Programs) -> None:
    alice, emma = town.town.alice_code, town.town.emma_code
    for text in ("one", "two", "three"):
        write(town.bob, alice, text)
    write(town.bob, emma)
    first = ok(town.bob.get(f"{chat(alice)}/messages?limit=2"))
    assert [one["text"] for one in first["items"]] == ["three", "two"]
    rest = ok(town.bob.get(f"{chat(alice)}/messages?limit=2&cursor={first['next']}"))
    assert ([one["text"] for one in rest["items"]], rest["next"]) == (["one"], None)
    newest = ok(town.bob.get(f"{TOWN}/chats?limit=1"))
    assert [one["member"]["code"] for one in newest["items"]] == [emma]
    older = ok(town.bob.get(f"{TOWN}/chats?limit=1&cursor={newest['next']}"))
    assert ([one["member"]["code"] for one in older["items"]], older["next"]) == ([alice], None)


def test_what_came_after_the_message_that_was_seen_stays_unread(town: Programs) -> None:
    alice, bob = town.town.alice_code, town.town.bob_code
    seen, later = write(town.alice, bob, "one")["id"], write(town.alice, bob, "two")["id"]
    assert unread(town.bob, alice) == 2
    assert len(texts(town.bob, alice)) == unread(town.bob, alice), "reading marks nothing"
    assert town.bob.post(f"{chat(alice)}/read", {"until": seen}).status_code == 204
    assert unread(town.bob, alice) == 1
    assert town.bob.post(f"{chat(alice)}/read", {"until": later}, key="seen").status_code == 204
    assert unread(town.bob, alice) == 0
    write(town.alice, bob, "three")
    assert town.bob.post(f"{chat(alice)}/read", {"until": later}, key="seen").status_code == 204
    assert unread(town.bob, alice) == 1
    assert refused(town.bob.post(f"{chat(town.town.emma_code)}/read", {"until": later})) == (404, "message_not_yours")


def test_who_writes_too_much_is_told_when_to_come_back(town: Programs) -> None:
    for number in range(MESSAGES_SENT.most):
        write(town.bob, town.town.alice_code, str(number))
    answer = town.bob.post(f"{chat(town.town.alice_code)}/messages", {"text": "And"})
    assert refused(answer) == (429, "too_many_messages")
    # The span began with the first of them.
    assert 0 < int(answer["Retry-After"]) <= MESSAGES_SENT.span_s


def test_who_is_blocked_is_not_told_and_does_not_reach(town: Programs) -> None:
    alice, bob = town.town.alice_code, town.town.bob_code
    assert town.bob.send("PUT", f"{chat(alice)}/block").status_code == 204
    write(town.alice, bob, "Psst")
    assert (texts(town.bob, alice), texts(town.alice, bob)) == ([], [(True, "Psst")])
    assert ok(town.bob.get(chat(alice)))["is_blocked"]
    assert refused(town.bob.post(f"{chat(alice)}/messages", {"text": "What?"})) == (409, "you_blocked")
    assert town.bob.send("DELETE", f"{chat(alice)}/block").status_code == 204
    write(town.alice, bob, "Hello again")
    assert texts(town.bob, alice) == [(False, "Hello again")]


def test_a_report_shows_one_message_and_is_settled_once(town: Programs) -> None:
    bob, emma = town.town.bob_code, _emma(town)
    made = write(emma, bob, "You thief")
    write(town.bob, town.town.emma_code, "Why?")
    body = {"reason": "an insult"}
    assert refused(emma.post(f"{TOWN}/messages/{made['id']}/report", body)) == (404, "message_not_yours")
    report = ok(town.bob.post(f"{TOWN}/messages/{made['id']}/report", body))["id"]
    ok(town.bob.post(f"{TOWN}/members/{town.town.emma_code}/report", {"reason": "again"}))
    assert refused(town.bob.get(f"{TOWN}/reports")) == (403, "role_needed")
    first, second = ok(town.alice.get(f"{TOWN}/reports"))["items"]
    assert (first["id"], first["text"], first["reason"]) == (report, "You thief", "an insult")
    assert (first["by"]["code"], first["about"]["code"], second["text"]) == (bob, town.town.emma_code, "")
    done = {"reason": "spoke with both"}
    for _again in range(2):
        assert town.alice.post(f"{TOWN}/reports/{report}/resolve", done, key="done").status_code == 204
    assert refused(town.alice.post(f"{TOWN}/reports/{report}/resolve", done)) == (404, "report_unknown")
    assert [one["id"] for one in ok(town.alice.get(f"{TOWN}/reports"))["items"]] == [second["id"]]


def test_a_moderator_looks_at_reports_but_not_at_what_is_about_himself(town: Programs) -> None:
    walkers, now = town.town, clock.now()
    ok(_emma(town).post(f"{TOWN}/members/{walkers.bob_code}/report", {"reason": "rude"}))
    ok(_emma(town).post(f"{TOWN}/members/{walkers.alice_code}/report", {"reason": "haughty"}))
    grant_role(actor=walkers.alice_id, member=walkers.bob_id, role=Role.MODERATOR, key=fresh_key(), now=now)
    assert [one["reason"] for one in ok(town.bob.get(f"{TOWN}/reports"))["items"]] == ["haughty"]
    assert [one["reason"] for one in ok(town.alice.get(f"{TOWN}/reports"))["items"]] == ["rude"]


def test_only_a_key_for_messages_reads_and_writes_them(town: Programs) -> None:
    walkers = town.town
    others = [scope for scope in Scope if scope is not Scope.MESSAGES]
    blind = program(person_of(walkers.bob_id), *others, slug=walkers.slug)
    address = f"{chat(walkers.alice_code)}/messages"
    assert refused(blind.get(address)) == refused(blind.post(address, {"text": "Hello"})) == (403, "scope_missing")
    only = program(person_of(walkers.bob_id), Scope.MESSAGES, slug=walkers.slug)
    write(only, walkers.alice_code)
    assert ok(only.get(f"{TOWN}/members/{walkers.alice_code}"))["name"] == "Alice Moser"
    assert refused(only.get(f"{TOWN}/balance")) == (403, "scope_missing")


def test_who_keeps_a_shop_writes_as_himself(town: Programs) -> None:
    walkers, now = town.town, clock.now()
    shop = member(open_shop(actor=walkers.alice_id, name="Bakery", key=fresh_key(), now=now))
    headers = {"Acting-For": shop.code}
    made = town.alice.send("POST", f"{chat(walkers.bob_code)}/messages", {"text": "Hello"}, headers=headers)
    assert ok(made)["by_me"]
    assert texts(town.bob, walkers.alice_code) == [(False, "Hello")]


def _emma(town: Programs) -> Program:
    emma = PersonId(UUID(town.town.emma.session["_auth_user_id"]))
    return program(emma, slug=town.town.slug)
