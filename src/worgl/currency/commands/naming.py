"""The coin's name, which stands behind every amount; its short sign is in the books and stays."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from worgl.communities import commands as communities
from worgl.communities.rules import MemberId, Role
from worgl.core.commands import IdempotencyKey, command
from worgl.core.inputs import SingleLine
from worgl.core.sealing import seal
from worgl.currency.commands.founding import check_coin_name
from worgl.currency.models import Currency
from worgl.currency.seals import CURRENCY


@command
def rename_coin(*, actor: MemberId, name: SingleLine, key: IdempotencyKey, now: datetime) -> None:
    """Give the coin another name, on old receipts too. Refuses NotActive, RoleNeeded, InvalidInput."""
    admin = communities.require_role(actor, Role.ADMIN)
    checked = check_coin_name(name)
    row = Currency.objects.select_for_update().get(community_id=admin.community)
    before, row.name = row.name, checked
    row.save(update_fields=["name"])
    seal(CURRENCY, [row])
    communities.record_audit_event(
        community=admin.community,
        actor=actor,
        what="currency.coin_renamed",
        sentence=gettext_noop("Renamed the coin from “{before}” to “{after}”"),
        fields={"before": before, "after": checked},
        now=now,
    )
