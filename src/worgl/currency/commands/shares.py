"""Where a levy goes: planned with the charge, so that a levy stopped between its stages ends the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from worgl.communities import queries as communities
from worgl.communities.queries import Community
from worgl.communities.rules import CommunityId, MemberId, MemberState
from worgl.core.domains import trade
from worgl.core.money import split_minor
from worgl.currency.commands.balances import seq_before, transfers_between
from worgl.currency.commands.frame import dated_id, post_all
from worgl.currency.models import Levy, LevyShare, Wallet
from worgl.currency.rules import (
    CurrencyView,
    LevyTerms,
    Receiver,
    TransferCode,
    WalletRole,
    levy_split,
    period_start,
)
from worgl.currency.rules.figures import turnovers
from worgl.ledger.rules import AccountId, Transfer

_WALLET_OF = {
    Receiver.BURN: WalletRole.ISSUER,
    Receiver.COMMONS: WalletRole.COMMONS,
    Receiver.OPERATOR: WalletRole.OPERATOR,
}


def planned_shares(town: Community, currency: CurrencyView, levy: Levy, *, terms: LevyTerms) -> list[LevyShare]:
    """Return every share of what a levy took; they sum to it exactly.

    A dividend goes to active members; by participation in proportion to what they traded since the
    period began, equally when nobody traded; to the commons when there is nobody to receive it.
    """
    parts = levy_split(levy.taken_minor, terms.split, kind=currency.kind)
    receivers = list(active_wallets(town.id)) if parts[Receiver.DIVIDEND] or parts[Receiver.PARTICIPATION] else []
    traded = _turnover(currency, receivers, levy=levy, terms=terms) if parts[Receiver.PARTICIPATION] else []
    weights = {
        Receiver.DIVIDEND: [1] * len(receivers),
        Receiver.PARTICIPATION: traded,
    }
    shares: list[LevyShare] = []
    for receiver, points in weights.items():
        if not receivers:
            parts[Receiver.COMMONS] += parts.pop(receiver)
            continue
        minors = split_minor(parts.pop(receiver), points if any(points) else [1] * len(receivers))
        shares += [_share(town, levy, receiver, wallet, minor) for wallet, minor in zip(receivers, minors, strict=True)]
    system = {WalletRole(row.role): row for row in Wallet.objects.filter(community_id=town.id, member_id__isnull=True)}
    shares += [_share(town, levy, receiver, system[_WALLET_OF[receiver]], minor) for receiver, minor in parts.items()]
    return [share for share in shares if share.minor]


def _share(town: Community, levy: Levy, receiver: Receiver, wallet: Wallet, minor: int) -> LevyShare:
    return LevyShare(
        community_id=town.id,
        levy=levy,
        receiver=receiver.value,
        wallet=wallet,
        minor=minor,
        transfer=_share_id(town, levy, purpose=f"levy:{receiver.value}", wallet=wallet),
    )


def _share_id(town: Community, levy: Levy, *, purpose: str, wallet: Wallet) -> UUID:
    account = AccountId(wallet.account)
    return dated_id(community=town.id, zone=town.zone, on=levy.date, purpose=purpose, account=account)


def redirect_refused(
    town: Community, currency: CurrencyView, refused: Sequence[LevyShare], levy: Levy, *, now: datetime
) -> None:
    """Pay to the commons what receivers could not take because they left or are at their ceiling."""
    commons = Wallet.objects.get(community_id=town.id, role=WalletRole.COMMONS)
    transfers = []
    for share in refused:
        share.transfer = _share_id(town, levy, purpose=f"levy:{share.receiver}:redirected", wallet=share.wallet)
        share.wallet = commons
        share.receiver = Receiver.COMMONS.value
        share.redirected = True
        share.save(update_fields=["transfer", "wallet", "receiver", "redirected"])
        transfers.append(
            Transfer(share.transfer, currency.levy_pool, currency.commons, share.minor, code=TransferCode.LEVY_SHARE)
        )
    still_refused = post_all(currency, transfers, now=now)
    assert not still_refused, "the commons has no ceiling"


def active_wallets(community: CommunityId) -> Iterator[Wallet]:
    """Yield the wallets of the active members, in order of their accounts; for this domain's own rooms."""
    active = set(_active_members(community))
    rows = Wallet.objects.filter(community_id=community, role=WalletRole.MEMBER).order_by("account")
    return (row for row in rows if row.member_id in active)


def _active_members(community: CommunityId) -> Iterator[MemberId]:
    cursor = ""
    while True:
        page = communities.page_of_members(community=community, states=[MemberState.ACTIVE], cursor=cursor)
        yield from (member.id for member in page.items)
        cursor = page.next_cursor
        if not cursor:
            return


def _turnover(currency: CurrencyView, receivers: Sequence[Wallet], *, levy: Levy, terms: LevyTerms) -> list[int]:
    """Return what each receiver earned and spent by payments in the period that ends with the levy."""
    first = seq_before(currency.community, period_start(levy.date, terms.period))
    last = seq_before(currency.community, levy.date)
    rows = Wallet.objects.filter(community_id=currency.community, role=WalletRole.MEMBER)
    members = {AccountId(number) for number in rows.values_list("account", flat=True)}
    traded = turnovers(transfers_between(currency, after=first, through=last), members=members, trade=trade())
    return [traded.get(AccountId(row.account), 0) for row in receivers]
