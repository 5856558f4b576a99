"""Parameters of a community's money and the three presets; every value is a dated row of its policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worgl.core.limits import AMOUNT_MAX
from worgl.core.money import PPM, Ppm
from worgl.core.parameters import Parameter, PolicyValue
from worgl.currency.rules.coinage import CoinageMode, CoinageTerms
from worgl.currency.rules.demurrage import LevySplit, LevyTerms, Period
from worgl.currency.rules.limits import CreditTerms, PaymentTerms
from worgl.currency.rules.values import RECEIVERS, CurrencyKind, Receiver

Values = Mapping[str, object]
WHOLE_TO_COMMONS: dict[str, int] = {receiver.value: 0 for receiver in RECEIVERS} | {Receiver.COMMONS.value: PPM}


def _amount(name: str, default: int, sentence: Promise, *, off_at_zero: bool = False) -> Parameter:
    return Parameter(name, "amount", default, maximum=AMOUNT_MAX, sentence=sentence, off_at_zero=off_at_zero)


def _ppm(name: str, default: int, sentence: Promise, *, maximum: int = PPM, off_at_zero: bool = False) -> Parameter:
    return Parameter(name, "ppm", default, maximum=maximum, sentence=sentence, off_at_zero=off_at_zero)


def _whole(name: str, default: int, sentence: Promise, *, minimum: int, maximum: int) -> Parameter:
    return Parameter(name=name, kind="int", default=default, minimum=minimum, maximum=maximum, sentence=sentence)


FADING = (
    _ppm("levy_rate", 0, _("Part of every balance that fades at each levy."), maximum=100_000, off_at_zero=True),
    Parameter(
        name="levy_period",
        kind="choice",
        default=Period.MONTH.value,
        choices={Period.DAY: _("every day"), Period.WEEK: _("every week"), Period.MONTH: _("every month")},
        sentence=_("How often the levy is taken: every day, week or month."),
    ),
    _whole(
        "levy_day",
        1,
        _("Day of the month, or of the week from Monday as 1, on which the levy is taken."),
        minimum=1,
        maximum=31,
    ),
    _amount("levy_exempt", 0, _("Part of each balance that never fades."), off_at_zero=True),
    Parameter(
        name="levy_split",
        kind="split",
        default=WHOLE_TO_COMMONS,
        choices={
            Receiver.BURN: _("taken out of circulation"),
            Receiver.DIVIDEND: _("to all members equally"),
            Receiver.PARTICIPATION: _("to members by what they trade"),
            Receiver.COMMONS: _("to the common fund"),
            Receiver.OPERATOR: _("to the operator"),
        },
        sentence=_(
            "Where the levy goes: taken out of circulation, to all equally, by trade, to the common fund, "
            "to the operator."
        ),
    ),
    _ppm(
        "commons_spend",
        500_000,
        _("Part of each month's income the common fund must spend, or pay out to all equally."),
    ),
)
"""What fades, and where it goes."""

BALANCES = (
    _amount("credit_base", 0, _("How far every member may go below zero.")),
    _ppm("credit_growth", 0, _("Part of a member's sales of the last twelve months that is added to this limit.")),
    _amount("credit_maximum", 0, _("The most to which this limit can grow.")),
    _amount("balance_ceiling", 0, _("The most a member may hold; 0 for no ceiling."), off_at_zero=True),
)
"""How far a wallet may go."""

PAYING = (
    _amount("payment_limit", 0, _("The most one payment may move; 0 for no fixed limit."), off_at_zero=True),
    _ppm(
        "payment_share",
        5_000,
        _("The most one payment may move, as a part of all the money there is; 0 for none."),
        off_at_zero=True,
    ),
    _amount("payment_least", 10_000, _("One payment may always move this much, even while the town has little money.")),
    _amount("day_limit", 0, _("The most a member may pay in one day; 0 for no limit."), off_at_zero=True),
)
"""How much a payment may move."""

COINAGE = (
    Parameter(
        name="coinage_mode",
        kind="choice",
        default=CoinageMode.FIRST_SALES.value,
        choices={
            CoinageMode.FIRST_SALES: _("when newcomers sell"),
            CoinageMode.FIRST_PURCHASES: _("when newcomers buy"),
        },
        sentence=_("Whether new coins help a newcomer's first sales or first purchases."),
    ),
    _amount("coinage_quota", 10_000, _("New coins made for each newcomer, released as they trade.")),
    _ppm("coinage_share", 500_000, _("Part of the price that new coins pay.")),
    _whole(
        "coinage_partners", 4, _("From how many different partners a quota comes at least."), minimum=1, maximum=100
    ),
    _whole(
        "coinage_epoch_days", 30, _("Days after which an established member's cap starts anew."), minimum=1, maximum=366
    ),
    _amount("coinage_cap", 2_500, _("New coins one established member can release in that time.")),
    _amount("coinage_deal_cap", 2_500, _("New coins released by one deal.")),
    _whole(
        "coinage_hold_days", 14, _("Days for which new coins are held, in case of a dispute."), minimum=0, maximum=90
    ),
    _whole("reputable_deals", 3, _("Full-price deals that make a member established."), minimum=0, maximum=100),
    _whole(
        "reputable_rating", 400, _("Rating that makes a member established, in hundredths."), minimum=0, maximum=500
    ),
)
"""How new coins begin: they decide nothing before there is a market to sell on."""

PARAMETERS: dict[str, Parameter] = {one.name: one for one in (*FADING, *BALANCES, *PAYING, *COINAGE)}
"""Every parameter of a currency, by name; code reads the row in force at the time of what it decides."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A way to start: the kind of money, its words, and the values that differ from PARAMETERS' defaults."""

    name: str
    title: str | Promise
    sentence: str | Promise
    kind: CurrencyKind
    coin_name: str
    unit: str
    exponent: int
    values: Mapping[str, PolicyValue]


