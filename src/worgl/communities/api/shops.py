"""Shops: opening one, for whom the caller may act, and who acts for a shop."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Status

from worgl.communities import commands, queries
from worgl.communities.api.shapes import MemberShape, member_shape
from worgl.communities.pages import seat_on
from worgl.communities.rules import Acting, Capacity, MemberId, StaffView
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


@writes(router, "/communities/{slug}/shops/{uuid:shop}/staff", List[StaffShape], scopes=ADMIN)
def name_staff(request: ApiRequest, slug: str, shop: UUID, new: NewStaff, key: Key) -> List[StaffShape]:
    """Let a member act for a shop; for the shop itself, its keepers and administrators."""
    community, actor = seat_on(request, slug)
    commands.name_staff(
        actor=actor.id,
        shop=MemberId(shop),
        member=queries.member_by_mark(community=community.id, mark=new.member).id,
        capacity=new.capacity,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    return staff(request, slug, shop)


@writes(router, "/communities/{slug}/staff/{uuid:staff}", scopes=ADMIN, method="DELETE")
def end_staff(request: ApiRequest, slug: str, staff: UUID, key: Key) -> Status[None]:
    """End that a member acts for a shop; he may give it up himself."""
    _community, actor = seat_on(request, slug)
    commands.end_staff(actor=actor.id, staff=staff, key=IdempotencyKey(key), now=clock.now())
    return DONE


def _acting(choice: Acting) -> ActingShape:
    return shape_from(ActingShape, choice, member=member_shape(choice.member))


def _staff(view: StaffView) -> StaffShape:
    return shape_from(StaffShape, view, member=member_shape(view.member))
