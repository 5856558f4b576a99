"""Asking for a payment, and what the asker may do afterwards: remind, take back. Time does the rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from worgl.communities.queries import Member, members_by_ids, require_active
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import counters, outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import InvalidInput
from worgl.core.facts import Fact
from worgl.core.ids import new_code, new_id
from worgl.core.limits import AMOUNT_MAX, REQUESTS_MADE, REQUESTS_OF_ONE, Rate
from worgl.core.money import InvalidAmount
from worgl.core.sealing import seal
from worgl.core.transitions import expire_page, step
from worgl.payments.commands.moving import text_of
from worgl.payments.errors import PayeeUnknown, PayerNotActive
from worgl.requests.errors import (
    AskedEnough,
    AskedGone,
    AskedOften,
    AskingOneself,
    NobodyToRemind,
    OnlyAskerMay,
    RemindedLately,
    RequestClosed,
    RequestsFull,
)
from worgl.requests.facts import RequestCancelled, RequestExpired, RequestMade, RequestReminded
from worgl.requests.models import PaymentRequest
from worgl.requests.queries.requests import REQUESTS, request_days, seen_row
from worgl.requests.rules.requests import (
    CLOSED,
    LIFE,
    OPEN_MAX,
    OPEN_OF_ONE_MAX,
    REMIND_EVERY,
    TILL_LASTS,
    RequestEvent,
    RequestId,
    RequestState,
)
from worgl.requests.seals import REQUEST, REQUEST_STATE

_CODES_TRIED = 5
EXPIRED_TOGETHER = 200


@command
def request_payment(
    *,
    actor: MemberId,
    payer: MemberId | None,
    amount_minor: int,
    note: str,
    days: int | None,
    key: IdempotencyKey,
    now: datetime,
) -> RequestId:
    """Ask a member, or with no payer whoever opens the link first, for a payment, and return the request.

    Without `days` it is open as long as the community's `request_days` says, which is also the most. Refuses
    PayerNotActive, AskingOneself, PayeeUnknown, AskedGone, InvalidAmount, TextTooLong, InvalidInput for the
    days, RequestsFull, AskedEnough, AskedOften.
    """
    asker = _asker(actor)
    asked = _asked(payer, asker) if payer is not None else None
    most = request_days(community=asker.community, at=now)
    lasts = most if days is None else days
    if not 1 <= lasts <= most:
        raise InvalidInput(field="days", reason=_("Choose from 1 to {most} days.").format(most=most))
    row = _new(asker, asked, amount_minor=amount_minor, note=note, lasts=timedelta(days=lasts), now=now)
    if asked is not None:
        # A member who takes back what they asked for has had it told all the same.
        _count(REQUESTS_OF_ONE, (asker.id, asked.id), now=now)
        _count(REQUESTS_MADE, asker.id, now=now)
    return _kept(row, now=now)


def _count(rate: Rate, who: object, *, now: datetime) -> None:
    wait = counters.count_act(rate, who, now=now)
    if wait:
        raise AskedOften(limit=rate.most, seconds=wait)


@command
def show_at_till(*, actor: MemberId, amount_minor: int, note: str, key: IdempotencyKey, now: datetime) -> RequestId:
    """Make the request behind a code at a till, payable for TILL_LASTS by any member; refuses as `request_payment`."""
    row = _new(_asker(actor), None, amount_minor=amount_minor, note=note, lasts=TILL_LASTS, now=now)
    row.is_till = True
    return _kept(row, now=now)


@command
def cancel_request(*, actor: MemberId, request: RequestId, key: IdempotencyKey, now: datetime) -> None:
    """Take one's own request back. Refuses NotActive, RequestUnknown, OnlyAskerMay, RequestClosed."""
    row = _own_row(actor, request)
    close(row, RequestEvent.CANCEL, by=actor, fact=_cancelled, now=now)


@command
def remind(*, actor: MemberId, request: RequestId, key: IdempotencyKey, now: datetime) -> None:
    """Remind who was asked by name, at most once in REMIND_EVERY.

    Refuses NotActive, RequestUnknown, OnlyAskerMay, NobodyToRemind, RequestClosed, RemindedLately.
    """
    row = _own_row(actor, request)
    payer = _payer_of(row)
    if payer is None:
        raise NobodyToRemind
    refuse_closed(row, RequestEvent.REMIND, now=now)
    due = REQUESTS.rows(RequestState.OPEN, now=now).filter(pk=row.pk, told_at__lte=now - REMIND_EVERY)
    if not due.update(told_at=now):
        raise RemindedLately
    outbox.record(RequestReminded(row.pk, CommunityId(row.community), actor, payer, row.amount_minor), now=now)


