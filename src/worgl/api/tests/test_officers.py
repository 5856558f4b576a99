"""What treasurers and administrators do over the API: the roll, limits by a rule, the health of the money, the coin."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from worgl.api.tests.builders import Programs, given_up, open_town, person_of
from worgl.core import clock, jobs
from worgl.currency import commands
from worgl.inbox.tests.builders import queued

TOWN = "/communities/{slug}"


@pytest.fixture
def town(db: None) -> Programs:
    """Open the town in which Bob has 100.00, let Bob pay Alice 12.50, and count."""
    opened = open_town()
    pay = {"payee": opened.town.alice_code, "amount": {"minor": 1_250, "unit": "ALD"}}
    assert opened.bob.post(f"{TOWN}/payments", pay).status_code == 200
    commands.update_figures(community=opened.town.community)
    return opened


def names(answer: dict[str, list[dict[str, dict[str, str]]]]) -> list[str]:
    return [row["member"]["name"] for row in answer["items"]]


def test_the_roll_shows_everybody_with_his_money_and_the_totals(town: Programs) -> None:
    found = town.alice.get(f"{TOWN}/roll?sort=most").json()
    assert names(found) == ["Bob Hain", "Alice Moser", "Emma Neu"]
    assert [row["balance"]["minor"] for row in found["items"]] == [8_750, 1_250, 0]
    assert (found["count"], found["held"]["minor"], found["owed"]["minor"]) == (3, 10_000, 0)
    assert found["items"][0]["last_traded"] == town.town.today.isoformat()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("search=emma", ["Emma Neu"]),
        ("state=suspended", ["Dora Klee"]),
        ("state=any&kind=shop", []),
        ("role=treasurer", ["Alice Moser"]),
        ("activity=dormant", ["Emma Neu"]),
        ("least_minor=1250", ["Alice Moser", "Bob Hain"]),
        ("most_minor=-1", []),
    ],
)
def test_the_roll_is_narrowed(town: Programs, query: str, expected: list[str]) -> None:
    assert names(town.alice.get(f"{TOWN}/roll?{query}").json()) == expected
    table = town.alice.get(f"{TOWN}/roll.csv?{query}").content.decode()
    assert [row["name"] for row in csv.DictReader(io.StringIO(table))] == expected


def test_the_roll_comes_in_pages(town: Programs) -> None:
    first = town.alice.get(f"{TOWN}/roll?limit=2").json()
    second = town.alice.get(f"{TOWN}/roll?limit=2&cursor={first['next']}").json()
    assert names(first) + names(second) == ["Alice Moser", "Bob Hain", "Emma Neu"]
    assert second["next"] is None


@pytest.mark.parametrize("query", ["state=gone", "least_minor=x", "limit=0", "sort=size", "cursor=nothing"])
def test_what_the_roll_does_not_know_is_said(town: Programs, query: str) -> None:
    answer = town.alice.get(f"{TOWN}/roll?{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")


def test_a_rule_of_limits_is_looked_at_before_it_is_ordered_and_then_followed(town: Programs) -> None:
    rule = {"which": "ceiling", "base_minor": 5_000}
    query = "&".join(f"{name}={value}" for name, value in rule.items())
    seen = town.alice.get(f"{TOWN}/limits/by-rule?search=bob&{query}").json()
    (change,) = seen["items"]
    assert (seen["count"], seen["beyond"], change["is_beyond"]) == (1, 1, True)
    assert (change["member"]["name"], change["after"]["minor"]) == ("Bob Hain", 5_000)
    order = town.alice.post(f"{TOWN}/limits/by-rule", {"who": {"search": "emma"}, "rule": rule}).json()
    assert (order["is_running"], order["by"]) == (True, str(town.town.alice_id))
    while jobs.run_due(now=clock.now()):
        pass
    done = town.alice.get(f"{TOWN}/limits/by-rule/{order['job']}").json()
    assert (done["is_running"], done["done"], done["error"]) == (False, 1, "")
    (emma,) = town.alice.get(f"{TOWN}/roll?search=emma").json()["items"]
    assert (emma["ceiling"]["minor"], emma["given_ceiling"]["minor"]) == (5_000, 5_000)


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ({"rule": {"which": "ceiling", "base_minor": 1}}, "invalid_input"),
        ({"who": {"serach": "emma"}, "rule": {"which": "ceiling", "base_minor": 1}}, "invalid_input"),
        ({"who": {"search": "\0"}, "rule": {"which": "ceiling", "base_minor": 1}}, "invalid_input"),
        ({"who": {}, "rule": {"which": "ceiling", "base_minor": 0}}, "invalid_input"),
        ({"who": {}, "rule": {"which": "credit", "base_minor": 1}}, "no_credit"),
    ],
)
def test_a_rule_that_says_nothing_sound_orders_nothing(town: Programs, order: dict[str, object], code: str) -> None:
    answer = town.alice.post(f"{TOWN}/limits/by-rule", order)
    assert (answer.status_code in {409, 422}, answer.json()["code"]) == (True, code)


def test_the_health_of_the_money_is_read_day_by_day(town: Programs) -> None:
    found = town.alice.get(f"{TOWN}/health?days=7").json()
    (day,) = found["days"]
    assert (day["day"], day["payments"], day["active"], day["members"]) == (town.town.today.isoformat(), 1, 2, 2)
    assert [day[name]["minor"] for name in ("supply", "minted", "volume", "commons")] == [10_000, 10_000, 1_250, 0]
    assert sum(band["members"] for band in found["balances"]) == 2
    assert day["gini_ppm"] == 375_000


def test_the_coin_is_renamed(town: Programs) -> None:
    assert town.alice.send("PUT", f"{TOWN}/currency", {"name": "elder"}).json()["name"] == "elder"
    assert town.bob.get(f"{TOWN}/currency").json()["name"] == "elder"
    assert town.alice.send("PUT", f"{TOWN}/currency", {"name": ""}).status_code == 422


def test_the_run_of_a_levy_is_told_once_there_is_one(town: Programs) -> None:
    assert town.alice.get(f"{TOWN}/levies/run").status_code == 404


def test_a_rule_is_tried_on_the_balances_of_this_moment(town: Programs) -> None:
    found = town.alice.post(f"{TOWN}/policy/preview", {"name": "balance_ceiling", "value": 5_000}).json()
    assert (found["touched"], found["count"], found["beyond"]) == ("ceiling", 4, 1)
    beyond = [change["member"]["name"] for change in found["changes"] if change["is_beyond"]]
    assert (beyond, {change["after"]["minor"] for change in found["changes"]}) == (["Bob Hain"], {5_000})
    levy = town.alice.post(f"{TOWN}/policy/preview", {"name": "levy_rate", "value": 20_000}).json()
    assert (levy["touched"], levy["levy_after"]["total"]["minor"]) == ("levy", 200)
    most = town.alice.post(f"{TOWN}/policy/preview", {"name": "payment_limit", "value": 700}).json()
    assert (most["touched"], most["payment_before"]["minor"]) == ("payments", 10_000)
    assert (most["payment_after"]["minor"], most["day_after"]) == (700, None)
    assert town.alice.post(f"{TOWN}/policy/preview", {"name": "refund_days", "value": 3}).json()["touched"] == "nothing"
    assert town.alice.get(f"{TOWN}/policy/changes").json()["items"] == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("levy_rate", 2_000_000, "invalid_policy"),
        ("refund_days", -1, "invalid_input"),
        ("what", 1, "parameter_unknown"),
    ],
)
def test_a_value_no_rule_takes_is_not_tried(town: Programs, name: str, value: int, code: str) -> None:
    answer = town.alice.post(f"{TOWN}/policy/preview", {"name": name, "value": value})
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_rules_of_payments_are_listed_and_changed_like_those_of_the_coin(town: Programs) -> None:
    rules = {one["name"]: one["value"] for one in town.bob.get(f"{TOWN}/policy").json()["items"]}
    assert {"levy_rate", "refund_days", "request_days", "dispute_days"} <= rules.keys()
    later = (town.town.today + timedelta(days=60)).isoformat()
    change = {"name": "refund_days", "value": 7, "applies_on": later}
    assert town.alice.post(f"{TOWN}/policy/changes", change).json()["value"] == 7
    assert [one["name"] for one in town.bob.get(f"{TOWN}/policy/changes").json()["items"]] == ["refund_days"]


def test_the_queue_holds_what_needs_a_person_and_work_is_let_run_again(town: Programs) -> None:
    own = given_up(town.town)
    waiting = town.alice.get(f"{TOWN}/queue").json()["items"]
    assert [(one["kind"], one["name"], one["text"]) for one in waiting] == [
        ("job", "", "OSError: disk full"),
        ("application", "Emil Wart", "Bob Hain"),
    ]
    assert waiting[0]["id"] == str(own)
    assert town.alice.post(f"{TOWN}/jobs/{own}/retry").status_code == 204
    assert town.alice.post(f"{TOWN}/jobs/{own}/retry").json()["code"] == "town_job_unknown"
    assert [one["kind"] for one in town.alice.get(f"{TOWN}/queue").json()["items"]] == ["application"]


def test_the_record_is_narrowed_and_read_as_a_table(town: Programs) -> None:
    assert town.alice.send("PUT", f"{TOWN}/currency", {"name": "elder"}).status_code == 200
    today = town.town.today
    query = f"group=money&actor={town.town.alice_id}&since={today}&until={today}"
    found = [one["what"] for one in town.alice.get(f"{TOWN}/acts?{query}").json()["items"]]
    assert found[0] == "currency.coin_renamed"
    table = town.alice.get(f"{TOWN}/acts.csv?{query}")
    rows = list(csv.DictReader(io.StringIO(table.content.decode())))
    assert [row["code"] for row in rows] == found
    assert town.alice.get(f"{TOWN}/acts?until={today - timedelta(days=1)}").json()["items"] == []


def test_a_gift_is_looked_at_before_it_is_given(town: Programs) -> None:
    gift = {"payee": town.town.emma_code, "amount": {"minor": 250, "unit": "ALD"}, "reason": "a start"}
    seen = town.alice.post(f"{TOWN}/grants/preview", gift).json()
    assert (seen["payee"]["name"], seen["before"]["minor"], seen["after"]["minor"]) == ("Emma Neu", 10_000, 10_250)
    for account in ("commons", "operator"):
        seen = town.alice.post(f"{TOWN}/{account}/payments/preview", gift).json()
        assert (seen["after"]["minor"], seen["is_enough"]) == (-250, False)
    assert town.alice.get(f"{TOWN}/town").json()["supply"]["minor"] == 10_000


def test_whose_limits_a_program_changes_has_a_letter_whether_of_one_or_by_a_rule(town: Programs) -> None:
    bob = town.town.bob_id
    of_one = {"ceiling_minor": 50_000}
    assert town.alice.send("PUT", f"{TOWN}/members/{bob}/limits", of_one).status_code == 200
    jobs.run_due(now=clock.now())
    assert queued(person_of(bob), kind="currency.limits")["email"] == 1
    by_rule = {"who": {"search": "bob"}, "rule": {"which": "ceiling", "base_minor": 60_000}}
    assert town.alice.post(f"{TOWN}/limits/by-rule", by_rule).status_code == 200
    for minutes in (1, 2):
        jobs.run_due(now=clock.now() + timedelta(minutes=minutes))
    assert queued(person_of(bob), kind="currency.limits")["email"] == 2
    assert not queued(person_of(town.town.alice_id), kind="currency.limits")["email"], "who did it knows it"
