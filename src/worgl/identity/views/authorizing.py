"""Sites ask for somebody's word, or to sign them out: allauth's pages for that, held to OAuth 2.1 and OpenID Connect.

What is asked is first understood or refused; then it is made sure who is there; then they are asked. A silent
answer (`prompt=none`) shows no page: it takes a living consent, and else says which question would be needed.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.httpkit import add_query_params
from allauth.idp.oidc.forms import AuthorizationForm, RPInitiatedLogoutForm
from allauth.idp.oidc.internal.oauthlib.server import get_server
from allauth.idp.oidc.internal.oauthlib.utils import convert_response, extract_params, respond_html_error
from allauth.idp.oidc.models import Client
from allauth.idp.oidc.views import AuthorizationView, LogoutView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from oauthlib.oauth2.rfc6749 import errors
from oauthlib.openid.connect.core import exceptions as openid

from worgl.core import clock
from worgl.core.jsons import NamedTwice, read_json
from worgl.identity.commands import allow_client, end_grants
from worgl.identity.queries import has_allowed
from worgl.identity.rules import PersonId, is_registered

ASKED_TO_SIGN_IN = "oidc_asked_to_sign_in"
"""Under which key a session notes what it was asked to show anew who is there for, and when."""
MAX_AGE_DIGITS = 9
NOT_TAKEN = {
    "request": openid.RequestNotSupported,
    "request_uri": openid.RequestURINotSupported,
    "registration": openid.RegistrationNotSupported,
}


class UnmetAuthenticationRequirements(errors.OAuth2Error):
    """A site insists on a way of signing in that is not told apart here."""

    error = "unmet_authentication_requirements"


class AskView(AuthorizationView):
    """Asks a person whether a site may have what it asks for."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Answer a site's question, or make a page of it."""
        prompts = set(request.GET.get("prompt", "").split())
        if not request.user.is_authenticated and "none" not in prompts:
            return _to_sign_in(request, reverse("account_login"))
        try:
            self._scopes, self._request_info = get_server().validate_authorization_request(*extract_params(request))
            asked = self._request_info["request"]
            _check(request, asked, prompts)
            if "none" in prompts:
                return self._silent(request, asked)
        except (errors.FatalClientError, ValidationError) as error:
            answer: HttpResponse = respond_html_error(request, error=error)
            answer.status_code = 400
            return answer
        except errors.OAuth2Error as error:
            return _back_to_site(error.in_uri(error.redirect_uri or _checked_address(request)))
        if _must_sign_in(request, asked, prompts):
            return _to_sign_in(request, _way_to_confirm(request))
        page: HttpResponse = super(AuthorizationView, self).get(request, *args, **kwargs)
        return page

    def _silent(self, request: HttpRequest, asked: Any) -> HttpResponse:  # noqa: ANN401 -- oauthlib's request
        """Answer without a page what its person allows already; refuses LoginRequired, ConsentRequired."""
        if not request.user.is_authenticated or _is_too_old(request, asked):
            raise openid.LoginRequired(request=asked)
        if not has_allowed(person=PersonId(request.user.pk), client=asked.client.pk, scopes=self._scopes):
            raise openid.ConsentRequired(request=asked)
        answer = get_server().create_authorization_response(
            *extract_params(request), scopes=self._scopes, credentials={"user": request.user}
        )
        silent: HttpResponse = convert_response(*answer)
        return silent

    def form_valid(self, form: AuthorizationForm) -> HttpResponse:
        """Note what was allowed, then send its person back with a code."""
        client = str(self._request_info["client_id"])
        person = PersonId(self.request.user.pk)
        allow_client(person=person, client=client, scopes=form.cleaned_data["scopes"], now=clock.now())
        answer: HttpResponse = super().form_valid(form)
        return answer


class SignOutForm(RPInitiatedLogoutForm):
    """Where to go after signing out: to an address the site is registered with for that, letter by letter."""

    def clean(self) -> dict[str, Any]:
        """Refuse any other address."""
        address, self.cleaned_data["post_logout_redirect_uri"] = self.cleaned_data["post_logout_redirect_uri"], ""
        cleaned: dict[str, Any] = super().clean()
        cleaned["post_logout_redirect_uri"], client = address, cleaned.get("client")
        if address and not (client and is_registered(address, client.get_post_logout_redirect_uris())):
            reason = _("The site is not registered with this address.")
            self.add_error("post_logout_redirect_uri", ValidationError(reason, code="invalid"))
        return cleaned


class SignOutView(LogoutView):
    """Signs a person out there, and here if they want that."""

    form_class = SignOutForm


