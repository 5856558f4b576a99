"""Makes a book for the writers (`make`), and afterwards tells what stands in it (`tell`), as JSON."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worgl.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 -- Django must be set up first
from django.db import transaction  # noqa: E402 -- see above

from tests.proofs.writer import MEMBERS  # noqa: E402 -- see above
from worgl.ledger import commands, queries  # noqa: E402 -- see above
from worgl.ledger.audit import audit  # noqa: E402 -- see above
from worgl.ledger.rules import NO_FLOOR, AccountSpec, BookId  # noqa: E402 -- see above

UNIT = "ALD"


def make() -> dict[str, object]:
    """Make the tables, and a book with an issuer without floor and members at a floor of zero."""
    call_command("migrate", verbosity=0)
    now = datetime.now(UTC)
    with transaction.atomic():
        book = commands.open_book(now=now)
        specs = [AccountSpec(UNIT, floor=NO_FLOOR)] + [AccountSpec(UNIT, ceiling=5_000)] * MEMBERS
        commands.open_accounts(book=book, specs=specs)
    return {"book": book}


def tell(book: BookId) -> dict[str, object]:
    """Audit the book and list the ids that are booked."""
    booked: list[str] = []
    seq = 0
    while page := queries.transfers(book, after_seq=seq, limit=5_000):
        booked.extend(str(row.id) for row in page)
        seq = page[-1].seq
    return {
        "findings": [finding.sentence for finding in audit(book)],
        "sum": queries.balance_sum(book, UNIT),
        "below": [row.id for row in queries.all_accounts(book) if row.available < 0],
        "booked": booked,
    }


if __name__ == "__main__":
    answer = make() if sys.argv[1] == "make" else tell(BookId(int(sys.argv[2])))
    sys.stdout.write(json.dumps(answer))
