"""What pages for signed-in people share, here and in the domains above."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django_htmx.http import HttpResponseClientRedirect

from worgl.identity.queries import person
from worgl.identity.rules import PersonId, PersonView

Inputs = ParamSpec("Inputs")


class PersonRequest(HttpRequest):
    """A request of somebody who has signed in."""

    person: PersonView


def signed_in(request: HttpRequest) -> PersonId | None:
    """Return who has signed in, None for a visitor."""
    return PersonId(request.user.pk) if request.user.is_authenticated else None


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the sign-in page and afterwards back to where he was going."""
    answer = redirect_to_login(request.get_full_path())
    if request.headers.get("HX-Request") == "true":
        # A fragment must not be replaced by a whole sign-in page.
        return HttpResponseClientRedirect(answer.url)
    return answer


def person_page(view: Callable[Concatenate[PersonRequest, Inputs], HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a page for signed-in people; the view finds the person in `request.person`."""

    @wraps(view)
    def page(request: HttpRequest, *args: Inputs.args, **kwargs: Inputs.kwargs) -> HttpResponse:
        who = signed_in(request)
        if who is None:
            return to_sign_in(request)
        known = cast("PersonRequest", request)
        known.person = person(who)
        return view(known, *args, **kwargs)

    return page
