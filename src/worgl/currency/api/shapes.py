"""A currency's values as the API gives them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from worgl.communities.rules import PolicyChange
from worgl.core.rest import Amount, Shape
from worgl.currency.pages import amounts_in
from worgl.currency.rules import (
    Balance,
    CommonsFlow,
    CurrencyKind,
    CurrencyView,
    DayFigure,
    Fading,
    GrantView,
    LevyLineView,
    LevyPreview,
    LevyView,
    MemberLimits,
    PaymentLimits,
    Receiver,
    TownFigures,
    WalletRole,
)


class CurrencyShape(Shape):
    """A community's currency."""

    id: UUID
    unit: str
    name: str
    exponent: int
    kind: CurrencyKind


class FadingShape(Shape):
    """What a balance loses at the next levy if nothing is spent before; `days` from today."""

    amount: Amount
    on: date
    days: int
    rate_ppm: int


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
    """Limits in force for one member; `given` tells whether his credit was set by hand."""

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
        self.amount = amounts_in(currency)

    def maybe(self, minor: int | None) -> Amount | None:
        """Return an amount, None for none."""
        return None if minor is None else self.amount(minor)

    def fading(self, fading: Fading | None) -> FadingShape | None:
        """Return what fades, None where nothing does."""
        if fading is None:
            return None
        return FadingShape(amount=self.amount(fading.minor), on=fading.on, days=fading.days, rate_ppm=fading.rate_ppm)

    def balance(self, balance: Balance) -> BalanceShape:
        """Return a balance."""
        return BalanceShape(
            posted=self.amount(balance.posted_minor),
            held=self.amount(balance.held_minor),
            spendable=self.amount(balance.spendable_minor),
            credit=self.amount(balance.credit_minor),
            ceiling=self.maybe(balance.ceiling_minor),
            owing=self.amount(balance.owing_minor),
            fading=self.fading(balance.fading),
        )

    def limits(self, limits: PaymentLimits) -> LimitsShape:
        """Return the limits on a member's payments."""
        return LimitsShape(
            payment=self.maybe(limits.payment_minor),
            day=self.maybe(limits.day_minor),
            spent_today=self.amount(limits.spent_today_minor),
        )

    def member_limits(self, limits: MemberLimits) -> MemberLimitsShape:
        """Return a member's limits."""
        return MemberLimitsShape(
            member=limits.member,
            credit=self.amount(limits.credit_minor),
            ceiling=self.maybe(limits.ceiling_minor),
            given=limits.given,
        )

    def town(self, figures: TownFigures) -> TownShape:
        """Return a town's figures."""
        return TownShape(
            supply=self.amount(figures.supply_minor),
            members_hold=self.amount(figures.members_minor),
            commons=self.amount(figures.commons_minor),
            operator=self.amount(figures.operator_minor),
            minted=self.amount(figures.minted_minor),
            retired=self.amount(figures.retired_minor),
            faded=self.amount(figures.faded_minor),
            faded_30d=self.amount(figures.faded_30d_minor),
            shares={receiver: self.amount(minor) for receiver, minor in figures.shares.items()},
            members=figures.members,
            volume_30d=self.amount(figures.volume_30d_minor),
            payments_30d=figures.payments_30d,
            velocity=figures.velocity,
            gini_ppm=figures.gini_ppm,
            idle_ppm=figures.idle_ppm,
        )

    def day(self, figure: DayFigure) -> DayShape:
        """Return one day's figures."""
        return DayShape(
            day=figure.day,
            volume=self.amount(figure.volume_minor),
            payments=figure.payments,
            minted=self.amount(figure.minted_minor),
            retired=self.amount(figure.retired_minor),
            faded=self.amount(figure.faded_minor),
            supply=self.amount(figure.supply_minor),
        )

    def flow(self, flow: CommonsFlow) -> FlowShape:
        """Return a movement of the commons."""
        return FlowShape(
            transfer=flow.transfer,
            at=flow.at,
            counterparty=flow.counterparty,
            member=flow.member,
            text=flow.text,
            delta=self.amount(flow.delta_minor),
            balance_after=self.amount(flow.balance_after_minor),
        )

    def levy(self, levy: LevyView) -> LevyShape:
        """Return a levy."""
        return LevyShape(
            id=levy.id,
            date=levy.date,
            rate_ppm=levy.rate_ppm,
            exempt=self.amount(levy.exempt_minor),
            wallets=levy.wallets,
            base=self.amount(levy.base_minor),
            taken=self.amount(levy.taken_minor),
            owing=self.amount(levy.owing_minor),
            shares={receiver: self.amount(minor) for receiver, minor in levy.shares.items()},
            is_shared=levy.is_shared,
            at=levy.at,
        )

    def levy_line(self, line: LevyLineView) -> LevyLineShape:
        """Return a line of a levy."""
        return LevyLineShape(
            date=line.date,
            member=line.member,
            name=line.name,
            base=self.amount(line.base_minor),
            due=self.amount(line.due_minor),
            taken=self.amount(line.taken_minor),
            owing=self.amount(line.owing_minor),
            transfer=line.transfer,
            sentence=line.sentence,
        )

    def levy_preview(self, preview: LevyPreview) -> LevyPreviewShape:
        """Return what a levy would take."""
        return LevyPreviewShape(
            on=preview.on,
            rate_ppm=preview.rate_ppm,
            wallets=preview.wallets,
            base=self.amount(preview.base_minor),
            total=self.amount(preview.total_minor),
            owing=self.amount(preview.owing_minor),
            split={receiver: self.amount(minor) for receiver, minor in preview.split.items()},
            lines=[self.levy_line(line) for line in preview.lines],
        )

    def grant(self, grant: GrantView) -> GrantShape:
        """Return money that was given."""
        return GrantShape(
            transfer=grant.transfer,
            source=grant.source,
            payee=grant.payee,
            amount=self.amount(grant.minor),
            reason=grant.reason,
            by=grant.by,
            at=grant.at,
        )


def change_shape(change: PolicyChange) -> ChangeShape:
    """Return a change of policy."""
    return ChangeShape(
        id=change.id,
        name=change.name,
        value=change.value,
        applies_from=change.applies_from,
        announced_at=change.announced_at,
        by=change.by,
    )
