"""Bring the history of a currency that was kept in a spreadsheet: good rows are booked, bad ones listed.

python examples/import_a_csv.py
"""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connections

HISTORY = """\
date,from,to,amount
2025-11-03 09:12,bank,mira,100
2025-11-03 09:13,bank,otto,80.5
2025-11-04 16:40,mira,anna,12.30
2025-11-05 08:05,otto,anna,4
2025-11-05 08:06,otto,anna,four
2025-11-06 18:22,anna,mira,900
"""


def main(folder: Path) -> None:
    """Import six rows, of which two are wrong, and print what became of them."""
    from worgl.core.commands import IdempotencyKey  # noqa: PLC0415 -- after Django is set up
    from worgl.currency.commands import found_town  # noqa: PLC0415 -- as above
    from worgl.identity.commands import register_person  # noqa: PLC0415 -- as above
    from worgl.imports.commands import import_transfers  # noqa: PLC0415 -- as above

    now = datetime(2026, 1, 12, 9, tzinfo=UTC)
    town = found_town(
        actor=register_person(email="treasurer@example.org", name="Lena", password=None, now=now),
        name="Old Circle",
        slug="old-circle",
        preset="woergl_1932",
        coin_name="alder",
        unit="ALD",
        zone="Europe/Vienna",
        decimal_mark=".",
        key=IdempotencyKey("found"),
        now=now,
    )
    history, refused = folder / "history.csv", folder / "refused.csv"
    history.write_text(HISTORY, encoding="utf-8")
    report = import_transfers(community=town.community, path=history, issuers=["bank"], refused_path=refused, now=now)
    print(f"{report.rows} rows: {report.accepted} booked, {report.refused} refused.")
    print(refused.read_text(encoding="utf-8").strip())


def open_database(folder: str) -> None:
    """Set worgl up on a fresh SQLite database in a folder."""
    os.environ |= {"WORGL_HOME": folder, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "worgl.config.settings"}
    django.setup()
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        open_database(folder)
        main(Path(folder))
        connections.close_all()
