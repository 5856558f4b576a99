"""The rules of a community's money: in force, announced, tried on present balances, and changed ahead of time."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from worgl.communities import commands as communities
from worgl.communities import queries as towns
from worgl.communities.pages import SEAT, seat_on
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.domains import parameters
from worgl.core.parameters import Parameter, PolicyValue
from worgl.core.rest import ApiRequest, Day, Key, List, Resource, Scope, Shape, SingleLine, get, new_router, send
from worgl.currency.pages.shapes import ChangeShape, EffectShape, Money, RuleShape, change_shape
from worgl.currency.queries import currency_of, effect_of
from worgl.currency.queries.policy import day_begins

router = new_router("Rules")
SHOWN_CHANGES = 200
"""Members whose limit changes that are told one by one; all are counted."""
NUMBER_MAX = 2**53


class NewValue(Shape):
    """A new value of a rule, in the form in which the list of rules gives the present one."""

    name: Annotated[str, Field(max_length=100)]
    value: (
        Annotated[int, Field(strict=True, ge=0, le=NUMBER_MAX)]
        | SingleLine
        | dict[str, Annotated[int, Field(strict=True, ge=0, le=NUMBER_MAX)]]
    )


class Announcement(NewValue):
    """A new value of a rule, from the beginning of a day of the community's zone."""

    applies_on: Day


@get(router, "/communities/{slug}/policy", List[RuleShape])
def policy(request: ApiRequest, slug: str) -> List[RuleShape]:
    """List every rule with its value in force."""
    community, _member = seat_on(request, slug)
    values = towns.policy_values(community=community.id, defaults=parameters(), at=clock.now())
    return List(items=[_rule(parameter, values[name]) for name, parameter in parameters().items()], next=None)


def _rule(parameter: Parameter, value: PolicyValue) -> RuleShape:
    return RuleShape(
        name=parameter.name,
        kind=parameter.kind,
        value=value,
        minimum=parameter.minimum,
        maximum=parameter.maximum,
        choices=list(parameter.choices),
        notice_days=0 if parameter.immediate else parameter.notice_days,
        immediate=parameter.immediate,
        sentence=str(parameter.sentence),
    )


@get(router, "/communities/{slug}/policy/changes", List[ChangeShape])
def changes(request: ApiRequest, slug: str) -> List[ChangeShape]:
    """List the changes that are announced and do not apply yet, the nearest first."""
    community, _member = seat_on(request, slug)
    found = towns.announced(community=community.id, at=clock.now())
    return List(items=[change_shape(change) for change in found], next=None)


@send(router, "/communities/{slug}/policy/preview", EffectShape, scopes=(Scope.ADMIN,))
def preview(request: ApiRequest, slug: str, tried: NewValue) -> EffectShape:
    """Read what a new value would change, and for whom, on the balances of this moment; nothing is announced.

    For treasurers and administrators. Refuses what announcing the value would refuse, but not the day.
    """
    community, viewer = seat_on(request, slug)
    effect = effect_of(community=community.id, viewer=viewer.id, name=tried.name, value=tried.value, now=clock.now())
    return Money(currency_of(community.id)).effect(effect, most=SHOWN_CHANGES)


@send(router, "/communities/{slug}/policy/changes", ChangeShape, scopes=(Scope.ADMIN,))
def announce(request: ApiRequest, slug: str, announcement: Announcement, key: Key) -> ChangeShape:
    """Announce a new value of a rule ahead of time; for administrators."""
    community, actor = seat_on(request, slug)
    change = communities.announce_change(
        actor=actor.id,
        name=announcement.name,
        value=announcement.value,
        applies_from=day_begins(announcement.applies_on, community.zone),
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    return change_shape(change)


Resource(router, "/communities/{slug}/policy/changes", SEAT, one="{uuid:change}").acts(
    "withdraw",
    communities.withdraw_policy,
    "Withdraw an announced change that does not apply yet; for administrators.",
    path="",
    method="DELETE",
)
