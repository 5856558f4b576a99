"""Shops: opening one, for whom the caller may act, and who acts for a shop."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Status

from worgl.communities import commands, queries
from worgl.communities.api.shapes import MemberShape, member_shape
from worgl.communities.pages import hand_on, own_seat_on, seat_on
from worgl.communities.rules import Acting, Capacity, MemberId, StaffView, StaffWish
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import (
    DONE,
    ApiRequest,
    Key,
    Line,
    List,
    Mark,
    Scope,
    Shape,
    reads,
    room,
    shape_from,
    writes,
)
from worgl.identity.rules import PersonId

router = room("Shops")
ADMIN = (Scope.ADMIN,)


class ActingShape(Shape):
    """For whom the caller may act: himself, a shop he keeps, or at its till only."""

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


class NewShop(Shape):
    """What the shop is called."""

    name: Line


class NewStaff(Shape):
    """A member, by code or id, who acts for the shop: as its keeper, or at its till only."""

    member: Mark
    capacity: Capacity


@reads(router, "/communities/{slug}/acting", List[ActingShape], scopes=tuple(Scope))
def acting(request: ApiRequest, slug: str) -> List[ActingShape]:
    """List for whom the caller may act here, himself first; name one with `Acting-For`."""
    community, _member = seat_on(request, slug)
    choices = queries.acting_choices(PersonId(request.auth.person))
    return List(items=[_acting(one) for one in choices if one.community.id == community.id], next=None)


@writes(router, "/communities/{slug}/shops", MemberShape, scopes=ADMIN)
def open_shop(request: ApiRequest, slug: str, new: NewShop, key: Key) -> MemberShape:
    """Open a shop with an account of its own, kept by the caller; it waits for approval like any newcomer."""
    _community, actor = seat_on(request, slug)
    shop = commands.open_shop(actor=actor.id, name=new.name, key=IdempotencyKey(key), now=clock.now())
    return member_shape(queries.member(shop))


@reads(router, "/communities/{slug}/shops/{uuid:shop}/staff", List[StaffShape], scopes=(Scope.READ, Scope.ADMIN))
def staff(request: ApiRequest, slug: str, shop: UUID) -> List[StaffShape]:
    """List who acts for a shop; for the shop itself, its keepers and administrators."""
    community, viewer = seat_on(request, slug)
    place = queries.member_by_mark(community=community.id, mark=str(shop))
    return List(items=[_staff(one) for one in queries.staff_of(shop=place.id, viewer=viewer.id)], next=None)


@writes(router, "/communities/{slug}/shops/{uuid:shop}/staff", NamingShape, scopes=ADMIN)
def name_staff(request: ApiRequest, slug: str, shop: UUID, new: NewStaff, key: Key) -> NamingShape:
    """Let a member act for a shop; for the shop itself, its keepers and administrators.

    What an administrator asks for a shop he does not keep `waits` for the yes of a keeper or of another
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


@reads(router, "/communities/{slug}/shops/{uuid:shop}/staff-wishes", List[WishShape], scopes=(Scope.READ, Scope.ADMIN))
def staff_wishes(request: ApiRequest, slug: str, shop: UUID) -> List[WishShape]:
    """List who shall act for a shop once somebody says yes; for the shop itself, its keepers and administrators."""
    community, viewer = seat_on(request, slug)
    place = queries.member_by_mark(community=community.id, mark=str(shop))
    found = queries.wishes_for(shop=place.id, viewer=viewer.id)
    return List(items=[_wish(one) for one in found], next=None)


@writes(router, "/communities/{slug}/staff-wishes/{uuid:wish}/agree", scopes=ADMIN)
def agree_to_staff(request: ApiRequest, slug: str, wish: UUID, key: Key) -> Status[None]:
    """Say yes, as a keeper of the shop or as an administrator who neither asked nor is named."""
    _community, actor = own_seat_on(request, slug)
    commands.agree_to_staff(actor=actor.id, wish=wish, key=IdempotencyKey(key), now=clock.now())
    return DONE


@writes(router, "/communities/{slug}/staff-wishes/{uuid:wish}/refuse", scopes=ADMIN)
def refuse_staff(request: ApiRequest, slug: str, wish: UUID, key: Key) -> Status[None]:
    """Say no; who asked takes it back this way."""
    _community, actor = own_seat_on(request, slug)
    commands.refuse_staff(actor=actor.id, wish=wish, key=IdempotencyKey(key), now=clock.now())
    return DONE


@writes(router, "/communities/{slug}/staff/{uuid:staff}", scopes=ADMIN, method="DELETE")
def end_staff(request: ApiRequest, slug: str, staff: UUID, key: Key) -> Status[None]:
    """End that a member acts for a shop; he may give it up himself."""
    _community, actor = seat_on(request, slug)
    commands.end_staff(actor=actor.id, staff=staff, key=IdempotencyKey(key), now=clock.now())
    return DONE


def _acting(choice: Acting) -> ActingShape:
    return shape_from(ActingShape, choice, member=member_shape(choice.member))


def _wish(view: StaffWish) -> WishShape:
    return shape_from(WishShape, view, member=member_shape(view.member), by=member_shape(view.by))


def _staff(view: StaffView) -> StaffShape:
    return shape_from(StaffShape, view, member=member_shape(view.member))
