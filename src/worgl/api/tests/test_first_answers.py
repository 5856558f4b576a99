"""A key gets its first answer again: from a page, from a single request and in a batch, when it was a refusal, too."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from worgl.api.tests.builders import Program, Programs, open_town, person_of, program
from worgl.communities.commands import open_shop
from worgl.communities.queries import member, member_by_code
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import Scope
from worgl.currency.commands import issue

PAYMENTS = "/communities/{slug}/payments"
BATCH = f"{PAYMENTS}/batch"
LIMIT = 5_000


@pytest.fixture
def town(db: None) -> Programs:
    """Open a town where Bob has 100.00."""
    return open_town()


def order(town: Programs, minor: int = 10_000, **more: object) -> dict[str, object]:
    return {"payee": town.town.emma_code, "amount": {"minor": minor, "unit": "ALD"}, "note": "", **more}


def line(town: Programs, key: str, minor: int = 10_000) -> str:
    return json.dumps({"id": key, "payee": town.town.emma_code, "minor": minor, "unit": "ALD"})


def fund(town: Programs, minor: int = 10_000) -> None:
    now, walkers = clock.now(), town.town
    issue(
        actor=walkers.alice_id,
        payee=walkers.bob_id,
        amount_minor=minor,
        reason="a start",
        key=IdempotencyKey(uuid4().hex),
        now=now,
    )


def spend_all(town: Programs) -> None:
    assert town.bob.post(PAYMENTS, order(town)).status_code == 200


def batch(town: Programs, *lines: str) -> list[str]:
    answer = town.bob.send("POST", BATCH, "\n".join(lines))
    return [json.loads(one)["code"] for one in answer.content.decode().splitlines()]


def balance(who: Program) -> int:
    return int(who.get("/communities/{slug}/balance").json()["posted"]["minor"])


def test_a_payment_that_was_refused_is_refused_again_though_there_is_money_now(town: Programs) -> None:
    spend_all(town)
    key = str(uuid4())
    first = town.bob.post(PAYMENTS, order(town), key=key)
    assert (first.status_code, first.json()["code"]) == (409, "not_enough")
    fund(town)
    again = town.bob.post(PAYMENTS, order(town), key=key)
    assert (again.status_code, again.content) == (409, first.content)
    assert balance(town.bob) == 10_000
    assert town.bob.post(PAYMENTS, order(town)).status_code == 200, "a new key is a new payment"


def test_a_refusal_is_told_again_in_the_language_of_who_reads_it(town: Programs) -> None:
    spend_all(town)
    key = str(uuid4())
    told = {
        language: town.bob.send("POST", PAYMENTS, order(town), key=key, headers={"Accept-Language": language}).json()
        for language in ("en", "de", "en")
    }
    assert told["en"]["fields"] == told["de"]["fields"]
    assert told["en"]["detail"] != told["de"]["detail"]


def test_single_payment_and_batch_are_one_by_their_key(town: Programs) -> None:
    spend_all(town)
    single, many, paid = (str(uuid4()) for _key in range(3))
    assert town.bob.post(PAYMENTS, order(town), key=single).json()["code"] == "not_enough"
    assert batch(town, line(town, many)) == ["not_enough"]
    fund(town, 20_000)
    assert batch(town, line(town, single), line(town, many), line(town, paid)) == ["not_enough", "not_enough", "ok"]
    again = town.bob.post(PAYMENTS, order(town), key=many)
    assert (again.status_code, again.json()["code"]) == (409, "not_enough")
    assert "{" not in again.json()["detail"]
    assert town.bob.post(PAYMENTS, order(town), key=paid).status_code == 200
    assert town.bob.post(PAYMENTS, order(town, 9_999), key=single).json()["code"] == "key_reused"
    assert batch(town, line(town, single, 9_999)) == ["key_reused"]
    assert balance(town.bob) == 10_000


def test_a_payee_who_had_left_and_a_limit_of_the_day_are_answers_like_not_enough(town: Programs) -> None:
    walkers, key, other = town.town, str(uuid4()), str(uuid4())
    emma = member_by_code(community=walkers.community, code=walkers.emma_code).id
    too_large = order(town, 10_001)
    assert town.bob.post(PAYMENTS, too_large, key=key).json()["code"] == "payment_too_large"
    assert batch(town, line(town, key, 10_001)) == ["payment_too_large"]
    town.alice.post(f"/communities/{{slug}}/members/{emma}/suspend", {"reason": "test"})
    assert batch(town, line(town, other)) == ["payee_gone"]
    town.alice.post(f"/communities/{{slug}}/members/{emma}/reinstate", {})
    assert batch(town, line(town, other)) == ["payee_gone"]


def test_what_is_wrong_with_the_request_itself_uses_no_key_up(town: Programs) -> None:
    key = str(uuid4())
    for body in (order(town, payee="?"), order(town, 0), order(town, payee=str(uuid4()))):
        assert town.bob.post(PAYMENTS, body, key=key).status_code in {404, 422}
    reader = program(person_of(town.town.bob_id), Scope.READ, slug=town.town.slug)
    assert reader.post(PAYMENTS, order(town), key=key).status_code == 403
    assert town.bob.post(PAYMENTS, order(town), key=key).status_code == 200


def test_every_kind_of_write_keeps_its_first_answer(town: Programs) -> None:
    """A refund, vouchers and an invitation, each refused by how things stood."""
    later = (clock.now() + timedelta(days=9)).date().isoformat()
    vouchers = {"amount": {"minor": 10_000, "unit": "ALD"}, "count": 2, "last_day": later}
    key = str(uuid4())
    first = town.bob.post("/communities/{slug}/vouchers", vouchers, key=key)
    assert (first.status_code, first.json()["code"]) == (409, "vouchers_not_covered")
    fund(town, 20_000)
    assert town.bob.post("/communities/{slug}/vouchers", vouchers, key=key).content == first.content
    paid = town.bob.post(PAYMENTS, order(town, payee=town.town.alice_code)).json()["id"]
    town.alice.post(PAYMENTS, order(town, 10_000))
    back = {"reason": "dry"}
    refund = f"{PAYMENTS}/{paid}/refund"
    refused = town.alice.post(refund, back, key=key)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_enough")
    town.bob.post(PAYMENTS, order(town, payee=town.town.alice_code))
    assert town.alice.post(refund, back, key=key).content == refused.content
    assert town.alice.post(refund, back).status_code == 200


def test_a_page_that_was_refused_pays_by_its_new_form_and_not_by_the_old_one(town: Programs) -> None:
    walkers = town.town
    spend_all(town)
    page = f"/c/{walkers.slug}/pay/{walkers.emma_code}/"
    check = f"{page}check/?key=form-1"
    walkers.bob.post(page, {"amount": "50.00", "note": "", "key": "form-1"})
    refused = walkers.bob.post(check)
    assert refused.status_code == 409
    assert "form-1" not in refused.content.decode(), "the form that is shown again has a key of its own"
    fund(town)
    walkers.bob.post(page, {"amount": "50.00", "note": "", "key": "form-1"})
    old = walkers.bob.post(check)
    assert old.status_code == 303, "the old form has had its answer"
    assert balance(town.bob) == 10_000
    fresh = walkers.bob.get(old.headers["Location"])
    assert "This form has had its answer" in fresh.content.decode()
    assert walkers.bob.post(old.headers["Location"]).status_code == 302
    assert balance(town.bob) == 5_000


# -- what a key may spend in a day


@pytest.fixture
def limited(town: Programs) -> Program:
    """Return a key of Bob's that may pay 50.00 a day."""
    walkers = town.town
    return program(person_of(walkers.bob_id), slug=walkers.slug, community=walkers.community, day_limit_minor=LIMIT)


