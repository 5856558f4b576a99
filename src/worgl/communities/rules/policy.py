"""Policy: which values fit a parameter, and how long ahead a change is announced.

Source: spec money.md, Demurrage: "A changed rate is announced at least one period before it applies.
Every parameter is a dated row; code reads the row in force at the transfer's time."
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NewType
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from worgl.communities.errors import InvalidPolicy
from worgl.communities.rules.values import MemberId
from worgl.core.money import PPM
from worgl.core.parameters import Parameter, PolicyValue
from worgl.identity.rules import clean_name

PolicyChangeId = NewType("PolicyChangeId", UUID)
AHEAD_DAYS_MAX = 732
"""A change is announced at most two years ahead."""


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """A dated row of policy; `by` is None for what the community was founded with."""

    id: PolicyChangeId
    name: str
    value: PolicyValue
    applies_from: datetime
    announced_at: datetime
    by: MemberId | None


def check_value(parameter: Parameter, value: object) -> PolicyValue:
    """Return a value that fits the parameter; refuses InvalidPolicy, which says what would fit.

    >>> check_value(Parameter("levy_rate", "ppm", 0, 0, 100_000), 10_000)
    10000
    """
    if parameter.kind in {"ppm", "amount", "int"}:
        return _check_number(parameter, value)
    if parameter.kind == "choice":
        return _check_choice(parameter, value)
    if parameter.kind == "text":
        return _check_text(parameter, value)
    return _check_split(parameter, value)


def _check_number(parameter: Parameter, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not parameter.minimum <= value <= parameter.maximum:
        reason = _("Choose a whole number from {minimum} to {maximum}.")
        fields = {"minimum": parameter.minimum, "maximum": parameter.maximum}
        raise InvalidPolicy(field=parameter.name, reason=reason.format(**fields), **fields)
    return value


def _check_choice(parameter: Parameter, value: object) -> str:
    if not isinstance(value, str) or value not in parameter.choices:
        reason = _("Choose one of: {choices}.").format(choices=", ".join(parameter.choices))
        raise InvalidPolicy(field=parameter.name, reason=reason)
    return value


def _check_text(parameter: Parameter, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidPolicy(field=parameter.name, reason=_("Type a text."))
    return clean_name(value, field=parameter.name, longest=parameter.maximum)


def _check_split(parameter: Parameter, value: object) -> dict[str, int]:
    parts = dict(value) if isinstance(value, Mapping) else {}
    is_known = bool(parts) and parts.keys() <= set(parameter.choices)
    if not is_known or not all(type(part) is int and part >= 0 for part in parts.values()):
        reason = _("Give parts to: {choices}.").format(choices=", ".join(parameter.choices))
        raise InvalidPolicy(field=parameter.name, reason=reason)
    if sum(parts.values()) != PPM:
        raise InvalidPolicy(field=parameter.name, reason=_("The parts must make 100 % together."))
    return {choice: parts.get(choice, 0) for choice in parameter.choices}


def earliest(parameter: Parameter, *, now: datetime) -> datetime:
    """Return the first moment from which a change announced now can apply."""
    return now if parameter.immediate else now + timedelta(days=parameter.notice_days)


def earliest_day(parameter: Parameter, *, zone: str, now: datetime) -> date:
    """Return the first calendar day of the zone at whose beginning a change announced now can apply.

    An immediate parameter can change within today.
    """
    local = earliest(parameter, now=now).astimezone(ZoneInfo(zone))
    is_midnight = local.timetz().replace(tzinfo=None) == local.min.time()
    return local.date() if parameter.immediate or is_midnight else local.date() + timedelta(days=1)
