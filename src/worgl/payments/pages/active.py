"""What a member who is not active sees instead of a page that moves money."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from worgl.communities.pages import MemberRequest, member_page, till_page
from worgl.core.pages import Door

Inputs = ParamSpec("Inputs")
View = Callable[Concatenate[MemberRequest, Inputs], HttpResponse]


def active_page(view: View[Inputs]) -> Callable[..., HttpResponse]:
    """Make a page for active members; an applicant or a suspended member reads why it is closed to them."""
    return member_page(_guarded(view))


ACTIVE: Door[MemberRequest] = Door(active_page, lambda request: request.member.id)
"""Active members, who act for themselves or for the shop they have chosen."""


def active_till_page(view: View[Inputs]) -> Callable[..., HttpResponse]:
    """Make a page of the till for active members and those who act for a shop at its till only."""
    return till_page(_guarded(view))


def _guarded(view: View[Inputs]) -> View[Inputs]:
    def guarded(request: MemberRequest, /, *args: Inputs.args, **kwargs: Inputs.kwargs) -> HttpResponse:
        if not request.member.is_active:
            return render(request, "payments/standing.html", {"title": _("Not available to you now")}, status=403)
        return view(request, *args, **kwargs)

    update_wrapper(guarded, view)
    return guarded
