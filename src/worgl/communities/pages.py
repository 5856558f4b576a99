"""What pages of a community share, here and in the domains above: who looks, for whom, and at which community.

The decorators take `slug` out of the address and set `request.community`, `request.member`, `request.own` and
`request.capacity`. People act as themselves until they choose a shop they may act for; the choice is kept in their
session, a shop a community, and is asked anew with every request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from worgl.communities.errors import NotActive, RoleNeeded, TillOnly
from worgl.communities.queries import Community, Member, acting_for, kept_shop, members, pending, reports_waiting, seat
from worgl.communities.rules import SEATED, Capacity, CommunityId, MemberId, Role
from worgl.core import request_cache
from worgl.core.downloads import download
from worgl.core.errors import InvalidInput
from worgl.core.links import LEAVE, route_of
from worgl.core.needs import Asking, Need, NeedKind
from worgl.core.pages import Door
from worgl.core.rest.caller import ApiRequest
from worgl.core.rest.entries import Entry
from worgl.core.rest.headers import acting_mark_of
from worgl.identity.pages import signed_in, to_sign_in
from worgl.identity.rules import PersonId
from worgl.inbox.queries import unread

Inputs = ParamSpec("Inputs")
ACTING = "acting"
"""The session's key for the shop chosen in each community."""


class MemberRequest(HttpRequest):
    """A request of somebody who belongs to the community it is about.

    `member` is for whom they act, `own` is themselves; the two differ while they act for a shop in a `capacity`.
    """

    community: Community
    member: Member
    own: Member
    capacity: Capacity
    unread: int | None
    shown: Community


View = Callable[Concatenate[MemberRequest, Inputs], HttpResponse]
Page = Callable[..., HttpResponse]


def member_page(view: View[Inputs]) -> Page:
    """Make a page for who belongs to the community of its address: active, suspended, or waiting for approval.

    What moves something checks `request.member.is_active`, as every command does. A visitor signs in first
    and comes back; an outsider meets NotAMember, an unknown address CommunityUnknown, who acts for a shop at
    its till only TillOnly.
    """
    return _page(view, at_till=False)


def till_page(view: View[Inputs]) -> Page:
    """Make a page of a till: as `member_page`, and also for who acts for a shop at its till only.

    `request.member` is whose till it is: the shop acted for, or the member's own.
    """
    return _page(view, at_till=True)


def _page(view: View[Inputs], *, at_till: bool) -> Page:
    @wraps(view)
    def page(request: HttpRequest, slug: str, *args: Inputs.args, **kwargs: Inputs.kwargs) -> HttpResponse:
        who = signed_in(request)
        if who is None:
            return to_sign_in(request)
        known = cast("MemberRequest", request)
        # Set together: an outsider's error page must not look as if they belonged.
        known.community, known.own = seat(slug=slug, person=who)
        # Kept, because a preview on the way to the page makes the reading begin anew.
        known.unread = request_cache.cached_value(unread, who)
        known.member, known.capacity = _acting(known)
        if _is_to_agree(known):
            return redirect(f"{reverse('communities:agree', args=[known.community.slug])}?{_back_to(known)}")
        if known.capacity is Capacity.TILL and not at_till:
            raise TillOnly(name=known.member.name)
        return view(known, *args, **kwargs)

    return page


def _is_to_agree(request: MemberRequest) -> bool:
    """Tell whether there are terms a member has not agreed to yet; it costs no look into the database."""
    match, own = request.resolver_match, request.own
    # Agreeing and leaving are open to members who have not agreed to new terms.
    is_free = match is not None and match.view_name in {"communities:agree", route_of(LEAVE)}
    return own.state in SEATED and request.community.terms_number > own.agreed_number and not is_free


def _back_to(request: MemberRequest) -> str:
    """Return what brings a reader back to where they were, but to no form that was sent."""
    return urlencode({"next": request.get_full_path()}) if request.method in {"GET", "HEAD"} else ""


