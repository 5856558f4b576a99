"""Payment requests: their states and what leads from one to the next, and how long things take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from worgl.communities.rules import CommunityId, MemberId
from worgl.core.lifecycle import Lifecycle, State, Tag, Tone
from worgl.payments.rules.values import Party, PaymentId
from worgl.requests.errors import (
    RequestClosed,
    RequestHasExpired,
    RequestWasCancelled,
    RequestWasDenied,
    RequestWasPaid,
)

RequestId = NewType("RequestId", UUID)

REMIND_EVERY = timedelta(days=1)
"""Least time between asking and reminding, and between two reminders."""
TILL_LASTS = timedelta(minutes=10)
"""How long a code shown at a till can be paid."""
OPEN_MAX = 500
"""Most open requests of one member, those of their till included."""
OPEN_OF_ONE_MAX = 10
"""Most open requests of one member to one other."""


class RequestState(State):
    """Where a request stands; all but open are final."""

    OPEN = "open", Tag(pgettext_lazy("payment request", "Open"), "hourglass", Tone.INFO)
    PAID = "paid", Tag(_("Paid"), "check", Tone.GOOD)
    DENIED = "denied", Tag(_("Denied"), "ban", Tone.BAD)
    CANCELLED = "cancelled", Tag(_("Taken back"), "undo-2")
    EXPIRED = "expired", Tag(pgettext_lazy("payment request", "Expired"), "clock", Tone.WAITS)


class RequestPart(StrEnum):
    """The side that acts on a request: its asker, its payer, or time."""

    ASKER = "asker"
    PAYER = "payer"
    TIME = "time"


class RequestEvent(StrEnum):
    """What can happen to a request: by the one asked, by the asker, or by the passing of time."""

    PAY = "pay"
    DENY = "deny"
    CANCEL = "cancel"
    REMIND = "remind"
    EXPIRE = "expire"


LIFE: Lifecycle[RequestPart, RequestState, RequestEvent] = Lifecycle(
    starts=(RequestState.OPEN,),
    ends=frozenset(RequestState) - {RequestState.OPEN},
    table=(
        (RequestPart.PAYER, RequestState.OPEN, RequestEvent.PAY, RequestState.PAID),
        (RequestPart.PAYER, RequestState.OPEN, RequestEvent.DENY, RequestState.DENIED),
        (RequestPart.ASKER, RequestState.OPEN, RequestEvent.CANCEL, RequestState.CANCELLED),
        (RequestPart.ASKER, RequestState.OPEN, RequestEvent.REMIND, RequestState.OPEN),
        (RequestPart.TIME, RequestState.OPEN, RequestEvent.EXPIRE, RequestState.EXPIRED),
    ),
    expiry=RequestEvent.EXPIRE,
)

CLOSED: Mapping[RequestState, type[RequestClosed]] = {
    RequestState.PAID: RequestWasPaid,
    RequestState.DENIED: RequestWasDenied,
    RequestState.CANCELLED: RequestWasCancelled,
    RequestState.EXPIRED: RequestHasExpired,
}
"""Which refusal says that a request is no longer open."""


class Side(StrEnum):
    """Whose requests are listed: those others ask of me, or those I ask of others."""

    OF_ME = "of_me"
    BY_ME = "by_me"


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as `viewer` may see it, with its state at the moment of looking.

    `payer` is None when whoever opens the link may pay. Who paid, why it was denied and the payment are
    shown to the two sides alone.
    """

    id: RequestId
    community: CommunityId
    code: str
    asker: Party
    payer: Party | None
    amount_minor: int
    note: str
    is_till: bool
    state: RequestState
    made_at: datetime
    told_at: datetime
    expires_at: datetime
    closed_at: datetime | None
    closed_by: Party | None
    reason: str
    payment: PaymentId | None
    viewer: MemberId

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be paid."""
        return self.state is RequestState.OPEN

    @property
    def is_mine(self) -> bool:
        """Tell whether the viewer asks."""
        return self.viewer == self.asker.member

    @property
    def can_be_paid(self) -> bool:
        """Tell whether the viewer may pay it."""
        return self.is_open and not self.is_mine

    @property
    def can_be_denied(self) -> bool:
        """Tell whether the viewer may say no: only who was asked by name."""
        return self.can_be_paid and self.payer is not None

    @property
    def can_be_cancelled(self) -> bool:
        """Tell whether the viewer may take it back."""
        return self.is_open and self.is_mine

    def can_be_reminded(self, now: datetime) -> bool:
        """Tell whether the viewer may remind whom they asked by name."""
        return self.can_be_cancelled and self.payer is not None and now >= self.told_at + REMIND_EVERY


def may_see(*, viewer: MemberId, is_active: bool, asker: MemberId, payer: MemberId | None) -> bool:
    """Tell whether a member of the same community may see a request: its two sides, and by its link every active one.

    >>> may_see(viewer=MemberId(UUID(int=3)), is_active=True, asker=MemberId(UUID(int=1)), payer=MemberId(UUID(int=2)))
    False
    """
    return viewer in {asker, payer} or (payer is None and is_active)
