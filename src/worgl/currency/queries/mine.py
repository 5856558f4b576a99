"""What the currency keeps about one member, for his own parcel."""

from __future__ import annotations

from datetime import datetime

from worgl.communities.rules import MemberId
from worgl.core.parcels import all_rows
from worgl.currency.models import LevyLine
from worgl.currency.queries.balances import balance
from worgl.currency.queries.currencies import currency_of, wallet


def told_of_wallet(member: MemberId, *, now: datetime) -> dict[str, object]:
    """Return a member's wallet: the coin, the balance with its limits, and every levy; amounts are minor units."""
    own = wallet(member)
    if own is None:
        return {}
    coin, now_there = currency_of(own.community), balance(member=member, viewer=member, now=now)
    lines = LevyLine.objects.filter(community_id=own.community, wallet__member_id=member).select_related("levy")
    return {
        "coin": {"name": coin.name, "unit": coin.unit, "decimals": coin.exponent},
        "balance_minor": now_there.posted_minor,
        "reserved_minor": now_there.held_minor,
        "spendable_minor": now_there.spendable_minor,
        "credit_minor": now_there.credit_minor,
        "ceiling_minor": now_there.ceiling_minor,
        "owing_minor": now_there.owing_minor,
        "as_of": now,
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
