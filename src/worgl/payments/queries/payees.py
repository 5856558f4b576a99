"""People to pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateTimeField, QuerySet, UUIDField, Value
from django.utils.translation import gettext_lazy as _

from worgl.communities.queries import Member, member_by_code, members, members_by_ids
from worgl.communities.queries import member as member_of
from worgl.communities.rules import CommunityId, MemberId
from worgl.core.domains import wait_kinds
from worgl.core.errors import InvalidInput, NotAllowed, NotFound
from worgl.core.fragments import WaitKind
from worgl.core.ids import InvalidCode, read_code
from worgl.core.limits import PAGE_MAX
from worgl.identity.rules import fold
from worgl.payments.models import Payment
from worgl.payments.queries.receipts import party_of
from worgl.payments.rules import Party

_LOOKED_BACK = 200
"""Payments looked at for the people paid lately."""
WAITING_MAX = 100
"""Most of what waits that is counted for a home page."""
_LATELY, _NAMED, _WAITING = 0, 1, 2
PaymentRow = tuple[UUID, str, UUID, UUID]
"""Id, note, payer and payee of a payment."""


def find_payees(*, community: CommunityId, viewer: MemberId, text: str, limit: int = 20) -> tuple[Party, ...]:
    """Return active members whose name or code fits what was typed, never the viewer.

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


def payee_named(*, community: CommunityId, viewer: MemberId, text: str) -> Party:
    """Return the one member with this code or whole name, or whose name alone has this part.

    Refuses InvalidInput at the field `payee` when nobody or several fit, and NotAllowed as `find_payees` does.
    """
    found = find_payees(community=community, viewer=viewer, text=text)
    named = [each for each in found if fold(each.name) == fold(text)]
    meant = [each for each in found if each.code == _canonical(text)] or named or list(found)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise InvalidInput(field="payee", reason=_("Several members match. Type more of the name, or the code."))
    raise InvalidInput(field="payee", reason=_("Nobody here has this name or code. Check the spelling."))


def _canonical(text: str) -> str:
    try:
        return read_code(text)
    except InvalidCode:
        return ""


def recent_payees(*, member: MemberId, limit: int = 8) -> tuple[Party, ...]:
    """Return the active members whom a member paid lately, the latest first."""
    latest = paid_lately(member_of(member))
    return active_parties(members_by_ids(latest), latest, limit=limit)


def paid_lately(payer: Member) -> list[MemberId]:
    """Return whom a member paid lately, the latest first; for this domain's own rooms."""
    rows = Payment.objects.filter(community=payer.community, payer=payer.id, kind=Payment.Kind.PAYMENT)
    paid = rows.order_by("-at").values_list("payee", flat=True)[:_LOOKED_BACK]
    return [MemberId(payee) for payee in dict.fromkeys(paid)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of a kind waits for a member, WAITING_MAX at most, and the template that says so."""

    template: str
    count: int


@dataclass(frozen=True, slots=True)
class Glance:
    """What one look into the tables tells a member's home.

    `paid` is whom they paid lately, the latest first; `waiting` what the domains above say waits for
    them; `rows` are id, note, payer and payee of the payments asked for by id.
    """

    paid: tuple[MemberId, ...]
    waiting: tuple[Waiting, ...]
    rows: tuple[PaymentRow, ...]


def glance(member: Member, *, transfers: Sequence[UUID], now: datetime) -> Glance:
    """Look up all of it in one query, for this domain's own rooms."""
    paid = Payment.objects.filter(community=member.community, payer=member.id, kind=Payment.Kind.PAYMENT)
    # The limits stand in inner selects: SQLite takes none on the parts of a union.
    latest = Payment.objects.filter(pk__in=paid.order_by("-at").values("pk")[:_LOOKED_BACK])
    named = Payment.objects.filter(pk__in=transfers)
    columns = ("what", "at", "pk", "note", "payer", "payee")
    kinds = wait_kinds()
    waits = [_waiting_rows(kind, place, member, now=now) for place, kind in enumerate(kinds, start=_WAITING)]
    found = (
        latest.annotate(what=Value(_LATELY))
        .values_list(*columns)
        .union(named.annotate(what=Value(_NAMED)).values_list(*columns), *waits, all=True)
    )
    rows = list(found)
    lately = sorted(((at, payee) for what, at, _own, _memo, _payer, payee in rows if what == _LATELY), reverse=True)
    return Glance(
        paid=tuple(MemberId(payee) for payee in dict.fromkeys(payee for _at, payee in lately)),
        waiting=tuple(
            Waiting(kind.template, count)
            for place, kind in enumerate(kinds, start=_WAITING)
            if (count := sum(row[0] == place for row in rows))
        ),
        rows=tuple((own, note, payer, payee) for what, _at, own, note, payer, payee in rows if what == _NAMED),
    )


def _waiting_rows(kind: WaitKind, what: int, member: Member, *, now: datetime) -> QuerySet[Any, Any]:
    """Return what waits in the shape of payments, of which only `what` is read."""
    found = kind.rows(member.community, member.id, now)
    first = found.order_by("pk").values("pk")[:WAITING_MAX]
    rows: QuerySet[Any, Any] = found.model._default_manager.filter(pk__in=first)  # noqa: SLF001 -- Django's own word
    side = Value(member.id, UUIDField())
    told: QuerySet[Any, Any] = rows.annotate(
        what=Value(what), at_=Value(now, DateTimeField()), text_=Value("", CharField()), giver_=side, taker_=side
    ).values_list("what", "at_", "pk", "text_", "giver_", "taker_")
    return told


def active_parties(found: Mapping[MemberId, Member], wanted: Sequence[MemberId], *, limit: int) -> tuple[Party, ...]:
    """Return those of the wanted members who are active, in their order; for this domain's own rooms."""
    active = (found[own] for own in wanted if own in found and found[own].is_active)
    return tuple(islice((party_of(each) for each in active), limit))


def _by_code(community: CommunityId, typed: str) -> tuple[Member, ...]:
    try:
        found = member_by_code(community=community, code=read_code(typed))
    except (InvalidCode, NotFound):
        return ()
    return (found,) if found.is_active else ()
