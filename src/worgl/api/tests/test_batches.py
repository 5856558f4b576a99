"""Batches over HTTP: every line is answered in order, whatever stands in it."""

from __future__ import annotations

import json
import threading
import time
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client

from worgl.api.models import KeySpending
from worgl.api.tests.builders import Program, Programs, open_town, person_of, program
from worgl.communities.queries import member
from worgl.core.ids import new_id
from worgl.currency.tests.builders import a_town
from worgl.payments.rules.batch import BATCH_LINES_MAX


@pytest.fixture
def town(db: None) -> Programs:
    """Open a town where Bob has 100.00."""
    return open_town()


def send(who: Program, body: bytes) -> tuple[int, list[dict[str, object]]]:
    """Send a body as it is, and return the status and the answers' lines."""
    answer = Client().generic(
        "POST",
        f"/api/v1/communities/{who.slug}/payments/batch",
        body,
        content_type="application/x-ndjson",
        headers={"Authorization": f"Bearer {who.token}"},
    )
    if answer.status_code != 200:
        return answer.status_code, [answer.json()]
    assert answer["Content-Type"] == "application/x-ndjson"
    return 200, [json.loads(line) for line in answer.content.splitlines()]


def line(payee: str, minor: object = 5, **more: object) -> dict[str, object]:
    return {"id": str(new_id()), "payee": payee, "minor": minor, "unit": "ALD", **more}


def test_every_line_is_answered_in_order(town: Programs) -> None:
    alice, emma = town.town.alice_code, town.town.emma_code
    good = [line(alice, 100, note="Brötchen 🥐"), line(emma, 200), line(alice, 20_000)]
    bad = [
        b"{",
        b"[]",
        b'"text"',
        json.dumps(line(alice, "5")).encode(),
        json.dumps(line(alice, True)).encode(),
        json.dumps(line(alice) | {"id": "x"}).encode(),
        json.dumps(line(alice, extra=1)).encode(),
        json.dumps(line(alice, note="\ud800")).encode(),
        b'{"id": "%s", "payee": "\xff", "minor": 5, "unit": "ALD"}' % str(uuid4()).encode(),
        b'{"id": "%s", "payee": "x", "minor": 5, "minor": 500, "unit": "ALD"}' % str(uuid4()).encode(),
        b"[" * 100_000,
    ]
    lines = [json.dumps(one).encode() for one in good] + bad + [json.dumps(good[0]).encode()]
    status, told = send(town.bob, b"\n".join([b"", *lines, b""]))
    assert status == 200
    assert [one["line"] for one in told] == list(range(1, len(lines) + 1))
    assert [one["code"] for one in told] == [
        *("ok", "ok", "payment_too_large", "not_readable", "invalid_input", "invalid_input", "invalid_input"),
        *(
            "invalid_input",
            "invalid_input",
            "invalid_input",
            "invalid_input",
            "invalid_code",
            "named_twice",
            "not_readable",
        ),
        "already_done",
    ]
    assert told[0]["payment"] == told[-1]["payment"]
    receipt = town.bob.get(f"/communities/{{slug}}/payments/{told[0]['payment']}").json()
    assert receipt["note"] == "Brötchen 🥐"


def test_an_empty_batch_is_answered_by_nothing(town: Programs) -> None:
    assert send(town.bob, b"\n\n") == (200, [])


def test_a_batch_of_too_many_lines_pays_nothing(town: Programs) -> None:
    body = json.dumps(line(town.town.alice_code)).encode() + b"\n"
    status, (problem,) = send(town.bob, body * (BATCH_LINES_MAX + 1))
    assert (status, problem["code"]) == (413, "too_large")


def test_a_body_that_is_too_large_pays_nothing(town: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worgl.payments.api.batches.UPLOAD_MAX", 50)
    status, (problem,) = send(town.bob, json.dumps(line(town.town.alice_code)).encode())
    assert (status, problem["code"]) == (413, "too_large")


def test_a_limited_key_books_no_more_than_its_limit_and_a_repeated_batch_counts_once(town: Programs) -> None:
    walkers = town.town
    bob = program(person_of(walkers.bob_id), slug=walkers.slug, community=walkers.community, day_limit_minor=100)
    body = b"\n".join(json.dumps(line(walkers.alice_code, 30)).encode() for _line in range(3))
    for _again in range(3):
        assert send(bob, body)[0] == 200
    status, (problem,) = send(bob, json.dumps(line(walkers.alice_code, 11)).encode())
    assert (status, problem["code"]) == (409, "key_limit_reached")
    assert send(bob, json.dumps(line(walkers.alice_code, 10)).encode())[0] == 200
    assert bob.get("/communities/{slug}/balance").json()["posted"]["minor"] == 10_000 - 100


def test_a_batch_needs_a_key_that_may_pay(town: Programs) -> None:
    assert send(town.nobody, b"")[0] == 401
    assert send(town.dora, json.dumps(line(town.town.alice_code)).encode())[0] == 403


def test_no_line_of_a_suspended_member_is_paid(town: Programs) -> None:
    path = f"/communities/{{slug}}/members/{town.town.bob_id}"
    assert town.alice.post(f"{path}/suspend", {"reason": "test"}).status_code == 204
    lines = [line(town.town.alice_code), line(town.town.emma_code)]
    status, (told,) = send(town.bob, b"\n".join(json.dumps(one).encode() for one in lines))
    assert (status, told["code"]) == (403, "payer_not_active")


def test_a_batch_between_the_same_ends_counts_what_it_books_anew(town: Programs) -> None:
    walkers = town.town
    bob = program(person_of(walkers.bob_id), slug=walkers.slug, community=walkers.community, day_limit_minor=100)
    first, last = line(walkers.alice_code, 10), line(walkers.alice_code, 10)
    for middle, expected in ((20, 200), (40, 200), (40, 409)):
        # The first books 40 with its ends, the second the same sum without them.
        lines = [first, line(walkers.alice_code, middle), last]
        assert send(bob, b"\n".join(json.dumps(one).encode() for one in lines))[0] == expected


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def test_a_limited_batch_that_falls_to_a_deadlock_is_tried_again_and_counts_once(committed_db: None) -> None:
    town = a_town("Bob", slug=f"t{new_id().hex[-20:]}", payment_limit=0, payment_share=0, day_limit=0)
    town.issue("Bob", 5_000)
    payee = member(town.alice).code
    bob = program(person_of(town["Bob"]), slug=town.view.slug, community=town.community, day_limit_minor=100)
    assert send(bob, json.dumps(line(payee, 10)).encode())[0] == 200
    counted = KeySpending.objects.filter(key__person=person_of(town["Bob"]))
    if connection.vendor == "sqlite":
        # One writes at a time there: a deadlock cannot come about.
        assert counted.get().spent_minor == 10
        return
    answers: list[tuple[int, list[dict[str, object]]]] = []

    def pay() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET deadlock_timeout = '2s'")
        answers.append(send(bob, json.dumps(line(payee, 30)).encode()))
        connection.close()

    batch = threading.Thread(target=pay)
    with transaction.atomic():
        with connection.cursor() as cursor:
            # The other one looks first, so that the batch is the victim.
            cursor.execute("SET LOCAL deadlock_timeout = '60s'")
        counted.select_for_update().get()
        batch.start()
        while not waits_for_a_lock():
            time.sleep(0.01)
        # The batch holds the book and waits for the count, which is held here.
        town.issue("Bob", 1)
    batch.join()
    assert [(status, told[0]["code"]) for status, told in answers] == [(200, "ok")]
    assert counted.get().spent_minor == 40
    assert town.posted("Bob") == 5_001 - 40
