"""Keys, what they spent, and webhooks are sealed from now on, as they are."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from worgl.core.sealing import seal_present

KINDS = (
    (
        "api.PersonalKey",
        "key",
        (
            *("id", "person_id", "community_id", "prefix", "secret_hash", "scopes", "day_limit_minor"),
            *("created_at", "expires_at", "revoked_at"),
        ),
        "community_id",
    ),
    ("api.KeySpending", "key_spending", ("id", "key_id", "day", "spent_minor"), "key_id"),
    (
        "api.Endpoint",
        "webhook",
        ("id", "member_id", "url", "kinds", "created_at", "removed_at"),
        "community_id",
    ),
)
"""Table, name, columns and owner of what is sealed, as of this step."""


def seal_all(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal the rows as they stand."""
    for label, noun, columns, owner in KINDS:
        seal_present(apps.get_model(label), noun, columns=columns, community=owner)


class Migration(migrations.Migration):
    """Seals for the rows that were written before there were any."""

    dependencies = (("api", "0003_fair_webhooks"), ("core", "0004_seals"))
    operations = (migrations.RunPython(seal_all, migrations.RunPython.noop),)