def expire_requests(now: datetime) -> int:
    """Close up to EXPIRED_TOGETHER requests whose time is over, in one transaction, and return how many."""
    return expire_page(
        REQUESTS,
        most=EXPIRED_TOGETHER,
        now=now,
        values={"closed_at": now},
        seals=[REQUEST_STATE],
        then=lambda rows: [_expired(row) for row in rows],
    )


def close(
    row: PaymentRequest,
    event: RequestEvent,
    *,
    by: MemberId,
    fact: Callable[[PaymentRequest], Fact] | None = None,
    now: datetime,
    **values: object,
) -> None:
    """Close a request that is open at this moment, and tell of it; for this domain's own rooms.

    Of two at the same moment one is refused with what the other did.
    """
    closed = {"closed_at": now, "closed_by": by, **values}
    step(REQUESTS, row, event, refused=_refused, now=now, values=closed, seals=[REQUEST_STATE], fact=fact)


def refuse_closed(row: PaymentRequest, event: RequestEvent, *, now: datetime) -> None:
    """Refuse, as a kind of RequestClosed, what cannot be done with a request any more. For own rooms."""
    state = REQUESTS.state_of(row, now)
    if LIFE.after(state, event) is None:
        raise _refused(state)


def _refused(state: RequestState) -> RequestClosed:
    return CLOSED[state]()


def _cancelled(row: PaymentRequest) -> RequestCancelled:
    town, asker = CommunityId(row.community), MemberId(row.asker)
    return RequestCancelled(row.pk, town, asker, _payer_of(row), row.amount_minor, row.is_till)


def _expired(row: PaymentRequest) -> RequestExpired:
    town, asker = CommunityId(row.community), MemberId(row.asker)
    return RequestExpired(row.pk, town, asker, _payer_of(row), row.amount_minor, row.is_till)


def _asker(actor: MemberId) -> Member:
    asker = members_by_ids([actor]).get(actor)
    if asker is None or not asker.is_active:
        raise PayerNotActive
    return asker


def _asked(payer: MemberId, asker: Member) -> Member:
    if payer == asker.id:
        raise AskingOneself
    asked = members_by_ids([payer]).get(payer)
    if asked is None or asked.community != asker.community:
        raise PayeeUnknown
    if not asked.is_active:
        raise AskedGone(payer=asked.name, state=asked.state.value)
    return asked


def _new(
    asker: Member, asked: Member | None, *, amount_minor: int, note: str, lasts: timedelta, now: datetime
) -> PaymentRequest:
    """Return a request that is not yet kept, once everything about it has been checked."""
    clean = text_of(note, field="note")
    if not 0 < amount_minor <= AMOUNT_MAX:
        raise InvalidAmount(field="amount", reason=_("The amount must be more than zero and not too large."))
    unexpired = REQUESTS.rows(RequestState.OPEN, now=now).filter(community=asker.community, asker=asker.id)
    if unexpired.count() >= OPEN_MAX:
        raise RequestsFull(limit=OPEN_MAX)
    if asked is not None and unexpired.filter(payer=asked.id).count() >= OPEN_OF_ONE_MAX:
        raise AskedEnough(payer=asked.name, limit=OPEN_OF_ONE_MAX)
    return PaymentRequest(
        id=new_id(),
        community=asker.community,
        asker=asker.id,
        payer=asked.id if asked else None,
        amount_minor=amount_minor,
        note=clean,
        made_at=now,
        told_at=now,
        expires_at=now + lasts,
    )


def _kept(row: PaymentRequest, *, now: datetime) -> RequestId:
    """Write a request under a code that no other of its community has, and tell of it."""
    for left in reversed(range(_CODES_TRIED)):
        row.code = new_code()
        try:
            with transaction.atomic():
                row.save(force_insert=True)
                seal(REQUEST, [row])
                seal(REQUEST_STATE, [row])
            break
        except IntegrityError:
            if not left:
                raise
    fact = RequestMade(
        row.pk, CommunityId(row.community), MemberId(row.asker), _payer_of(row), row.amount_minor, row.is_till
    )
    outbox.record(fact, now=now)
    return RequestId(row.pk)


def _own_row(actor: MemberId, request: RequestId) -> PaymentRequest:
    require_active(actor)
    row = seen_row(request=request, viewer=actor)
    if row.asker != actor:
        raise OnlyAskerMay
    return row


def _payer_of(row: PaymentRequest) -> MemberId | None:
    return MemberId(row.payer) if row.payer else None
