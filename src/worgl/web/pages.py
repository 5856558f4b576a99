"""Answers to everything that goes wrong, as page, fragment or problem+json; none of them needs the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from worgl.communities.queries import Member
from worgl.communities.rules import MemberState
from worgl.core.errors import NotAllowed, Problem, Refusal, problem
from worgl.web.context import bare_shell

JSON_TYPES = ("application/problem+json", "application/json")
RETRY_S = 5
"""Seconds after which a browser or program may ask again when the database was away."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What an error page says: a heading, what happened, and what to do now."""

    status: int
    code: str
    icon: str
    title: str | Promise
    sentence: str | Promise
    advice: str | Promise


ADVICE: Mapping[int, tuple[str, str | Promise, str | Promise]] = {
    403: (
        "shield",
        gettext_lazy("You have no access to this page"),
        gettext_lazy("If you think you should see this, ask an administrator of your community."),
    ),
    404: (
        "map-pin",
        gettext_lazy("Nothing here"),
        gettext_lazy("The link may be old or mistyped. Go back, or start from the first page."),
    ),
    429: (
        "timer",
        gettext_lazy("Too many tries"),
        gettext_lazy("Wait a few minutes, then try again. This protects every account against guessing."),
    ),
    503: (
        "server-off",
        gettext_lazy("One moment, please"),
        gettext_lazy("Trying again is safe: nothing is ever booked twice."),
    ),
}
"""Icon, heading and advice by status, where the refusal itself does not say more."""

OTHER = (
    "circle-alert",
    gettext_lazy("That did not work"),
    gettext_lazy("Nothing was changed. Go back, correct it and try again."),
)


AGAIN = gettext_lazy("This form was sent before and has had its answer. Open its page anew to try again.")
"""What to do about a refusal that is told again: a page opened anew has a key of its own."""


def refusal_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return a refusal in the form its reader asked for."""
    if _waits(request, refusal):
        return redirect("communities:waiting", slug=request.community.slug)  # type: ignore[attr-defined]  # a member page set it
    icon, title, advice = ADVICE.get(refusal.status, OTHER)
    if refusal.is_again:
        advice = AGAIN
    trouble = Trouble(refusal.status, refusal.code, icon, title, str(refusal), advice)
    return trouble_response(request, trouble, problem(refusal))


def _waits(request: HttpRequest, refusal: Refusal) -> bool:
    """Tell whether an applicant came to a page for members: they are told that they wait, not that they may not."""
    member: Member | None = getattr(request, "member", None)
    is_page = request.method == "GET" and not prefers_json(request)
    is_applicant = member is not None and member.state == MemberState.APPLIED and hasattr(request, "community")
    return is_page and is_applicant and isinstance(refusal, NotAllowed)


def trouble_response(request: HttpRequest, trouble: Trouble, details: Problem | None = None) -> HttpResponse:
    """Return trouble as problem+json, as a fragment for htmx, or as a page."""
    if prefers_json(request):
        response: HttpResponse = _as_json(trouble, details)
    elif request.headers.get("HX-Request") == "true":
        response = _page(request, trouble, "web/trouble_fragment.html")
        response["HX-Retarget"], response["HX-Reswap"], response["HX-Reselect"] = "#said", "innerHTML", ".alert"
    else:
        response = _page(request, trouble, "web/trouble.html")
    if trouble.status in {429, 503}:
        response["Retry-After"] = str(RETRY_S if trouble.status == 503 else 60)  # noqa: PLR2004 -- HTTP statuses
    response["Cache-Control"] = "no-store"
    return response


def prefers_json(request: HttpRequest) -> bool:
    """Tell whether the reader would rather have JSON than a page; the API always would."""
    if request.path.startswith("/api/"):
        return True
    return request.get_preferred_type(["text/html", *JSON_TYPES]) in JSON_TYPES


def _as_json(trouble: Trouble, details: Problem | None) -> JsonResponse:
    body = details or Problem(
        type=f"urn:worgl:problem:{trouble.code}",
        title=str(trouble.title),
        status=trouble.status,
        code=trouble.code,
        detail=str(trouble.sentence),
        fields={},
    )
    return JsonResponse(body.as_json(), status=trouble.status, content_type="application/problem+json")


def _page(request: HttpRequest, trouble: Trouble, template: str) -> HttpResponse:
    context: dict[str, Any] = {
        **bare_shell(request),
        "trouble": trouble,
        "title": trouble.title,
        "kicker": _("Error {status}").format(status=trouble.status),
        "again": request.get_full_path() if request.method == "GET" and trouble.status in {429, 503} else "",
    }
    return HttpResponse(render_to_string(template, context), status=trouble.status)
