"""What pages for signed-in people share, here and in the domains above."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from worgl.core import clock
from worgl.core.errors import NotFound
from worgl.core.limits import CONFIRM_AGAIN_S
from worgl.core.pages import Door
from worgl.identity.queries import newest_second_factor_at, person
from worgl.identity.rules import PersonId, PersonView

Inputs = ParamSpec("Inputs")


class PersonRequest(HttpRequest):
    """A request of somebody who has signed in."""

    person: PersonView


def signed_in(request: HttpRequest) -> PersonId | None:
    """Return who has signed in, None for a visitor."""
    return PersonId(request.user.pk) if request.user.is_authenticated else None


def visitor_address(request: HttpRequest) -> str:
    """Return the network address limits count by: as the nearest trusted server saw it, of IPv6 the network alone."""
    return str(ratelimit.get_ip(request))


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the sign-in page and afterwards back to where they were going."""
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


PERSON: Door[PersonRequest] = Door(person_page, lambda request: request.person.id)
"""Signed-in people, who act for themselves."""


def operator_page(view: Callable[Concatenate[PersonRequest, Inputs], HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a page for operators who have signed in with a second factor; for everybody else it does not exist.

    In a demo, where anyone may act as the operator and nothing is anybody's, no second factor is asked for.
    """

    def checked(request: PersonRequest, /, *args: Inputs.args, **kwargs: Inputs.kwargs) -> HttpResponse:
        if not request.person.is_operator:
            raise NotFound
        missing = None if settings.DEMO else _missing_second_factor(request)
        return missing or view(request, *args, **kwargs)

    return wraps(view)(person_page(checked))


def confirmed_first(view: Callable[Concatenate[PersonRequest, Inputs], HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a page for signed-in people that, before it changes anything, asks who has not done so lately to confirm.

    By a second factor where there is one, else by the password; then what was sent is done. In a demo, where
    anyone acts as anybody, nothing is asked.
    """

    def checked(request: PersonRequest, /, *args: Inputs.args, **kwargs: Inputs.kwargs) -> HttpResponse:
        require_confirmed(request)
        return view(request, *args, **kwargs)

    return wraps(view)(person_page(checked))


def require_confirmed(request: HttpRequest) -> None:
    """Let whoever changes something confirm first who they are; see `confirmed_first`."""
    if request.method == "POST" and not settings.DEMO and not is_confirmed(request):
        raise ReauthenticationRequired


def is_confirmed(request: HttpRequest) -> bool:
    """Tell whether somebody has shown within CONFIRM_AGAIN_S who they are: by their second factor if they have one.

    A person with neither password nor second factor, because a network lets them in, is asked nothing here.
    """
    if not isinstance(request.user, AbstractBaseUser) or not request.user.is_authenticated:
        return False
    if not get_reauthentication_flows(request.user):
        return True
    records = get_authentication_records(request, request.user)
    made_at = newest_second_factor_at(PersonId(request.user.pk))
    newest_at = max((record["at"] for record in records), default=0.0)
    # A person who has just set up a second factor had confirmed who they are before that.
    needs_second = made_at is not None and made_at.timestamp() < newest_at
    shown = [record for record in records if record.get("reauthenticated")]
    wanted = [record["at"] for record in shown if not needs_second or record["method"] == "mfa"]
    return clock.passed_s(max(wanted, default=0.0)) < CONFIRM_AGAIN_S


def write_safety_letter(request: HttpRequest, done: str) -> None:
    """Tell a person by letter what was changed about their account just now, so that they know if it was not them."""
    get_adapter(request).send_notification_mail("identity/email/safety", request.user, {"done": done})


def _missing_second_factor(request: PersonRequest) -> HttpResponse | None:
    """Return the way to a second factor, or to proving it in this session; None when it was proven."""
    made_at = newest_second_factor_at(request.person.id)
    if made_at is None:
        messages.warning(request, _("Operators need a second factor. Set one up, then come back."))
        return redirect("mfa_index")
    assert isinstance(request.user, AbstractBaseUser)
    records = get_authentication_records(request, request.user)
    # A person who has just set it up has shown with the password and the device who they are.
    first_at = min((record["at"] for record in records), default=None)
    is_proven = any(record["method"] == "mfa" for record in records)
    if is_proven or (first_at is not None and made_at.timestamp() >= first_at):
        return None
    answer = redirect_to_login(request.get_full_path(), login_url="account_reauthenticate")
    return redirect(answer.url)
