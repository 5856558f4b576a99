"""Requests, standing orders, disputes, vouchers and shops over HTTP: what a page can do, a program can do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

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
from worgl.core.rest import Scope

TOWN = "/communities/{slug}"


@pytest.fixture
def town(db: None) -> Programs:
    """Open a town where Bob has 100.00."""
    cache.clear()
    return open_town()


def balance(who: Program) -> int:
    return int(ok(who.get(f"{TOWN}/balance"))["posted"]["minor"])


def ask_bob(town: Programs, *, key: str = "") -> Any:  # noqa: ANN401 -- JSON of any shape
    body = {"payer": town.town.bob_code, "amount": {"minor": 450, "unit": "ALD"}, "note": "eggs", "days": 3}
    return ok(town.alice.post(f"{TOWN}/requests", body, key=key))


def later(town: Programs, days: int = 30) -> str:
    return (town.town.today + timedelta(days=days)).isoformat()


def test_a_request_is_made_once_seen_by_both_and_paid_once(town: Programs) -> None:
    made = ask_bob(town, key="eggs")
    assert ask_bob(town, key="eggs") == made
    assert (made["state"], made["amount"]) == ("open", {"minor": 450, "unit": "ALD", "exponent": 2})
    assert made["link"].endswith(f"/{made['code']}/")
    assert ok(town.bob.get(f"{TOWN}/requests"))["items"] == [made]
    assert ok(town.alice.get(f"{TOWN}/requests?side=by_me"))["items"] == [made]
    assert ok(town.alice.get(f"{TOWN}/requests"))["items"] == []
    address = f"{TOWN}/requests/{made['id']}"
    assert ok(town.bob.post(f"{address}/preview"))["balance_after"]["minor"] == 10_000 - 450
    receipt = ok(town.bob.post(f"{address}/pay"))
    assert ok(town.bob.post(f"{address}/pay")) == receipt
    assert (balance(town.bob), balance(town.alice)) == (10_000 - 450, 450)
    paid = ok(town.alice.get(address))
    assert (paid["state"], paid["payment"], paid["closed_by"]["name"]) == ("paid", receipt["id"], "Bob Hain")
    assert refused(town.alice.post(f"{address}/cancel")) == (409, "request_was_paid")


def test_a_request_is_denied_with_a_reason_and_another_is_taken_back(town: Programs) -> None:
    first, second = ask_bob(town), ask_bob(town)
    denied = f"{TOWN}/requests/{first['id']}"
    assert refused(town.bob.post(f"{denied}/deny", {"reason": " "})) == (422, "reason_for_no_missing")
    assert ok(town.bob.post(f"{denied}/deny", {"reason": "paid in hay"}))["state"] == "denied"
    assert ok(town.alice.get(denied))["reason"] == "paid in hay"
    address = f"{TOWN}/requests/{second['id']}"
    assert refused(town.bob.post(f"{address}/cancel")) == (403, "only_asker_may")
    assert refused(town.alice.post(f"{address}/remind")) == (409, "reminded_lately")
    assert ok(town.alice.post(f"{address}/cancel"))["state"] == "cancelled"


def test_a_code_at_the_till_is_paid_by_any_member(town: Programs) -> None:
    shown = ok(town.alice.post(f"{TOWN}/requests/till", {"amount": {"minor": 300, "unit": "ALD"}}))
    assert (shown["is_till"], shown["payer"]) == (True, None)
    assert ok(town.bob.post(f"{TOWN}/requests/{shown['id']}/pay"))["amount"]["minor"] == 300


def test_a_day_at_the_till_adds_up(town: Programs) -> None:
    shown = ok(town.alice.post(f"{TOWN}/requests/till", {"amount": {"minor": 300, "unit": "ALD"}}))
    ok(town.bob.post(f"{TOWN}/requests/{shown['id']}/pay"))
    paid = ok(
        town.bob.post(f"{TOWN}/payments", {"payee": town.town.alice_code, "amount": {"minor": 200, "unit": "ALD"}})
    )
    ok(
        town.alice.post(
            f"{TOWN}/payments/{paid['id']}/refund", {"reason": "dry", "amount": {"minor": 50, "unit": "ALD"}}
        )
    )
    day = ok(town.alice.get(f"{TOWN}/till?day={town.town.today}"))
    sums = {name: day[name]["minor"] for name in ("taken", "by_code", "by_name", "back", "total")}
    assert sums == {"taken": 500, "by_code": 300, "by_name": 200, "back": -50, "total": 450}
    assert [line["delta"]["minor"] for line in day["lines"]] == [300, 200, -50]


def test_an_announcement_is_read_by_all_until_it_is_withdrawn(town: Programs) -> None:
    told = {"title": "Market on Sunday", "body": "From ten.\nBring bread.", "days": 3}
    made = ok(town.alice.post(f"{TOWN}/announcements", told))["id"]
    (read,) = ok(town.bob.get(f"{TOWN}/announcements"))["items"]
    assert (read["id"], read["title"], read["body"]) == (made, told["title"], told["body"])
    assert town.alice.send("DELETE", f"{TOWN}/announcements/{made}").status_code == 204
    assert ok(town.bob.get(f"{TOWN}/announcements"))["items"] == []
    assert [one["is_withdrawn"] for one in ok(town.alice.get(f"{TOWN}/announcements/all"))["items"]] == [True]


def test_a_limited_key_pays_requests_and_issues_vouchers_within_its_limit_and_orders_nothing(town: Programs) -> None:
    walkers = town.town
    limited = program(person_of(walkers.bob_id), slug=walkers.slug, community=walkers.community, day_limit_minor=1_000)
    asked = ask_bob(town)
    for _again in range(3):
        ok(limited.post(f"{TOWN}/requests/{asked['id']}/pay"))
    issued = {"amount": {"minor": 200, "unit": "ALD"}, "count": 3, "last_day": later(town)}
    assert refused(limited.post(f"{TOWN}/vouchers", issued)) == (409, "key_limit_reached")
    ok(limited.post(f"{TOWN}/vouchers", issued | {"count": 2}))
    order = {"payee": walkers.alice_code, "amount": {"minor": 1, "unit": "ALD"}, "rhythm": "week", "first": later(town)}
    assert refused(limited.post(f"{TOWN}/standing-orders", order)) == (403, "key_limited")


def test_a_limited_key_stops_a_standing_order_but_does_not_let_it_pay_again(town: Programs) -> None:
    walkers = town.town
    limited = program(person_of(walkers.bob_id), slug=walkers.slug, community=walkers.community, day_limit_minor=1_000)
    order = {"payee": walkers.alice_code, "amount": {"minor": 1, "unit": "ALD"}, "rhythm": "week", "first": later(town)}
    address = f"{TOWN}/standing-orders/{ok(town.bob.post(f'{TOWN}/standing-orders', order))['id']}"
    assert ok(limited.post(f"{address}/pause"))["state"] == "paused"
    assert refused(limited.post(f"{address}/resume")) == (403, "key_limited")
    assert ok(town.bob.get(address))["state"] == "paused"
    assert ok(town.bob.post(f"{address}/resume"))["state"] == "active"


def test_an_amount_is_ordered_in_parts_and_the_order_paused_skipped_and_ended(town: Programs) -> None:
    body = {
        "payee": town.town.alice_code,
        "amount": {"minor": 1_000, "unit": "ALD"},
        "note": "a bike",
        "rhythm": "month",
        "first": later(town),
        "times": 3,
        "is_split": True,
    }
    made = ok(town.bob.post(f"{TOWN}/standing-orders", body))
    assert [one["amount"]["minor"] for one in made["ahead"]] == [334, 333, 333]
    assert ok(town.bob.get(f"{TOWN}/standing-orders"))["items"] == [made]
    address = f"{TOWN}/standing-orders/{made['id']}"
    assert ok(town.bob.post(f"{address}/pause"))["state"] == "paused"
    assert ok(town.bob.post(f"{address}/resume"))["state"] == "active"
    assert len(ok(town.bob.post(f"{address}/skip"))["ahead"]) == 2
    (skipped,) = ok(town.bob.get(f"{address}/dates"))["items"]
    assert (skipped["due"], skipped["state"], skipped["amount"]["minor"]) == (later(town), "skipped", 334)
    assert ok(town.bob.post(f"{address}/cancel"))["state"] == "cancelled"
    assert refused(town.bob.post(f"{address}/pause")) == (409, "order_over")
    assert refused(town.bob.post(f"{TOWN}/standing-orders", body | {"rhythm": "once"})) == (422, "standing_invalid")


def test_a_dispute_is_answered_and_ruled_and_the_ruling_is_paid(town: Programs) -> None:
    order = {"payee": town.town.emma_code, "amount": {"minor": 800, "unit": "ALD"}}
    paid = ok(town.bob.post(f"{TOWN}/payments", order))["id"]
    made = ok(town.bob.post(f"{TOWN}/payments/{paid}/dispute", {"reason": "stale\nall of it"}))
    assert (made["part"], made["acts"], made["free"]["minor"]) == ("payer", ["withdraw"], 800)
    address = f"{TOWN}/disputes/{made['id']}"
    assert refused(town.alice.post(f"{address}/rule", {"reason": "at once"})) == (409, "hear_first")
    assert ok(town.alice.get(f"{TOWN}/disputes/waiting"))["items"] == []
    emma = _emma(town)
    assert ok(emma.post(f"{address}/answer", {"answer": "fresh"}))["state"] == "answered"
    assert [one["id"] for one in ok(town.alice.get(f"{TOWN}/disputes/waiting"))["items"]] == [made["id"]]
    ruled = ok(town.alice.post(f"{address}/rule", {"reason": "half", "back": {"minor": 400, "unit": "ALD"}}))
    assert (ruled["state"], ruled["ruled"]["minor"], ruled["owed"]["minor"]) == ("ruled", 400, 0)
    assert (balance(town.bob), balance(emma)) == (10_000 - 400, 400)


def test_a_dispute_is_withdrawn_by_one_side_or_settled_by_the_other(town: Programs) -> None:
    order = {"payee": town.town.alice_code, "amount": {"minor": 500, "unit": "ALD"}}
    ends = {}
    for end, who in (("withdraw", town.bob), ("settle", town.alice)):
        paid = ok(town.bob.post(f"{TOWN}/payments", order))["id"]
        made = ok(town.bob.post(f"{TOWN}/payments/{paid}/dispute", {"reason": "stale"}))
        ends[end] = ok(who.post(f"{TOWN}/disputes/{made['id']}/{end}"))["state"]
    assert ends == {"withdraw": "withdrawn", "settle": "settled"}
    assert balance(town.bob) == 10_000 - 500


def test_vouchers_are_issued_with_codes_for_the_issuer_alone_and_redeemed_once(town: Programs) -> None:
    body = {"amount": {"minor": 250, "unit": "ALD"}, "count": 3, "last_day": later(town), "note": "thanks"}
    made = ok(town.bob.post(f"{TOWN}/vouchers", body))
    address = f"{TOWN}/vouchers/{made['series']['id']}"
    assert town.alice.get(f"{address}/codes").status_code == 404
    reader = program(person_of(town.town.bob_id), Scope.READ, slug=town.town.slug)
    assert refused(reader.get(f"{address}/codes")) == (403, "scope_missing")
    codes = ok(town.bob.get(f"{address}/codes"))["items"]
    assert [one["id"] for one in codes] == [one["id"] for one in made["vouchers"]]
    typed = {"code": codes[0]["code"].lower()}
    key = str(uuid4())
    receipt = ok(town.alice.post(f"{TOWN}/vouchers/redeem", typed, key=key))
    assert ok(town.alice.post(f"{TOWN}/vouchers/redeem", typed, key=key)) == receipt
    assert (receipt["amount"]["minor"], receipt["note"], balance(town.alice)) == (250, "thanks", 250)
    assert refused(town.alice.post(f"{TOWN}/vouchers/redeem", typed)) == (409, "voucher_over")
    ended = ok(town.bob.post(f"{address}/cancel"))["series"]
    assert (ended["redeemed"], ended["cancelled"], ended["open"]) == (1, 2, 0)
    assert ok(town.bob.get(f"{address}/codes"))["items"] == []


def test_series_of_vouchers_are_read_page_by_page(town: Programs) -> None:
    body = {"amount": {"minor": 10, "unit": "ALD"}, "count": 1, "last_day": later(town)}
    made = [ok(town.bob.post(f"{TOWN}/vouchers", body))["series"]["id"] for _series in range(3)]
    first = ok(town.bob.get(f"{TOWN}/vouchers?limit=2"))
    rest = ok(town.bob.get(f"{TOWN}/vouchers?limit=2&cursor={first['next']}"))
    assert [one["id"] for one in first["items"] + rest["items"]] == made[::-1]
    assert rest["next"] is None


def test_a_keeper_names_who_acts_for_his_shop_and_a_stranger_does_not(town: Programs) -> None:
    shop = ok(town.alice.post(f"{TOWN}/shops", {"name": "Bakery"}))
    assert (shop["kind"], shop["state"]) == ("shop", "active")
    address = f"{TOWN}/shops/{shop['id']}/staff"
    named = {"member": town.town.bob_code, "capacity": "keeper"}
    assert refused(town.bob.post(address, named)) == (403, "not_your_shop")
    naming = ok(town.alice.post(address, named))
    staff = naming["staff"]
    assert (naming["waits"], naming["id"] in {one["id"] for one in staff}) == (False, True)
    assert {one["member"]["name"]: one["capacity"] for one in staff} == {"Alice Moser": "keeper", "Bob Hain": "keeper"}
    acting = ok(town.bob.get(f"{TOWN}/acting"))["items"]
    assert [(one["member"]["name"], one["capacity"]) for one in acting] == [("Bob Hain", "self"), ("Bakery", "keeper")]
    paid = ok(town.bob.post(f"{TOWN}/payments", {"payee": shop["code"], "amount": {"minor": 900, "unit": "ALD"}}))
    assert paid["payee"]["name"] == "Bakery"
    order = {"payee": town.town.emma_code, "amount": {"minor": 600, "unit": "ALD"}}
    headers = {"Acting-For": shop["code"]}
    assert ok(town.bob.send("POST", f"{TOWN}/payments", order, headers=headers))["payer"]["name"] == "Bakery"
    (own,) = [one["id"] for one in staff if one["member"]["name"] == "Bob Hain"]
    assert town.alice.send("DELETE", f"{TOWN}/staff/{own}").status_code == 204
    assert refused(town.bob.send("POST", f"{TOWN}/payments", order, headers=headers)) == (403, "not_your_shop")


def _emma(town: Programs) -> Program:
    (found,) = ok(town.alice.get(f"{TOWN}/members?search=Emma"))["items"]
    return program(person_of(found["id"]), slug=town.town.slug)
