"""What pages of a community share, here and in the domains above: who looks, and at which community.

The decorators take `slug` out of the address and set `request.community` and `request.member`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse

from worgl.communities.errors import NotActive, RoleNeeded
from worgl.communities.queries import Community, Member, seat
from worgl.communities.rules import SEATED, Role
from worgl.core.rest.caller import ApiRequest
from worgl.identity.pages import signed_in, to_sign_in
from worgl.identity.rules import PersonId

Inputs = ParamSpec("Inputs")


class MemberRequest(HttpRequest):
    """A request of somebody who belongs to the community it is about."""

    community: Community
    member: Member


View = Callable[Concatenate[MemberRequest, Inputs], HttpResponse]
Page = Callable[..., HttpResponse]


def member_page(view: View[Inputs]) -> Page:
    """Make a page for who belongs to the community of its address: active, suspended, or waiting for approval.

    What moves something checks `request.member.is_active`, as every command does. A visitor signs in first
    and comes back; an outsider meets NotAMember, an unknown address CommunityUnknown.
    """

    @wraps(view)
    def page(request: HttpRequest, slug: str, *args: Inputs.args, **kwargs: Inputs.kwargs) -> HttpResponse:
        who = signed_in(request)
        if who is None:
            return to_sign_in(request)
        known = cast("MemberRequest", request)
        # Set together: an outsider's error page must not look as if he belonged.
        known.community, known.member = seat(slug=slug, person=who)
        return view(known, *args, **kwargs)

    return page


def admin_page(view: View[Inputs]) -> Page:
    """Make a page for the community's administrators; others meet NotActive or RoleNeeded."""
    return _page_of(Role.ADMIN, view)


def treasurer_page(view: View[Inputs]) -> Page:
    """Make a page for the community's treasurers; others meet NotActive or RoleNeeded."""
    return _page_of(Role.TREASURER, view)


def _page_of(role: Role, view: View[Inputs]) -> Page:
    def page(request: MemberRequest, /, *args: Inputs.args, **kwargs: Inputs.kwargs) -> HttpResponse:
        if not request.member.is_active:
            raise NotActive
        if role not in request.member.roles:
            raise RoleNeeded(role=role.value)
        return view(request, *args, **kwargs)

    return wraps(view)(member_page(page))


def seat_on(request: ApiRequest, slug: str) -> tuple[Community, Member]:
    """Return the community of an address of the API and the member its caller is there, active or suspended.

    Refuses CommunityUnknown, NotAMember, KeyElsewhere, and NotActive to applicants.
    """
    community, member = seat(slug=slug, person=PersonId(request.auth.person))
    request.auth.require_community(community.id)
    if member.state not in SEATED:
        raise NotActive
    return community, member
