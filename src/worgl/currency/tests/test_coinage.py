"""New coinage: the formula, its caps, and the bound on fraud (money.md, New coinage)."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.core.money import Ppm
from worgl.currency.rules import (
    CoinageMode,
    CoinageTerms,
    CoinageUse,
    Side,
    Standing,
    coinage_caps,
    coinage_legs,
    coinage_share,
    fraud_bound,
    is_reputable,
    retired_on_exit,
)

TERMS = CoinageTerms()
PRICES = st.integers(min_value=1, max_value=10**9)

SHARES = """
# price released with_partner triggered -> minted, bound by
2000    0        0            0            1000  share
2001    0        0            0            1000  share
9000    0        0            0            2500  partner
2000    9600     0            0            400   quota
9000    0        2000         0            500   partner
9000    0        0            2000         500   epoch
9000    10000    0            0            0     quota
9000    0        0            2500         0     epoch
9000    0        2500         0            0     partner
1       0        0            0            0     share
"""


@pytest.mark.parametrize("case", SHARES.strip().splitlines()[1:])
def test_the_least_cap_decides(case: str) -> None:
    price, released, with_partner, triggered, minted, bound = case.split()
    use = CoinageUse(int(released), int(with_partner), int(triggered))
    assert coinage_share(price_minor=int(price), terms=TERMS, use=use) == int(minted)
    caps = coinage_caps(price_minor=int(price), terms=TERMS, use=use)
    assert caps[bound] == min(caps.values())


def test_a_deal_has_its_own_cap() -> None:
    terms = replace(TERMS, deal_cap_minor=300)
    assert coinage_share(price_minor=2_000, terms=terms, use=CoinageUse(0, 0, 0)) == 300


@given(price=PRICES, mode=st.sampled_from(CoinageMode))
def test_the_seller_gets_the_price_and_the_odd_unit_is_never_minted(price: int, mode: CoinageMode) -> None:
    minted = coinage_share(price_minor=price, terms=TERMS, use=CoinageUse(0, 0, 0))
    legs = coinage_legs(mode=mode, price_minor=price, minted_minor=minted)
    assert sum(leg.minor for leg in legs) == price
    assert minted * 2 <= price
    seller = Side.NEWCOMER if mode is CoinageMode.FIRST_SALES else Side.ESTABLISHED
    assert {leg.payee for leg in legs} == {seller}


@dataclass
class Town:
    """What a town has minted, kept as the rules ask for it."""

    terms: CoinageTerms
    released: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    pairs: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    triggered: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def deal(self, newcomer: str, established: str, price: int) -> int:
        use = CoinageUse(self.released[newcomer], self.pairs[newcomer, established], self.triggered[established])
        minted = coinage_share(price_minor=price, terms=self.terms, use=use)
        self.released[newcomer] += minted
        self.pairs[newcomer, established] += minted
        self.triggered[established] += minted
        return minted


NAMES = st.sampled_from(["n0", "n1", "n2", "n3", "n4"])
PARTNERS = st.sampled_from(["r0", "r1", "r2", "r3", "r4", "r5"])


@given(
    deals=st.lists(st.tuples(NAMES, PARTNERS, PRICES), max_size=60),
    quota=st.integers(0, 20_000),
    partners=st.integers(1, 6),
    cap=st.integers(0, 10_000),
    share=st.integers(0, 1_000_000).map(Ppm),
)
def test_nobody_is_given_more_than_his_quota_and_nobody_triggers_more_than_his_cap(
    deals: list[tuple[str, str, int]], quota: int, partners: int, cap: int, share: Ppm
) -> None:
    terms = CoinageTerms(quota_minor=quota, share_ppm=share, partners=partners, cap_minor=cap, deal_cap_minor=10**9)
    town = Town(terms)
    for newcomer, established, price in deals:
        minted = town.deal(newcomer, established, price)
        assert 0 <= minted <= price
    assert all(released <= quota for released in town.released.values())
    assert all(minted <= quota // partners for minted in town.pairs.values())
    assert all(triggered <= cap for triggered in town.triggered.values())
    assert sum(town.released.values()) <= quota * len(town.released)


@given(
    colluding=st.integers(0, 8),
    sybils=st.integers(0, 40),
    deals=st.integers(0, 200),
    cap=st.integers(0, 5_000),
    seed=st.integers(0, 2**32),
)
def test_colluders_mint_at_most_their_caps_however_many_newcomers_they_invent(
    colluding: int, sybils: int, deals: int, cap: int, seed: int
) -> None:
    terms = replace(TERMS, cap_minor=cap)
    town, chance = Town(terms), random.Random(seed)
    if colluding and sybils:
        for _deal in range(deals):
            town.deal(f"s{chance.randrange(sybils)}", f"c{chance.randrange(colluding)}", chance.randrange(1, 20_000))
    assert sum(town.released.values()) <= fraud_bound(colluding=colluding, terms=terms)


REPUTABLE, COLLUDING, NEWCOMERS, SYBIL_DEALS = 500, 10, 21, 35
"""A town of 500 reputable members, 2 % of whom collude; in an epoch 21 honest newcomers come, and each
colluder closes 35 deals with newcomers that do not exist."""


def _honest_epoch(town: Town, *, colluding: int, chance: random.Random) -> int:
    """Let each honest newcomer sell to honest members until their quota is used up or ten times the partners tried."""
    minted = 0
    honest = [f"r{number}" for number in range(REPUTABLE - colluding)]
    for newcomer in range(NEWCOMERS):
        for partner in chance.sample(honest, town.terms.partners * 10):
            minted += town.deal(f"n{newcomer}", partner, 2 * town.terms.quota_minor)
    return minted


def _fraud_epoch(town: Town) -> int:
    minted = 0
    for colluder in range(COLLUDING):
        for deal in range(SYBIL_DEALS):
            minted += town.deal(f"sybil{colluder}/{deal}", f"c{colluder}", 2 * town.terms.quota_minor)
    return minted


def _tenths(part: int, whole: int) -> str:
    """Return a ratio with two decimals, rounded half up, without a float."""
    hundredths = (part * 200 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def test_the_cap_holds_fraud_to_an_eighth_of_the_honest_need() -> None:
    need = NEWCOMERS * TERMS.quota_minor
    uncapped = Town(replace(TERMS, cap_minor=10**12))
    assert _tenths(_fraud_epoch(uncapped), need) == "4.17"
    capped = Town(TERMS)
    fraud = _fraud_epoch(capped)
    assert _tenths(fraud, need) == "0.12"
    assert fraud == fraud_bound(colluding=COLLUDING, terms=TERMS)


@pytest.mark.parametrize("seed", range(5))
def test_under_the_cap_every_honest_newcomer_gets_his_whole_quota(seed: int) -> None:
    town = Town(TERMS)
    _fraud_epoch(town)
    minted = _honest_epoch(town, colluding=COLLUDING, chance=random.Random(seed))
    assert minted == NEWCOMERS * TERMS.quota_minor


STANDINGS = """
# deals partners rating appointed -> reputable
3       3        400    no           yes
2       3        400    no           no
3       2        400    no           no
3       3        399    no           no
3       3        none   no           no
0       0        none   yes          yes
"""


@pytest.mark.parametrize("case", STANDINGS.strip().splitlines()[1:])
def test_who_is_reputable(case: str) -> None:
    deals, partners, rating, appointed, answer = case.split()
    standing = Standing(int(deals), int(partners), None if rating == "none" else int(rating), appointed == "yes")
    assert is_reputable(standing) == (answer == "yes")


@given(balance=st.integers(-(10**9), 10**9), released=st.integers(0, 10**9))
def test_on_leaving_the_released_coins_are_retired_or_shown_as_a_gap(balance: int, released: int) -> None:
    retired, gap = retired_on_exit(balance_minor=balance, released_minor=released)
    assert retired + gap == released
    assert 0 <= retired <= max(0, balance)
