"""A real history, in its own order and newest first: every row is booked by its date or listed with its reason."""

from __future__ import annotations

import csv
import os
import resource
from collections import Counter
from pathlib import Path

import pytest

from worgl.imports.models import ForeignAccount
from worgl.imports.tests.importing import Importer
from worgl.ledger import queries as ledger

REAL = Path(os.environ.get("WORGL_REAL_DATA") or Path(__file__).resolve().parents[5] / "shared" / "data")
SARAFU = REAL / "sarafu"
FIRST = SARAFU / "transactions_first_9999.csv"
pytestmark = pytest.mark.skipif(
    not SARAFU.is_dir(), reason=f"the real history is not there: {SARAFU} (WORGL_REAL_DATA)"
)
Booked = tuple[int, str, str, int]


def issuers_of_the_first() -> list[str]:
    """Return the accounts that disburse in the first rows."""
    with FIRST.open(encoding="utf-8") as file:
        return list(Counter(row["source"] for row in csv.DictReader(file) if row["transfer_subtype"] == "DISBURSEMENT"))


def booked(importer: Importer) -> list[Booked]:
    """Return each transfer in the order of the book: when, from whom and to whom by the file's names, how much."""
    names = {row.account: row.external_id for row in ForeignAccount.objects.filter(community=importer.town.community)}
    made = ledger.transfers(importer.town.currency.book, limit=10_000)
    return [(one.at, names[one.debit], names[one.credit], one.amount) for one in made]


@pytest.mark.slow
def test_a_hundred_thousand_real_transfers_run_through_with_every_sum_right(importer: Importer) -> None:
    report = importer.run(SARAFU / "transfers_100k.csv.gz", issuers=["0", "5"])
    assert (report.rows, report.accepted, report.refused) == (100_000, 99_959, 41)
    assert report.reasons == {"below_floor": 41}
    assert (report.accounts, report.accounts_opened) == (17_512, 17_512)
    assert len(importer.listed()) == 41
    assert importer.booked() == 99_959
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1_000_000
    importer.assert_sound()


def test_the_original_columns_of_the_real_history_are_understood(importer: Importer) -> None:
    report = importer.run(FIRST, issuers=issuers_of_the_first())
    assert (report.rows, report.refused) == (9_999, len(importer.listed()) if report.refused else 0)
    assert report.accepted > 9_900
    importer.assert_sound()


def test_the_real_history_newest_first_is_booked_as_in_its_own_order(importer: Importer) -> None:
    straight = importer.run(FIRST, issuers=issuers_of_the_first())
    header, *rows = FIRST.read_text(encoding="utf-8").splitlines()
    other = Importer(importer.folder)
    turned = other.file(rows[::-1], header=f"{header}\n", name="newest_first.csv")
    report = other.run(turned, issuers=issuers_of_the_first())
    assert (straight.order, report.order) == ("oldest_first", "newest_first")
    assert (report.rows, report.accepted, report.refused) == (9_999, straight.accepted, straight.refused)
    assert booked(other) == booked(importer)
    other.assert_sound()
