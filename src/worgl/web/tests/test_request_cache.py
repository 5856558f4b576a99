"""A request is one reading until it writes; two requests share nothing."""

from __future__ import annotations

from itertools import count

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from worgl.core.request_cache import cached
from worgl.web.middleware import RequestCacheMiddleware

NUMBERS = count()


@cached
def look_up() -> int:
    """Return another number each time it is asked."""
    return next(NUMBERS)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_request_asks_once(method: str) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{look_up()} {look_up()}")

    pages = [RequestCacheMiddleware(answer)(RequestFactory().generic(method, "/")) for _request in range(2)]
    (first, again), (other, _again) = (page.content.split() for page in pages)
    assert first == again
    assert first != other


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "is_one"), [("SELECT 1", True), ("\n SELECT 1", True), ("UPDATE core_fact SET pending = pending", False)]
)
def test_a_statement_that_writes_lets_a_request_ask_anew(sql: str, is_one: bool) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        first = look_up()
        with connection.cursor() as cursor:
            cursor.execute(sql)
        return HttpResponse(str(first == look_up()))

    page = RequestCacheMiddleware(answer)(RequestFactory().post("/"))
    assert page.content.decode() == str(is_one)
