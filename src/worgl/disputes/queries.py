"""Disputes as their two sides and the community's administrators see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from worgl.communities.queries import (
    Member,
    administrators,
    members_by_ids,
    policy_values,
    require_role,
    shared_affairs,
)
from worgl.communities.queries import member as member_of
from worgl.communities.rules import CommunityId, MemberId, Role
from worgl.core.domains import File
from worgl.core.errors import NotFound
from worgl.core.lifecycle import Tag
from worgl.core.limits import PAGE_MAX
from worgl.core.paging import Page, decode_cursor, id_in, page_of
from worgl.core.personal_exports import told_rows, written
from worgl.core.transitions import Course, course_by_column
from worgl.disputes.models import Dispute
from worgl.disputes.rules import (
    ANSWER_DAYS,
    DISPUTE_DAYS,
    LIFE,
    PARAMETERS,
    STILL_OWED,
    Act,
    DisputeId,
    DisputeState,
    Part,
    rules_from,
    still_owed,
)
from worgl.payments.queries.booked import Booked, booked_by_ids
from worgl.payments.queries.receipts import party_of
from worgl.payments.rules import Party, PaymentId

DISPUTES: Course[Dispute, Part, DisputeState, Act] = course_by_column(LIFE, Dispute)
Affairs = Mapping[MemberId, datetime | None]


@dataclass(frozen=True, slots=True)
class DisputeView:
    """A dispute as `part` of the viewer sees it; `acts` is what they can do now.

    `free_minor` is what could still go back, `owed_minor` what a ruling still owes.
    """

    id: DisputeId
    payment: PaymentId
    paid_at: datetime
    amount_minor: int
    free_minor: int
    note: str
    payer: Party
    payee: Party
    state: DisputeState
    reason: str
    opened_at: datetime
    answer: str
    answered_at: datetime | None
    arbiter: Party | None
    ruling: str
    ruled_minor: int | None
    owed_minor: int
    closed_at: datetime | None
    rules_from: datetime
    part: Part
    acts: frozenset[Act]

    @property
    def sides(self) -> tuple[MemberId, ...]:
        """Return who paid and who was paid."""
        return tuple(side.member for side in (self.payer, self.payee) if side.member is not None)

    @property
    def is_over(self) -> bool:
        """Tell whether nothing can be done any more."""
        return self.state in LIFE.ends

    @property
    def tag(self) -> Tag:
        """Return how it is shown where it stands."""
        return STILL_OWED if self.owed_minor else self.state.tag


def dispute(*, dispute: UUID, viewer: MemberId, now: datetime) -> DisputeView:
    """Return a dispute to its two sides and the community's administrators; refuses NotFound to everybody else."""
    row = Dispute.objects.filter(pk=dispute).first()
    looking = member_of(viewer)
    if row is None or row.community != looking.community:
        raise NotFound
    if viewer not in {row.payer, row.payee} and not (looking.is_active and looking.is_admin):
        raise NotFound
    (view,) = _views([row], looking, now=now)
    return view


def disputes_of(*, viewer: MemberId, now: datetime, cursor: str = "", limit: int = 50) -> Page[DisputeView]:
    """Return a page of the disputes in which the viewer paid or was paid, the newest first."""
    looking = member_of(viewer)
    rows = Dispute.objects.filter(Q(payer=viewer) | Q(payee=viewer), community=looking.community)
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        rows = rows.filter(pk__lt=id_in(mark))
    limit = max(1, min(limit, PAGE_MAX))
    page = page_of(list(rows.order_by("-pk")[: limit + 1]), limit=limit, cursor_of=lambda row: (row.pk.hex,))
    return Page(tuple(_views(page.items, looking, now=now)), page.next_cursor)


def disputes_waiting(
    *, community: CommunityId, viewer: MemberId, now: datetime, limit: int = 50
) -> tuple[DisputeView, ...]:
    """Return the disputes on which an arbiter can rule, the longest first; for administrators.

    Left out are those in which the viewer has a part themselves. Refuses NotFound to members of other communities
    and RoleNeeded to all but administrators.
    """
    looking = member_of(viewer)
    if looking.community != community:
        raise NotFound
    require_role(viewer, Role.ADMIN)
    heard = Q(state=DisputeState.ANSWERED) | Q(
        state=DisputeState.OPEN, opened_at__lte=now - timedelta(days=ANSWER_DAYS)
    )
    rows = Dispute.objects.filter(heard, community=community).exclude(payer=viewer).exclude(payee=viewer)
    return tuple(_views(list(rows.order_by("opened_at", "pk")[: min(limit, PAGE_MAX)]), looking, now=now))


