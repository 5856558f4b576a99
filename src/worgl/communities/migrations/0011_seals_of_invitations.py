"""Invitations and wishes for a shop's staff are sealed from now on, as they are."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from worgl.core.sealing import seal_present

KINDS = (
    (
        "communities.Invitation",
        "invitation",
        (
            *("id", "by_id", "token_hash", "uses", "used", "direct", "hands_over_id"),
            *("created_at", "expires_at", "revoked_at"),
        ),
    ),
    (
        "communities.StaffWish",
        "staff_wish",
        (
            *("id", "shop_id", "member_id", "capacity", "by_id", "asked_at"),
            *("answered_at", "answered_by_id", "is_agreed"),
        ),
    ),
)
"""Table, name and columns of what is sealed, as of this step."""


def seal_all(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal the rows as they stand."""
    for label, noun, columns in KINDS:
        seal_present(apps.get_model(label), noun, columns=columns, community="community_id")


class Migration(migrations.Migration):
    """Seals for the rows that were written before there were any."""

    dependencies = (("communities", "0010_seals_of_power"), ("core", "0004_seals"))
    operations = (migrations.RunPython(seal_all, migrations.RunPython.noop),)
