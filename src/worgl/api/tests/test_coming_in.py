"""Coming in over HTTP: invitations, questions and their answers, founding."""

from __future__ import annotations

from uuid import UUID

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
from worgl.identity.rules import PersonId

TOWN = "/communities/{slug}"
FOUNDED = {"name": "Birchfield", "slug": "birchfield", "preset": "time_bank", "zone": "Europe/Vienna"}


@pytest.fixture
def town(db: None) -> Programs:
    cache.clear()
    return open_town()


def invited(by: Program) -> str:
    """Return the address of an invitation, from its link."""
    link = str(ok(by.post(f"{TOWN}/invitations", {"uses": 1, "days": 7}))["link"])
    return "/invitations/" + link.rstrip("/").rpartition("/")[2]


def test_who_is_invited_by_an_administrator_is_in_at_once(town: Programs) -> None:
    address = invited(town.alice)
    look = ok(town.charlie.get(address))
    assert (look["community_name"], look["invited_by"], look["direct"]) == ("Alderbrook", "Alice Moser", True)
    assert look["questions"] == []
    joined = ok(town.charlie.post(f"{address}/join", {"name": "Charlie"}, key="in"))
    assert (joined["slug"], joined["member"]["name"], joined["member"]["state"]) == ("alderbrook", "Charlie", "active")
    assert ok(town.charlie.post(f"{address}/join", {"name": "Charlie"}, key="in")) == joined
    assert ok(town.charlie.get(f"{TOWN}/balance"))["posted"]["minor"] == 0
    assert refused(town.charlie.get(address)) == (410, "invitation_used_up")
    assert refused(town.charlie.get("/invitations/nothing")) == (404, "invitation_unknown")


def test_who_is_invited_by_a_member_answers_and_waits(town: Programs) -> None:
    asked = {"text": "What can you do?", "kind": "text", "required": True}
    ok(town.alice.post(f"{TOWN}/questions", asked))
    choice = {"text": "Where do you live?", "kind": "choice", "choices": ["Here", "Elsewhere"]}
    known = ok(town.alice.post(f"{TOWN}/questions", choice))["items"]
    assert [one["text"] for one in known] == ["What can you do?", "Where do you live?"]
    address = invited(town.bob)
    look = ok(town.charlie.get(address))
    assert (look["direct"], look["questions"]) == (False, known)
    me = {"name": "Charlie"}
    assert refused(town.charlie.post(f"{address}/join", me)) == (422, "invalid_input")
    wrong = town.charlie.post(f"{address}/join", me | {"answers": ["I bake", "Nowhere"]})
    assert wrong.json()["fields"]["field"] == "answer_2"
    joined = ok(town.charlie.post(f"{address}/join", me | {"answers": ["I bake\nbread", "Here"]}))
    assert joined["member"]["state"] == "applied"
    assert refused(town.charlie.get(TOWN)) == (403, "not_active")
    listed = ok(town.alice.get(f"{TOWN}/applications"))["items"]
    (waiting,) = [one for one in listed if one["member"]["name"] == "Charlie"]
    assert waiting["answers"][0] == {"question": "What can you do?", "answer": "I bake\nbread"}
    assert town.alice.post(f"{TOWN}/applications/{waiting['member']['id']}/approve", {}).status_code == 204
    assert ok(town.charlie.get(TOWN))["member"]["state"] == "active"


def test_questions_are_asked_and_dropped_by_administrators(town: Programs) -> None:
    asked = {"text": "Are you new here?", "kind": "yes_no"}
    assert refused(town.bob.post(f"{TOWN}/questions", asked)) == (403, "role_needed")
    assert refused(town.bob.get(f"{TOWN}/questions")) == (403, "role_needed")
    first, again = (ok(town.alice.post(f"{TOWN}/questions", asked, key="ask"))["items"] for _time in range(2))
    assert first == again == [asked | {"required": False, "choices": []}]
    assert refused(town.alice.post(f"{TOWN}/questions", asked | {"kind": "choice"})) == (422, "invalid_input")
    assert ok(town.alice.post(f"{TOWN}/questions/drop", {"text": asked["text"]}))["items"] == []
    assert refused(town.alice.post(f"{TOWN}/questions/drop", {"text": asked["text"]}))[0] == 404


def test_a_community_is_founded_once_with_its_own_money(town: Programs) -> None:
    made = ok(town.charlie.post("/found", FOUNDED, key="found"))
    assert ok(town.charlie.post("/found", FOUNDED, key="found")) == made
    own = ok(town.charlie.get(f"/communities/{made['slug']}"))
    assert sorted(own["member"]["roles"]) == ["admin", "treasurer"]
    assert ok(town.charlie.get(f"/communities/{made['slug']}/currency"))["exponent"] >= 0
    assert refused(town.alice.post("/found", FOUNDED)) == (409, "slug_taken")
    assert refused(town.alice.post("/found", FOUNDED | {"slug": "b", "preset": "gold"}))[0] == 422
    assert refused(town.alice.post("/found", FOUNDED | {"slug": "elm", "zone": "Nowhere"}))[0] == 422


def test_a_key_of_one_community_neither_joins_nor_founds(town: Programs) -> None:
    walkers = town.town
    bound = program(person_of(walkers.bob_id), slug=walkers.slug, community=walkers.community)
    address = invited(town.alice)
    assert refused(bound.get(address)) == (403, "key_of_one")
    assert refused(bound.post(f"{address}/join", {"name": "Bob"})) == (403, "key_of_one")
    assert refused(bound.post("/found", FOUNDED)) == (403, "key_of_one")


def test_an_announcement_is_put_away_for_oneself(town: Programs) -> None:
    made = ok(town.alice.post(f"{TOWN}/announcements", {"title": "Market", "days": 3}))["id"]
    assert town.bob.post(f"{TOWN}/announcements/{made}/dismiss").status_code == 204
    assert ok(town.bob.get(f"{TOWN}/announcements"))["items"] == []
    emma = program(PersonId(UUID(town.town.emma.session["_auth_user_id"])), slug=town.town.slug)
    assert [one["id"] for one in ok(emma.get(f"{TOWN}/announcements"))["items"]] == [made]
