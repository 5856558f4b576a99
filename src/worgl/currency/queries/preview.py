"""What the next levy would take, computed on the present balances; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from heapq import nlargest
from operator import attrgetter

from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import jobs
from worgl.core.money import Ppm
from worgl.core.reading import remembered
from worgl.currency.errors import NotYours
from worgl.currency.models import Levy, LevyLine, Wallet
from worgl.currency.queries.balances import next_levy
from worgl.currency.queries.currencies import currency_of
from worgl.currency.queries.levies import line_views
from worgl.currency.queries.policy import LevyCalendar, local_date
from worgl.currency.rules import Charge, CurrencyView, LevyPreview, LevyRun, LevyTerms, WalletRole, charge, levy_split
from worgl.ledger import queries as ledger
from worgl.ledger.rules import AccountId

TOP_LINES = 20
LEVY_JOB = "currency.levy"


def next_levy_preview(
    *, community: CommunityId, viewer: MemberId, rate: Ppm | None, now: datetime
) -> LevyPreview | None:
    """Return what the next levy would take now, at another rate when one is given; None where none comes.

    For the treasurer and administrators: it shows balances. Refuses NotYours.
    """
    _require_officer(viewer, community=community)
    town = communities.community(community)
    coming = next_levy(town)
    on = coming[0] if coming else local_date(now, town.zone)
    if coming is None and rate is None:
        return None
    terms = LevyCalendar(town).terms_on(on)
    return preview_with(currency_of(community), terms if rate is None else replace(terms, rate_ppm=rate), on)


def _require_officer(viewer: MemberId, *, community: CommunityId) -> None:
    looking = communities.member(viewer)
    if looking.community != community or not (looking.is_active and (looking.is_admin or looking.is_treasurer)):
        raise NotYours


def levy_preview(*, community: CommunityId, on: date) -> LevyPreview:
    """Return what a levy on a date would take from the present balances, for operators and rehearsals."""
    terms = LevyCalendar(communities.community(community)).terms_on(on)
    return preview_with(currency_of(community), terms, on)


def preview_with(currency: CurrencyView, terms: LevyTerms, on: date) -> LevyPreview:
    """Return what a levy by these terms would take from the present balances; for this domain's own rooms."""
    charges = [each for each in _charges(currency, terms) if each[0].due_minor or each[0].owed_before_minor]
    items = [item for item, _account in charges]
    total = sum(map(attrgetter("taken_minor"), items))
    top = nlargest(TOP_LINES, charges, key=lambda pair: pair[0].taken_minor)
    levy = Levy(
        community_id=currency.community, date=on, rate_ppm=terms.rate_ppm, exempt_minor=terms.exempt_minor,
        burn_ppm=terms.split.burn, dividend_ppm=terms.split.dividend, participation_ppm=terms.split.participation,
        commons_ppm=terms.split.commons, operator_ppm=terms.split.operator,
    )  # fmt: skip
    top_accounts = [account for _item, account in top]
    found = Wallet.objects.filter(community_id=currency.community, account__in=top_accounts)
    wallets = {AccountId(wallet.account): wallet for wallet in found}
    rows = [levy_row(levy, wallets[account], item) for item, account in top]
    return LevyPreview(
        on=on,
        rate_ppm=terms.rate_ppm,
        wallets=len(charges),
        base_minor=sum(map(attrgetter("base_minor"), items)),
        total_minor=total,
        owing_minor=sum(map(attrgetter("owing_minor"), items)),
        split=levy_split(total, terms.split, kind=currency.kind),
        lines=tuple(line_views(currency.community, rows)),
    )


def levy_row(levy: Levy, wallet: Wallet, item: Charge) -> LevyLine:
    """Return a wallet's line of a levy, unsaved; for this domain's own rooms."""
    return LevyLine(
        community_id=levy.community_id,
        levy=levy,
        wallet=wallet,
        base_minor=item.base_minor,
        due_minor=item.due_minor,
        owed_before_minor=item.owed_before_minor,
        taken_minor=item.taken_minor,
        owing_minor=item.owing_minor,
    )


def _charges(currency: CurrencyView, terms: LevyTerms) -> Iterator[tuple[Charge, AccountId]]:
    for account, posted, reach, owing in _wallets(currency):
        yield charge(base_minor=posted, owed_minor=owing, reach_minor=reach, terms=terms), account


@remembered
def _wallets(currency: CurrencyView) -> tuple[tuple[AccountId, int, int, int], ...]:
    """Return members' wallets that can be charged: account, what stands there, what can be taken, what is owed."""
    rows = Wallet.objects.filter(community_id=currency.community, role=WalletRole.MEMBER)
    owing = dict(rows.values_list("account", "owing_minor"))
    found = ledger.reaches(currency.book, currency.unit)
    return tuple((*each, owing[each[0]]) for each in found if each[0] in owing)


def levy_run(*, community: CommunityId, viewer: MemberId) -> LevyRun | None:
    """Return how far the community's latest levy job is, None before the first.

    For the treasurer and administrators. Refuses NotYours.
    """
    _require_officer(viewer, community=community)
    for row in jobs.recent(kind=LEVY_JOB, limit=200):
        if row.key.startswith(f"{community}:"):
            return LevyRun(row.stage, row.done, row.total, row.state in {"queued", "running"}, row.error)
    return None
