"""What the next levy would take, computed on the present balances; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from heapq import nlargest

from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import jobs
from worgl.core.money import Ppm
from worgl.core.request_cache import cached
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
    sums = _Sums()
    top = nlargest(TOP_LINES, _summed(_charges(currency, terms), sums), key=lambda pair: pair[0].taken_minor)
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
        wallets=sums.wallets,
        base_minor=sums.base_minor,
        total_minor=sums.taken_minor,
        owing_minor=sums.owing_minor,
        split=levy_split(sums.taken_minor, terms.split, kind=currency.kind),
        lines=tuple(line_views(currency.community, rows)),
    )


@dataclass(slots=True)
class _Sums:
    """What a levy comes to, counted while the wallets pass: ten thousand of them are not kept."""

    wallets: int = 0
    base_minor: int = 0
    taken_minor: int = 0
    owing_minor: int = 0


Charged = tuple[Charge, AccountId]


def _summed(charges: Iterable[Charged], sums: _Sums) -> Iterator[Charged]:
    """Pass on the charges that take or owe something, and add them up."""
    for each in charges:
        item = each[0]
        if item.due_minor or item.owed_before_minor:
            sums.wallets += 1
            sums.base_minor += item.base_minor
            sums.taken_minor += item.taken_minor
            sums.owing_minor += item.owing_minor
            yield each


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


def _charges(currency: CurrencyView, terms: LevyTerms) -> Iterator[Charged]:
    found, owing = _wallets(currency)
    for account, posted, reach in found:
        owed = owing.get(account)
        if owed is not None:
            yield charge(base_minor=posted, owed_minor=owed, reach_minor=reach, terms=terms), account


@cached
def _wallets(currency: CurrencyView) -> tuple[Sequence[tuple[AccountId, int, int]], Mapping[AccountId, int]]:
    """Return accounts with what stands there and what can be taken, and what each member's wallet owes."""
    rows = Wallet.objects.filter(community_id=currency.community, role=WalletRole.MEMBER)
    owing = {AccountId(account): owed for account, owed in rows.values_list("account", "owing_minor")}
    return ledger.reaches(currency.book, currency.unit), owing


def levy_run(*, community: CommunityId, viewer: MemberId) -> LevyRun | None:
    """Return how far the community's latest levy job is, None before the first.

    For the treasurer and administrators. Refuses NotYours.
    """
    _require_officer(viewer, community=community)
    for row in jobs.recent(kind=LEVY_JOB, limit=200):
        if row.key.startswith(f"{community}:"):
            return LevyRun(row.stage, row.done, row.total, row.state in {"queued", "running"}, row.error)
    return None