def _acting(request: MemberRequest) -> tuple[Member, Capacity]:
    """Return for whom a person acts: whom they have chosen, while they may; else themselves."""
    asked = chosen(request).get(request.community.id.hex)
    found = acting_for(member=request.own.id, shop=MemberId(UUID(hex=asked))) if asked else None
    return found or (request.own, Capacity.SELF)


def chosen(request: HttpRequest) -> dict[str, str]:
    """Return the shop chosen in each community, by the ids' hex."""
    session = getattr(request, "session", None)
    return dict(session.get(ACTING, {})) if session is not None else {}


def choose(request: HttpRequest, *, community: Community, member: Member, is_self: bool) -> None:
    """Keep for whom a person acts in a community from now on; the person must have been checked to be allowed to."""
    kept = chosen(request)
    kept.pop(community.id.hex, None)
    if not is_self:
        kept[community.id.hex] = member.id.hex
    request.session[ACTING] = kept


def show_as(request: HttpRequest, community: Community) -> None:
    """Let a page for everybody show itself in a community's look, with its texts at the foot."""
    cast("MemberRequest", request).shown = community


def shown_on(request: HttpRequest) -> Community | None:
    """Return whose look a page has: the community it is about, else the one it shows itself as."""
    found: Community | None = getattr(request, "community", None) or getattr(request, "shown", None)
    return found


def admin_page(view: View[Inputs]) -> Page:
    """Make a page for the community's administrators; others meet NotActive or RoleNeeded."""
    return _page_of((Role.ADMIN,), view)


def treasurer_page(view: View[Inputs]) -> Page:
    """Make a page for the community's treasurers; others meet NotActive or RoleNeeded."""
    return _page_of((Role.TREASURER,), view)


def moderator_page(view: View[Inputs]) -> Page:
    """Make a page for the community's moderators and administrators; others meet NotActive or RoleNeeded."""
    return _page_of((Role.MODERATOR, Role.ADMIN), view)


def officer_page(view: View[Inputs]) -> Page:
    """Make a page for the community's administrators and treasurers; others meet NotActive or RoleNeeded."""
    return _page_of((Role.ADMIN, Role.TREASURER), view)


def _page_of(roles: tuple[Role, ...], view: View[Inputs]) -> Page:
    def page(request: MemberRequest, /, *args: Inputs.args, **kwargs: Inputs.kwargs) -> HttpResponse:
        if not request.member.is_active:
            raise NotActive
        if not request.member.roles & set(roles):
            raise RoleNeeded(role=request.community.words[roles[0].value])
        return view(request, *args, **kwargs)

    return wraps(view)(member_page(page))


MEMBER: Door[MemberRequest] = Door(member_page, lambda request: request.member.id)
"""Members, who act for themselves or for the shop they have chosen."""
ONESELF: Door[MemberRequest] = Door(member_page, lambda request: request.own.id)
"""Members, who act for themselves also while they act for a shop."""
ADMIN: Door[MemberRequest] = Door(admin_page, lambda request: request.member.id)
MODERATOR: Door[MemberRequest] = Door(moderator_page, lambda request: request.member.id)
TREASURER: Door[MemberRequest] = Door(treasurer_page, lambda request: request.member.id)


def member_meant(request: MemberRequest, typed: str, *, field: str) -> Member:
    """Return the one active member a name or code means; refuses InvalidInput when it means nobody or several."""
    found = members(community=request.community.id, viewer=request.member.id, search=typed, limit=2).items
    if len(found) == 1:
        return found[0]
    if found:
        raise InvalidInput(field=field, reason=_("Several members match. Type more of the name, or the code."))
    raise InvalidInput(field=field, reason=_("Nobody here has this name or code. Check the spelling."))


def town_file(request: MemberRequest, table: str, *, what: str) -> HttpResponse:
    """Answer a table of the community as a file, named after it and `what` it tells."""
    town = request.community
    return download(request, table, name=f"{town.slug}-{what}", decimal_mark=town.decimal_mark)


