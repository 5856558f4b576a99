"""Money the treasurer gives, newly issued or from the common accounts, and money given to the commons."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from worgl.communities import queries as communities
from worgl.communities.commands import record_audit_event
from worgl.communities.errors import MemberUnknown, NotActive
from worgl.communities.queries import Member
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import InvalidInput
from worgl.core.ids import new_id
from worgl.core.limits import AMOUNT_MAX, NOTE_MAX
from worgl.core.money import InvalidAmount
from worgl.core.sealing import seal
from worgl.core.spending import spend
from worgl.currency.commands.frame import format_amount, require_treasurer
from worgl.currency.commands.wallets import open_wallet
from worgl.currency.errors import NotIssuable
from worgl.currency.facts import Granted
from worgl.currency.models import Grant, Wallet
from worgl.currency.queries.commons import grant_view
from worgl.currency.queries.currencies import currency_of
from worgl.currency.rules import CurrencyKind, CurrencyView, GrantView, TransferCode, WalletRole
from worgl.currency.seals import GRANT
from worgl.ledger import commands as ledger
from worgl.ledger.rules import AccountId, Transfer

_ACTS = {
    WalletRole.ISSUER: "currency.issued",
    WalletRole.COMMONS: "currency.commons_spent",
    WalletRole.OPERATOR: "currency.operator_spent",
}
ISSUED = gettext_noop("Issued {amount} to a member")
_SENTENCES = {
    WalletRole.ISSUER: ISSUED,
    WalletRole.COMMONS: gettext_noop("Paid a member {amount} out of the common fund"),
    WalletRole.OPERATOR: gettext_noop("Paid a member {amount} out of the operator's account"),
}


@command
def issue(
    *, actor: MemberId, payee: MemberId, amount_minor: int, reason: str, key: IdempotencyKey, now: datetime
) -> GrantView:
    """Put new money into a member's wallet for a reason every member can read; treasurers only.

    Refuses RoleNeeded, NotIssuable in mutual credit, MemberUnknown, NotActive, InvalidAmount, AboveCeiling.
    """
    treasurer = require_treasurer(actor)
    currency = currency_of(treasurer.community)
    if currency.kind is CurrencyKind.CREDIT:
        raise NotIssuable
    return _give(currency, treasurer, WalletRole.ISSUER, payee=payee, minor=amount_minor, reason=reason, now=now)


@command
def spend_commons(
    *, actor: MemberId, payee: MemberId, amount_minor: int, reason: str, key: IdempotencyKey, now: datetime
) -> GrantView:
    """Pay a member out of the commons for a reason every member can read; treasurers only.

    Refuses RoleNeeded, MemberUnknown, NotActive, InvalidAmount, BelowFloor, AboveCeiling.
    """
    treasurer = require_treasurer(actor)
    currency = currency_of(treasurer.community)
    return _give(currency, treasurer, WalletRole.COMMONS, payee=payee, minor=amount_minor, reason=reason, now=now)


@command
def spend_operator(
    *, actor: MemberId, payee: MemberId, amount_minor: int, reason: str, key: IdempotencyKey, now: datetime
) -> GrantView:
    """Pay a member out of the operator's account for a reason every member can read; treasurers only.

    Refuses RoleNeeded, MemberUnknown, NotActive, InvalidAmount, BelowFloor, AboveCeiling.
    """
    treasurer = require_treasurer(actor)
    currency = currency_of(treasurer.community)
    return _give(currency, treasurer, WalletRole.OPERATOR, payee=payee, minor=amount_minor, reason=reason, now=now)


@command
def give_to_commons(*, actor: MemberId, amount_minor: int, key: IdempotencyKey, now: datetime) -> UUID:
    """Give to the commons and return the transfer. Refuses NotActive, InvalidAmount, BelowFloor."""
    member = communities.require_active(actor)
    return pay_commons(member, minor=check_minor(amount_minor), code=TransferCode.GIFT, now=now)


def pay_commons(member: Member, *, minor: int, code: TransferCode, now: datetime) -> UUID:
    """Move a member's money to the commons in the caller's transaction; for this domain's own rooms."""
    currency = currency_of(member.community)
    own = open_wallet(community=member.community, member=member.id, now=now)
    transfer = Transfer(new_id(), own.account, currency.commons, minor, code=code)
    ledger.post(book=currency.book, transfers=[transfer], now=now)
    return transfer.id


def check_minor(minor: int) -> int:
    """Return an amount that can be moved; refuses InvalidAmount."""
    if not 0 < minor <= AMOUNT_MAX:
        raise InvalidAmount(field="amount", reason=_("The amount must be more than zero and not too large."))
    return minor


def check_taker(taker: Member | None, *, community: CommunityId) -> Member:
    """Return an active member of this community; refuses MemberUnknown, NotActive."""
    if taker is None or taker.community != community:
        raise MemberUnknown
    if not taker.is_active:
        raise NotActive
    return taker


def _give(
    currency: CurrencyView,
    treasurer: Member,
    source: WalletRole,
    *,
    payee: MemberId,
    minor: int,
    reason: str,
    now: datetime,
) -> GrantView:
    taker = check_taker(communities.member(payee), community=treasurer.community)
    target = open_wallet(community=taker.community, member=taker.id, now=now)
    wallets = Wallet.objects.filter(community_id=currency.community)
    giving = wallets.get(role=source)
    code = TransferCode.ISSUE if source is WalletRole.ISSUER else TransferCode.GRANT
    transfer = Transfer(new_id(), currency_account(currency, source), target.account, check_minor(minor), code=code)
    ledger.post(book=currency.book, transfers=[transfer], now=now)
    row = Grant.objects.create(
        id=transfer.id,
        community_id=currency.community,
        source=giving,
        payee=wallets.get(member_id=payee),
        minor=minor,
        reason=clean_reason(reason),
        by=treasurer.id,
        at=now,
    )
    seal(GRANT, [row])
    record_audit_event(
        community=currency.community,
        actor=treasurer.id,
        subject=payee,
        what=_ACTS[source],
        sentence=_SENTENCES[source],
        fields={"amount": format_amount(communities.community(currency.community), currency, minor)},
        reason=row.reason,
        now=now,
    )
    outbox.record(Granted(currency.community, transfer.id, source.value, payee, minor), now=now)
    # Last, so that what it locks is locked after the book by whoever spends.
    spend(community=currency.community, minor=minor, now=now)
    return grant_view(row)


def currency_account(currency: CurrencyView, role: WalletRole) -> AccountId:
    """Return the account of a system role; for this domain's own rooms."""
    accounts = {
        WalletRole.ISSUER: currency.issuer,
        WalletRole.COMMONS: currency.commons,
        WalletRole.OPERATOR: currency.operator,
        WalletRole.EXIT_GAP: currency.exit_gap,
        WalletRole.LEVY_POOL: currency.levy_pool,
    }
    return accounts[role]


def clean_reason(text: str) -> str:
    """Return a reason on one line; refuses InvalidInput without one, or one that is too long."""
    reason = " ".join(text.split())
    if not 1 <= len(reason) <= NOTE_MAX:
        raise InvalidInput(field="reason", reason=_("Say why in 1 to {longest} characters.").format(longest=NOTE_MAX))
    return reason
