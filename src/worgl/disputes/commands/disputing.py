"""Disputes: opened by the payer, answered by the payee, ended by either, ruled by an arbiter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext_noop

from worgl.communities import commands as community_commands
from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId, MemberId, Role
from worgl.core import counters, outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import NotFound
from worgl.core.facts import Fact
from worgl.core.ids import new_id
from worgl.core.limits import DISPUTES_OF_ONE, DISPUTES_OPENED, NOTE_MAX, Rate
from worgl.core.money import plain_minor
from worgl.core.sealing import seal
from worgl.core.spending import spend
from worgl.core.transitions import step
from worgl.currency.queries import currency_of
from worgl.disputes.commands.owing import collect, locked_payment_of
from worgl.disputes.errors import (
    AlreadyDisputed,
    ConflictOfInterest,
    DisputedOften,
    DisputeTooLate,
    HearFirst,
    NotDisputable,
    NothingToDispute,
    NotThePart,
    TextMissing,
    TooMuchBack,
    WrongMove,
)
from worgl.disputes.facts import DisputeAnswered, DisputeEnded, DisputeOpened, DisputeRuled
from worgl.disputes.models import Dispute
from worgl.disputes.queries import DISPUTES, dispute_days, has_part
from worgl.disputes.rules import ANSWER_DAYS, LIFE, TEXT_MAX, Act, DisputeId, DisputeState, Part, rules_from
from worgl.disputes.seals import DISPUTE
from worgl.payments.commands.moving import parties_with_wallets
from worgl.payments.commands.refunding import give_back, lock_payment
from worgl.payments.errors import TextTooLong
from worgl.payments.queries.booked import booked_by_ids
from worgl.payments.rules import PaymentId, PaymentKind, clean_text, payment_id
from worgl.payments.rules.codes import PaymentCode


@command
def open_dispute(*, actor: MemberId, payment: PaymentId, reason: str, key: IdempotencyKey, now: datetime) -> DisputeId:
    """Dispute a payment by the one who paid it.

    Refuses NotFound to strangers, NotThePart to the payee, NotDisputable for refunds, DisputeTooLate after the
    community's `dispute_days`, NothingToDispute when all went back, AlreadyDisputed, DisputedOften,
    TextMissing, TextTooLong.
    """
    communities.require_active(actor)
    paid = lock_payment(payment)
    if paid is None or actor not in {paid.payer, paid.payee}:
        raise NotFound
    if paid.kind is not PaymentKind.PAYMENT:
        raise NotDisputable
    if actor != paid.payer:
        raise NotThePart
    why = _text(reason, field="reason")
    days = dispute_days(community=paid.community, at=paid.at)
    if now >= paid.at + timedelta(days=days):
        raise DisputeTooLate(days=days)
    if not paid.left_minor:
        raise NothingToDispute
    if Dispute.objects.filter(community=paid.community, payment=payment).exists():
        raise AlreadyDisputed
    _count(DISPUTES_OF_ONE, (actor, paid.payee), now=now)
    _count(DISPUTES_OPENED, actor, now=now)
    row = Dispute.objects.create(
        id=new_id(),
        community=paid.community,
        payment=payment,
        payer=paid.payer,
        payee=paid.payee,
        reason=why,
        opened_at=now,
    )
    seal(DISPUTE, [row])
    own = DisputeId(row.pk)
    outbox.record(DisputeOpened(own, payment, CommunityId(row.community), actor, MemberId(row.payee)), now=now)
    return own


def _count(rate: Rate, who: object, *, now: datetime) -> None:
    wait = counters.count_act(rate, who, now=now)
    if wait:
        raise DisputedOften(limit=rate.most, seconds=wait)


@command
def answer_dispute(
    *, actor: MemberId, dispute: DisputeId, answer: str, key: IdempotencyKey, now: datetime
) -> DisputeId:
    """Answer a dispute as the one who was paid. Refuses NotFound, NotThePart, WrongMove, TextMissing, TextTooLong."""
    row = _open_to(actor, dispute, Act.ANSWER)
    values = {"answer": _text(answer, field="answer"), "answered_at": now}
    return _step(row, Act.ANSWER, values=values, fact=_answered, now=now)


@command
def withdraw_dispute(*, actor: MemberId, dispute: DisputeId, key: IdempotencyKey, now: datetime) -> DisputeId:
    """End a dispute as its payer; nothing goes back. Refuses NotFound, NotThePart, WrongMove."""
    row = _open_to(actor, dispute, Act.WITHDRAW)
    return _step(row, Act.WITHDRAW, values={"closed_at": now}, fact=_ended, now=now)


@command
def settle_dispute(*, actor: MemberId, dispute: DisputeId, key: IdempotencyKey, now: datetime) -> DisputeId:
    """End a dispute as its payee by giving back all that has not gone back yet, however long ago it was paid.

    Refuses NotFound, NotThePart, WrongMove, and what refuses a refund for want of money.
    """
    row = _open_to(actor, dispute, Act.SETTLE)
    paid = locked_payment_of(row)
    left = paid.left_minor
    if left:
        sides = parties_with_wallets(payer=actor, payee=MemberId(row.payer), now=now)
        own, note = payment_id(scope="settle", actor=actor, key=str(dispute)), row.reason[:NOTE_MAX]
        give_back(paid, sides=sides, amount_minor=left, code=PaymentCode.REFUND, note=note, own=own, now=now)
        spend(community=sides.community.id, minor=left, now=now)
    return _step(row, Act.SETTLE, values={"closed_at": now}, fact=_ended, now=now)


@command
def rule_dispute(
    *, actor: MemberId, dispute: DisputeId, back_minor: int, reason: str, key: IdempotencyKey, now: datetime
) -> DisputeId:
    """Rule as an administrator how much goes back, from nothing to all that has not gone back yet, with a reason.

    What the payee has is given back at once; what they lack stands as owed and is collected as money comes.
    Refuses NotFound to strangers, RoleNeeded, ConflictOfInterest to anybody who has a part in it or had one when it was
    paid or since (a side, a shop of theirs, those who act for the same shop), WrongMove, HearFirst
    before the payee has answered or had their time, TooMuchBack, TextMissing, TextTooLong.
    """
    _require_arbiter(actor, dispute)
    row = _open_to(actor, dispute, Act.RULE)
    if now < rules_from(DisputeState(row.state), row.opened_at):
        raise HearFirst(days=ANSWER_DAYS)
    paid = locked_payment_of(row)
    left = paid.left_minor
    if not 0 <= back_minor <= left:
        raise TooMuchBack(free_minor=left, free=_amount(row, left))
    values = {
        "arbiter": actor,
        "ruling": _text(reason, field="reason"),
        "ruled_minor": back_minor,
        "refunded_before_minor": paid.refunded_minor,
        "closed_at": now,
    }
    _step(row, Act.RULE, values=values, fact=_ruled, now=now)
    community_commands.record_audit_event(
        community=CommunityId(row.community),
        actor=actor,
        what="payments.dispute_ruled",
        sentence=gettext_noop("Ruled on a dispute: {amount} goes back."),
        fields={"amount": _amount(row, back_minor)},
        subject=MemberId(row.payee),
        reason=row.ruling[:200],
        before=_amount(row, paid.refunded_minor),
        after=_amount(row, paid.refunded_minor + back_minor),
        now=now,
    )
    collect(row, now=now)
    return dispute


def _require_arbiter(actor: MemberId, dispute: DisputeId) -> None:
    row = Dispute.objects.filter(pk=dispute).first()
    person = communities.member(actor)
    if row is None or row.community != person.community:
        raise NotFound
    communities.require_role(actor, Role.ADMIN)
    paid_at = booked_by_ids([row.payment])[row.payment].at
    if has_part(actor, sides=(MemberId(row.payer), MemberId(row.payee)), paid_at=paid_at):
        raise ConflictOfInterest


def _open_to(actor: MemberId, dispute: DisputeId, act: Act) -> Dispute:
    """Return a dispute, locked, in which somebody has the part and it is the time for an act."""
    row = Dispute.objects.select_for_update().filter(pk=dispute).first()
    person = communities.require_active(actor)
    if row is None or row.community != person.community:
        raise NotFound
    sides, by = {row.payer: Part.PAYER, row.payee: Part.PAYEE}, LIFE.parts(act)
    part = Part.ARBITER if Part.ARBITER in by and actor not in sides else sides.get(actor)
    if part is None:
        raise NotFound
    if part not in by:
        raise NotThePart
    if act not in LIFE.open_to(part, DisputeState(row.state)):
        raise WrongMove
    return row


def _step(
    row: Dispute, act: Act, *, values: Mapping[str, object], fact: Callable[[Dispute], Fact], now: datetime
) -> DisputeId:
    step(DISPUTES, row, act, refused=lambda _state: WrongMove(), now=now, values=values, seals=[DISPUTE], fact=fact)
    return DisputeId(row.pk)


def _sides(row: Dispute) -> tuple[PaymentId, CommunityId, MemberId, MemberId]:
    return PaymentId(row.payment), CommunityId(row.community), MemberId(row.payer), MemberId(row.payee)


def _answered(row: Dispute) -> DisputeAnswered:
    return DisputeAnswered(DisputeId(row.pk), *_sides(row))


def _ended(row: Dispute) -> DisputeEnded:
    return DisputeEnded(DisputeId(row.pk), *_sides(row), row.state)


def _ruled(row: Dispute) -> DisputeRuled:
    assert row.ruled_minor is not None, "a ruling says how much"
    return DisputeRuled(DisputeId(row.pk), *_sides(row), row.ruled_minor)


def _text(text: str, *, field: str) -> str:
    clean = clean_text(text)
    if not clean:
        raise TextMissing(field=field)
    if len(clean) > TEXT_MAX:
        raise TextTooLong(field=field, limit=TEXT_MAX)
    return clean


def _amount(row: Dispute, minor: int) -> str:
    currency = currency_of(CommunityId(row.community))
    return f"{plain_minor(minor, exponent=currency.exponent)} {currency.name}"
