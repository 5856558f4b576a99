"""People to pay."""

from __future__ import annotations

from worgl.communities.queries import Member, member_by_code, members, members_by_ids
from worgl.communities.queries import member as member_of
from worgl.communities.rules import CommunityId, MemberId
from worgl.core.errors import NotAllowed, NotFound
from worgl.core.ids import InvalidCode, read_code
from worgl.core.limits import PAGE_MAX
from worgl.payments.models import Payment
from worgl.payments.queries.receipts import party_of
from worgl.payments.rules import Party

_LOOKED_BACK = 200
"""Payments looked at for the people paid lately."""


def find_payees(*, community: CommunityId, viewer: MemberId, text: str, limit: int = 20) -> tuple[Party, ...]:
    """Return active members whose name or code fits what was typed, never the viewer himself.

    A whole code finds its member first. Refuses NotAllowed to whoever is no active member of the community.
    """
    asker = member_of(viewer)
    if asker.community != community or not asker.is_active:
        raise NotAllowed
    typed = text.strip()
    if not typed:
        return ()
    by_code = _by_code(community, typed)
    page = members(community=community, viewer=viewer, search=typed, limit=min(limit + 1, PAGE_MAX))
    found = {each.id: each for each in (*by_code, *page.items)}
    found.pop(viewer, None)
    return tuple(party_of(each) for each in found.values())[:limit]


def recent_payees(*, member: MemberId, limit: int = 8) -> tuple[Party, ...]:
    """Return the active members whom a member paid lately, the latest first."""
    payer = member_of(member)
    paid = (
        Payment.objects.filter(community=payer.community, payer=member, kind=Payment.Kind.PAYMENT)
        .order_by("-at")
        .values_list("payee", flat=True)[:_LOOKED_BACK]
    )
    latest = [MemberId(payee) for payee in dict.fromkeys(paid)]
    found = members_by_ids(latest)
    active = (found[payee] for payee in latest if payee in found and found[payee].is_active)
    return tuple(party_of(each) for each in active)[:limit]


def _by_code(community: CommunityId, typed: str) -> tuple[Member, ...]:
    try:
        found = member_by_code(community=community, code=read_code(typed))
    except (InvalidCode, NotFound):
        return ()
    return (found,) if found.is_active else ()
