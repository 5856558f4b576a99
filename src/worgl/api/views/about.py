"""What programs can ask: the explanation and the reference, for everybody."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from worgl.api.pages import groups_of
from worgl.core.errors import NotFound
from worgl.core.rest import document


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Explain the API and list its topics, from its document."""
    context = {
        "title": _("For programs"),
        "back": "/",
        "address": f"{settings.SITE_URL}/api/v1/me",
        "groups": groups_of(document()),
    }
    return render(request, "api/about.html", context)


@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """List the addresses of one topic: scopes, what each takes, answers and refuses."""
    group = next((one for one in groups_of(document()) if one.slug == topic), None)
    if group is None:
        raise NotFound
    context = {"title": group.name, "back": reverse("api:about"), "group": group}
    return render(request, "api/topic.html", context)
