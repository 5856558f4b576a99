"""The coin, shares of levies, givings, imported balances and ended days are sealed from now on, as they are."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

from worgl.core.sealing import seal_present

KINDS = (
    (
        "currency.Currency",
        "currency",
        (
            *("id", "unit", "name", "exponent", "kind", "issuer", "commons", "operator", "exit_gap", "levy_pool"),
            "created_at",
        ),
        Q(),
    ),
    (
        "currency.LevyShare",
        "levy_share",
        ("transfer", "levy_id", "receiver", "minor", "redirected"),
        Q(levy__stage="shared"),
    ),
    (
        "currency.Giving",
        "giving",
        ("id", "by", "source", "each_minor", "count", "reason", "asked", "ordered_at"),
        Q(),
    ),
    ("currency.GivingLine", "giving_line", ("transfer", "giving_id", "member_id"), Q()),
    (
        "currency.ArrivedMember",
        "arrived_member",
        ("id", "arrivals_id", "line", "member_id", "foreign_id", "balance_minor"),
        Q(),
    ),
    (
        "currency.DayHealth",
        "day_health",
        (
            *("id", "day", "members", "active", "gini_ppm", "idle_ppm"),
            *("commons_minor", "commons_in_minor", "commons_out_minor"),
        ),
        Q(),
    ),
)
"""Table, name and columns of what is sealed, as of this step, and which of the rows."""


def seal_all(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal the rows as they stand."""
    for label, noun, columns, among in KINDS:
        seal_present(apps.get_model(label), noun, columns=columns, community="community_id", among=among)


class Migration(migrations.Migration):
    """Seals for the rows that were written before there were any."""

    dependencies = (("currency", "0007_givings"), ("core", "0004_seals"))
    operations = (migrations.RunPython(seal_all, migrations.RunPython.noop),)
