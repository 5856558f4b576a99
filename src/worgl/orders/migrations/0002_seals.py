"""What is written of orders is sealed; what is there already is sealed with it, as it stands."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

from worgl.core.sealing import seal_present

STARTED = ("started", "done", "nothing")
KINDS = (
    (
        "orders.StandingOrder",
        "standing_order",
        (
            "id",
            "payer",
            "payee",
            "amount_minor",
            "note",
            "rhythm",
            "first",
            "until",
            "times",
            "is_split",
            "catch_up",
            "retry_days",
            "made_at",
        ),
        Q(),
    ),
    ("orders.StandingOrder", "standing_order_state", ("id", "state"), Q()),
    ("orders.StandingRun", "standing_run", ("id", "order_id", "place", "due", "amount_minor", "state"), Q()),
    ("orders.PayList", "pay_list", ("id", "payer", "mode", "file_name", "digest", "made_at"), Q(state__in=STARTED)),
    (
        "orders.PayListRow",
        "pay_list_row",
        ("id", "pay_list_id", "line", "text", "payee", "amount_minor", "note"),
        Q(pay_list__state__in=STARTED),
    ),
)
"""Table, name and columns of what is sealed, as of this step, and which of the rows."""


def seal_all(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal the rows as they stand."""
    for label, noun, columns, among in KINDS:
        seal_present(apps.get_model(label), noun, columns=columns, community="community", among=among)


class Migration(migrations.Migration):
    """Seals for the rows that were written before there were any."""

    dependencies = (("orders", "0001_initial"), ("core", "0004_seals"))
    operations = (migrations.RunPython(seal_all, migrations.RunPython.noop),)
