"""Pages of the demo: signing in as one of the cast."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import load_backend, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from worgl.demo.queries import player


@require_POST
@never_cache
def act_as(request: HttpRequest) -> HttpResponse:
    """Sign the visitor in as one of the cast, without a password; 404 outside a demo and for everybody else."""
    one = player(request.POST.get("part", ""))
    path = settings.AUTHENTICATION_BACKENDS[0]
    user = load_backend(path).get_user(one.person)
    if user is None:
        raise Http404
    login(request, user, backend=path)
    return redirect(_following(request))


def _following(request: HttpRequest) -> str:
    """Return the page to go on to: the one asked for, when it is ours, else the start page."""
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if safe else settings.LOGIN_REDIRECT_URL
