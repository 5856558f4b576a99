"""Members with their roles, staff and the communities themselves are sealed from now on, and what is there with them."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from worgl.core.sealing import seal_present

KINDS = (
    (
        "communities.Member",
        "member",
        ("id", "person_id", "code", "kind", "state", "is_admin", "is_treasurer", "is_moderator"),
        "community_id",
    ),
    (
        "communities.Staff",
        "staff",
        ("id", "shop_id", "member_id", "capacity", "by_id", "since", "ended_at"),
        "community_id",
    ),
    (
        "communities.Community",
        "community",
        ("id", "slug", "preset", "zone", "decimal_mark", "cap", "founder_id", "created_at"),
        "id",
    ),
)
"""Table, name, columns and owner of what is sealed, as of this step."""


def seal_all(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal the rows as they stand."""
    for label, noun, columns, community in KINDS:
        seal_present(apps.get_model(label), noun, columns=columns, community=community)


class Migration(migrations.Migration):
    """Seals for the rows that were written before there were any."""

    dependencies = (("communities", "0009_folded_names"), ("core", "0004_seals"))
    operations = (migrations.RunPython(seal_all, migrations.RunPython.noop),)
