"""Announcing and withdrawing changes of policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.seats import lock
from worgl.communities.errors import AlreadyAnnounced, TooLate, TooSoon
from worgl.communities.facts import PolicyAnnounced, PolicyWithdrawn
from worgl.communities.queries.access import require_role
from worgl.communities.queries.lives import RULES
from worgl.communities.queries.policy import checked_parameter, policy_values
from worgl.communities.queries.views import change_view
from worgl.communities.rules import (
    AHEAD_DAYS_MAX,
    CommunityId,
    MemberId,
    PolicyChange,
    PolicyChangeId,
    Role,
    check_value,
    earliest,
    earliest_day,
)
from worgl.communities.rules.lives import AnnouncedAct
from worgl.communities.seals import RULE
from worgl.core import outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import InvalidInput
from worgl.core.parameters import Parameter, PolicyValue
from worgl.core.sealing import seal
from worgl.core.transitions import step


def announce_change(
    *, actor: MemberId, name: str, value: PolicyValue, applies_from: datetime, key: IdempotencyKey, now: datetime
) -> PolicyChange:
    """Announce a new value of any parameter, by its name; for administrators.

    Refuses NotActive, RoleNeeded, ParameterUnknown, what the parameter's own domain refuses, and what announcing
    refuses (InvalidPolicy, TooSoon, AlreadyAnnounced).
    """
    member = require_role(actor, Role.ADMIN)
    parameter, checked = checked_parameter(name, value, community=member.community)
    return announce_policy(actor=actor, parameter=parameter, value=checked, applies_from=applies_from, key=key, now=now)


@command
def announce_policy(
    *,
    actor: MemberId,
    parameter: Parameter,
    value: object,
    applies_from: datetime,
    key: IdempotencyKey,
    now: datetime,
    reason: str = "",
) -> PolicyChange:
    """Announce that a parameter has a value from a moment on: `notice_days` ahead, or now when it is immediate.

    Refuses NotActive, RoleNeeded, InvalidPolicy, TooSoon, InvalidInput (too far ahead), AlreadyAnnounced.
    Source: spec money.md, Demurrage, last item.
    """
    admin = require_role(actor, Role.ADMIN)
    checked = check_value(parameter, value)
    community = lock(admin.community)
    if applies_from < earliest(parameter, now=now):
        raise TooSoon(earliest=earliest_day(parameter, zone=community.zone, now=now))
    if applies_from > now + timedelta(days=AHEAD_DAYS_MAX):
        raise InvalidInput(field="applies_from", reason=_("Choose a day within the next two years."))
    rows = models.PolicyRow.objects.filter(community=community, name=parameter.name, withdrawn_at__isnull=True)
    if rows.filter(applies_from=applies_from).exists():
        raise AlreadyAnnounced
    row = models.PolicyRow.objects.create(
        community=community,
        name=parameter.name,
        value=checked,
        applies_from=applies_from,
        announced_at=now,
        by_id=actor,
    )
    seal(RULE, [row])
    outbox.record(PolicyAnnounced(admin.community, parameter.name, applies_from), now=now)
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.policy_announced",
        sentence=gettext_noop("Announced a rule: {name} becomes {value} on {day}"),
        fields={"name": parameter.name, "value": str(checked), "day": f"{applies_from:%Y-%m-%d}"},
        reason=reason,
        before=_in_force(admin.community, parameter, now),
        after=str(checked),
        now=now,
    )
    return change_view(row)


def _in_force(community: CommunityId, parameter: Parameter, now: datetime) -> str:
    values = policy_values(community=community, defaults={parameter.name: parameter}, at=now)
    return str(values[parameter.name])


@command
def withdraw_policy(
    *, actor: MemberId, change: PolicyChangeId, key: IdempotencyKey, now: datetime, reason: str = ""
) -> None:
    """Withdraw an announced change that does not apply yet. Refuses NotActive, RoleNeeded, TooLate."""
    admin = require_role(actor, Role.ADMIN)
    row = models.PolicyRow.objects.filter(pk=change, community=admin.community).first()
    if row is None:
        raise TooLate
    step(
        RULES,
        row,
        AnnouncedAct.WITHDRAW,
        refused=lambda _state: TooLate(),
        now=now,
        values={"withdrawn_at": now},
        seals=[RULE],
        fact=lambda own: PolicyWithdrawn(admin.community, own.name, own.applies_from),
    )
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.policy_withdrawn",
        sentence=gettext_noop("Withdrew an announced rule: {name} on {day}"),
        fields={"name": row.name, "day": f"{row.applies_from:%Y-%m-%d}"},
        reason=reason,
        before=str(row.value),
        after="",
        now=now,
    )


def adopt_policy(*, community: CommunityId, values: Mapping[str, PolicyValue], now: datetime) -> None:
    """Write the values a community is founded with, in the transaction that founds it.

    They apply at once, as nobody relies on others yet; a parameter that has a row already is a bug. The
    domain that declares the parameters answers for the values.
    """
    lock(community)
    rows = models.PolicyRow.objects.filter(community=community, name__in=list(values))
    assert not rows.exists(), "only the first value of a parameter needs no announcement"
    own = [
        models.PolicyRow(community_id=community, name=name, value=value, applies_from=now, announced_at=now)
        for name, value in values.items()
    ]
    models.PolicyRow.objects.bulk_create(own)
    seal(RULE, own)
