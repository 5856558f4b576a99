"""What is written of requests is sealed; what is there already is sealed with it, as it stands."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

from worgl.core.sealing import seal_present

KINDS = (
    ("requests.PaymentRequest", "request", ("id", "code", "asker", "payer", "amount_minor", "note", "made_at"), Q()),
    (
        "requests.PaymentRequest",
        "request_state",
        ("id", "is_till", "state", "expires_at", "closed_at", "closed_by", "reason"),
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

    dependencies = (("requests", "0001_initial"), ("core", "0004_seals"))
    operations = (migrations.RunPython(seal_all, migrations.RunPython.noop),)
