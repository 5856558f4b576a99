"""What goes wrong is said on a page, as problem+json or as a fragment, and needs no database."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import TYPE_CHECKING

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path
from django.utils.connection import ConnectionDoesNotExist

from worgl.core.errors import InvalidInput, NotFound, Refusal
from worgl.web.middleware import RefusalMiddleware
from worgl.web.pages import prefers_json
from worgl.web.views.errors import _MaybeDone

pytestmark = pytest.mark.both

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


class LimitReached(Refusal):
    """A refusal with a field."""

    code, status = "limit_reached", 409
    sentence = "Only {free} are free."


def refuse(request: HttpRequest) -> HttpResponse:
    raise LimitReached(free="12.50 <alder>")


def lose(request: HttpRequest) -> HttpResponse:
    error = {"operational": OperationalError, "interface": InterfaceError}[request.GET["kind"]]
    raise error


def break_down(request: HttpRequest) -> HttpResponse:
    message = "secret detail"
    raise RuntimeError(message)


urlpatterns = [
    path("test/refuse/", refuse, name="refuse"),
    path("test/lose/", lose, name="lose"),
    path("test/break/", break_down, name="break"),
    path("", include("worgl.config.urls")),
]
handler400 = "worgl.web.views.bad_request"
handler403 = "worgl.web.views.forbidden"
handler404 = "worgl.web.views.not_found"
handler429 = "worgl.web.views.too_many"
handler500 = "worgl.web.views.server_error"


@pytest.fixture
def visitor(db: None) -> Iterator[Client]:
    """Return a visitor's browser on a site with three pages that fail."""
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


@contextmanager
def no_database() -> Iterator[None]:
    """Make every query fail as a database does that went away."""

    def fail(*args: object) -> None:
        message = "the database is locked"
        raise OperationalError(message)

    with connection.execute_wrapper(fail):
        yield


def text_of(response: Answer) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_a_refusal_is_a_page_with_its_status_and_sentence(visitor: Client) -> None:
    answer = visitor.get("/test/refuse/")
    assert answer.status_code == 409
    assert "Only 12.50 <alder> are free." in text_of(answer)
    assert "<alder>" not in answer.content.decode()
    assert "To the first page" in text_of(answer)


