"""Limits for many members at once, by a rule: ordered by an officer, done by a job, written into the record."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from worgl.communities import commands as communities
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import jobs, outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import InvalidInput
from worgl.core.limits import AMOUNT_MAX
from worgl.core.money import PPM
from worgl.core.sealing import seal
from worgl.currency.commands.frame import lock_book, require_officer
from worgl.currency.commands.wallets import open_wallets
from worgl.currency.errors import NoCredit
from worgl.currency.facts import LimitsSet
from worgl.currency.models import Wallet
from worgl.currency.queries.currencies import currency_of
from worgl.currency.queries.member_register import LIMITS_JOB, changes_by
from worgl.currency.rules import CurrencyKind
from worgl.currency.rules.member_register import (
    LimitChange,
    LimitKind,
    LimitRule,
    RegisterFilter,
    filter_as_json,
    filter_from_json,
    rule_as_json,
    rule_from_json,
)
from worgl.currency.seals import WALLET
from worgl.ledger import commands as ledger
from worgl.ledger import queries as ledger_queries
from worgl.ledger.rules import AccountId

AT_ONCE = 200
"""Members whose limits change in one transaction."""

Progress = Callable[[int, int], None]


@command
def order_limits(
    *, actor: MemberId, asked: RegisterFilter, rule: LimitRule, key: IdempotencyKey, now: datetime
) -> UUID:
    """Order that a rule gives limits to all who fit, and return the job that does it; for officers.

    What the preview shows at that moment is what the job does. Refuses RoleNeeded, InvalidInput, NoCredit
    where members cannot go below zero.
    """
    officer = require_officer(actor)
    if rule.kind is LimitKind.CREDIT and currency_of(officer.community).kind is not CurrencyKind.CREDIT:
        raise NoCredit
    for field, minor in (("base", rule.base_minor), ("maximum", rule.maximum_minor)):
        if not 0 <= minor <= AMOUNT_MAX:
            raise InvalidInput(field=field, reason=_("A limit is zero or more, and not too large."))
    if rule.kind is LimitKind.CEILING and not rule.base_minor:
        raise InvalidInput(field="base", reason=_("Nobody could hold anything. Type more than zero."))
    if not 0 <= rule.growth_ppm <= PPM:
        raise InvalidInput(field="growth", reason=_("Choose a part between 0 and 100 per cent."))
    args = {
        "community": str(officer.community),
        "actor": str(actor),
        "asked": filter_as_json(asked),
        "rule": rule_as_json(rule),
    }
    communities.record_audit_event(
        community=officer.community,
        actor=actor,
        what="currency.limits_ordered",
        sentence=gettext_noop("Ordered limits by a rule for all who match"),
        fields={"kind": rule.kind.value, "base": rule.base_minor},
        now=now,
    )
    return jobs.enqueue(LIMITS_JOB, args, key=f"{officer.community}:{actor}:{_short(key)}", due_at=now, now=now)


def _short(key: IdempotencyKey) -> str:
    """Return a key of fixed length for one that may be as long as keys are."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


def apply_limits(*, args: dict[str, object], progress: Progress, already: int, now: datetime) -> int:
    """Give the limits in pages of own transactions and return how many members have others now.

    Started again it goes on: who has the limit already is no change. The record says it once, at the end.
    """
    community, actor = CommunityId(UUID(str(args["community"]))), MemberId(UUID(str(args["actor"])))
    asked, rule = (args["asked"], args["rule"])
    assert isinstance(asked, dict)
    assert isinstance(rule, dict)
    chosen = rule_from_json(rule)
    changes = list(changes_by(community, filter_from_json(asked), chosen, now=now))
    total, done, rest = already + len(changes), already, iter(changes)
    while page := list(islice(rest, AT_ONCE)):
        with transaction.atomic():
            _give(community, page, chosen, by=actor, now=now)
            done += len(page)
            progress(done, total)
    with transaction.atomic():
        communities.record_audit_event(
            community=community,
            actor=actor,
            what="currency.limits_by_rule",
            sentence=gettext_noop("Gave limits by a rule to a member")
            if done == 1
            else gettext_noop("Gave limits by a rule to {count} members"),
            fields={"count": done, "kind": chosen.kind.value, "base": chosen.base_minor},
            now=now,
        )
    return done


def _give(
    community: CommunityId, changes: Sequence[LimitChange], rule: LimitRule, *, by: MemberId, now: datetime
) -> None:
    currency = currency_of(community)
    wallets = open_wallets(community=community, members=[change.member.id for change in changes], now=now)
    lock_book(currency)
    accounts = ledger_queries.accounts(currency.book, [own.account for own in wallets.values()])
    limits: dict[AccountId, tuple[int, int]] = {}
    column = "credit_minor" if rule.kind is LimitKind.CREDIT else "ceiling_minor"
    for change in changes:
        assert change.after_minor is not None, "a rule gives everybody a limit"
        account = accounts[wallets[change.member.id].account]
        floor, ceiling = account.floor, account.ceiling
        if rule.kind is LimitKind.CREDIT:
            # A member beyond a lowered limit keeps their balance as the limit and cannot go further.
            floor = min(-change.after_minor, account.posted - account.held_out)
        else:
            ceiling = max(change.after_minor, account.posted + account.held_in)
        Wallet.objects.filter(community_id=community, account=account.id).update(**{column: change.after_minor})
        if (floor, ceiling) != (account.floor, account.ceiling):
            limits[account.id] = floor, ceiling
    ledger.set_limits_of(book=currency.book, limits=limits)
    seal(WALLET, Wallet.objects.filter(community_id=community, account__in=list(accounts)))
    outbox.record_many((LimitsSet(community, change.member.id, by) for change in changes), now=now)
