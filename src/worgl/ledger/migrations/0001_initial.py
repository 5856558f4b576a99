"""The ledger's tables, triggers and functions by hand-written SQL; Django is told only the state."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import worgl.ledger.models


def make_tables(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run the SQL file of this database."""
    vendor = editor.connection.vendor
    sql = files("worgl.ledger").joinpath("store", "sql", f"{vendor}.sql").read_text(encoding="utf-8")
    with editor.connection.cursor() as cursor:
        if vendor == "sqlite":
            for statement in sql.split(";\n"):
                if statement.strip():
                    cursor.execute(statement)
        else:
            cursor.execute(sql)


BIG = models.BigIntegerField
SMALL = models.SmallIntegerField
UUID = worgl.ledger.models.BinaryUUID


def table(name: str, key: tuple[str, ...], **columns: models.Field[Any, Any]) -> migrations.CreateModel:
    """Return the state of one table with a composite key."""
    fields = [("pk", models.CompositePrimaryKey(*key, blank=True, editable=False, primary_key=True, serialize=False))]
    return migrations.CreateModel(
        name=name, fields=fields + list(columns.items()), options={"db_table": f"ledger_{name.lower()}"}
    )


STATE = [
    migrations.CreateModel(
        name="Book",
        fields=[
            ("book", models.BigAutoField(primary_key=True, serialize=False)),
            ("last_account", BIG()),
            ("last_seq", BIG()),
            ("last_commit", BIG()),
            ("last_at", BIG()),
            ("max_id", UUID()),
            ("head", models.BinaryField()),
        ],
        options={"db_table": "ledger_book"},
    ),
    table(
        "Account",
        ("book", "id"),
        book=BIG(),
        id=BIG(),
        unit=models.TextField(),
        kind=SMALL(),
        posted=BIG(),
        held_out=BIG(),
        held_in=BIG(),
        floor=BIG(),
        ceiling=BIG(),
        seq=BIG(),
        flags=SMALL(),
        bucket=models.IntegerField(),
    ),
    table(
        "Transfer",
        ("book", "id"),
        book=BIG(),
        id=UUID(),
        seq=BIG(),
        debit=BIG(),
        credit=BIG(),
        amount=BIG(),
        code=SMALL(),
        kind=SMALL(),
        pending_id=UUID(null=True),
        journal=UUID(null=True),
        at=BIG(),
        event_at=BIG(null=True),
        expires_at=BIG(null=True),
    ),
    table(
        "Entry",
        ("book", "bucket", "account", "seq"),
        book=BIG(),
        bucket=models.IntegerField(),
        prev_bucket=models.IntegerField(),
        account=BIG(),
        seq=BIG(),
        transfer=UUID(),
        delta=BIG(),
        balance_after=BIG(),
        at=BIG(),
    ),
    table(
        "Resolution",
        ("book", "pending_id"),
        book=BIG(),
        pending_id=UUID(),
        kind=SMALL(),
        amount=BIG(),
        transfer=UUID(),
    ),
    table("Outcome", ("book", "id"), book=BIG(), id=UUID(), code=models.TextField()),
    table(
        "Commit",
        ("book", "number"),
        book=BIG(),
        number=BIG(),
        first_seq=BIG(),
        last_seq=BIG(),
        committed_at=BIG(),
        hash=models.BinaryField(),
    ),
]


class Migration(migrations.Migration):
    """First tables."""

    initial = True
    dependencies = ()
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make_tables, migrations.RunPython.noop)],
            state_operations=STATE,
        )
    ]