_PRESETS = (
    Preset(
        name="woergl_1932",
        title=_("Woergl 1932"),
        sentence=_("Coins the town issues. One in a hundred fades each month and pays for what all need."),
        kind=CurrencyKind.LETS,
        coin_name="schilling",
        unit="SCH",
        exponent=2,
        values={"levy_rate": 10_000},
    ),
    Preset(
        name="time_bank",
        title=_("Time bank"),
        sentence=_("An hour is an hour. Members may owe up to ten hours; nothing fades."),
        kind=CurrencyKind.CREDIT,
        coin_name="hour",
        unit="HR",
        exponent=2,
        values={"credit_base": 1_000, "payment_share": 0, "payment_limit": 10_000},
    ),
    Preset(
        name="merchants",
        title=_("Merchants' circle"),
        sentence=_("Shops give each other credit. What a shop may owe grows with what it sells."),
        kind=CurrencyKind.CREDIT,
        coin_name="credit",
        unit="CRD",
        exponent=2,
        values={
            "credit_base": 50_000,
            "credit_growth": 100_000,
            "credit_maximum": 1_000_000,
            "balance_ceiling": 2_000_000,
            "payment_share": 0,
            "payment_limit": 500_000,
        },
    ),
)

PRESETS: dict[str, Preset] = {preset.name: preset for preset in _PRESETS}


def parameters_of(preset: str) -> dict[str, PolicyValue]:
    """Return every parameter's value at the founding of a community with a preset."""
    return {name: parameter.default for name, parameter in PARAMETERS.items()} | dict(PRESETS[preset].values)


def levy_terms(values: Values) -> LevyTerms:
    """Return the levy's terms among a community's values in force."""
    split = cast("Mapping[str, int]", values["levy_split"])
    return LevyTerms(
        rate_ppm=Ppm(_int(values, "levy_rate")),
        period=Period(str(values["levy_period"])),
        day=_int(values, "levy_day"),
        exempt_minor=_int(values, "levy_exempt"),
        split=LevySplit(**{receiver.value: int(split.get(receiver.value, 0)) for receiver in RECEIVERS}),
    )


def credit_terms(values: Values) -> CreditTerms:
    """Return the terms of credit and ceiling among a community's values in force."""
    return CreditTerms(
        base_minor=_int(values, "credit_base"),
        growth_ppm=Ppm(_int(values, "credit_growth")),
        maximum_minor=_int(values, "credit_maximum"),
        ceiling_minor=_int(values, "balance_ceiling"),
    )


def payment_terms(values: Values) -> PaymentTerms:
    """Return the limits on payments among a community's values in force."""
    return PaymentTerms(
        absolute_minor=_int(values, "payment_limit"),
        share_ppm=Ppm(_int(values, "payment_share")),
        least_minor=_int(values, "payment_least"),
        day_minor=_int(values, "day_limit"),
    )


def coinage_terms(values: Values) -> CoinageTerms:
    """Return the terms of new coinage among a community's values in force."""
    return CoinageTerms(
        quota_minor=_int(values, "coinage_quota"),
        share_ppm=Ppm(_int(values, "coinage_share")),
        partners=_int(values, "coinage_partners"),
        epoch_days=_int(values, "coinage_epoch_days"),
        cap_minor=_int(values, "coinage_cap"),
        deal_cap_minor=_int(values, "coinage_deal_cap"),
    )


def _int(values: Values, name: str) -> int:
    value = values[name]
    assert isinstance(value, int)
    return value
