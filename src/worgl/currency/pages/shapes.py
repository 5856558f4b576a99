"""A currency's values as the API gives them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Self, TypeVar
from uuid import UUID

from worgl.communities.rules import Member, PolicyChange
from worgl.core.rest import Amount, Shape, shape_from
from worgl.currency.pages import FadingShape, amounts_in, fading_in
from worgl.currency.rules import (
    Balance,
    CommonsFlow,
    CurrencyKind,
    CurrencyView,
    DayFigure,
    Effect,
    GrantView,
    LevyLineView,
    LevyPreview,
    LevyView,
    LimitChange,
    MemberLimits,
    PaymentLimits,
    Receiver,
    Touched,
    TownFigures,
    WalletRole,
)

Made = TypeVar("Made", bound=Shape)


class CurrencyShape(Shape):
    """A community's currency."""

    id: UUID
    unit: str
    name: str
    exponent: int
    kind: CurrencyKind


class BalanceShape(Shape):
    """A member's money; `spendable` counts credit and leaves out what is held."""

    posted: Amount
    held: Amount
    spendable: Amount
    credit: Amount
    ceiling: Amount | None
    owing: Amount
    fading: FadingShape | None


class LimitsShape(Shape):
    """What a member may pay at once and in a day; null where no limit is set."""

    payment: Amount | None
    day: Amount | None
    spent_today: Amount


class MemberLimitsShape(Shape):
    """Limits in force for one member; `given` tells whether their credit was set by hand."""

    member: UUID
    credit: Amount
    ceiling: Amount | None
    given: bool


class TownShape(Shape):
    """The state of a community's money; ratios are parts per million, null without money."""

    supply: Amount
    members_hold: Amount
    commons: Amount
    operator: Amount
    minted: Amount
    retired: Amount
    faded: Amount
    faded_30d: Amount
    shares: dict[Receiver, Amount]
    members: int
    volume_30d: Amount
    payments_30d: int
    velocity: str | None
    gini_ppm: int | None
    idle_ppm: int | None


class DayShape(Shape):
    """A community's money on one day of its zone."""

    day: date
    volume: Amount
    payments: int
    minted: Amount
    retired: Amount
    faded: Amount
    supply: Amount


class FlowShape(Shape):
    """One movement in or out of the commons; `delta` is signed."""

    transfer: UUID
    at: datetime
    counterparty: str
    member: UUID | None
    text: str
    delta: Amount
    balance_after: Amount


class NamedShape(Shape):
    """A member by id, code and name."""

    id: UUID
    name: str
    code: str

    @classmethod
    def of(cls, member: Member) -> Self:
        """Return a member by id, code and name."""
        return shape_from(cls, member)


class LimitChangeShape(Shape):
    """What a rule changes for one member; null stands for no limit.

    A member who `is_beyond` the new limit keeps what they have and cannot go further.
    """

    member: NamedShape
    before: Amount | None
    after: Amount | None
    is_beyond: bool


class LevyShape(Shape):
    """A levy that was taken and where it went."""

    id: UUID
    date: date
    rate_ppm: int
    exempt: Amount
    wallets: int
    base: Amount
    taken: Amount
    owing: Amount
    shares: dict[Receiver, Amount]
    is_shared: bool
    at: datetime


class LevyLineShape(Shape):
    """One wallet's line of a levy."""

    date: date
    member: UUID | None
    name: str
    base: Amount
    due: Amount
    taken: Amount
    owing: Amount
    transfer: UUID | None
    sentence: str


class LevyPreviewShape(Shape):
    """What a levy would take now; `lines` are the largest, `wallets` counts them all."""

    on: date
    rate_ppm: int
    wallets: int
    base: Amount
    total: Amount
    owing: Amount
    split: dict[Receiver, Amount]
    lines: list[LevyLineShape]


class EffectShape(Shape):
    """What a new value of a rule would change if it counted now.

    `touched` is `levy` (`levy_before`, `levy_after`: what the next one takes, null where none comes), `credit` or
    `ceiling` (`changes`: whose limit would be another, by name, at most 200; `count` and `beyond` are those of all),
    `payments` (the largest payment and the most in a day, before and after, null for no limit) or `nothing`.
    """

    touched: Touched
    levy_before: LevyPreviewShape | None
    levy_after: LevyPreviewShape | None
    changes: list[LimitChangeShape]
    count: int
    beyond: int
    payment_before: Amount | None
    payment_after: Amount | None
    day_before: Amount | None
    day_after: Amount | None


