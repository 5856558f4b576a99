"""Vouchers: issued out of the issuer's own coins, redeemed once, returned when their time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _

from worgl.communities import queries as communities
from worgl.communities.queries import Community
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import counters, outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.counts import Count
from worgl.core.errors import NotFound
from worgl.core.ids import new_id
from worgl.core.limits import AMOUNT_MAX, SERIES_ISSUED, VOUCHER_TRIES
from worgl.core.money import InvalidAmount
from worgl.core.sealing import seal
from worgl.core.spending import spend
from worgl.core.transitions import expire_page, step
from worgl.currency import commands as currencies
from worgl.currency.queries import CurrencyView, currency_of, wallet_of
from worgl.currency.queries.policy import day_begins, local_date
from worgl.ledger import commands as ledger
from worgl.ledger.errors import BelowFloor
from worgl.ledger.rules import Kind, Transfer
from worgl.payments.commands.moving import Movement, move, parties_with_wallets, text_of
from worgl.payments.errors import PayerNotActive
from worgl.payments.rules import PaymentId, PaymentKind, payment_id
from worgl.payments.rules.codes import PaymentCode
from worgl.vouchers.errors import (
    IssuedOften,
    TooManyTries,
    TooManyVouchers,
    VoucherInvalid,
    VouchersNotCovered,
    VoucherStopped,
    VoucherUnknown,
)
from worgl.vouchers.facts import VoucherRedeemed, VouchersIssued, VouchersReturned
from worgl.vouchers.models import Voucher
from worgl.vouchers.queries import VOUCHERS, secret_code
from worgl.vouchers.rules import (
    COUNT_MAX,
    DAYS_MAX,
    HELD,
    LIFE,
    OPEN_MAX,
    SPENT,
    SeriesId,
    VoucherAct,
    VoucherId,
    VoucherState,
    mark_of,
    typed_code,
)
from worgl.vouchers.seals import VOUCHER

RETURNED_AT_ONCE = 100


@command
def issue_vouchers(
    *,
    actor: MemberId,
    amount_minor: int,
    count: int,
    last_day: date,
    note: str,
    key: IdempotencyKey,
    now: datetime,
) -> SeriesId:
    """Issue vouchers of one value out of the actor's own coins, which the ledger holds until they are redeemed.

    They are good until the end of `last_day` in the community's zone. Refuses PayerNotActive, InvalidAmount,
    VoucherInvalid at its field, TooManyVouchers, IssuedOften, TextTooLong, VouchersNotCovered, and the limits on
    payments.
    """
    issuer = communities.member(actor)
    if not issuer.is_active:
        raise PayerNotActive
    town, currency = communities.community(issuer.community), currency_of(issuer.community)
    if not 0 < amount_minor <= AMOUNT_MAX // COUNT_MAX:
        raise InvalidAmount(field="amount", reason=_("The amount must be more than zero, and not that large."))
    _check(town, count=count, last_day=last_day, now=now)
    _check_open(town, actor, more=count)
    wait = counters.count_act(SERIES_ISSUED, actor, now=now)
    if wait:
        raise IssuedOften(limit=SERIES_ISSUED.most, seconds=wait)
    series = SeriesId(new_id())
    rows = [
        Voucher(
            id=(own := new_id()),
            community=town.id,
            series=series,
            issuer=actor,
            amount_minor=amount_minor,
            note=text_of(note, field="note"),
            mark=mark_of(community=town.id, code=secret_code(VoucherId(own))),
            hold=new_id(),
            issued_at=now,
            expires_at=day_begins(last_day + timedelta(days=1), town.zone),
        )
        for _each in range(count)
    ]
    for _each in rows:
        currencies.count_payment(town=town, currency=currency, payer=actor, amount_minor=amount_minor, now=now)
    _hold(currency, actor, rows, now=now)
    # Once more behind the book's lock, so that two at once do not both fit.
    _check_open(town, actor, more=count)
    spend(community=town.id, minor=amount_minor * count, now=now)
    Voucher.objects.bulk_create(rows)
    seal(VOUCHER, rows)
    outbox.record(VouchersIssued(series, town.id, actor, count, amount_minor), now=now)
    return series


def _check_open(town: Community, issuer: MemberId, *, more: int) -> None:
    open_now = Voucher.objects.filter(community=town.id, issuer=issuer, state=VoucherState.OPEN).count()
    if open_now + more > OPEN_MAX:
        raise TooManyVouchers(limit=OPEN_MAX)


def _check(town: Community, *, count: int, last_day: date, now: datetime) -> None:
    today = local_date(now, town.zone)
    if not 1 <= count <= COUNT_MAX:
        raise VoucherInvalid(
            field="count", reason=str(_("Choose a number from 1 to {most}.")).format(most=Count(COUNT_MAX))
        )
    if not today <= last_day <= today + timedelta(days=DAYS_MAX):
        reason = str(_("Choose a day from today up to {days} days from now.")).format(days=DAYS_MAX)
        raise VoucherInvalid(field="last_day", reason=reason)


def _hold(currency: CurrencyView, issuer: MemberId, rows: list[Voucher], *, now: datetime) -> None:
    """Hold each voucher's value on the issuer's account; who will get it is not known yet, so the commons stand in."""
    own = currencies.open_wallet(community=currency.community, member=issuer, now=now).account
    holds = [Transfer(row.hold, own, currency.commons, row.amount_minor, code=HELD, kind=Kind.HOLD) for row in rows]
    try:
        ledger.post(book=currency.book, transfers=holds, now=now)
    except BelowFloor as refusal:
        raise VouchersNotCovered from refusal


def redeem_voucher(*, actor: MemberId, code: str, key: IdempotencyKey, now: datetime) -> PaymentId:
    """Redeem a code: its value goes to the actor, once. Returns the payment.

    Refuses PayerNotActive, TooManyTries after VOUCHER_TRIES wrong codes, VoucherUnknown, VoucherOver,
    VoucherExpired, VoucherStopped while the issuer is no active member, PayingOneself, PayeeFull.
    """
    typed, redeemer = typed_code(code), communities.member(actor)
    mark = mark_of(community=redeemer.community, code=typed)
    rows = Voucher.objects.filter(community=redeemer.community, mark=mark)
    # Before the command, whose transaction a wrong code takes back.
    wait = counters.count_wrong(VOUCHER_TRIES, actor, is_right=rows.exists, now=now)
    if wait:
        raise TooManyTries(minutes=-(-wait // 60), seconds=wait)
    return _redeem(actor=actor, code=typed, key=key, now=now)


@command
def _redeem(*, actor: MemberId, code: str, key: IdempotencyKey, now: datetime) -> PaymentId:
    redeemer = communities.member(actor)
    if not redeemer.is_active:
        raise PayerNotActive
    mark = mark_of(community=redeemer.community, code=code)
    row = Voucher.objects.select_for_update().filter(community=redeemer.community, mark=mark).first()
    if row is None:
        raise VoucherUnknown
    state = VOUCHERS.state_of(row, now)
    if LIFE.after(state, VoucherAct.REDEEM) is None:
        raise SPENT[state]
    try:
        sides = parties_with_wallets(payer=MemberId(row.issuer), payee=actor, now=now)
    except PayerNotActive:
        raise VoucherStopped from None
    _release(row, now=now)
    own = payment_id(scope="voucher", actor=MemberId(row.issuer), key=str(row.pk))
    move(sides, Movement(own, PaymentKind.PAYMENT, PaymentCode.PAYMENT, row.amount_minor, row.note), now=now)
    values = {"redeemer": actor, "payment": own, "ended_at": now}
    step(VOUCHERS, row, VoucherAct.REDEEM, values=values, fact=_redeemed, now=now)
    return own


def _redeemed(row: Voucher) -> VoucherRedeemed:
    assert row.payment is not None, "a redeemed voucher names its payment"
    assert row.redeemer is not None, "and who redeemed it"
    town, sides = CommunityId(row.community), (MemberId(row.issuer), MemberId(row.redeemer))
    return VoucherRedeemed(VoucherId(row.pk), PaymentId(row.payment), town, *sides, row.amount_minor)


@command
def cancel_series(*, actor: MemberId, series: SeriesId, key: IdempotencyKey, now: datetime) -> int:
    """End all open vouchers of a series by their issuer, who has their coins back; returns how many.

    Refuses NotFound to everybody else.
    """
    if not Voucher.objects.filter(series=series, issuer=actor).exists():
        raise NotFound
    rows = list(VOUCHERS.rows(VoucherState.OPEN, now=now).select_for_update().filter(series=series))
    for row in rows:
        step(VOUCHERS, row, VoucherAct.CANCEL, values={"ended_at": now}, now=now)
    outbox.record_many(_returned(rows, now=now), now=now)
    return len(rows)


def return_expired(now: datetime) -> int:
    """Give the coins of expired vouchers back to their issuers, up to RETURNED_AT_ONCE; returns how many."""
    given_back = partial(_returned, now=now)
    return expire_page(VOUCHERS, most=RETURNED_AT_ONCE, values={"ended_at": now}, then=given_back, now=now)


def _returned(rows: Sequence[Voucher], *, now: datetime) -> list[VouchersReturned]:
    """Free what is held for vouchers that have ended, and return what tells of each series."""
    for row in rows:
        _release(row, now=now)
    facts = []
    for series, first in {row.series: row for row in rows}.items():
        count = sum(row.series == series for row in rows)
        issuer, community = MemberId(first.issuer), CommunityId(first.community)
        facts.append(VouchersReturned(SeriesId(series), community, issuer, count, first.amount_minor, first.state))
    return facts


def _release(row: Voucher, *, now: datetime) -> None:
    """Free what the ledger holds for a voucher."""
    currency = currency_of(CommunityId(row.community))
    own = wallet_of(MemberId(row.issuer)).account
    void = Transfer(
        payment_id(scope="voucher_void", actor=MemberId(row.issuer), key=str(row.pk)),
        own,
        currency.commons,
        row.amount_minor,
        code=HELD,
        kind=Kind.VOID,
        pending_id=row.hold,
    )
    ledger.post(book=currency.book, transfers=[void], now=now)
