"""The document says what is true: random requests meet no fault of ours and no answer it does not describe."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

import pytest
import schemathesis
from django.conf import settings as settings_of_site
from django.test.client import ClientHandler
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator, ValidationError
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from worgl.api.api.assembly import api
from worgl.api.api.explaining import operations
from worgl.api.models import Message
from worgl.api.tests.builders import Program, Programs, open_town, rolled_back, things_for
from worgl.core import clock, outbox
from worgl.core.domains import webhook_events
from worgl.core.rest import Shape, document

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = int(os.environ.get("WORGL_RANDOM_REQUESTS", "2"))
"""Random requests for each address, each person, and each way of making them: sound or broken."""
HARD = settings(
    max_examples=EXAMPLES,
    database=None,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@schemathesis.serializer("image/jpeg", "image/png", "image/webp")
def as_it_is(ctx: schemathesis.SerializationContext, value: object) -> bytes:
    """Write a body that is a file."""
    return value.encode(errors="replace") if isinstance(value, str) else bytes(cast("bytes", value))


@schemathesis.serializer("application/x-ndjson")
def one_line(ctx: schemathesis.SerializationContext, value: object) -> bytes:
    """Write a body of one line."""
    return json.dumps(value).encode()


def test_no_two_shapes_have_one_name() -> None:
    """The document names each shape by its class, so the second one of a name would stand where the first is meant."""
    # Not those that other tests make up.
    found = [one for one in _shapes(Shape) if "tests" not in one.__module__.split(".")]
    own = [one for one in found if not one.__pydantic_generic_metadata__["args"]]
    assert [name for name, times in Counter(one.__name__ for one in own).items() if times > 1] == []


def _shapes(base: type[Shape]) -> Iterator[type[Shape]]:
    for shape in base.__subclasses__():
        yield shape
        yield from _shapes(shape)


def test_a_thing_of_another_kind_meets_no_status_that_is_not_described(db: None) -> None:
    """The staff of who is no shop, a payment that is a request, and all other such mistakes."""
    town = open_town()
    things = things_for(town.town, "{payment} {asked} {shop}")
    ids = {*things.values(), town.town.bob_code, "\u00e4"}
    undescribed = {}
    for path, ways in api.get_openapi_schema()["paths"].items():
        names = [name for name in re.findall(r"\{(\w+)\}", path) if name != "slug"]
        for method, own in itertools.product(ways, sorted(ids) if names else []):
            address = path.removeprefix("/api/v1").format_map(dict.fromkeys(names, own) | {"slug": town.town.slug})
            with rolled_back():
                status = town.alice.send(method.upper(), address, {}).status_code
            if str(status) not in ways[method]["responses"]:
                undescribed[method, address] = status
    assert undescribed == {}


def test_everything_in_the_document_is_explained_and_has_a_sample() -> None:
    made = api.get_openapi_schema()
    shapes = made["components"]["schemas"]
    members = [(shape, name, part) for shape, own in shapes.items() for name, part in own.get("properties", {}).items()]
    assert [(shape, name) for shape, name, part in members if not part.get("description")] == []
    assert [(shape, name) for shape, name, part in members if "$ref" not in part and "examples" not in part] == []
    assert [name for name, shape in shapes.items() if not shape.get("description")] == []
    every = list(operations(made))
    assert [path for path, _method, operation in every if not operation.get("description")] == []
    assert [(path, one["name"]) for path, _m, own in every for one in own["parameters"] if not one["description"]] == []
    assert made["servers"][0]["url"] == settings_of_site.SITE_URL


def test_every_sample_fits_its_schema() -> None:
    made = api.get_openapi_schema()
    wrong, found = [], 0
    for path, method, operation in operations(made):
        for holder in (operation.get("requestBody", {}), *operation["responses"].values()):
            for media, content in holder.get("content", {}).items():
                if "example" in content:
                    found += 1
                    schema = {"components": made["components"], **content["schema"]}
                    wrong += [(path, method, media, each.message) for each in _faults(schema, content["example"])]
    assert wrong == []
    assert found > 150


def _faults(schema: dict[str, Any], value: object) -> list[ValidationError]:
    return list(Draft202012Validator(schema).iter_errors(value))


def test_every_kind_of_fact_a_webhook_tells_has_its_fields_in_the_document(db: None) -> None:
    made = api.get_openapi_schema()["webhooks"]
    assert set(made) == set(webhook_events())
    town = open_town()
    town.bob.post("/communities/{slug}/webhooks", {"url": "https://example.org/hook", "kinds": ["payments.paid"]})
    order = {"payee": town.town.emma_code, "amount": {"minor": 5, "unit": "ALD"}}
    assert town.bob.post("/communities/{slug}/payments", order).status_code == 200
    outbox.deliver(now=clock.now())
    (message,) = Message.objects.all()
    schema = made["payments.paid"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert _faults(schema, json.loads(message.body)) == []
    assert set(json.loads(message.body)["data"]) == set(schema["properties"]["data"]["properties"])


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # schemathesis and its HTTP client warn of what they try on purpose
def test_random_requests_meet_what_the_document_describes(db: None) -> None:
    town = open_town()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", site)
    statuses: Counter[int] = Counter()
    tried = set()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        tried.add((operation.path, operation.method.lower()))
        for who in (town.alice, town.bob):
            for mode in GenerationMode:
                with rolled_back():
                    _try(operation, mode, town, who, statuses)
    assert tried == {(path, method) for path, ways in document()["paths"].items() for method in ways}
    assert {200, 204, 404, 409, 422} <= statuses.keys(), statuses


def site(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """Answer as the WSGI application does, but leave the connection of the test's own transaction open.

    What asks unpacks no answer, so it must not say that it would: HTTP clients say so unasked.
    """
    environ.pop("HTTP_ACCEPT_ENCODING", None)
    response = _handler()(environ)
    start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return list(response)


@cache
def _handler() -> ClientHandler:
    return ClientHandler(enforce_csrf_checks=True)


def _try(
    operation: APIOperation[Any, Any, Any, Any],
    mode: GenerationMode,
    town: Programs,
    who: Program,
    statuses: Counter[int],
) -> None:
    real = _ids_of(town, operation.path)
    headers = {"Authorization": f"Bearer {who.token}"}

    @HARD
    @given(case=operation.as_strategy(mode), is_real=st.booleans())
    def sent(case: Case[Any], is_real: bool) -> None:
        if is_real:
            _fill(case, real)
        answer = case.call(headers=headers)
        statuses[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    run: Callable[[], None] = sent
    run()


def _fill(case: Case[Any], real: dict[str, str]) -> None:
    """Name things that are there, and a key nobody used."""
    case.path_parameters = {name: real.get(name, value) for name, value in (case.path_parameters or {}).items()}
    if isinstance(case.body, dict):
        case.body.update({name: real["payee"] for name in ("payee", "payer", "member") if name in case.body})
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = str(uuid4())


def _ids_of(town: Programs, path: str) -> dict[str, str]:
    return {**things_for(town.town, path), "payee": town.town.emma_code}
