"""Imports over the API: a table is tried, brought in once, and its members are handed over by personal links."""

from __future__ import annotations

import csv
import io

import pytest

from worgl.api.tests.builders import Programs, open_town, things_for
from worgl.core import clock, jobs

IMPORTS = "/communities/{slug}/imports"
TABLE = "name,code,email,kind,joined,balance\nAda,17,ada@example.org,person,2020-03-01,12.50\nMill,18,,shop,,\n"
FAULTY = TABLE + "Eve,19,,person,,much\n"


@pytest.fixture
def town(db: None) -> Programs:
    return open_town()


def sent(town: Programs, table: str | bytes) -> dict[str, object]:
    answer = town.alice.post(f"{IMPORTS}?file_name=members.csv", table)
    assert answer.status_code == 200, answer.content
    found: dict[str, object] = answer.json()
    return found


def test_a_table_is_tried_before_anybody_comes(town: Programs) -> None:
    found = sent(town, FAULTY)
    assert (found["layout"], found["good"], found["wrong"], found["is_started"]) == ("own", 2, 1, False)
    assert found["held"] == {"minor": 1_250, "unit": "ALD", "exponent": 2}
    (fault,) = town.alice.get(f"{IMPORTS}/{found['id']}").json()["faults"]
    assert (fault["line"], fault["name"], bool(fault["reason"])) == (4, "Eve", True)
    table = town.alice.get(f"{IMPORTS}/{found['id']}/faults.csv").content.decode()
    assert [row["line"] for row in csv.DictReader(io.StringIO(table))] == ["4"]
    assert town.alice.get("/communities/{slug}/roll").json()["count"] == 3
    assert sent(town, FAULTY)["id"] == found["id"]


def test_the_good_rows_come_once_and_are_handed_over_by_links(town: Programs) -> None:
    own = sent(town, FAULTY)["id"]
    refused = town.alice.post(f"{IMPORTS}/{own}/start", {"only_whole": True})
    assert (refused.status_code, refused.json()["code"]) == (409, "arrivals_faulty")
    started = town.alice.post(f"{IMPORTS}/{own}/start", {"only_whole": False}).json()
    assert (started["is_started"], started["is_done"]) == (True, False)
    assert town.alice.post(f"{IMPORTS}/{own}/start", {"only_whole": False}).json()["code"] == "arrivals_started"
    while jobs.run_due(now=clock.now()):
        pass
    done = town.alice.get(f"{IMPORTS}/{own}").json()
    assert (done["is_done"], done["came"], done["wrong"], done["error"]) == (True, 2, 1, "")
    (ada,) = town.alice.get("/communities/{slug}/roll?search=ada").json()["items"]
    assert ada["balance"]["minor"] == 1_250
    made, again = (town.alice.post(f"{IMPORTS}/{own}/links", {"days": 30}, key="l").json()["items"] for _time in "12")
    assert made == again
    assert [(one["member"]["name"], one["foreign_id"], one["email"]) for one in made] == [
        ("Ada", "17", "ada@example.org"),
        ("Mill", "18", ""),
    ]
    assert "/join/" in made[0]["link"]
    assert [one["came"] for one in town.alice.get(IMPORTS).json()["items"]] == [2]


def test_links_are_sent_by_e_mail_once_and_can_be_stopped(town: Programs) -> None:
    own = things_for(town.town, "{table}/letters")["table"]
    letters = f"{IMPORTS}/{own}/letters"
    assert town.alice.get(letters).json()["unsent"] == 1
    assert town.alice.post(letters, {"days": 30}).json()["waiting"] == 1
    assert town.alice.post(letters, {"days": 30}).json()["code"] == "letters_underway"
    assert town.alice.send("DELETE", letters).json()["waiting"] == 0
    while jobs.run_due(now=clock.now()):
        pass
    assert town.alice.post(letters, {"days": 30}).json()["waiting"] == 1
    while jobs.run_due(now=clock.now()):
        pass
    told = town.alice.get(letters).json()
    assert (told["sent"], told["waiting"], told["unsent"], told["failed"]) == (1, 0, 0, [])
    assert town.alice.post(letters, {"days": 30}).json()["code"] == "nobody_to_write"


@pytest.mark.parametrize("table", ["", "what", b"PK\x03\x04 and more"])
def test_what_is_no_table_of_members_is_refused(town: Programs, table: str | bytes) -> None:
    answer = town.alice.post(IMPORTS, table)
    assert (answer.status_code, answer.json()["code"]) == (422, "table_unreadable")


def test_an_import_of_another_community_is_not_there(town: Programs) -> None:
    own = sent(town, TABLE)["id"]
    for way in ("", "/faults.csv"):
        assert town.alice.get(f"{IMPORTS}/{town.town.community}{way}").json()["code"] == "arrivals_unknown"
        assert town.bob.get(f"{IMPORTS}/{own}{way}").status_code == 403


def test_places_are_raised_only_when_told(town: Programs) -> None:
    assert town.alice.send("PUT", "/communities/{slug}/cap", {"cap": 3, "reason": ""}).status_code == 200
    own = sent(town, FAULTY)
    assert (own["places"], own["places_needed"]) == (3, 5)
    refused = town.alice.post(f"{IMPORTS}/{own['id']}/start", {"only_whole": False})
    assert (refused.status_code, refused.json()["code"]) == (409, "places_lacking")
    started = town.alice.post(f"{IMPORTS}/{own['id']}/start", {"only_whole": False, "raise_cap": True}).json()
    assert (started["is_started"], started["places"]) == (True, 5)
