"""Turns a refusal or a lost database, wherever it comes up in a view, into an answer people can use."""

from __future__ import annotations

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from worgl.core.errors import Refusal, Unavailable
from worgl.web.pages import refusal_response

DATABASE_LOST = (OperationalError, InterfaceError)
HEADERS = {
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cache-Control": "private, no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Said with every answer that does not say otherwise: pages hold balances, so only the reader's browser keeps them."""


class RefusalMiddleware:
    """Answers refusals of views; what happens outside views ends in `views.server_error`.

    Nothing is kept between requests: as soon as the database answers again, so do the pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and put the headers on its answer."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal or a lost database; leave everything else, which is a bug, to the 500 page."""
        if isinstance(exception, Refusal):
            return refusal_response(request, exception)
        if isinstance(exception, DATABASE_LOST):
            return refusal_response(request, Unavailable())
        return None