def seat_on(request: ApiRequest, slug: str) -> tuple[Community, Member]:
    """Return the community of an address of the API and for whom its caller acts there, active or suspended.

    That is themselves, or with a header `Acting-For` a shop they keep, by code or id. Refuses CommunityUnknown,
    NotAMember, KeyElsewhere, NotActive to applicants, MemberUnknown and NotYourShop for a shop that is not
    theirs, and TillOnly to a member at its till only.
    """
    community, own = own_seat_on(request, slug)
    asked = acting_mark(request)
    return community, kept_shop(own=own, mark=asked) if asked else own


def own_seat_on(request: ApiRequest, slug: str) -> tuple[Community, Member]:
    """Return the community of an address of the API and its caller there, active or suspended, never a shop of theirs.

    For what people do and shops do not, such as writing messages. Refuses CommunityUnknown, NotAMember,
    KeyElsewhere, NotActive to applicants.
    """
    community, own = seat(slug=slug, person=PersonId(request.auth.person))
    request.auth.require_community(community.id)
    if own.state not in SEATED:
        raise NotActive
    return community, own


def hand_on(request: ApiRequest, slug: str, *, shop: MemberId) -> tuple[Community, Member]:
    """Return the community and who decides for a shop: the caller, also one who names the shop in `Acting-For`.

    The record names people, not the shops they act for. Refuses what `seat_on` does.
    """
    community, acting = seat_on(request, slug)
    return own_seat_on(request, slug) if acting.id == shop else (community, acting)


def _town(here: tuple[Community, Member]) -> CommunityId:
    return here[0].id


def _self(here: tuple[Community, Member]) -> MemberId:
    return here[1].id


GIVEN: Mapping[str, Callable[[tuple[Community, Member]], object]] = {
    "community": _town,
    "actor": _self,
    "viewer": _self,
}
"""What commands and queries are given of whom a request met."""
SEAT = Entry(seat_on, GIVEN)
OWN_SEAT = Entry(own_seat_on, GIVEN)
"""The two ways in to a community by the API: also for a shop, and for people alone."""


def acting_mark(request: ApiRequest) -> str:
    """Return the code or id of the shop a caller names in `Acting-For`, "" when they act as themselves.

    Refuses HeaderUnreadable: who sends the header acts for somebody, or not at all.
    """
    return acting_mark_of(request)


def applications(asking: Asking) -> Iterator[Need]:
    """Yield who waits to be let in."""
    waiting = pending(community=CommunityId(asking.community), viewer=MemberId(asking.viewer), limit=asking.limit)
    for one in waiting.items:
        own = one.member
        yield Need(
            own.id,
            one.applied_at,
            _("{name} wants to join").format(name=own.name),
            one.invited_by,
            sentence=_("invited by {name}").format(name=one.invited_by),
            href=reverse("communities:queue", args=[asking.slug]) if one.answers else "",
            act=reverse("communities:act", args=[asking.slug, own.id, "approve"]),
            act_name=_("Let in"),
            member=own.id,
            name=own.name,
            person=own,
        )


def reported(asking: Asking) -> Iterator[Need]:
    """Yield what members have reported."""
    page = reverse("communities:reports", args=[asking.slug])
    waiting = reports_waiting(community=CommunityId(asking.community), viewer=MemberId(asking.viewer))
    for one in waiting[: asking.limit]:
        report, about = one.report, one.about
        title = _("{name} was reported").format(name=about.name)
        yield Need(
            report.id, report.at, title, report.reason, href=page, member=about.id, name=about.name, person=about
        )


NEEDS = (
    NeedKind(
        "report",
        30,
        pgettext_lazy("something that was reported", "Report"),
        "a",
        "",
        reported,
        ("communities:reports", gettext_lazy("All reports")),
    ),
    NeedKind(
        "application",
        40,
        pgettext_lazy("somebody wants to join", "Joining"),
        "g",
        "",
        applications,
        ("communities:queue", gettext_lazy("Everybody who waits to join")),
    ),
)
"""What waits for who administers a community."""
