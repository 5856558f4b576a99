"""Tables of members that were handed in, and the addresses in them, are sealed from now on, as they are."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from worgl.core.sealing import seal_present

KINDS = (
    (
        "currency.Arrivals",
        "arrivals",
        ("id", "digest", "by", "file_name", "layout", "content", "faults", "at", "started_at", "done_at"),
    ),
    ("currency.ArrivedMember", "arrived_address", ("id", "email")),
)
"""Table, name and columns of what is sealed, as of this step."""


def seal_all(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal the rows as they stand."""
    for label, noun, columns in KINDS:
        seal_present(apps.get_model(label), noun, columns=columns, community="community_id")


class Migration(migrations.Migration):
    """Seals for the rows that were written before there were any."""

    dependencies = (("currency", "0008_seals_of_the_coin"), ("core", "0004_seals"))
    operations = (migrations.RunPython(seal_all, migrations.RunPython.noop),)
