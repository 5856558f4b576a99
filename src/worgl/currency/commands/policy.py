"""Changing the rules of the money: announced ahead through the community's policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from worgl.communities import commands as communities
from worgl.communities.rules import MemberId, PolicyChange, PolicyValue
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import InvalidInput
from worgl.currency.errors import ParameterUnknown
from worgl.currency.queries.currencies import currency_of
from worgl.currency.rules import PARAMETERS, CurrencyKind, Receiver


def announce_change(
    *, actor: MemberId, name: str, value: PolicyValue, applies_from: datetime, key: IdempotencyKey, now: datetime
) -> PolicyChange:
    """Announce a new value of a parameter of the money, at least one period ahead; for administrators.

    Refuses RoleNeeded, ParameterUnknown, InvalidInput where the value does not fit the kind of currency,
    and what announcing refuses (InvalidPolicy, TooSoon, AlreadyAnnounced).
    """
    member = communities.require_active(actor)
    parameter = PARAMETERS.get(name)
    if parameter is None:
        raise ParameterUnknown(field="name", reason=_("There is no rule “{name}”.").format(name=name[:40]))
    if currency_of(member.community).kind is CurrencyKind.CREDIT and _burns(value):
        reason = _("Nobody issues this currency, so nothing can be taken out of circulation.")
        raise InvalidInput(field=name, reason=reason)
    return communities.announce_policy(
        actor=actor, parameter=parameter, value=value, applies_from=applies_from, key=key, now=now
    )


def _burns(value: PolicyValue) -> bool:
    return isinstance(value, Mapping) and bool(value.get(Receiver.BURN.value))
