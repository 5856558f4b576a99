"""In which language pages speak to whoever reads them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from worgl.core import clock
from worgl.core.errors import InvalidInput
from worgl.core.forms import form_key
from worgl.core.languages import offered_language
from worgl.identity.commands import set_preferences
from worgl.identity.pages import signed_in
from worgl.identity.queries import person


@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on: to whoever has signed in everywhere, to a visitor in this browser.

    Goes back to the page `next`, when that is one of this site. Refuses InvalidInput.
    """
    language = offered_language(request.POST.get("language", ""))
    if not language:
        raise InvalidInput(field="language", reason=_("This language is not offered."))
    who = signed_in(request)
    if who is not None:
        theme = person(who).theme.value
        set_preferences(actor=who, language=language, theme=theme, key=form_key(request.POST), now=clock.now())
    answer = redirect(_way_back(request))
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _way_back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=hosts, require_https=request.is_secure())
    return asked if is_ours else "/"
