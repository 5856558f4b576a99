"""What is sent means one thing, or nothing is done: bodies, what stands behind the question mark, headers, methods."""

from __future__ import annotations

import json
import re
from uuid import uuid4

import pytest
from django.test import Client

from worgl.api.api.assembly import api
from worgl.api.tests.builders import Programs, open_town, things_for
from worgl.core.requestid import RequestIds

PAYMENTS = "/communities/{slug}/payments"
LANGUAGES = ("en", "de", "es", "fr")


@pytest.fixture
def town(db: None) -> Programs:
    return open_town()


def send(town: Programs, body: bytes, *, path: str = PAYMENTS, **headers: str) -> tuple[int, dict[str, object]]:
    """Send a body as it is."""
    sent = {"Authorization": f"Bearer {town.bob.token}", "Idempotency-Key": str(uuid4()), **headers}
    address = "/api/v1" + path.replace("{slug}", town.town.slug)
    answer = Client().generic("POST", address, body, content_type="application/json", headers=sent)
    return answer.status_code, answer.json()


def balance(town: Programs) -> int:
    return int(town.bob.get("/communities/{slug}/balance").json()["posted"]["minor"])


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ('{"payee": "%s", "payee": "%s", "amount": {"minor": 5, "unit": "ALD"}}', "payee"),
        ('{"payee": "%s", "amount": {"minor": 5, "minor": 500, "unit": "ALD"}}', "minor"),
        ('{"payee": "%s", "amount": {"minor": 5, "unit": "ALD", "unit": "EUR"}}', "unit"),
        ('{"payee": "%s", "note": "a", "amount": {"minor": 5, "unit": "ALD"}, "n\\u006fte": "b"}', "note"),
    ],
)
def test_a_name_that_stands_twice_is_refused_with_its_name(town: Programs, body: str, name: str) -> None:
    text = body.replace("%s", town.town.alice_code)
    status, problem = send(town, text.encode())
    assert (status, problem["code"], problem["fields"]["field"]) == (400, "named_twice", name)  # type: ignore[index]  # JSON of any shape
    assert balance(town) == 10_000


def test_a_name_that_stands_twice_spoils_its_line_of_a_batch(town: Programs) -> None:
    one = f'{{"id": "{uuid4()}", "payee": "{town.town.alice_code}", "minor": 5, "unit": "ALD"}}'
    lines = [one, one.replace('"minor": 5', '"minor": 5, "minor": 900'), one.replace('"ALD"', '"EUR"')]
    answer = town.bob.send("POST", f"{PAYMENTS}/batch", "\n".join(lines))
    codes = [json.loads(line)["code"] for line in answer.content.decode().splitlines()]
    assert codes == ["ok", "named_twice", "mixed_units"]


@pytest.mark.parametrize("body", [b"{", b"[" * 100_000, b'{"minor": NaN}', b"\xff", b"Infinity", b'"' + b"9" * 10])
def test_what_is_no_json_is_told_so(town: Programs, body: bytes) -> None:
    assert send(town, body)[1]["code"] == "not_readable"


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("?limit=3&directon=in", "query_unknown", "directon"),
        ("?Limit=3", "query_unknown", "Limit"),
        ("?limit=3&limit=4", "query_twice", "limit"),
        ("?cursor=&cursor=", "query_twice", "cursor"),
    ],
)
def test_a_parameter_nobody_knows_or_that_stands_twice_is_refused(
    town: Programs, query: str, code: str, field: str
) -> None:
    answer = town.bob.get(f"/communities/{{slug}}/activity{query}")
    assert (answer.status_code, answer.json()["code"], answer.json()["fields"]["field"]) == (422, code, field)


def test_every_address_refuses_a_parameter_it_does_not_know(town: Programs) -> None:
    for path, ways in api.get_openapi_schema()["paths"].items():
        address = re.sub(r"\{(\w+)\}", lambda found: things.get(found[1], str(uuid4())), path.removeprefix("/api/v1"))
        for method in ways:
            answer = town.alice.send(method.upper(), f"{address}?no_such_thing=1")
            assert (answer.status_code, answer.json()["code"]) == (422, "query_unknown"), (method, path)


things = {"slug": "alderbrook", "role": "treasurer", "kind": "communities.admitted", "token": "token"}


@pytest.mark.parametrize("sent", ["", " ", ",", "Bäckerei", "ABCD,", ",ABCD", "ABCD,EFGH", "x" * 51, "ABCD;EFGH"])
def test_a_header_that_names_for_whom_one_acts_and_cannot_be_read_moves_nothing(town: Programs, sent: str) -> None:
    order = {"payee": town.town.alice_code, "amount": {"minor": 5, "unit": "ALD"}}
    status, problem = send(town, json.dumps(order).encode(), **{"Acting-For": sent})
    assert (status, problem["code"]) == (400, "header_unreadable")
    assert town.bob.get("/communities/{slug}/balance", **{"Acting-For": sent}).status_code == 400
    assert town.bob.get("/me", **{"Acting-For": sent}).status_code == 400, "also where nobody acts for a shop"
    assert balance(town) == 10_000


