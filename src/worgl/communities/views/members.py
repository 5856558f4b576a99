"""The members of the community: the list, and one of them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from worgl.communities import queries
from worgl.communities.pages import MemberRequest, member_page
from worgl.communities.rules import MemberState
from worgl.communities.views.parts import member_context
from worgl.core.links import TOWN
from worgl.core.pages import show, to

SEARCH_MAX = 80
STATES = (
    (MemberState.ACTIVE, gettext_lazy("Active")),
    (MemberState.SUSPENDED, gettext_lazy("Paused")),
    (MemberState.LEFT, gettext_lazy("Left")),
)


@member_page
@require_safe
def members_page(request: MemberRequest) -> HttpResponse:
    """Show the members by name, with search; administrators choose among the states."""
    search = request.GET.get("q", "")[:SEARCH_MAX].strip()
    asked = request.GET.get("state", "")
    state = MemberState(asked) if asked in {key.value for key, _name in STATES} else MemberState.ACTIVE
    page = queries.members(
        community=request.community.id,
        viewer=request.member.id,
        search=search,
        state=state,
        cursor=request.GET.get("cursor", ""),
    )
    return show(
        request,
        "communities/members.html",
        title=capfirst(request.community.words["members"]),
        back=to(TOWN),
        page=page,
        search=search,
        state=state.value,
        states=[(key.value, name) for key, name in STATES],
    )


@member_page
@require_safe
def member_card(request: MemberRequest, code: str) -> HttpResponse:
    """Show one member: name, code, the code as a picture, and a way to pay."""
    person = queries.member_by_code(community=request.community.id, code=code)
    return render(request, "communities/member.html", member_context(request, person))
