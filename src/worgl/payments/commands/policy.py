"""Changing the rules of payments: announced ahead through the community's policy."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from worgl.communities import commands as communities
from worgl.communities.rules import MemberId, PolicyChange, PolicyValue
from worgl.core.commands import IdempotencyKey
from worgl.currency.errors import ParameterUnknown
from worgl.payments.rules import PARAMETERS


def announce_change(
    *, actor: MemberId, name: str, value: PolicyValue, applies_from: datetime, key: IdempotencyKey, now: datetime
) -> PolicyChange:
    """Announce a new value of a parameter of payments, at least one period ahead; for administrators.

    Refuses RoleNeeded, ParameterUnknown, and what announcing refuses (InvalidPolicy, TooSoon, AlreadyAnnounced).
    """
    communities.require_active(actor)
    parameter = PARAMETERS.get(name)
    if parameter is None:
        raise ParameterUnknown(field="name", reason=_("There is no rule “{name}”.").format(name=name[:40]))
    return communities.announce_policy(
        actor=actor, parameter=parameter, value=value, applies_from=applies_from, key=key, now=now
    )
