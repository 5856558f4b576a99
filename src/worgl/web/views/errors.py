"""Django's error hooks in our words; none of these pages needs the database or a session."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from worgl.core.databases import is_away
from worgl.core.errors import NotAllowed, NotFound, Refusal, Unavailable
from worgl.web.pages import Trouble, refusal_response, trouble_response

MAYBE_DONE = _(
    "worgl lost its database for a moment. If you were sending something, look first whether it arrived; "
    "sending it again is safe."
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400: an address or a request that cannot be read."""
    trouble = Trouble(
        400,
        "bad_request",
        "circle-alert",
        _("This request cannot be read"),
        _("Your browser sent something worgl does not understand."),
        _("Type the address of your community again, or ask whoever gave it to you."),
    )
    return trouble_response(request, trouble)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    return refusal_response(request, NotAllowed())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    return refusal_response(request, NotFound())


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer 429, also for allauth's rate limits (its `handler429`)."""
    trouble = Trouble(
        429,
        "too_many_tries",
        "timer",
        _("Too many tries"),
        _("There were too many tries from here in a short time."),
        _("Wait a few minutes, then try again. This protects every account against guessing."),
    )
    return trouble_response(request, trouble)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose protection mark is missing or old: nothing was done, a fresh page helps."""
    trouble = Trouble(
        403,
        "stale_form",
        "refresh-cw",
        _("This page was open too long"),
        _("For your safety the form was not accepted, and nothing was changed."),
        _("Go back, reload the page and send it again. If that does not help, allow cookies for this site."),
    )
    return trouble_response(request, trouble)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 when it is the database that is away (also from within a middleware)."""
    error = sys.exc_info()[1]
    if isinstance(error, Refusal):
        return refusal_response(request, error)
    if is_away(error):
        if request.method in {"GET", "HEAD"}:
            return refusal_response(request, Unavailable())
        return refusal_response(request, _MaybeDone())
    trouble = Trouble(
        500,
        "server_error",
        "wrench",
        _("Something broke on our side"),
        _("This is a fault in worgl, not yours. It was written to the operator's log."),
        _("Go back and try again. If it happens again, tell whoever runs this site what you were doing."),
    )
    return trouble_response(request, trouble)


class _MaybeDone(Unavailable):
    """The database went away around a view that may have finished."""

    sentence = MAYBE_DONE
