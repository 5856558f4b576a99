"""The record and the rules are sealed from now on, and what is there with them."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from worgl.core.sealing import seal_present

KINDS = (
    (
        "communities.AdminAct",
        "act",
        ("id", "actor_id", "subject_id", "what", "sentence", "fields", "reason", "at"),
    ),
    (
        "communities.PolicyRow",
        "rule",
        ("id", "name", "value", "applies_from", "announced_at", "by_id", "withdrawn_at"),
    ),
)
"""Table, name and columns of what is sealed, as of this step."""


def seal_all(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal the rows as they stand."""
    for label, noun, columns in KINDS:
        seal_present(apps.get_model(label), noun, columns=columns, community="community_id")


class Migration(migrations.Migration):
    """Seals for the rows that were written before there were any."""

    dependencies = (("communities", "0006_shop_pictures"), ("core", "0004_seals"))
    operations = (migrations.RunPython(seal_all, migrations.RunPython.noop),)
