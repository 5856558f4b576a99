"""The levy: charged to the pool on one cut of the book, then shared out of it. Each stage is one transaction.

A levy of a date exists once; its transfers' ids follow from community, date and account. So a second
levy for the same date, a kill between or within the stages, and two workers at once change nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from operator import attrgetter
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from worgl.communities import queries as communities
from worgl.communities.queries import Community
from worgl.communities.rules import CommunityId
from worgl.core import outbox
from worgl.core.bulk import insert_rows
from worgl.core.ids import new_id
from worgl.core.sealing import seal
from worgl.currency.commands.balances import WalletBalance, balances_at
from worgl.currency.commands.figures import update_figures
from worgl.currency.commands.frame import dated_id, lock_book, post_all
from worgl.currency.commands.shares import planned_shares, redirect_refused
from worgl.currency.errors import LevyTooEarly, NotALevyDate
from worgl.currency.facts import LevyTaken
from worgl.currency.models import Currency, Levy, LevyLine, LevyShare, Wallet
from worgl.currency.queries.currencies import currency_of
from worgl.currency.queries.levies import levy_view
from worgl.currency.queries.policy import LevyCalendar, day_begins, local_date
from worgl.currency.rules import (
    RECEIVERS,
    Charge,
    CurrencyView,
    LevyTerms,
    LevyView,
    Receiver,
    TransferCode,
    charge,
    levy_dates,
)
from worgl.currency.seals import LEVY, SHARE, WALLET
from worgl.ledger.rules import AccountId, Transfer

_LINE = (
    *("community_id", "levy_id", "wallet_id", "base_minor", "due_minor"),
    *("owed_before_minor", "taken_minor", "owing_minor", "transfer"),
)
_SHARE = ("community_id", "levy_id", "receiver", "wallet_id", "minor", "transfer", "redirected")
_ROWS_AT_ONCE = 2_000
Progress = Callable[[str, int, int], None]
"""Told the stage, what is done of it and out of how many; called inside the stage's transaction."""


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def run_levy(*, community: CommunityId, on: date, now: datetime, progress: Progress = _silent) -> LevyView:
    """Take the levy of a date, after those of earlier dates that are still due, and return it.

    A levy that was taken is returned as it is, shared out first when it was stopped before. Refuses
    LevyTooEarly before the date begins in the community's zone, NotALevyDate when none is due on it.
    """
    town = communities.community(community)
    if now < day_begins(on, town.zone):
        raise LevyTooEarly(on=on.isoformat())
    take_due_levies(community=community, through=on, now=now, progress=progress)
    row = Levy.objects.filter(community_id=community, date=on).first()
    if row is None:
        raise NotALevyDate(field="on", reason=_("No levy falls on {on}.").format(on=on.isoformat()))
    return _view(row)


def take_due_levies(
    *, community: CommunityId, now: datetime, through: date | None = None, progress: Progress = _silent
) -> tuple[LevyView, ...]:
    """Take every levy that is due, one by one in the order of their dates, and return them.

    Each at the rate in force when its date began. Levies stopped between their stages are finished first.
    """
    town = communities.community(community)
    currency = currency_of(community)
    today = local_date(now, town.zone)
    last = min(through or today, today)
    for unfinished in Levy.objects.filter(community_id=community, stage=Levy.Stage.CHARGED).order_by("date"):
        _share(town, currency, unfinished.pk, now=now, progress=progress)
    calendar = LevyCalendar(town)
    taken = []
    for on in levy_dates(after=currency.levied_through, through=last, terms_on=calendar.terms_on):
        update_figures(community=community)
        levy = _charge(town, currency, on, terms=calendar.terms_on(on), now=now, progress=progress)
        taken.append(_share(town, currency, levy, now=now, progress=progress))
    Currency.objects.filter(pk=currency.id, levied_through__lt=last).update(levied_through=last)
    return tuple(taken)


def _charge(
    town: Community, currency: CurrencyView, on: date, *, terms: LevyTerms, now: datetime, progress: Progress
) -> UUID:
    """Stage one: charge every member's wallet on one cut of the book, members to pool, and plan the shares."""
    with transaction.atomic():
        lock_book(currency)
        found = Levy.objects.filter(community_id=town.id, date=on).first()
        if found is not None:
            return found.pk
        update_figures(community=town.id)
        levy = _new_levy(currency, on, terms, now)
        lines, transfers = _lines(town, currency, levy, terms)
        levy.wallets = len(lines)
        levy.base_minor = sum(line.base_minor for line in lines)
        levy.taken_minor = sum(line.taken_minor for line in lines)
        levy.owing_minor = sum(line.owing_minor for line in lines)
        levy.save(force_insert=True)
        seal(LEVY, [levy])
        refused = post_all(currency, transfers, now=now)
        assert not refused, "what can be reached under the lock can be taken"
        insert_rows(LevyLine, columns=_LINE, rows=map(attrgetter(*_LINE), lines))
        _note_owing(lines)
        shares = planned_shares(town, currency, levy, terms=terms)
        insert_rows(LevyShare, columns=_SHARE, rows=map(attrgetter(*_SHARE), shares))
        Currency.objects.filter(pk=currency.id).update(levied_through=on)
        progress(Levy.Stage.CHARGED.value, len(lines), len(lines))
        return levy.pk


