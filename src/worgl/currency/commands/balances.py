"""The cut a levy is taken on: every member's balance as the date began, and what can be moved now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from worgl.communities.rules import CommunityId
from worgl.currency.models import DayFigures, Wallet
from worgl.currency.queries.figures import all_accounts
from worgl.currency.rules import CurrencyView, TransferCode, WalletRole
from worgl.ledger import queries as ledger
from worgl.ledger.rules import AccountId, Kind, Recorded

_AT_ONCE = 10_000
_OF_LEVIES = frozenset({TransferCode.LEVY, TransferCode.LEVY_SHARE, TransferCode.DIVIDEND, TransferCode.BURN})
_BOOKED = frozenset({Kind.TRANSFER, Kind.POST})


@dataclass(frozen=True, slots=True)
class WalletBalance:
    """One member's wallet in the cut: `base_minor` when the date began, `reach_minor` movable now without debt."""

    wallet: int
    account: AccountId
    base_minor: int
    reach_minor: int
    owed_minor: int


def balances_at(currency: CurrencyView, *, on: date) -> Iterator[WalletBalance]:
    """Yield every open member wallet as it stood when `on` began in the community's zone.

    A levy taken late charges what was there in time (seed 001: who has spent everything by the known date
    pays nothing, and nobody gains by spending after it). What the levies of earlier dates moved since then counts as
    moved before, so that dates caught up one by one give what they would have given in time. Call it
    under the book's lock, with the statistics counted to the end.
    """
    since = _changes_since(currency, on)
    rows = Wallet.objects.filter(community_id=currency.community, role=WalletRole.MEMBER)
    owned = {AccountId(number): (pk, owing) for number, pk, owing in rows.values_list("account", "id", "owing_minor")}
    for account in all_accounts(currency):
        if account.closed or account.id not in owned:
            continue
        wallet, owed = owned[account.id]
        reach = min(account.available, account.posted)
        yield WalletBalance(wallet, account.id, account.posted - since.get(account.id, 0), reach, owed)


def _changes_since(currency: CurrencyView, on: date) -> dict[AccountId, int]:
    """Return by how much each account changed since a date began, other than by levies."""
    changes: dict[AccountId, int] = defaultdict(int)
    since, last = seq_before(currency.community, on), ledger.last_seq(currency.book)
    for transfer in transfers_between(currency, after=since, through=last):
        if transfer.kind in _BOOKED and transfer.code not in _OF_LEVIES:
            changes[transfer.debit] -= transfer.amount
            changes[transfer.credit] += transfer.amount
    return changes


def seq_before(community: CommunityId, day: date) -> int:
    """Return the number of the last transfer booked before a date began, 0 for none, as far as it is counted."""
    rows = DayFigures.objects.filter(community_id=community, day__lt=day).order_by("-day")
    return rows.values_list("last_seq", flat=True).first() or 0


def transfers_between(currency: CurrencyView, *, after: int, through: int) -> Iterator[Recorded]:
    """Yield the transfers numbered above `after` up to `through`, in order, read in pages."""
    while after < through:
        page = ledger.transfers(currency.book, after_seq=after, limit=min(_AT_ONCE, through - after))
        if not page:
            return
        yield from page
        after = page[-1].seq
