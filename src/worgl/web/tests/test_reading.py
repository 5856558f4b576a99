"""A safe request is one reading; two requests share nothing."""

from __future__ import annotations

from itertools import count

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from worgl.core.reading import remembered
from worgl.web.middleware import ReadingMiddleware

NUMBERS = count()


@remembered
def look_up() -> int:
    """Return another number each time it is asked."""
    return next(NUMBERS)


@pytest.mark.parametrize(("method", "is_one"), [("GET", True), ("HEAD", True), ("POST", False)])
def test_a_safe_request_asks_once_and_a_writing_one_each_time(method: str, is_one: bool) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{look_up()} {look_up()}")

    pages = [ReadingMiddleware(answer)(RequestFactory().generic(method, "/")) for _request in range(2)]
    (first, again), (other, _again) = (page.content.split() for page in pages)
    assert (first == again) is is_one
    assert first != other