def dispute_of_payment(*, payment: UUID, viewer: MemberId) -> DisputeId | None:
    """Return the dispute of a payment, None when there is none; for who sees the payment's receipt already."""
    community = member_of(viewer).community
    found = Dispute.objects.filter(community=community, payment=payment).values_list("pk", flat=True).first()
    return DisputeId(found) if found else None


def dispute_days(*, community: CommunityId, at: datetime) -> int:
    """Return for how many days a payment made at a moment can be disputed."""
    value = policy_values(community=community, defaults=PARAMETERS, at=at)[DISPUTE_DAYS.name]
    assert isinstance(value, int)
    return value


def disputable_until(*, community: CommunityId, paid_at: datetime) -> datetime:
    """Return until when a payment can be disputed."""
    return paid_at + timedelta(days=dispute_days(community=community, at=paid_at))


def _views(rows: Iterable[Dispute], looking: Member, *, now: datetime) -> list[DisputeView]:
    rows = list(rows)
    payments = booked_by_ids(row.payment for row in rows)
    involved = [side for row in rows for side in (row.payer, row.payee, row.arbiter) if side]
    people = members_by_ids(MemberId(side) for side in involved)
    parties = {one: party_of(person) for one, person in people.items()}
    views = [_view(row, payments[row.payment], parties, looking) for row in rows]
    own = shared_affairs(looking.id) if any(view.part is Part.ARBITER for view in views) else {}
    return [replace(view, acts=frozenset(_acts(view, looking, own, now))) for view in views]


def has_part(member: MemberId, *, sides: Iterable[MemberId], paid_at: datetime) -> bool:
    """Tell whether a member has a part in a payment: as a side, or by a shop shared with one when it was paid or since.

    Ending it before one rules changes nothing: what was when it was paid decides.
    """
    return _is_near(shared_affairs(member), sides, paid_at)


def _is_near(affairs: Affairs, sides: Iterable[MemberId], paid_at: datetime) -> bool:
    known = (affairs[side] for side in sides if side in affairs)
    return any(until is None or until >= paid_at for until in known)


def judges_of(view: DisputeView, *, community: CommunityId) -> tuple[Member, ...]:
    """Return which administrators can rule on a dispute: all who have no part in it."""
    near = [shared_affairs(side) for side in view.sides]
    return tuple(
        one
        for one in administrators(community)
        if not any(_is_near(affairs, [one.id], view.paid_at) for affairs in near)
    )


def _view(row: Dispute, paid: Booked, people: dict[MemberId, Party], looking: Member) -> DisputeView:
    state = DisputeState(row.state)
    parts = {row.payer: Part.PAYER, row.payee: Part.PAYEE}
    part = parts.get(looking.id, Part.ARBITER)
    return DisputeView(
        id=DisputeId(row.pk),
        payment=PaymentId(row.payment),
        paid_at=paid.at,
        amount_minor=paid.amount_minor,
        free_minor=paid.left_minor,
        note=paid.note,
        payer=people[MemberId(row.payer)],
        payee=people[MemberId(row.payee)],
        state=state,
        reason=row.reason,
        opened_at=row.opened_at,
        answer=row.answer,
        answered_at=row.answered_at,
        arbiter=people[MemberId(row.arbiter)] if row.arbiter else None,
        ruling=row.ruling,
        ruled_minor=row.ruled_minor,
        owed_minor=_owed(row, paid),
        closed_at=row.closed_at,
        rules_from=rules_from(state, row.opened_at),
        part=part,
        acts=frozenset(),
    )


def _owed(row: Dispute, paid: Booked) -> int:
    if row.ruled_minor is None:
        return 0
    return still_owed(
        ruled_minor=row.ruled_minor,
        refunded_before_minor=row.refunded_before_minor,
        refunded_minor=paid.refunded_minor,
    )


def _acts(view: DisputeView, looking: Member, own: Affairs, now: datetime) -> Iterable[Act]:
    """Yield what the viewer can do now."""
    if not looking.is_active:
        return
    for act in LIFE.open_to(view.part, view.state):
        if act is Act.RULE and (now < view.rules_from or _is_near(own, view.sides, view.paid_at)):
            continue
        yield act


def files_of_member(member: MemberId, now: datetime) -> Iterator[File]:
    """Yield the disputes of which a member is a side or on which they ruled; others in them are named by their ids."""
    town = member_of(member).community
    rows = Dispute.objects.filter(Q(payer=member) | Q(payee=member) | Q(arbiter=member), community=town)
    yield "disputes.json", written({"disputes": told_rows(rows, without=frozenset({"community", "collect_at"}))})
