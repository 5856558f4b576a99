"""Everything about me: have it packed, see how far it is, fetch it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from worgl.core import clock, personal_exports
from worgl.core.forms import form_key
from worgl.identity.pages import PersonRequest, person_page
from worgl.web.personal_exports import PackState, latest, order_parcel


@person_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def everything(request: PersonRequest) -> HttpResponse:
    """Show the person's parcel, and on POST have a new one packed."""
    if request.method == "POST":
        order_parcel(actor=request.person.id, key=form_key(request.POST), now=clock.now())
        return redirect("web:everything")
    context = {"title": _("Everything about me"), "back": reverse("identity:settings"), **_parcel(request)}
    return render(request, "web/everything.html", context)


@person_page
@never_cache
@require_safe
def state(request: PersonRequest) -> HttpResponse:
    """Return how far the parcel is, alone; the page asks again while it is being packed."""
    return render(request, "web/_parcel.html", _parcel(request))


def _parcel(request: PersonRequest) -> dict[str, object]:
    packing = latest(request.person.id, now=clock.now())
    return {
        "parcel": packing.parcel if packing else None,
        "is_packing": packing is not None and packing.state is PackState.PACKING,
        "has_failed": packing is not None and packing.state is PackState.FAILED,
        "run": packing,
    }


@person_page
@never_cache
@require_safe
def fetch(request: PersonRequest, parcel: UUID) -> HttpResponse:
    """Hand a parcel to its owner."""
    found = personal_exports.opened(parcel, owner=request.person.id, now=clock.now())
    response = HttpResponse(found.content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response