def test_one_key_in_three_places_does_not_spend_a_limit_three_times(town: Programs, limited: Program) -> None:
    now, key = clock.now(), str(uuid4())
    shop = open_shop(actor=town.town.bob_id, name="Bakery", key=IdempotencyKey("shop"), now=now)
    town.alice.post(f"/communities/{{slug}}/applications/{shop}/approve", {})
    assert town.bob.post(PAYMENTS, order(town, 4_000, payee=member(shop).code)).status_code == 200
    vouchers = {
        "amount": {"minor": 2_500, "unit": "ALD"},
        "count": 2,
        "last_day": (now + timedelta(days=9)).date().isoformat(),
    }
    fund(town)
    acting = {"Acting-For": member(shop).code}
    answers = [
        limited.post(PAYMENTS, order(town, LIMIT), key=key),
        limited.post("/communities/{slug}/vouchers", vouchers, key=key),
        limited.send("POST", PAYMENTS, order(town, 4_000), key=key, headers=acting),
        limited.send("POST", BATCH, line(town, str(uuid4()), 1)),
    ]
    assert [answer.status_code for answer in answers] == [200, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers[1:]} == {"key_limit_reached"}


def test_a_request_and_a_pay_list_count_with_all_else_and_once_however_often_they_are_sent(
    town: Programs, limited: Program
) -> None:
    asked = town.alice.post(
        "/communities/{slug}/requests", {"payer": town.town.bob_code, "amount": {"minor": 2_000, "unit": "ALD"}}
    )
    pay = f"/communities/{{slug}}/requests/{asked.json()['id']}/pay"
    assert [limited.post(pay, key=key).status_code for key in ("a", "a", "b")] == [200, 200, 200]
    table = f"{town.town.emma_code};20.00;bread\n{town.town.alice_code};5.00;bread"
    lists = "/communities/{slug}/pay-lists"
    made = [limited.send("POST", lists, table).json()["id"] for _list in range(2)]
    start = [limited.post(f"{lists}/{made[place]}/start", {"mode": "all"}, key=str(place)) for place in (0, 0, 1)]
    assert [one.status_code for one in start] == [200, 200, 409]
    assert limited.post(PAYMENTS, order(town, 501)).json()["fields"]["free_minor"] == "500"
    assert limited.post(PAYMENTS, order(town, 500)).status_code == 200


def test_a_payment_a_batch_has_made_is_not_counted_again_when_it_is_sent_alone(
    town: Programs, limited: Program
) -> None:
    key = str(uuid4())
    body = line(town, key, 3_000)
    assert [limited.send("POST", BATCH, body).status_code for _again in range(2)] == [200, 200]
    assert limited.post(PAYMENTS, order(town, 3_000), key=key).status_code == 200
    assert limited.post(PAYMENTS, order(town, 2_000)).status_code == 200
    assert balance(town.bob) == 10_000 - LIMIT


def test_a_limit_that_was_used_up_is_the_answer_of_its_key_the_next_day(town: Programs, limited: Program) -> None:
    key = str(uuid4())
    assert limited.post(PAYMENTS, order(town, LIMIT)).status_code == 200
    refused = limited.post(PAYMENTS, order(town, 100), key=key)
    assert refused.json()["code"] == "key_limit_reached"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE api_keyspending SET spent_minor = 0")
    assert limited.post(PAYMENTS, order(town, 100), key=key).content == refused.content
    assert limited.post(PAYMENTS, order(town, 100)).status_code == 200
