"""New money for many members at once: all of them get theirs, or nobody does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop

from worgl.communities import queries as communities
from worgl.communities.commands import record_audit_event
from worgl.communities.errors import MemberUnknown, NotActive
from worgl.communities.queries import Member
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import outbox
from worgl.core.bulk import insert_rows
from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import Refusal, TooLarge
from worgl.core.ids import new_id
from worgl.core.limits import BATCH_MAX
from worgl.core.money import InvalidAmount
from worgl.core.sealing import seal_rows
from worgl.currency.commands.frame import batches, format_amount, require_treasurer
from worgl.currency.commands.grants import ISSUED, check_minor, check_taker, clean_reason
from worgl.currency.commands.wallets import open_wallets
from worgl.currency.errors import GrantRefused, NotIssuable
from worgl.currency.facts import Granted
from worgl.currency.models import Grant, Wallet
from worgl.currency.queries.currencies import currency_of
from worgl.currency.rules import CurrencyKind, CurrencyView, GrantSpec, TransferCode, WalletRole
from worgl.currency.seals import GRANT
from worgl.ledger import commands as ledger
from worgl.ledger.errors import refusal_for
from worgl.ledger.rules import Transfer

_COLUMNS = ("id", "community_id", "source_id", "payee_id", "minor", "reason", "by", "at")
_ASKED_TOGETHER = 500


@command
def issue_many(
    *, actor: MemberId, grants: Sequence[GrantSpec], reason: str, key: IdempotencyKey, now: datetime
) -> tuple[UUID, ...]:
    """Put new money into many members' wallets for one reason, and return the transfers in the order of the grants.

    All or nothing, at most BATCH_MAX; otherwise as `issue`. Refuses RoleNeeded, NotIssuable, TooLarge,
    InvalidInput, and GrantRefused, which names a grant that `issue` would refuse.
    """
    treasurer = require_treasurer(actor)
    currency = currency_of(treasurer.community)
    if currency.kind is CurrencyKind.CREDIT:
        raise NotIssuable
    if len(grants) > BATCH_MAX:
        raise TooLarge(asked=len(grants), limit=BATCH_MAX)
    text = clean_reason(reason)
    _check(treasurer.community, grants)
    transfers = _post(currency, grants, now=now)
    _write_down(currency, transfers, grants, reason=text, by=treasurer, now=now)
    return tuple(transfer.id for transfer in transfers)


def _check(community: CommunityId, grants: Sequence[GrantSpec]) -> None:
    """Refuse the first grant whose payee or amount is none that `issue` takes."""
    people = communities.members_by_ids(grant.payee for grant in grants)
    for number, grant in enumerate(grants, start=1):
        try:
            check_taker(people.get(grant.payee), community=community)
            check_minor(grant.amount_minor)
        except (MemberUnknown, NotActive, InvalidAmount) as refusal:
            raise _refused(grants, number, refusal) from refusal


def _post(currency: CurrencyView, grants: Sequence[GrantSpec], *, now: datetime) -> list[Transfer]:
    """Book a transfer for each grant; the first that the books refuse takes the whole command back."""
    wallets = open_wallets(community=currency.community, members=[grant.payee for grant in grants], now=now)
    transfers = [
        Transfer(new_id(), currency.issuer, wallets[grant.payee].account, grant.amount_minor, code=TransferCode.ISSUE)
        for grant in grants
    ]
    outcomes = ledger.post_many(book=currency.book, transfers=transfers, now=now)
    for number, outcome in enumerate(outcomes, start=1):
        if not outcome.is_booked:
            raise _refused(grants, number, refusal_for(outcome.id, outcome.code))
    return transfers


def _refused(grants: Sequence[GrantSpec], number: int, refusal: Refusal) -> GrantRefused:
    return GrantRefused(
        number=number,
        count=len(grants),
        payee=grants[number - 1].payee,
        refused=refusal.code,
        reason=str(refusal),
    )


def _write_down(
    currency: CurrencyView,
    transfers: Sequence[Transfer],
    grants: Sequence[GrantSpec],
    *,
    reason: str,
    by: Member,
    now: datetime,
) -> None:
    source = Wallet.objects.values_list("pk", flat=True).get(
        community_id=currency.community, role=WalletRole.ISSUER.value
    )
    wallets = _keys_of_wallets(currency.community, [grant.payee for grant in grants])
    booked = list(zip(transfers, grants, strict=True))
    rows = [
        (each.id, currency.community, source, wallets[grant.payee], grant.amount_minor, reason, by.id, now)
        for each, grant in booked
    ]
    insert_rows(Grant, columns=_COLUMNS, rows=rows)
    seal_rows(GRANT, currency.community, columns=_COLUMNS, rows=rows)
    facts = [
        Granted(currency.community, each.id, WalletRole.ISSUER.value, grant.payee, grant.amount_minor)
        for each, grant in booked
    ]
    outbox.record_many(facts, now=now)
    if grants:
        _record(currency, grants, by=by, reason=reason, now=now)


def _record(currency: CurrencyView, grants: Sequence[GrantSpec], *, by: Member, reason: str, now: datetime) -> None:
    """Put into the record what was issued; one part is recorded as if it had been issued alone."""
    whole = sum(grant.amount_minor for grant in grants)
    amount = format_amount(communities.community(currency.community), currency, whole)
    is_one = len(grants) == 1
    record_audit_event(
        community=currency.community,
        actor=by.id,
        subject=grants[0].payee if is_one else None,
        what="currency.issued" if is_one else "currency.issued_many",
        sentence=ISSUED if is_one else gettext_noop("Issued {amount} to members, in {count} parts"),
        fields={"amount": amount} if is_one else {"amount": amount, "count": len(grants)},
        reason=reason,
        now=now,
    )


def _keys_of_wallets(community: CommunityId, members: Sequence[MemberId]) -> Mapping[MemberId, int]:
    keys: dict[MemberId, int] = {}
    for asked in batches(members, _ASKED_TOGETHER):
        rows = Wallet.objects.filter(community_id=community, member_id__in=asked)
        keys |= {MemberId(member): key for member, key in rows.values_list("member_id", "pk") if member}
    return keys
