"""What queries and commands answer with: frozen values, no rows of tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from worgl.communities.rules import CommunityId, MemberId
from worgl.currency.rules.health import HealthDay
from worgl.currency.rules.values import CurrencyId, CurrencyKind, Receiver, WalletRole
from worgl.ledger.rules import AccountId, BookId


@dataclass(frozen=True, slots=True)
class CurrencyView:
    """A community's currency; the five system accounts are accounts of its book."""

    id: CurrencyId
    community: CommunityId
    book: BookId
    unit: str
    name: str
    exponent: int
    kind: CurrencyKind
    issuer: AccountId
    commons: AccountId
    operator: AccountId
    exit_gap: AccountId
    levy_pool: AccountId
    created_at: datetime
    levied_through: date


@dataclass(frozen=True, slots=True)
class WalletView:
    """One wallet; the limits given to it alone are None where the community's policy holds."""

    community: CommunityId
    member: MemberId | None
    account: AccountId
    role: WalletRole
    name: str
    credit_minor: int | None = None
    ceiling_minor: int | None = None
    owing_minor: int = 0


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose account it is, for a line in a list; system accounts carry no member and no code."""

    name: str
    member: MemberId | None
    role: WalletRole
    code: str
    hue: int = 0
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Fading:
    """What a balance will lose at the next levy if nothing is spent before; `days` from today to `on`."""

    minor: int
    on: date
    days: int
    rate_ppm: int


@dataclass(frozen=True, slots=True)
class Balance:
    """A member's money; `spendable_minor` counts credit and leaves out what is held."""

    posted_minor: int
    held_minor: int
    spendable_minor: int
    credit_minor: int
    ceiling_minor: int | None
    fading: Fading | None
    owing_minor: int = 0


@dataclass(frozen=True, slots=True)
class PaymentLimits:
    """What a member may pay: None where no limit is set; `spent_today_minor` counts against the day's."""

    payment_minor: int | None
    day_minor: int | None
    spent_today_minor: int


@dataclass(frozen=True, slots=True)
class Town:
    """A community just founded with its own money."""

    community: CommunityId
    member: MemberId
    slug: str


@dataclass(frozen=True, slots=True)
class MemberLimits:
    """Limits in force for one member; `given` tells whether the treasurer set the credit by hand."""

    member: MemberId
    credit_minor: int
    ceiling_minor: int | None
    given: bool


@dataclass(frozen=True, slots=True)
class GrantSpec:
    """What one member is to be given, together with others."""

    payee: MemberId
    amount_minor: int


@dataclass(frozen=True, slots=True)
class GrantView:
    """Money given by the treasurer: newly issued, or out of the commons or the operator's account."""

    transfer: UUID
    source: WalletRole
    payee: MemberId | None
    minor: int
    reason: str
    by: MemberId
    at: datetime


@dataclass(frozen=True, slots=True)
class LevyView:
    """A levy that was taken: `shares` sum to `taken_minor` once it is shared out."""

    id: UUID
    date: date
    rate_ppm: int
    exempt_minor: int
    wallets: int
    base_minor: int
    taken_minor: int
    owing_minor: int
    shares: Mapping[Receiver, int]
    is_shared: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class LevyLineView:
    """One wallet's line of a levy with the sentence a member reads."""

    date: date
    member: MemberId | None
    name: str
    base_minor: int
    due_minor: int
    taken_minor: int
    owing_minor: int
    transfer: UUID | None
    sentence: str


@dataclass(frozen=True, slots=True)
class LevyPreview:
    """What a levy would take now; `lines` are the largest, `wallets` counts them all."""

    on: date
    rate_ppm: int
    wallets: int
    base_minor: int
    total_minor: int
    owing_minor: int
    split: Mapping[Receiver, int]
    lines: tuple[LevyLineView, ...]


@dataclass(frozen=True, slots=True)
class DayFigure:
    """A community's money on one day of its zone."""

    day: date
    volume_minor: int
    payments: int
    minted_minor: int
    retired_minor: int
    faded_minor: int
    supply_minor: int


@dataclass(frozen=True, slots=True)
class TownFigures:
    """The state of a community's money, for its town page.

    `velocity` is how often a year the money changes hands at the pace of the last 30 days, as text;
    `gini_ppm` and `idle_ppm` (money of those who spent nothing for 30 days) are None without money.
    """

    supply_minor: int
    members_minor: int
    commons_minor: int
    operator_minor: int
    minted_minor: int
    retired_minor: int
    faded_minor: int
    faded_30d_minor: int
    shares: Mapping[Receiver, int]
    members: int
    volume_30d_minor: int
    payments_30d: int
    velocity: str | None
    gini_ppm: int | None
    idle_ppm: int | None


@dataclass(frozen=True, slots=True)
class TownHealth:
    """What the job has counted, a figure and a state for each day without gaps; empty before the first transfer.

    `counted_at` is when the job last looked; `turns_tenths` is each day's velocity, in tenths of a turn a year.
    """

    counted_at: datetime | None
    days: tuple[DayFigure, ...]
    states: tuple[HealthDay, ...]
    turns_tenths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CommonAccounts:
    """What stands on the accounts that belong to no member alone."""

    commons_minor: int
    operator_minor: int


@dataclass(frozen=True, slots=True)
class GiftPreview:
    """What a gift would change: the money there is, or what stands on the account it comes from."""

    before_minor: int
    after_minor: int

    @property
    def is_enough(self) -> bool:
        """Tell whether there is as much as is given; new money is always enough."""
        return self.after_minor >= 0


@dataclass(frozen=True, slots=True)
class CommonsFlow:
    """One coin movement in or out of the commons; `delta_minor` is signed."""

    transfer: UUID
    seq: int
    at: datetime
    counterparty: str
    member: MemberId | None
    text: str
    delta_minor: int
    balance_after_minor: int
    picture: str = ""
    is_dividend: bool = False


@dataclass(frozen=True, slots=True)
class DividendRest:
    """What of one dividend lies behind the end of a page: payments, their signed sum, and where the page goes on."""

    count: int
    delta_minor: int
    next_cursor: str


@dataclass(frozen=True, slots=True)
class Departure:
    """A member has left; what they had left over went to the commons."""

    member: MemberId
    given_minor: int


@dataclass(frozen=True, slots=True)
class LevyRun:
    """How far the levy's job is: `done` of `total` wallets charged; `error` when it stopped and will try again."""

    stage: str
    done: int
    total: int
    is_running: bool
    error: str
