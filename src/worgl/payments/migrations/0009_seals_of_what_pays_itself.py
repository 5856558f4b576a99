"""Standing orders with their states and dates, started pay lists and imported notes are sealed from now on, as they are."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

from worgl.core.sealing import seal_present

STARTED = ("started", "done", "nothing")
KINDS = (
    ("payments.StandingOrder", "standing_order_state", ("id", "state"), Q()),
    ("payments.StandingRun", "standing_run", ("id", "order_id", "place", "due", "amount_minor", "state"), Q()),
    (
        "payments.PayList",
        "pay_list",
        ("id", "payer", "mode", "file_name", "digest", "made_at"),
        Q(state__in=STARTED),
    ),
    (
        "payments.PayListRow",
        "pay_list_row",
        ("id", "pay_list_id", "line", "text", "payee", "amount_minor", "memo"),
        Q(pay_list__state__in=STARTED),
    ),
    ("payments.ImportedNote", "import_note", ("transfer", "note"), Q()),
)
"""Table, name and columns of what is sealed, as of this step, and which of the rows."""


def seal_all(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal the rows as they stand."""
    for label, noun, columns, among in KINDS:
        seal_present(apps.get_model(label), noun, columns=columns, community="community", among=among)


class Migration(migrations.Migration):
    """Seals for the rows that were written before there were any."""

    dependencies = (("payments", "0008_imported_notes"), ("core", "0004_seals"))
    operations = (migrations.RunPython(seal_all, migrations.RunPython.noop),)