@pytest.mark.parametrize(
    "accept", ["application/json", "application/problem+json", "application/json, text/html;q=0.5"]
)
def test_a_program_gets_problem_json(visitor: Client, accept: str) -> None:
    answer = visitor.get("/test/refuse/", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")
    body = json.loads(answer.content)
    assert (body["code"], body["status"]) == ("limit_reached", 409)
    assert body["fields"] == {"free": "12.50 <alder>"}


@pytest.mark.parametrize("accept", ["*/*", "text/html", "text/html,application/xhtml+xml,*/*;q=0.8", "image/png", ""])
def test_everybody_else_gets_a_page(accept: str) -> None:
    assert not prefers_json(RequestFactory().get("/", headers={"Accept": accept}))


def test_the_api_always_answers_json() -> None:
    assert prefers_json(RequestFactory().get("/api/v1/pay", headers={"Accept": "text/html"}))


def test_a_fragment_gets_an_alert_in_its_own_place(visitor: Client) -> None:
    answer = visitor.get("/test/refuse/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Retarget"] == "#said"
    assert "<html" not in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("kind", ["operational", "interface"])
def test_a_lost_database_is_a_503_that_says_nothing_was_changed(visitor: Client, kind: str) -> None:
    answer = visitor.get("/test/lose/", {"kind": kind})
    assert answer.status_code == 503
    assert "Nothing was changed." in text_of(answer)
    assert "Try again" in text_of(answer)
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize("address", ["/", "/settings/", "/c/alder/members/", "/account/login/", "/nowhere/"])
def test_pages_answer_while_the_database_is_away_and_recover_by_themselves(visitor: Client, address: str) -> None:
    visitor.cookies["sessionid"] = "a" * 32
    with no_database():
        answer = visitor.get(address)
        assert answer.status_code in {200, 302, 404, 503}
        assert "Something broke" not in text_of(answer)
    assert visitor.get(address).status_code in {200, 302, 404}


def test_a_post_while_the_session_store_is_away_tells_to_look_first(visitor: Client) -> None:
    visitor.cookies["sessionid"] = "a" * 32
    with no_database():
        answer = visitor.post("/account/logout/")
    assert answer.status_code == 503
    assert str(_MaybeDone()) in text_of(answer)


def test_a_process_is_alive_without_its_database_and_ready_only_with_it(visitor: Client) -> None:
    assert visitor.get("/readyz").content == b"ready\n"
    with no_database():
        assert visitor.get("/healthz").content == b"ok\n"
        answer = visitor.get("/readyz")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert visitor.get("/readyz", headers={"Host": "whatever.example"}).status_code == 200


@pytest.mark.parametrize(
    "error",
    [
        psycopg.OperationalError("the connection is closed"),
        psycopg.errors.ReadOnlySqlTransaction("cannot execute INSERT in a read-only transaction"),
        psycopg.errors.LockNotAvailable("canceling statement due to lock timeout"),
        psycopg.errors.AdminShutdown("terminating connection"),
        sqlite3.OperationalError("database is locked"),
        sqlite3.DatabaseError("database disk image is malformed"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_a_driver_says_itself_is_a_503_as_well(error: Exception) -> None:
    middleware = RefusalMiddleware(lambda _request: HttpResponse())
    for address, content in (("/", "text/html"), ("/api/v1/me", "application/problem+json")):
        answer = middleware.process_exception(RequestFactory().get(address), error)
        assert answer is not None
        assert (answer.status_code, bool(answer.headers["Retry-After"])) == (503, True)
        assert answer.headers["Content-Type"].startswith(content)


def test_a_statement_that_is_wrong_stays_a_fault_of_ours() -> None:
    middleware = RefusalMiddleware(lambda _request: HttpResponse())
    for error in (psycopg.errors.UniqueViolation(), psycopg.errors.UndefinedTable(), sqlite3.IntegrityError()):
        assert middleware.process_exception(RequestFactory().get("/"), error) is None


def test_a_bug_is_a_page_without_its_detail(visitor: Client) -> None:
    answer = visitor.get("/test/break/")
    assert answer.status_code == 500
    assert "secret detail" not in answer.content.decode()
    assert "Something broke on our side" in text_of(answer)


def test_an_unknown_address_is_a_404_page(visitor: Client) -> None:
    answer = visitor.get("/nowhere/")
    assert answer.status_code == 404
    assert "Nothing here" in text_of(answer)


def test_a_host_that_is_not_ours_is_a_400_page(visitor: Client) -> None:
    answer = visitor.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "cannot be read" in text_of(answer)


def test_too_many_sign_ins_are_a_429_page(visitor: Client) -> None:
    answers = [
        visitor.post("/account/login/", {"login": "a@example.org", "password": "wrong wrong"}) for _try in range(40)
    ]
    last = answers[-1]
    assert last.status_code == 429
    assert "Too many tries" in text_of(last)
    assert last.headers["Retry-After"]


def test_every_answer_carries_the_headers_that_protect_it(visitor: Client) -> None:
    for address in ("/", "/test/refuse/", "/nowhere/", "/test/break/"):
        headers = visitor.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "camera=(self)" in headers["Permissions-Policy"]
        assert headers["Cache-Control"]


def test_bugs_and_other_exceptions_are_left_to_django() -> None:
    middleware = RefusalMiddleware(lambda _request: HttpResponse())
    request = RequestFactory().get("/")
    assert middleware.process_exception(request, ValueError()) is None
    assert middleware.process_exception(request, ConnectionDoesNotExist()) is None
    found = middleware.process_exception(request, NotFound())
    assert found is not None
    refused = middleware.process_exception(request, InvalidInput(field="a", reason="b"))
    assert (found.status_code, refused.status_code if refused else 0) == (404, 422)
