"""Disputes: who may do what next, and what a ruling may give back. The state machine is a table.

A payer disputes a payment; the payee answers; either ends it (the payee gives all back, the payer withdraws);
otherwise an arbiter rules. A ruling that gives something back is owed until it is paid.
(money.md, The four payment forms: a dispute goes to a community's arbiter, whose ruling is a transfer with a reason.)
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.core.codes import CodeMeaning, Counts
from worgl.core.lifecycle import Lifecycle, State, Tag, Tone
from worgl.core.parameters import Parameter
from worgl.payments.rules import PaymentKind

DisputeId = NewType("DisputeId", UUID)

ANSWER_DAYS = 7
"""Days the payee has to answer; after them an arbiter can rule without having heard them."""
TEXT_MAX = 1_000
"""Longest reason, answer or ruling, in characters."""
COLLECT_JOB = "payments.collect_ruling"
RULING = 13
"""The code of a transfer that gives back what a ruling says."""
CODES = (CodeMeaning(RULING, "ruling", _("Given back by a ruling"), row=PaymentKind.REFUND, counts=Counts.RETURN),)
DISPUTE_DAYS = Parameter(
    name="dispute_days",
    kind="int",
    default=30,
    minimum=0,
    maximum=366,
    sentence=_("Days after a payment in which the person who paid can dispute it."),
)
PARAMETERS: dict[str, Parameter] = {DISPUTE_DAYS.name: DISPUTE_DAYS}
"""What a community decides about disputes, by name. The value in force when a payment was made holds for it."""


class DisputeState(State):
    """Where a dispute stands."""

    OPEN = "open", Tag(_("Waiting for an answer"), "clock", Tone.WAITS)
    ANSWERED = "answered", Tag(_("Waiting for a ruling"), "scale", Tone.WAITS)
    WITHDRAWN = "withdrawn", Tag(_("Withdrawn"))
    SETTLED = "settled", Tag(_("Given back"), "handshake", Tone.GOOD)
    RULED = "ruled", Tag(_("Ruled"), "scale", Tone.GOOD)


STILL_OWED = Tag(_("Ruled, still owed"), "hourglass", Tone.BAD)
"""How a ruling is shown of which something is still to be given back."""


class Act(StrEnum):
    """What can be done in a dispute."""

    ANSWER = "answer"
    SETTLE = "settle"
    WITHDRAW = "withdraw"
    RULE = "rule"


class Part(StrEnum):
    """Which part somebody has in a dispute."""

    PAYER = "payer"
    PAYEE = "payee"
    ARBITER = "arbiter"


LIFE: Lifecycle[Part, DisputeState, Act] = Lifecycle(
    starts=(DisputeState.OPEN,),
    ends=frozenset({DisputeState.WITHDRAWN, DisputeState.SETTLED, DisputeState.RULED}),
    table=(
        (Part.PAYEE, DisputeState.OPEN, Act.ANSWER, DisputeState.ANSWERED),
        (Part.PAYEE, DisputeState.OPEN, Act.SETTLE, DisputeState.SETTLED),
        (Part.PAYER, DisputeState.OPEN, Act.WITHDRAW, DisputeState.WITHDRAWN),
        (Part.ARBITER, DisputeState.OPEN, Act.RULE, DisputeState.RULED),
        (Part.PAYEE, DisputeState.ANSWERED, Act.SETTLE, DisputeState.SETTLED),
        (Part.PAYER, DisputeState.ANSWERED, Act.WITHDRAW, DisputeState.WITHDRAWN),
        (Part.ARBITER, DisputeState.ANSWERED, Act.RULE, DisputeState.RULED),
    ),
)
"""Every move there is: who, from a state, by an act, to a state. What is not here is refused."""


def rules_from(state: DisputeState, opened_at: datetime) -> datetime:
    """Return from when on an arbiter can rule: at once when the payee has answered, else when their days are over."""
    return opened_at if state is DisputeState.ANSWERED else opened_at + timedelta(days=ANSWER_DAYS)


def still_owed(*, ruled_minor: int, refunded_before_minor: int, refunded_minor: int) -> int:
    """Return what a ruling still owes: all that went back since it counts, collected or given freely.

    >>> still_owed(ruled_minor=500, refunded_before_minor=100, refunded_minor=400)
    200
    >>> still_owed(ruled_minor=500, refunded_before_minor=100, refunded_minor=700)
    0
    """
    assert 0 <= refunded_before_minor <= refunded_minor
    return max(0, ruled_minor - (refunded_minor - refunded_before_minor))


def collectable(*, owed_minor: int, posted_minor: int, available_minor: int) -> int:
    """Return how much of what is owed can be taken now: nobody is driven below zero, and nothing held is touched.

    >>> collectable(owed_minor=500, posted_minor=300, available_minor=900)
    300
    >>> collectable(owed_minor=500, posted_minor=-100, available_minor=400)
    0
    """
    return max(0, min(owed_minor, posted_minor, available_minor))
