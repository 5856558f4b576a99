"""Shops: opening one, for whom the caller may act, and who acts for a shop."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from worgl.communities import commands, queries
from worgl.communities.api.shapes import MemberShape
from worgl.communities.pages import OWN_SEAT, SEAT, hand_on, seat_on
from worgl.communities.queries import Community, Member
from worgl.communities.rules import Capacity, MemberId
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import (
    ApiRequest,
    Key,
    List,
    MemberRef,
    New,
    Resource,
    Scope,
    Seen,
    Shape,
    get,
    new_router,
    send,
    shape_from,
)
from worgl.identity.rules import PersonId

router = new_router("Shops")
ADMIN = (Scope.ADMIN,)


class ActingShape(Shape):
    """For whom the caller may act: themselves, a shop they keep, or at its till only."""

    member: MemberShape
    capacity: Capacity


class StaffShape(Shape):
    """Who acts for a shop, as what, since when."""

    id: UUID
    member: MemberShape
    capacity: Capacity
    since: datetime


class NamingShape(Shape):
    """What became of naming somebody, and who acts for the shop now."""

    id: UUID
    waits: bool
    staff: list[StaffShape]


class WishShape(Shape):
    """Who shall act for a shop, as what, asked by whom and when."""

    id: UUID
    member: MemberShape
    capacity: Capacity
    by: MemberShape
    asked_at: datetime


class NewStaff(Shape):
    """A member, by code or id, who acts for the shop: as its keeper, or at its till only."""

    member: MemberRef
    capacity: Capacity


@get(router, "/communities/{slug}/acting", List[ActingShape], scopes=tuple(Scope))
def acting(request: ApiRequest, slug: str) -> List[ActingShape]:
    """List for whom the caller may act here, themselves first; name one with `Acting-For`."""
    community, _member = seat_on(request, slug)
    choices = queries.acting_choices(PersonId(request.auth.person))
    return List(items=[shape_from(ActingShape, one) for one in choices if one.community.id == community.id], next=None)


SHOP: Seen[tuple[Community, Member], Member] = Seen(queries.member, MemberShape, by="member")

shops = Resource(router, "/communities/{slug}/shops", SEAT, one="{uuid:shop}", read_by=(Scope.READ, Scope.ADMIN))
shops.makes(
    "open_shop",
    commands.open_shop,
    "Open a shop with an account of its own, kept by the caller; it waits for approval like any newcomer.",
    New("NewShop", "What the shop is called."),
    SHOP,
)


@get(router, "/communities/{slug}/shops/{uuid:shop}/staff", List[StaffShape], scopes=(Scope.READ, Scope.ADMIN))
def staff(request: ApiRequest, slug: str, shop: UUID) -> List[StaffShape]:
    """List who acts for a shop; for the shop itself, its keepers and administrators."""
    community, viewer = seat_on(request, slug)
    place = queries.member_by_mark(community=community.id, mark=str(shop))
    found = queries.staff_of(shop=place.id, viewer=viewer.id)
    return List(items=[shape_from(StaffShape, one) for one in found], next=None)


@send(router, "/communities/{slug}/shops/{uuid:shop}/staff", NamingShape, scopes=ADMIN)
def name_staff(request: ApiRequest, slug: str, shop: UUID, new: NewStaff, key: Key) -> NamingShape:
    """Let a member act for a shop; for the shop itself, its keepers and administrators.

    What an administrator asks for a shop they do not keep `waits` for the yes of a keeper or of another
    administrator; `id` is then the wish's.
    """
    community, actor = hand_on(request, slug, shop=MemberId(shop))
    naming = commands.name_staff(
        actor=actor.id,
        shop=MemberId(shop),
        member=queries.member_by_mark(community=community.id, mark=new.member).id,
        capacity=new.capacity,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    return shape_from(NamingShape, naming, staff=staff(request, slug, shop).items)


@get(router, "/communities/{slug}/shops/{uuid:shop}/staff-wishes", List[WishShape], scopes=(Scope.READ, Scope.ADMIN))
def staff_wishes(request: ApiRequest, slug: str, shop: UUID) -> List[WishShape]:
    """List who shall act for a shop once somebody says yes; for the shop itself, its keepers and administrators."""
    community, viewer = seat_on(request, slug)
    place = queries.member_by_mark(community=community.id, mark=str(shop))
    found = queries.wishes_for(shop=place.id, viewer=viewer.id)
    return List(items=[shape_from(WishShape, one) for one in found], next=None)


wishes = Resource(router, "/communities/{slug}/staff-wishes", OWN_SEAT, one="{uuid:wish}")
wishes.acts(
    "agree_to_staff",
    commands.agree_to_staff,
    "Say yes, as a keeper of the shop or as an administrator who neither asked nor is named.",
    path="/agree",
)
wishes.acts("refuse_staff", commands.refuse_staff, "Say no; who asked takes it back this way.", path="/refuse")
Resource(router, "/communities/{slug}/staff", SEAT, one="{uuid:staff}").acts(
    "end_staff",
    commands.end_staff,
    "End that a member acts for a shop; that member may give it up too.",
    path="",
    method="DELETE",
)
