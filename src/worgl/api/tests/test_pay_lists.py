"""Pay lists over the API: sent as a table, looked at, paid once, and never past what a key may spend."""

from __future__ import annotations

import csv
import io

import pytest

from worgl.api.tests.builders import Program, Programs, open_town, person_of, program
from worgl.core import clock, jobs
from worgl.core.rest import Scope
from worgl.currency.queries import balance
from worgl.orders.rules.pay_lists import BYTES_MAX, ROWS_MAX

LISTS = "/communities/{slug}/pay-lists"


@pytest.fixture
def town(db: None) -> Programs:
    """Open the town in which Bob has 100.00."""
    return open_town()


def sent(who: Program, table: str | bytes, *, key: str = "") -> dict[str, object]:
    answer = who.post(f"{LISTS}?file_name=wages.csv", table, key=key)
    assert answer.status_code == 200, answer.content
    found: dict[str, object] = answer.json()
    return found


def has(town: Programs) -> int:
    """Return what Bob has."""
    return balance(member=town.town.bob_id, viewer=town.town.bob_id, now=clock.now()).posted_minor


def test_a_list_is_looked_at_before_it_is_paid_and_each_row_says_what_is_wrong(town: Programs) -> None:
    table = f"member;amount;note\n{town.town.alice_code};12.50;bread\nNobody;1.00;\n{town.town.emma_code};x;eggs\n"
    found = sent(town.bob, table)
    assert (found["state"], found["file_name"], found["rows"], found["good"], found["wrong"]) == (
        *("draft", "wages.csv"),
        *(3, 1, 2),
    )
    assert found["good_sum"] == {"minor": 1_250, "unit": "ALD", "exponent": 2}
    rows = town.bob.get(f"{LISTS}/{found['id']}/rows?state=wrong").json()["items"]
    assert [(row["line"], row["code"]) for row in rows] == [(3, "payee_unknown"), (4, "invalid_amount")]
    assert all(row["reason"] and row["payment"] is None for row in rows)
    assert has(town) == 10_000


def test_rows_come_in_pages(town: Programs) -> None:
    own = sent(town.bob, f"{town.town.alice_code};1.00\n" * 3)["id"]
    first = town.bob.get(f"{LISTS}/{own}/rows?limit=2").json()
    second = town.bob.get(f"{LISTS}/{own}/rows?limit=2&cursor={first['next']}").json()
    assert [row["line"] for row in (*first["items"], *second["items"])] == [1, 2, 3]
    assert second["next"] is None


def test_all_rows_are_paid_or_the_good_ones_and_a_list_is_paid_once(town: Programs) -> None:
    own = sent(town.bob, f"{town.town.alice_code};12.50;bread\nNobody;1.00\n")["id"]
    refused = town.bob.post(f"{LISTS}/{own}/start", {"mode": "all"})
    assert (refused.status_code, refused.json()["code"]) == (409, "list_not_payable")
    for _again in range(2):
        paid = town.bob.post(f"{LISTS}/{own}/start", {"mode": "good"}).json()
        assert (paid["state"], paid["mode"], paid["paid"], paid["wrong"]) == ("done", "good", 1, 1)
    assert has(town) == 8_750
    answer = town.bob.get(f"{LISTS}/{own}/result.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(row["state"], row["amount"], bool(row["payment"])) for row in rows] == [
        ("paid", "12.50", True),
        ("wrong", "1.00", False),
    ]


def test_a_long_list_is_paid_by_a_job_and_says_how_far_it_is(town: Programs) -> None:
    own = sent(town.bob, f"{town.town.alice_code};0.10\n" * 150)["id"]
    started = town.bob.post(f"{LISTS}/{own}/start", {"mode": "good"}).json()
    assert (started["state"], started["paid"], started["good"]) == ("started", 0, 150)
    while jobs.run_due(now=clock.now()):
        pass
    done = town.bob.get(f"{LISTS}/{own}").json()
    assert (done["state"], done["paid"], done["paid_sum"]["minor"]) == ("done", 150, 1_500)


def test_a_table_in_latin_1_is_read_and_what_is_no_table_is_refused(town: Programs) -> None:
    own = sent(town.bob, f"Empfänger;Betrag;Zweck\r\n{town.town.alice_code};1.00;für Käse".encode("latin-1"))["id"]
    (row,) = town.bob.get(f"{LISTS}/{own}/rows").json()["items"]
    assert (row["note"], row["amount"]["minor"]) == ("für Käse", 100)
    tables: list[str | bytes] = [b"PK\x03\x04 and more", "", "what", f"{town.town.alice_code};1\n" * (ROWS_MAX + 1)]
    for table in tables:
        answer = town.bob.post(LISTS, table)
        assert (answer.status_code, answer.json()["code"]) == (422, "list_unreadable")
    answer = town.bob.post(LISTS, b"a" * (BYTES_MAX + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_list_sent_twice_under_one_key_is_one_draft(town: Programs) -> None:
    table = f"{town.town.alice_code};1.00"
    assert sent(town.bob, table, key="k1")["id"] == sent(town.bob, table, key="k1")["id"]
    assert len(town.bob.get(LISTS).json()["items"]) == 1


def test_a_list_does_not_go_past_what_its_key_may_pay_in_a_day(town: Programs) -> None:
    limited = program(
        person_of(town.town.bob_id),
        Scope.PAY,
        slug=town.town.slug,
        community=town.town.community,
        day_limit_minor=1_000,
    )
    small, large = (sent(limited, f"{town.town.alice_code};{much}")["id"] for much in ("6.00", "4.01"))
    for _again in range(2):
        assert limited.post(f"{LISTS}/{small}/start", {"mode": "all"}).json()["state"] == "done"
    refused = limited.post(f"{LISTS}/{large}/start", {"mode": "all"})
    assert (refused.status_code, refused.json()["code"]) == (409, "key_limit_reached")
    assert has(town) == 9_400
    assert town.bob.get(f"{LISTS}/{large}").json()["state"] == "draft"
    pay = {"payee": town.town.alice_code, "amount": {"minor": 401, "unit": "ALD"}}
    assert limited.post("/communities/{slug}/payments", pay).json()["code"] == "key_limit_reached"