def _new_levy(currency: CurrencyView, on: date, terms: LevyTerms, now: datetime) -> Levy:
    return Levy(
        id=new_id(),
        community_id=currency.community,
        currency_id=currency.id,
        date=on,
        rate_ppm=terms.rate_ppm,
        exempt_minor=terms.exempt_minor,
        burn_ppm=terms.split.burn,
        dividend_ppm=terms.split.dividend,
        participation_ppm=terms.split.participation,
        commons_ppm=terms.split.commons,
        operator_ppm=terms.split.operator,
        stage=Levy.Stage.CHARGED,
        at=now,
    )


def _lines(
    town: Community, currency: CurrencyView, levy: Levy, terms: LevyTerms
) -> tuple[list[LevyLine], list[Transfer]]:
    lines, transfers = [], []
    for standing in balances_at(currency, on=levy.date):
        item = charge(
            base_minor=standing.base_minor,
            owed_minor=standing.owed_minor,
            reach_minor=standing.reach_minor,
            terms=terms,
        )
        if not (item.due_minor or item.owed_before_minor):
            continue
        own = dated_id(community=town.id, zone=town.zone, on=levy.date, purpose="levy", account=standing.account)
        lines.append(_line(levy, standing, item, transfer=own if item.taken_minor else None))
        if item.taken_minor:
            transfers.append(
                Transfer(own, standing.account, currency.levy_pool, item.taken_minor, code=TransferCode.LEVY)
            )
    return lines, transfers


def _line(levy: Levy, standing: WalletBalance, item: Charge, *, transfer: UUID | None) -> LevyLine:
    return LevyLine(
        community_id=levy.community_id,
        levy=levy,
        wallet_id=standing.wallet,
        base_minor=item.base_minor,
        due_minor=item.due_minor,
        owed_before_minor=item.owed_before_minor,
        taken_minor=item.taken_minor,
        owing_minor=item.owing_minor,
        transfer=transfer,
    )


def _note_owing(lines: list[LevyLine]) -> None:
    """Keep on each wallet what it owes now, where that has changed."""
    changed = [line for line in lines if line.owing_minor != line.owed_before_minor]
    rows = [Wallet(pk=line.wallet_id, owing_minor=line.owing_minor) for line in changed]
    Wallet.objects.bulk_update(rows, ["owing_minor"], batch_size=_ROWS_AT_ONCE)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        keys = [row.pk for row in rows[start : start + _ROWS_AT_ONCE]]
        seal(WALLET, Wallet.objects.filter(pk__in=keys))


def _share(town: Community, currency: CurrencyView, levy: UUID, *, now: datetime, progress: Progress) -> LevyView:
    """Stage two: pay the planned shares out of the pool; what a receiver cannot take goes to the commons."""
    with transaction.atomic():
        lock_book(currency)
        row = Levy.objects.get(pk=levy)
        if row.stage == Levy.Stage.SHARED:
            return _view(row)
        shares = list(LevyShare.objects.filter(levy=row).select_related("wallet").order_by("id"))
        transfers = [
            Transfer(
                share.transfer, currency.levy_pool, AccountId(share.wallet.account), share.minor, code=_code(share)
            )
            for share in shares
        ]
        refused = post_all(currency, transfers, now=now)
        redirect_refused(town, currency, [share for share in shares if share.transfer in refused], row, now=now)
        row.stage = Levy.Stage.SHARED
        row.shared_at = now
        row.save(update_fields=["stage", "shared_at"])
        seal(SHARE, shares)
        assert sum(share.minor for share in shares) == row.taken_minor, "a levy's shares are the levy"
        fact = LevyTaken(town.id, row.pk, row.date, row.taken_minor, row.wallets)
        outbox.record(fact, now=now)
        progress(Levy.Stage.SHARED.value, len(shares), len(shares))
        return _view(row)


_CODES = {
    Receiver.BURN: TransferCode.BURN,
    Receiver.DIVIDEND: TransferCode.DIVIDEND,
    Receiver.PARTICIPATION: TransferCode.DIVIDEND,
    Receiver.COMMONS: TransferCode.LEVY_SHARE,
    Receiver.OPERATOR: TransferCode.LEVY_SHARE,
}


def _code(share: LevyShare) -> TransferCode:
    return _CODES[Receiver(share.receiver)]


def _view(row: Levy) -> LevyView:
    sums = LevyShare.objects.filter(levy=row).values("receiver").annotate(minor=Sum("minor")).order_by()
    shares = dict.fromkeys(RECEIVERS, 0) | {Receiver(entry["receiver"]): entry["minor"] for entry in sums}
    return levy_view(row, shares)
