"""New coinage: a quota for each newcomer that reaches them when they sell.

Source: money.md, New coinage; seed 001, the first principle. Pure; the market supplies the deals.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from worgl.core.money import PPM, Ppm

RATING_SCALE = 100
"""Ratings are integers of hundredths: 400 is 4.0 stars."""


class CoinageMode(StrEnum):
    """Which side of a newcomer's first deals is helped; one code path, roles swapped."""

    FIRST_SALES = "first_sales"
    FIRST_PURCHASES = "first_purchases"


@dataclass(frozen=True, slots=True)
class CoinageTerms:
    """A community's coinage: a newcomer's quota, the share of a price, partners to use it up, caps of a partner."""

    quota_minor: int = 10_000
    share_ppm: Ppm = Ppm(500_000)
    partners: int = 4
    epoch_days: int = 30
    cap_minor: int = 2_500
    deal_cap_minor: int = 2_500


@dataclass(frozen=True, slots=True)
class CoinageUse:
    """What was already minted: for the newcomer, for them with this partner, triggered by the partner this epoch."""

    released_minor: int
    released_with_partner_minor: int
    triggered_minor: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's record as far as it decides whether they are reputable; `rating` in hundredths, None unrated."""

    full_price_deals: int
    distinct_reputable_partners: int
    rating: int | None
    appointed: bool = False


class Side(StrEnum):
    """One end of a coinage transfer."""

    ISSUER = "issuer"
    NEWCOMER = "newcomer"
    ESTABLISHED = "established"


@dataclass(frozen=True, slots=True)
class Leg:
    """One transfer of a coinage deal."""

    payer: Side
    payee: Side
    minor: int


def coinage_caps(*, price_minor: int, terms: CoinageTerms, use: CoinageUse) -> dict[str, int]:
    """Return every bound on what the system pays towards one deal, by name; the least of them is the answer."""
    return {
        "share": price_minor * terms.share_ppm // PPM,
        "quota": terms.quota_minor - use.released_minor,
        "partner": terms.quota_minor // terms.partners - use.released_with_partner_minor,
        "epoch": terms.cap_minor - use.triggered_minor,
        "deal": terms.deal_cap_minor,
    }


def coinage_share(*, price_minor: int, terms: CoinageTerms, use: CoinageUse) -> int:
    """Return what is minted towards a newcomer's completed and reviewed deal with a reputable member.

    `min(p * share // 1_000_000, Q - released[n], Q // D - released[n, r], cap - triggered[r, epoch],
    per_deal_cap)`, never below zero (money.md, New coinage). The odd unit is paid by the member, never minted.

    >>> coinage_share(price_minor=2_001, terms=CoinageTerms(), use=CoinageUse(0, 0, 0))
    1000
    >>> coinage_share(price_minor=9_000, terms=CoinageTerms(), use=CoinageUse(0, 0, 2_000))
    500
    """
    assert price_minor > 0
    return max(0, min(coinage_caps(price_minor=price_minor, terms=terms, use=use).values()))


def coinage_legs(*, mode: CoinageMode, price_minor: int, minted_minor: int) -> tuple[Leg, ...]:
    """Return the transfers of a coinage deal: the buyer pays `p - s`, the issuer `s`, both to the seller.

    >>> [leg.minor for leg in coinage_legs(mode=CoinageMode.FIRST_SALES, price_minor=2_001, minted_minor=1_000)]
    [1001, 1000]
    """
    assert 0 <= minted_minor <= price_minor
    buyer, seller = Side.ESTABLISHED, Side.NEWCOMER
    if mode is CoinageMode.FIRST_PURCHASES:
        buyer, seller = seller, buyer
    legs = (Leg(buyer, seller, price_minor - minted_minor), Leg(Side.ISSUER, seller, minted_minor))
    return tuple(leg for leg in legs if leg.minor)


def is_reputable(standing: Standing, *, deals: int = 3, partners: int = 3, rating: int = 4 * RATING_SCALE) -> bool:
    """Tell whether a member may trigger coinage (money.md, New coinage).

    Founders are appointed. Anyone else needs full-price deals with distinct reputable partners and a
    rating. Deals that minted coins are never counted in `full_price_deals`, or the loop would bootstrap itself.

    >>> is_reputable(Standing(3, 3, 400)), is_reputable(Standing(9, 2, 500)), is_reputable(Standing(0, 0, None))
    (True, False, False)
    """
    if standing.appointed:
        return True
    return (
        standing.full_price_deals >= deals
        and standing.distinct_reputable_partners >= partners
        and standing.rating is not None
        and standing.rating >= rating
    )


def fraud_bound(*, colluding: int, terms: CoinageTerms) -> int:
    """Return the most that colluding reputable members can mint in an epoch, however many newcomers they invent."""
    return colluding * terms.cap_minor


def retired_on_exit(*, balance_minor: int, released_minor: int) -> tuple[int, int]:
    """Return what a leaving member's coins retire, and the exit gap that stays (money.md, New coinage, Leaving).

    >>> retired_on_exit(balance_minor=3_000, released_minor=10_000)
    (3000, 7000)
    """
    retired = max(0, min(balance_minor, released_minor))
    return retired, released_minor - retired