class LevyRunShape(Shape):
    """How far a levy is: `done` of `total` wallets in its present `stage`; `error` when it stopped and tries again."""

    stage: str
    done: int
    total: int
    is_running: bool
    error: str


class GrantShape(Shape):
    """Money the treasurer gave: newly issued, or out of the commons or the operator's account."""

    transfer: UUID
    source: WalletRole
    payee: UUID | None
    amount: Amount
    reason: str
    by: UUID
    at: datetime


class RuleShape(Shape):
    """A parameter and its value in force; `minimum` and `maximum` bound numbers and lengths."""

    name: str
    kind: str
    value: int | str | dict[str, int]
    minimum: int
    maximum: int
    choices: list[str]
    notice_days: int
    immediate: bool
    sentence: str


class ChangeShape(Shape):
    """A dated value of a parameter."""

    id: UUID
    name: str
    value: int | str | dict[str, int]
    applies_from: datetime
    announced_at: datetime
    by: UUID | None


class Money:
    """Writes the values of one currency."""

    def __init__(self, currency: CurrencyView) -> None:
        """Take the currency all amounts are in."""
        self.currency, self.amount = currency, amounts_in(currency)

    def balance(self, balance: Balance) -> BalanceShape:
        """Return a balance."""
        return self._of(BalanceShape, balance, fading=fading_in(self.currency, balance.fading))

    def limits(self, limits: PaymentLimits) -> LimitsShape:
        """Return the limits on a member's payments."""
        return self._of(LimitsShape, limits)

    def member_limits(self, limits: MemberLimits) -> MemberLimitsShape:
        """Return a member's limits."""
        return self._of(MemberLimitsShape, limits)

    def town(self, figures: TownFigures) -> TownShape:
        """Return a town's figures."""
        return self._of(
            TownShape,
            figures,
            members_hold=self.amount(figures.members_minor),
            shares=self._shares(figures.shares),
            members=figures.members,
        )

    def day(self, figure: DayFigure) -> DayShape:
        """Return one day's figures."""
        return self._of(DayShape, figure)

    def flow(self, flow: CommonsFlow) -> FlowShape:
        """Return a movement of the commons."""
        return self._of(FlowShape, flow)

    def levy(self, levy: LevyView) -> LevyShape:
        """Return a levy."""
        return self._of(LevyShape, levy, shares=self._shares(levy.shares))

    def levy_line(self, line: LevyLineView) -> LevyLineShape:
        """Return a line of a levy."""
        return self._of(LevyLineShape, line)

    def levy_preview(self, preview: LevyPreview) -> LevyPreviewShape:
        """Return what a levy would take."""
        lines = [self.levy_line(line) for line in preview.lines]
        return self._of(LevyPreviewShape, preview, split=self._shares(preview.split), lines=lines)

    def grant(self, grant: GrantView) -> GrantShape:
        """Return money that was given."""
        return shape_from(GrantShape, grant, amount=self.amount(grant.minor))

    def limit_change(self, change: LimitChange) -> LimitChangeShape:
        """Return what a rule changes for one member."""
        return self._of(LimitChangeShape, change, member=NamedShape.of(change.member))

    def effect(self, effect: Effect, *, most: int) -> EffectShape:
        """Return what a new value of a rule would change, at most so many members of it."""
        pairs = {"payment": effect.payment_minor, "day": effect.day_minor}
        bounds = {
            f"{name}_{when}": None if minor is None else self.amount(minor)
            for name, pair in pairs.items()
            for when, minor in zip(("before", "after"), pair, strict=True)
        }
        return self._of(
            EffectShape,
            effect,
            levy_before=self.levy_preview(effect.before) if effect.before else None,
            levy_after=self.levy_preview(effect.after) if effect.after else None,
            changes=[self.limit_change(change) for change in effect.changes[:most]],
            count=len(effect.changes),
            beyond=len(effect.beyond),
            **bounds,
        )

    def _of(self, shape: type[Made], value: object, **others: object) -> Made:
        return shape_from(shape, value, amounts=self.amount, **others)

    def _shares(self, shares: Mapping[Receiver, int]) -> dict[Receiver, Amount]:
        return {receiver: self.amount(minor) for receiver, minor in shares.items()}


def change_shape(change: PolicyChange) -> ChangeShape:
    """Return a change of policy."""
    return shape_from(ChangeShape, change)
