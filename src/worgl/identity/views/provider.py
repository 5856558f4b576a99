"""Other sites that sign people in with worgl's word: asking for consent, and taking it back."""

from __future__ import annotations

from allauth.core.internal.httpkit import add_query_params
from csp.constants import SELF
from django.conf import settings
from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from worgl.core import clock
from worgl.core.errors import NotFound
from worgl.core.forms import form_key
from worgl.identity.commands import disconnect_client
from worgl.identity.pages import PersonRequest, person_page, signed_in
from worgl.identity.queries import connected_clients
from worgl.identity.rules import SCOPES
from worgl.identity.views.authorizing import AskView, SignOutView, end_for_site, origin_of


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Ask whether a site may have what it asks for; every site proves by PKCE that the answer is its own.

    A form that comes from another site is turned into a page by allauth; the answer on our own page carries a token.
    """
    if "request" not in request.POST and not _has_proof(request):
        context = {"proof_missing": True}
        return render(request, "idp/oidc/error.html", context, status=400)
    answer: HttpResponse = _ask(request)
    if isinstance(answer, TemplateResponse):
        return _may_lead_to(answer, _address(request))
    return _back(request, answer)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign somebody out because a site asks for it; the browser then goes where the site wants it."""
    person = signed_in(request)
    answer: HttpResponse = _sign_out(request)
    if isinstance(answer, TemplateResponse):
        form = (answer.context_data or {}).get("form")
        return _may_lead_to(answer, form.cleaned_data.get("post_logout_redirect_uri") if form is not None else "")
    if answer.status_code == 302 and person is not None:  # noqa: PLR2004 -- an HTTP status
        end_for_site(request, person)
    return answer


_ask, _sign_out = AskView.as_view(), SignOutView.as_view()


def _has_proof(request: HttpRequest) -> bool:
    asked = request.POST if request.method == "POST" else request.GET
    return bool(asked.get("code_challenge")) and asked.get("code_challenge_method") == "S256"


def _may_lead_to(page: TemplateResponse, address: str | None) -> TemplateResponse:
    """Let the form of a page end at an address that was checked: browsers hold the redirect after it to the policy."""
    origin = origin_of(address or "")
    if origin:
        page._csp_update = {"form-action": [SELF, origin]}  # type: ignore[attr-defined]  # noqa: SLF001 -- how django-csp is told
    return page


def _address(request: HttpRequest) -> str:
    """Return where the asking site wants its answer, which is checked by now."""
    if request.method != "POST":
        return request.GET.get("redirect_uri", "")
    try:
        _scopes, asked = Signer().unsign_object(request.POST.get("request", ""))
    except BadSignature:
        return ""
    return str(asked.get("redirect_uri", ""))


def _back(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Say in an answer to a site whose it is (RFC 9207), and let it leave this site in every browser.

    Who has just signed in here comes by a form of ours, whose policy holds the redirects after it to this site:
    they go on by a page that leads further by itself.
    """
    address = answer.headers.get("Location", "")
    if answer.status_code != 302 or not origin_of(address):  # noqa: PLR2004 -- an HTTP status
        return answer
    address = add_query_params(address, {"iss": settings.SITE_URL})
    if request.method == "GET" and request.headers.get("Sec-Fetch-Site") == "same-origin":
        onward = render(request, "idp/oidc/onward.html", {"address": address})
        onward["Refresh"] = f"0; url={address}"
        return onward
    answer["Location"] = address
    return answer


def not_offered(request: HttpRequest) -> HttpResponse:
    """Answer for ways of OAuth that are not offered here."""
    raise NotFound


@person_page
@require_safe
def connected(request: PersonRequest) -> HttpResponse:
    """Show the sites and apps one has allowed something."""
    found = [(client, [SCOPES[scope] for scope in scopes]) for client, scopes in connected_clients(request.person.id)]
    return render(request, "identity/connected.html", {"title": _("Connected apps"), "found": found})


@person_page
@require_http_methods(["GET", "HEAD", "POST"])
def disconnect(request: PersonRequest, client: str) -> HttpResponse:
    """Take back what a site or app was allowed."""
    if request.method == "POST":
        disconnect_client(actor=request.person.id, client=client, key=form_key(request.POST), now=clock.now())
        messages.success(request, _("It can no longer do anything in your name."))
    return redirect("identity:connected")