@pytest.mark.parametrize("key", ["", "ä", "a b", "k1,k2", "k1,"])
def test_a_key_that_cannot_be_read_is_none(town: Programs, key: str) -> None:
    order = {"payee": town.town.alice_code, "amount": {"minor": 5, "unit": "ALD"}}
    status, problem = send(town, json.dumps(order).encode(), **{"Idempotency-Key": key})
    assert (status, problem["code"], balance(town)) == (400, "key_missing", 10_000)


def test_all_faults_of_a_request_are_told_at_once_in_sentences(town: Programs) -> None:
    body = {"payee": 5, "amount": {"minor": 0}, "note": "a\nb", "extra": 1}
    told = {}
    for language in LANGUAGES:
        status, problem = send(town, json.dumps(body).encode(), **{"Accept-Language": language})
        assert (status, problem["code"]) == (422, "invalid_input")
        told[language] = {fault["field"]: fault["reason"] for fault in problem["errors"]}  # type: ignore[attr-defined]  # JSON of any shape
    assert told["en"] == {
        "payee": "This must be a text.",
        "amount.minor": "This must be at least 1.",
        "amount.unit": "This is missing.",
        "note": "This has characters that are not allowed here.",
        "extra": "This is not known here. Leave it out.",
    }
    assert [set(one) for one in told.values()] == [set(told["en"])] * len(LANGUAGES)


def test_the_missing_key_is_told_along_with_what_else_is_wrong(town: Programs) -> None:
    _status, problem = send(town, b'{"payee": "x"}', **{"Idempotency-Key": ""})
    assert problem["code"] == "key_missing"
    assert [fault["field"] for fault in problem["errors"]] == ["amount", "Idempotency-Key"]  # type: ignore[attr-defined]  # JSON of any shape


def test_no_sentence_of_a_fault_shows_a_pattern_or_the_name_of_a_type(town: Programs) -> None:
    bodies = [
        b'{"payee": "%s", "amount": {"minor": 1e30, "unit": "ALD"}}',
        b'{"payee": null, "amount": [], "note": []}',
        b'{"rhythm": "never", "first": "2026-13-01", "times": "x", "payee": {}, "is_split": "maybe"}',
        b"5",
    ]
    for path in (PAYMENTS, "/communities/{slug}/standing-orders", "/communities/{slug}/vouchers"):
        for body in bodies:
            _status, problem = send(town, body, path=path)
            for fault in problem["errors"]:  # type: ignore[attr-defined]  # JSON of any shape
                assert not re.search(r"[\^\\\[\]]|pattern|pydantic|valid string|_type|StrEnum", fault["reason"])


def test_head_is_answered_as_get_is_without_a_body(town: Programs) -> None:
    for path in ("/me", "/communities/{slug}/balance", "/communities/{slug}/activity?limit=1"):
        get, head = (town.bob.send(method, path) for method in ("GET", "HEAD"))
        assert (head.status_code, head.content) == (200, b"")
        assert (head["ETag"], head["Content-Length"]) == (get["ETag"], str(len(get.content)))
    assert town.nobody.send("HEAD", "/me").status_code == 401
    assert town.bob.send("HEAD", f"{PAYMENTS}/batch").status_code == 405


def test_every_address_tells_its_methods(town: Programs) -> None:
    for path, ways in api.get_openapi_schema()["paths"].items():
        filled = re.sub(r"\{(\w+)\}", lambda found: things.get(found[1], str(uuid4())), path.removeprefix("/api/v1"))
        answer = town.nobody.send("OPTIONS", filled)
        head = {"HEAD"} if "get" in ways else set()
        assert answer.status_code == 204, path
        assert set(answer["Allow"].split(", ")) == {method.upper() for method in ways} | {"OPTIONS"} | head
        refused = town.nobody.send("PATCH", filled)
        assert (refused.status_code, refused["Allow"]) == (405, answer["Allow"])
    assert Client().options("/api/v1/")["Allow"] == "GET, HEAD, OPTIONS"
    assert Client().options("/api/v1/openapi.json")["Allow"] == "GET, HEAD, OPTIONS"


def test_every_answer_has_a_name_that_can_be_brought_along_and_is_in_the_log(
    town: Programs, caplog: pytest.LogCaptureFixture
) -> None:
    made = [town.bob.get("/me")["X-Request-ID"] for _time in range(2)]
    assert len(set(made)) == 2
    assert town.bob.get("/me", **{"X-Request-ID": "till-7.12"})["X-Request-ID"] == "till-7.12"
    for bad in ("a b", "x" * 65, "a\nb", "ä", ""):
        assert town.bob.get("/me", **{"X-Request-ID": bad})["X-Request-ID"] != bad
    caplog.handler.addFilter(RequestIds())
    town.bob.get("/nowhere", **{"X-Request-ID": "till-8"})
    (record,) = [record for record in caplog.records if record.name == "django.request"]
    assert record.request_id == "till-8"  # type: ignore[attr-defined]  # JSON of any shape


def test_a_thing_that_is_there_can_be_asked_for_by_options_too(town: Programs) -> None:
    payment = things_for(town.town, f"{PAYMENTS}/{{payment}}")["payment"]
    assert town.bob.send("OPTIONS", f"{PAYMENTS}/{payment}").status_code == 204
