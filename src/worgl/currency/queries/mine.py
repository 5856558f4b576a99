"""What the currency keeps about one member, for their own parcel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from worgl.communities.rules import MemberId
from worgl.core.domains import File
from worgl.core.personal_exports import all_rows, told_rows, written
from worgl.currency.models import ArrivedMember, DaySpending, GivingLine, Grant, LevyLine, LinkLetter, WalletMonth
from worgl.currency.queries.balances import balance
from worgl.currency.queries.currencies import currency_of, wallet

_TOWN = frozenset({"community_id"})


def files_of_member(member: MemberId, now: datetime) -> Iterator[File]:
    """Yield what the currency keeps about a member."""
    yield "wallet.json", written(_told_of_wallet(member, now=now))


def _told_of_wallet(member: MemberId, *, now: datetime) -> dict[str, object]:
    """Return a member's wallet: the coin, the balance with its limits, and every levy; amounts are minor units."""
    own = wallet(member)
    if own is None:
        return {}
    town = own.community
    coin, now_there = currency_of(town), balance(member=member, viewer=member, now=now)
    lines = LevyLine.objects.filter(community_id=town, wallet__member_id=member).select_related("levy")
    return {
        "coin": {"name": coin.name, "unit": coin.unit, "decimals": coin.exponent},
        "balance_minor": now_there.posted_minor,
        "reserved_minor": now_there.held_minor,
        "spendable_minor": now_there.spendable_minor,
        "credit_minor": now_there.credit_minor,
        "ceiling_minor": now_there.ceiling_minor,
        "owing_minor": now_there.owing_minor,
        "as_of": now,
        "coins_given": told_rows(Grant.objects.filter(payee__member_id=member), without=_TOWN),
        "coins_given_to_many": told_rows(GivingLine.objects.filter(member_id=member), without=_TOWN),
        "spent_by_day": told_rows(DaySpending.objects.filter(member_id=member), without=_TOWN | {"member_id"}),
        "traded_by_month": told_rows(WalletMonth.objects.filter(community_id=town, account=own.account), without=_TOWN),
        "brought_in": told_rows(ArrivedMember.objects.filter(member_id=member), without=_TOWN),
        "links_sent": told_rows(LinkLetter.objects.filter(member_id=member), without=_TOWN | {"claim", "job"}),
        "levies": (
            {
                "on": line.levy.date,
                "base_minor": line.base_minor,
                "due_minor": line.due_minor,
                "taken_minor": line.taken_minor,
            }
            for line in all_rows(lines)
        ),
    }
