"""What members wrote with payments is sealed from now on, and what is there with it."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from worgl.core.sealing import seal_present

KINDS = (
    (
        "payments.Payment",
        "payment",
        ("id", "kind", "payer", "payee", "amount_minor", "refund_of", "memo", "by", "at"),
    ),
    (
        "payments.Voucher",
        "voucher",
        ("id", "series", "issuer", "amount_minor", "memo", "mark", "hold", "issued_at", "expires_at"),
    ),
    (
        "payments.PaymentRequest",
        "request",
        ("id", "code", "asker", "payer", "amount_minor", "note", "made_at"),
    ),
    (
        "payments.StandingOrder",
        "standing_order",
        (
            "id",
            "payer",
            "payee",
            "amount_minor",
            "memo",
            "rhythm",
            "first",
            "until",
            "times",
            "is_split",
            "catch_up",
            "retry_days",
            "made_at",
        ),
    ),
    (
        "payments.Dispute",
        "dispute",
        (
            "id",
            "payment",
            "payer",
            "payee",
            "state",
            "reason",
            "opened_at",
            "answer",
            "answered_at",
            "arbiter",
            "ruling",
            "ruled_minor",
            "refunded_before_minor",
            "closed_at",
        ),
    ),
)
"""Table, name and columns of what is sealed, as of this step."""


def seal_all(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal the rows as they stand."""
    for label, noun, columns in KINDS:
        seal_present(apps.get_model(label), noun, columns=columns, community="community")


class Migration(migrations.Migration):
    """Seals for the rows that were written before there were any."""

    dependencies = (("payments", "0006_vouchers"), ("core", "0004_seals"))
    operations = (migrations.RunPython(seal_all, migrations.RunPython.noop),)
