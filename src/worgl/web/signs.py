"""Signs of life for supervisors, and a line a request for operators; stands around everything else.

Answered before hosts, HTTPS and sign-in are looked at: a supervisor asks a process by its loopback address.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from worgl.core.databases import CANDIDATES, is_away

log = logging.getLogger("worgl.requests")

ALIVE = "/healthz"
READY = "/readyz"
RETRY_S = 5
Answer = Callable[[HttpRequest], HttpResponse]


class SignsMiddleware:
    """Answers /healthz and /readyz, and notes each request when WORGL_LOG_REQUESTS asks for it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a sign of life here; pass everything else on."""
        if request.method in {"GET", "HEAD"} and request.path_info in {ALIVE, READY}:
            return _ready() if request.path_info == READY else _said(200, "ok")
        if not settings.LOG_REQUESTS:
            return self.get_response(request)
        began = time.perf_counter()
        response = self.get_response(request)
        took_ms = round((time.perf_counter() - began) * 1_000)
        log.info("%s %s %d %d ms", request.method, place(request), response.status_code, took_ms)
        return response


def place(request: HttpRequest) -> str:
    """Return which address was asked for, as the pattern it follows: names, codes and tokens in it are personal."""
    if request.resolver_match is not None:
        return f"/{request.resolver_match.route}"
    if request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
        return request.path_info
    return "(no such address)"


def _ready() -> HttpResponse:
    """Say "ready" when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except CANDIDATES as error:
        if not is_away(error):
            raise
        return _said(503, "the database does not answer")
    return _said(200, "ready")


def _said(status: int, sentence: str) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    if status == 503:  # noqa: PLR2004 -- an HTTP status
        headers["Retry-After"] = str(RETRY_S)
    return HttpResponse(f"{sentence}\n", status=status, content_type="text/plain", headers=headers)


class RouteOnly(logging.Filter):
    """Lets no address of a request into the log, only the pattern it follows, and no traceback of a lost database."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the pattern where Django puts the address."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            shown = place(request)
            record.args = tuple(shown if value == request.path else value for value in record.args)
        if record.exc_info and is_away(record.exc_info[1]):
            # It is no fault of the code, and each request would leave one.
            record.exc_info, record.exc_text = None, None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True
