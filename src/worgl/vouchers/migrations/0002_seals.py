"""What is written of vouchers is sealed; what is there already is sealed with it, as it stands."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

from worgl.core.sealing import seal_present

KINDS = (
    (
        "vouchers.Voucher",
        "voucher",
        ("id", "series", "issuer", "amount_minor", "note", "mark", "hold", "issued_at", "expires_at"),
        Q(),
    ),
)
"""Table, name and columns of what is sealed, as of this step, and which of the rows."""


def seal_all(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal the rows as they stand."""
    for label, noun, columns, among in KINDS:
        seal_present(apps.get_model(label), noun, columns=columns, community="community", among=among)


class Migration(migrations.Migration):
    """Seals for the rows that were written before there were any."""

    dependencies = (("vouchers", "0001_initial"), ("core", "0004_seals"))
    operations = (migrations.RunPython(seal_all, migrations.RunPython.noop),)
