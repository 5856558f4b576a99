"""What a new value of any rule would change: those of the currency on present balances, those of payments nothing."""

from __future__ import annotations

from datetime import datetime

from worgl.communities.rules import CommunityId, MemberId, PolicyValue, check_value
from worgl.currency import queries as currencies
from worgl.currency.queries.roll import require_officer_reader
from worgl.currency.rules import Effect, Touched
from worgl.payments.rules import PARAMETERS


def effect_of(*, community: CommunityId, viewer: MemberId, name: str, value: PolicyValue, now: datetime) -> Effect:
    """Return what a new value would change if it counted now. Refuses NotYours, ParameterUnknown, InvalidPolicy."""
    if name not in PARAMETERS:
        return currencies.effect_of(community=community, viewer=viewer, name=name, value=value, now=now)
    require_officer_reader(viewer, community=community)
    check_value(PARAMETERS[name], value)
    return Effect(Touched.NOTHING)
