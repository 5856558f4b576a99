"""What programs can ask: the explanation, the reference, and a form to try each address, for everybody."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from worgl.api.forms import TryForm
from worgl.api.pages import Address, Group, groups_of
from worgl.api.views.trying import Told, asked
from worgl.core.errors import NotFound
from worgl.core.rest import document


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Explain the API and list its topics, from its document."""
    context = {
        "title": _("For programs"),
        "back": "/",
        "address": f"{settings.SITE_URL}/api/v1/me",
        "groups": _groups(),
        "is_sandbox": settings.DEMO,
    }
    return render(request, "api/about.html", context)


@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """List the addresses of one topic."""
    group = _group(topic)
    context = {"title": group.title, "back": reverse("api:about"), "group": group}
    return render(request, "api/topic.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def address(request: HttpRequest, topic: str, operation: str) -> HttpResponse:
    """Show one address: what it takes, answers and refuses; on POST ask it with the key that was typed."""
    group = _group(topic)
    one = next((each for each in group.addresses if each.slug == operation), None)
    if one is None:
        raise NotFound
    told: Told | None = None
    # What a webhook sends is nothing to ask for.
    form = TryForm(request.POST or None, address=one) if one.path.startswith("/") else None
    if request.method == "POST" and form is not None and form.is_valid():
        told = asked(request, one, form.cleaned_data)
    return render(request, "api/address.html", _shown(group, one, form, told))


def _shown(group: Group, one: Address, form: TryForm | None, told: Told | None) -> dict[str, object]:
    return {
        "title": one.summary.rstrip("."),
        "kicker": group.title,
        "back": reverse("api:topic", args=[group.slug]),
        "group": group,
        "one": one,
        "form": form,
        "told": told,
        "is_sandbox": settings.DEMO,
    }


@cache
def _groups() -> tuple[Group, ...]:
    """Return all topics; the document is the same as long as the process lives."""
    return groups_of(document())


def _group(slug: str) -> Group:
    group = next((one for one in _groups() if one.slug == slug), None)
    if group is None:
        raise NotFound
    return group
