"""Rules of demurrage, splits, limits and the spend rule, by tables and properties."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.communities.rules import check_value
from worgl.core.limits import AMOUNT_MAX
from worgl.core.money import PPM, Ppm
from worgl.currency.rules import (
    PARAMETERS,
    PRESETS,
    CreditTerms,
    CurrencyKind,
    LevySplit,
    LevyTerms,
    PaymentTerms,
    Period,
    Receiver,
    charge,
    coinage_terms,
    credit_limit,
    credit_terms,
    day_limit,
    demurrage_due,
    dividend_due,
    is_levy_date,
    levy_dates,
    levy_sentence,
    levy_split,
    levy_terms,
    next_levy_date,
    parameters_of,
    payment_limit,
    payment_terms,
    percent,
    period_start,
    yearly_percent,
)

AMOUNTS = st.integers(min_value=-AMOUNT_MAX, max_value=AMOUNT_MAX)
POSITIVE = st.integers(min_value=0, max_value=AMOUNT_MAX)
RATES = st.integers(min_value=0, max_value=PPM).map(Ppm)


@st.composite
def splits(draw: st.DrawFn) -> LevySplit:
    cuts = sorted(draw(st.lists(st.integers(0, PPM), min_size=4, max_size=4)))
    edges = [0, *cuts, PPM]
    return LevySplit(*(after - before for before, after in pairwise(edges)))


def terms(rate: int = 10_000, *, exempt: int = 0, period: Period = Period.MONTH, day: int = 1) -> LevyTerms:
    return LevyTerms(Ppm(rate), period, day, exempt, LevySplit())


DUE = """
34250   10000      0   342
34250   10000  10000   242
10000   10000      0   100
99      10000      0     0
100     10000      0     1
9999    10000  10000     0
0       10000      0     0
-34250  10000      0     0
34250   0          0     0
34250   1000000    0 34250
"""


@pytest.mark.parametrize("case", DUE.strip().splitlines())
def test_the_due_is_rounded_down_and_debts_are_not_charged(case: str) -> None:
    base, rate, exempt, due = map(int, case.split())
    assert demurrage_due(base, rate=Ppm(rate), exempt_minor=exempt) == due


@given(base=AMOUNTS, rate=RATES, exempt=POSITIVE)
def test_the_holder_gains_the_fraction(base: int, rate: Ppm, exempt: int) -> None:
    due = demurrage_due(base, rate=rate, exempt_minor=exempt)
    exact = max(0, base - exempt) * rate
    assert 0 <= due * PPM <= exact < (due + 1) * PPM
    assert due <= max(0, base)


CHARGES = """
# base  owed  reach  ->  due taken owing
10000   0     10000      100 100   0
10000   0     30         100 30    70
10000   70    10000      100 170   0
10000   70    0          100 0     170
0       70    0          0   0     70
-500    70    -500       0   0     70
0       70    50         0   50    20
"""


@pytest.mark.parametrize("case", CHARGES.strip().splitlines()[1:])
def test_what_cannot_be_taken_is_owed_at_the_next_levy(case: str) -> None:
    base, owed, reach, due, taken, owing = map(int, case.split())
    found = charge(base_minor=base, owed_minor=owed, reach_minor=reach, terms=terms())
    assert (found.due_minor, found.taken_minor, found.owing_minor) == (due, taken, owing)


@given(base=AMOUNTS, owed=POSITIVE, reach=AMOUNTS, rate=RATES)
def test_a_charge_loses_nothing_and_takes_no_more_than_it_can_reach(
    base: int, owed: int, reach: int, rate: Ppm
) -> None:
    found = charge(base_minor=base, owed_minor=owed, reach_minor=reach, terms=terms(rate))
    assert found.taken_minor + found.owing_minor == found.due_minor + owed
    assert 0 <= found.taken_minor <= max(0, reach)
    assert found.owing_minor >= 0


@given(total=POSITIVE, split=splits(), kind=st.sampled_from(CurrencyKind))
def test_a_split_sums_exactly_and_credit_burns_nothing(total: int, split: LevySplit, kind: CurrencyKind) -> None:
    parts = levy_split(total, split, kind=kind)
    assert sum(parts.values()) == total
    assert all(part >= 0 for part in parts.values())
    assert kind is not CurrencyKind.CREDIT or parts[Receiver.BURN] == 0


def test_a_part_of_nothing_gets_nothing() -> None:
    parts = levy_split(7, LevySplit(dividend=500_000, commons=500_000), kind=CurrencyKind.LETS)
    assert [parts[receiver] for receiver in Receiver] == [0, 4, 0, 3, 0]


DATES = """
2025-01-01 month 1  yes
2025-01-02 month 1  no
2025-02-28 month 31 yes
2024-02-28 month 31 no
2024-02-29 month 31 yes
2025-04-30 month 31 yes
2025-01-06 week  1  yes
2025-01-07 week  1  no
2025-01-12 week  7  yes
2025-01-12 week  31 yes
2025-01-12 day   5  yes
"""


@pytest.mark.parametrize("case", DATES.strip().splitlines())
def test_the_date_is_known(case: str) -> None:
    day, period, levy_day, answer = case.split()
    found = is_levy_date(date.fromisoformat(day), period=Period(period), levy_day=int(levy_day))
    assert found == (answer == "yes")


def test_each_date_is_judged_by_the_terms_in_force_on_it() -> None:
    weekly_from = date(2025, 2, 10)

    def terms_on(day: date) -> LevyTerms:
        return terms(period=Period.WEEK) if day >= weekly_from else terms()

    found = list(levy_dates(after=date(2025, 1, 1), through=date(2025, 2, 24), terms_on=terms_on))
    assert found == [date(2025, 2, 1), date(2025, 2, 10), date(2025, 2, 17), date(2025, 2, 24)]


def test_a_rate_of_zero_has_no_next_date() -> None:
    assert next_levy_date(after=date(2025, 1, 1), terms_on=lambda _day: terms(0)) is None
    assert next_levy_date(after=date(2025, 1, 1), terms_on=lambda _day: terms()) == date(2025, 2, 1)


@given(
    after=st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)),
    period=st.sampled_from(Period),
    day=st.integers(1, 31),
)
def test_between_two_levies_lies_one_period(after: date, period: Period, day: int) -> None:
    rules = terms(period=period, day=day)
    first = next_levy_date(after=after, terms_on=lambda _day: rules)
    assert first is not None
    second = next_levy_date(after=first, terms_on=lambda _day: rules)
    assert second is not None
    longest = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 31}[period]
    assert after < first < second <= first + timedelta(days=longest)


@pytest.mark.parametrize(
    ("on", "period", "start"),
    [
        (date(2025, 1, 1), Period.MONTH, date(2024, 12, 1)),
        (date(2025, 3, 31), Period.MONTH, date(2025, 2, 28)),
        (date(2025, 1, 8), Period.WEEK, date(2025, 1, 1)),
        (date(2025, 1, 8), Period.DAY, date(2025, 1, 7)),
    ],
)
def test_a_period_begins_one_period_before(on: date, period: Period, start: date) -> None:
    assert period_start(on, period) == start


def test_the_yearly_figures_are_those_of_the_spec() -> None:
    assert yearly_percent(Ppm(10_000), Period.MONTH) == "11.4"
    assert yearly_percent(Ppm(10_000), Period.WEEK) == "40.7"
    assert yearly_percent(Ppm(0), Period.MONTH) == "0.0"
    assert yearly_percent(Ppm(PPM), Period.DAY) == "100.0"


def test_per_cent_is_written_without_needless_zeros() -> None:
    assert [percent(rate) for rate in (0, 100, 1_000, 10_000, 12_500, 1_000_000)] == [
        "0",
        "0.01",
        "0.1",
        "1",
        "1.25",
        "100",
    ]
    assert percent(12_500, decimal_mark=",") == "1,25"


def test_a_line_says_what_was_taken_of_what_and_for_whom() -> None:
    assert levy_sentence(rate_ppm=10_000, base="342.50", split=LevySplit()) == "1 % of 342.50 for the common fund"
    shared = LevySplit(dividend=250_000, commons=750_000)
    assert levy_sentence(rate_ppm=5_000, base="80.00", split=shared) == (
        "0.5 % of 80.00 of which 25 % shared equally among all members, 75 % for the common fund"
    )


PAYMENT_LIMITS = """
# absolute share least supply -> limit
50000      5000  10000 4000000   20000
15000      5000  10000 4000000   15000
0          5000  10000 40000     10000
50000      0     0     4000000   50000
0          0     0     4000000   none
"""


@pytest.mark.parametrize("case", PAYMENT_LIMITS.strip().splitlines()[1:])
def test_one_payment_moves_at_most_the_lesser_of_both_limits(case: str) -> None:
    absolute, share, least, supply, limit = case.split()
    found = payment_limit(PaymentTerms(int(absolute), Ppm(int(share)), int(least), 0), supply_minor=int(supply))
    assert found == (None if limit == "none" else int(limit))


def test_a_day_has_a_limit_where_one_is_set() -> None:
    assert day_limit(PaymentTerms(0, Ppm(0), 0, 10_000)) == 10_000
    assert day_limit(PaymentTerms(0, Ppm(0), 0, 0)) is None


@given(earned=AMOUNTS, base=POSITIVE, growth=RATES, maximum=POSITIVE)
def test_credit_grows_with_turnover_between_base_and_maximum(earned: int, base: int, growth: Ppm, maximum: int) -> None:
    rules = CreditTerms(base, growth, maximum, 0)
    limit = credit_limit(rules, given_minor=None, earned_minor=earned)
    assert base <= limit <= max(base, maximum)
    assert credit_limit(rules, given_minor=None, earned_minor=earned + 1_000) >= limit
    assert credit_limit(rules, given_minor=7, earned_minor=earned) == 7


@given(income=POSITIVE, spent=POSITIVE, balance=AMOUNTS, share=RATES)
def test_the_commons_pays_out_what_it_did_not_spend_and_no_more_than_it_has(
    income: int, spent: int, balance: int, share: Ppm
) -> None:
    due = dividend_due(income_minor=income, spent_minor=spent, balance_minor=balance, share=share)
    assert 0 <= due <= max(0, balance)
    if balance >= income:
        assert spent + due >= income * share // PPM


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_fits_its_parameters(name: str) -> None:
    values = parameters_of(name)
    assert values.keys() == PARAMETERS.keys()
    for parameter in PARAMETERS.values():
        assert check_value(parameter, values[parameter.name]) == values[parameter.name]
    assert levy_terms(values).split.weights() == [0, 0, 0, PPM, 0]
    assert coinage_terms(values).quota_minor == 10_000


def test_the_presets_are_the_three_of_the_mission() -> None:
    woergl, hours, shops = (parameters_of(name) for name in ("woergl_1932", "time_bank", "merchants"))
    assert (PRESETS["woergl_1932"].kind, levy_terms(woergl).rate_ppm) == (CurrencyKind.LETS, 10_000)
    assert levy_terms(woergl).period is Period.MONTH
    assert payment_terms(woergl).share_ppm == 5_000
    assert (PRESETS["time_bank"].kind, levy_terms(hours).rate_ppm) == (CurrencyKind.CREDIT, 0)
    assert credit_limit(credit_terms(hours), given_minor=None, earned_minor=0) == 1_000
    assert credit_limit(credit_terms(shops), given_minor=None, earned_minor=1_000_000) == 150_000
