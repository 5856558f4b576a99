"""Found a town, invite a baker, issue coins, pay, let 1 % fade, and check the books.

python examples/town_in_twenty_lines.py
"""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, date, datetime

import django
from django.core.management import call_command
from django.db import connections

FOUNDED = datetime(2026, 5, 11, 9, tzinfo=UTC)
LEVIED = datetime(2026, 6, 1, 6, tzinfo=UTC)


def main() -> None:
    """Tell the story of one coin and print what the books say."""
    from worgl.communities import commands as communities  # noqa: PLC0415 -- after Django is set up
    from worgl.core.commands import IdempotencyKey as Key  # noqa: PLC0415 -- as above
    from worgl.core.money import format_minor  # noqa: PLC0415 -- as above
    from worgl.currency import commands as currency  # noqa: PLC0415 -- as above
    from worgl.currency.queries import balance, currency_of  # noqa: PLC0415 -- as above
    from worgl.identity.commands import register_person  # noqa: PLC0415 -- as above
    from worgl.ledger.audit import audit  # noqa: PLC0415 -- as above
    from worgl.payments.commands import pay  # noqa: PLC0415 -- as above

    mayor = register_person(email="mayor@example.org", name="Michael", password=None, now=FOUNDED)
    baker = register_person(email="baker@example.org", name="Anna", password=None, now=FOUNDED)
    town = currency.found_town(
        actor=mayor,
        name="Millbrook",
        slug="millbrook",
        preset="woergl_1932",
        coin_name="alder",
        unit="ALD",
        zone="Europe/Vienna",
        decimal_mark=".",
        key=Key("found"),
        now=FOUNDED,
    )
    link = communities.invite(actor=town.member, uses=1, days=7, key=Key("invite"), now=FOUNDED)
    anna = communities.join(actor=baker, token=link.token, name="Anna’s Bakery", key=Key("join"), now=FOUNDED)
    currency.issue(
        actor=town.member, payee=town.member, amount_minor=10_000, reason="Roads", key=Key("issue"), now=FOUNDED
    )
    receipt = pay(actor=town.member, payee=anna, amount_minor=450, note="Bread", key=Key("bread"), now=FOUNDED)
    levy = currency.run_levy(community=town.community, on=date(2026, 6, 1), now=LEVIED)
    left = balance(member=anna, viewer=anna, now=LEVIED)
    paid, kept, taken, base = (
        format_minor(minor, exponent=2)
        for minor in (receipt.amount_minor, left.posted_minor, levy.taken_minor, levy.base_minor)
    )
    print(f"Anna was paid {paid} and holds {kept} after the levy.")
    print(f"The levy took {taken} of {base} for the common fund.")
    print(f"Findings of the check: {len(list(audit(currency_of(town.community).book)))}.")


def open_database(folder: str) -> None:
    """Set worgl up on a fresh SQLite database in a folder."""
    os.environ |= {"WORGL_HOME": folder, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "worgl.config.settings"}
    django.setup()
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        open_database(folder)
        main()
        connections.close_all()