def end_for_site(request: HttpRequest, person: PersonId) -> None:
    """End the codes and tokens of the site that signs a person out."""
    form = SignOutForm(request.POST if request.method == "POST" else request.GET)
    client: Client | None = form.cleaned_data["client"] if form.is_valid() else None
    if client is not None:
        end_grants(person=person, client=client.pk, now=clock.now())


def _check(request: HttpRequest, asked: Any, prompts: set[str]) -> None:  # noqa: ANN401 -- oauthlib's request
    """Refuse what is not understood, as OpenID Connect Core says."""
    for name, refusal in NOT_TAKEN.items():
        if name in request.GET:
            raise refusal(request=asked)
    if "none" in prompts and len(prompts) > 1:
        raise errors.InvalidRequestError(request=asked, description="Prompt none stands alone.")
    if request.GET.get("response_mode", "query") != "query":
        raise errors.InvalidRequestError(request=asked, description="The response mode is query.")
    age = request.GET.get("max_age", "0")
    if not (age.isascii() and age.isdigit() and len(age) <= MAX_AGE_DIGITS):
        raise errors.InvalidRequestError(request=asked, description="max_age is a number of seconds.")
    _check_claims(request, asked)


def _check_claims(request: HttpRequest, asked: Any) -> None:  # noqa: ANN401 -- oauthlib's request
    try:
        claims = read_json(request.GET.get("claims", "{}"))
    except NamedTwice:
        # One reader would take the first value, another the last: what a site insists on could be hidden so.
        raise errors.InvalidRequestError(request=asked, description="claims names each thing once.") from None
    except (ValueError, RecursionError):
        claims = None
    told = [claims.get(place) or {} for place in ("id_token", "userinfo")] if isinstance(claims, dict) else [None]
    parts = [part for part in told if isinstance(part, dict)]
    if len(parts) < len(told):
        raise errors.InvalidRequestError(request=asked, description="claims is a JSON object of JSON objects.")
    wanted = [part["acr"] for part in parts if isinstance(part.get("acr"), dict)]
    if any(one.get("essential") is True and ("value" in one or "values" in one) for one in wanted):
        raise UnmetAuthenticationRequirements(request=asked)


def _is_too_old(request: HttpRequest, asked: Any) -> bool:  # noqa: ANN401 -- oauthlib's request
    """Tell whether its person last showed who they are longer ago than the site wants."""
    return "max_age" in request.GET and clock.passed_s(_signed_in_at(request)) > int(request.GET["max_age"])


def _must_sign_in(request: HttpRequest, asked: Any, prompts: set[str]) -> bool:  # noqa: ANN401 -- oauthlib's request
    """Tell whether who is there must show anew who they are; what they show in answer to that is enough.

    The question that is asked and the moment are noted, so that nobody goes round by leaving a word out, and
    a site that wants no time at all to have passed is answered in the end.
    """
    if "login" not in prompts and not _is_too_old(request, asked):
        return False
    question = request.get_full_path()
    noted = request.session.get(ASKED_TO_SIGN_IN) or {}
    if noted.get("question") == question and _signed_in_at(request) >= noted.get("at", 0):
        del request.session[ASKED_TO_SIGN_IN]
        return False
    request.session[ASKED_TO_SIGN_IN] = {"question": question, "at": clock.passed_s(0)}
    return True


def _signed_in_at(request: HttpRequest) -> float:
    records = get_authentication_records(request, request.user)
    return float(max((record["at"] for record in records), default=0.0))


def _to_sign_in(request: HttpRequest, page: str) -> HttpResponse:
    return redirect(f"{page}?{urlencode({'next': request.get_full_path()})}")


def _way_to_confirm(request: HttpRequest) -> str:
    """Return the page on which who is signed in shows anew who they are; without one they sign out and in."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    return str(ways[0]["url"]) if ways else reverse("account_logout")


def _checked_address(request: HttpRequest) -> str:
    """Return where a site wants its answer; oauthlib loses it when claims cannot be read."""
    address, client = request.GET.get("redirect_uri", ""), request.GET.get("client_id", "")
    registered = Client.objects.get(pk=client).get_redirect_uris()
    assert is_registered(address, registered), "oauthlib has refused any other before"
    return str(add_query_params(address, {"state": request.GET.get("state", "")}))


def _back_to_site(address: str) -> HttpResponse:
    """Send somebody back to an address that was checked; Django's own redirect knows none of apps."""
    return HttpResponse(status=302, headers={"Location": address})


def origin_of(address: str) -> str:
    """Return an address's origin as the page's policy names it, "" for a place on this site."""
    parts = urlsplit(address)
    return (f"{parts.scheme}://{parts.netloc}" if parts.netloc else f"{parts.scheme}:") if parts.scheme else ""
