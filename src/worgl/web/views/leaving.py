"""Leaving a town: what happens to the money is said first, and confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from worgl.communities.pages import MemberRequest, member_page
from worgl.core import clock
from worgl.core.errors import Refusal
from worgl.core.forms import add_refusal, form_key
from worgl.currency.commands import leave_town
from worgl.currency.queries import balance
from worgl.web.forms import LeaveForm

DIGITS_MAX = 20


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave_page(request: MemberRequest) -> HttpResponse:
    """Ask whether the member is sure, and end the membership."""
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            leave_town(
                actor=request.member.id,
                rest_minor=_rest(request.POST.get("rest", "")),
                key=form_key(request.POST),
                now=clock.now(),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("You have left {name}.").format(name=request.community.name))
            return redirect("web:home")
    own = request.member.id
    context = {
        "title": _("Leave {name}").format(name=request.community.name),
        "back": f"/c/{request.community.slug}/members/{request.member.code}/",
        "form": form,
        "balance": balance(member=own, viewer=own, now=clock.now()),
    }
    return render(request, "web/leave.html", context, status=422 if form.is_bound else 200)


def _rest(text: str) -> int:
    """Return the balance the member saw; a text that is none never matches what they have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS_MAX else -1
