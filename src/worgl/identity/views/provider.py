"""Other sites that sign people in with worgl's word: asking for consent, and taking it back."""

from __future__ import annotations

from urllib.parse import urlsplit

from allauth.idp.oidc.views import authorization
from csp.constants import SELF
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
from worgl.identity.pages import PersonRequest, person_page
from worgl.identity.queries import connected_clients
from worgl.identity.rules import SCOPES


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
    answer: HttpResponse = authorization(request)
    if isinstance(answer, TemplateResponse):
        # Browsers hold the redirect after the form against the page's policy as well.
        answer._csp_update = {"form-action": [SELF, *_origins(request)]}  # type: ignore[attr-defined]  # noqa: SLF001 -- how django-csp is told
    return answer


def _has_proof(request: HttpRequest) -> bool:
    asked = request.POST if request.method == "POST" else request.GET
    return bool(asked.get("code_challenge")) and asked.get("code_challenge_method") == "S256"


def _origins(request: HttpRequest) -> list[str]:
    """Return where the asking site wants its answer, which allauth has checked by now."""
    address = request.GET.get("redirect_uri", "")
    if request.method == "POST":
        try:
            _scopes, asked = Signer().unsign_object(request.POST.get("request", ""))
        except BadSignature:
            return []
        address = str(asked.get("redirect_uri", ""))
    parts = urlsplit(address)
    return [f"{parts.scheme}://{parts.netloc}" if parts.netloc else f"{parts.scheme}:"] if parts.scheme else []


def not_offered(request: HttpRequest) -> HttpResponse:
    """Answer for ways of OAuth that are not offered here."""
    raise NotFound


@person_page
@require_safe
def connected(request: PersonRequest) -> HttpResponse:
    """Show the sites and apps one has allowed something."""
    found = [(client, [SCOPES[scope] for scope in client.scopes]) for client in connected_clients(request.person.id)]
    return render(request, "identity/connected.html", {"title": _("Connected apps"), "found": found})


@person_page
@require_http_methods(["GET", "HEAD", "POST"])
def disconnect(request: PersonRequest, client: str) -> HttpResponse:
    """Take back what a site or app was allowed."""
    if request.method == "POST":
        disconnect_client(actor=request.person.id, client=client, key=form_key(request.POST), now=clock.now())
        messages.success(request, _("It may do nothing in your name any more."))
    return redirect("identity:connected")
