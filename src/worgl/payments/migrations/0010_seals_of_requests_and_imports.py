"""Ends of requests, imports with their refused rows and accounts are sealed from now on, as they are."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from worgl.core.sealing import seal_present

KINDS = (
    (
        "payments.PaymentRequest",
        "request_state",
        ("id", "is_till", "state", "expires_at", "closed_at", "closed_by", "reason"),
    ),
    (
        "payments.ImportRun",
        "import",
        (
            *("id", "digest", "settings_digest", "file_name", "state", "line", "rows", "accepted", "refused"),
            *("rounded", "started_at", "finished_at"),
        ),
    ),
    ("payments.RefusedRow", "import_refusal", ("id", "run_id", "line", "code", "text")),
    ("payments.ForeignAccount", "import_account", ("id", "external_id", "account", "member")),
)
"""Table, name and columns of what is sealed, as of this step."""


def seal_all(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal the rows as they stand."""
    for label, noun, columns in KINDS:
        seal_present(apps.get_model(label), noun, columns=columns, community="community")


class Migration(migrations.Migration):
    """Seals for the rows that were written before there were any."""

    dependencies = (("payments", "0009_seals_of_what_pays_itself"), ("core", "0004_seals"))
    operations = (migrations.RunPython(seal_all, migrations.RunPython.noop),)
