"""Seeing beforehand what a movement would do: nothing is written, and the rules that decide are the commands' own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from worgl.communities.queries import Member, community, members_by_ids
from worgl.communities.rules import MemberId
from worgl.core.errors import Refusal, problem
from worgl.core.ids import new_id
from worgl.core.request_cache import request_cache
from worgl.currency import queries as currencies
from worgl.currency.queries import Prospect, currency_of
from worgl.ledger.errors import refusal_for
from worgl.ledger.rules import Code, outcome_between
from worgl.payments.commands.moving import Movement, PartiesWithWallets, refused, transfer_of
from worgl.payments.errors import PayeeUnknown, PayerNotActive
from worgl.payments.queries.receipts import party_of
from worgl.payments.rules import PaymentId, PaymentKind, Preview
from worgl.payments.rules.codes import PaymentCode

Judge = Callable[[PartiesWithWallets, Prospect], bool]
"""Refuses what the command would refuse before the books are asked; tells whether anything is to move."""


def previewed(*, payer: MemberId, payee: MemberId, amount_minor: int, judge: Judge, now: datetime) -> Preview:
    """Return what a movement would do now; a refusal of the judge or of the books is part of the answer."""
    with request_cache():
        sides, prospect = _sides(payer=payer, payee=payee, now=now)
        moved, refusal = 0, None
        try:
            if judge(sides, prospect):
                _ask_the_books(sides, prospect, amount_minor)
                moved = amount_minor
        except Refusal as no:
            refusal = problem(no)
        stands = prospect.account(payer)
        before, after = stands.posted, stands.posted - moved
        fading_before, fading_after = currencies.fadings_of(
            community=sides.community.id, posted_minor=[before, after], owing_minor=sides.source.owing_minor, now=now
        )
        return Preview(
            payer=party_of(sides.payer),
            payee=party_of(sides.payee),
            amount_minor=amount_minor,
            balance_before_minor=before,
            balance_after_minor=after,
            spendable_before_minor=stands.available,
            spendable_after_minor=stands.available - moved,
            fading_before=fading_before,
            fading_after=fading_after,
            refusal=refusal,
        )


def _sides(*, payer: MemberId, payee: MemberId, now: datetime) -> tuple[PartiesWithWallets, Prospect]:
    giver, taker = _members(payer, payee)
    town, currency = community(giver.community), currency_of(giver.community)
    prospect = currencies.prospect_of(town=town, currency=currency, payer=payer, payee=payee, now=now)
    sides = PartiesWithWallets(
        town, currency, giver, taker, source=prospect.wallets[payer], target=prospect.wallets[payee]
    )
    return sides, prospect


def _members(payer: MemberId, payee: MemberId) -> tuple[Member, Member]:
    found = members_by_ids([payer, payee])
    if payer not in found:
        raise PayerNotActive
    if payee not in found or found[payee].community != found[payer].community:
        raise PayeeUnknown
    return found[payer], found[payee]


def _ask_the_books(sides: PartiesWithWallets, prospect: Prospect, amount_minor: int) -> None:
    """Refuse what the ledger would refuse, by its own rule."""
    movement = Movement(PaymentId(new_id()), PaymentKind.PAYMENT, PaymentCode.PAYMENT, amount_minor, "")
    transfer = transfer_of(sides, movement)
    source, target = prospect.account(sides.payer.id), prospect.account(sides.payee.id)
    code = outcome_between(source, target, transfer)
    if code is not Code.OK:
        raise refused(sides, transfer, refusal_for(transfer.id, code), read=prospect.accounts.__getitem__)
