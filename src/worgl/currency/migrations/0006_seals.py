"""Limits, grants and levies are sealed from now on, and what is there with them."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from worgl.core.sealing import seal_present

KINDS = (
    (
        "currency.Wallet",
        "wallet",
        ("account", "member_id", "role", "name", "credit_minor", "ceiling_minor", "owing_minor"),
    ),
    (
        "currency.Grant",
        "grant",
        ("id", "source_id", "payee_id", "minor", "reason", "by", "at"),
    ),
    (
        "currency.Levy",
        "levy",
        (
            "id",
            "date",
            "rate_ppm",
            "exempt_minor",
            "burn_ppm",
            "dividend_ppm",
            "participation_ppm",
            "commons_ppm",
            "operator_ppm",
            "wallets",
            "base_minor",
            "taken_minor",
            "owing_minor",
            "at",
        ),
    ),
    (
        "currency.CommonsMonth",
        "commons_month",
        ("id", "wallet_id", "month", "income_minor", "spent_minor", "dividend_minor", "at"),
    ),
)
"""Table, name and columns of what is sealed, as of this step."""


def seal_all(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal the rows as they stand."""
    for label, noun, columns in KINDS:
        seal_present(apps.get_model(label), noun, columns=columns, community="community_id")


class Migration(migrations.Migration):
    """Seals for the rows that were written before there were any."""

    dependencies = (("currency", "0005_currencies_plural"), ("core", "0004_seals"))
    operations = (migrations.RunPython(seal_all, migrations.RunPython.noop),)
