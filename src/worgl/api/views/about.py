"""What programs can ask: the explanation and the reference, for everybody."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from worgl.api.pages import groups_of
from worgl.core.rest import document


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Explain the API and list every address, from its document."""
    context = {
        "title": _("For programs"),
        "back": "/",
        "address": f"{settings.SITE_URL}/api/v1/me",
        "groups": groups_of(document()),
    }
    return render(request, "api/about.html", context)
