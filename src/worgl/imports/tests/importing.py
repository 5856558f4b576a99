"""A town into which files of transfers are imported, and what imports are tried with."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import OperationalError

from worgl.core import checks
from worgl.imports import commands
from worgl.imports.commands import ImportReport
from worgl.imports.models import ForeignAccount, ImportRun
from worgl.ledger import queries as ledger
from worgl.ledger.audit import audit
from worgl.ledger.rules import AccountId
from worgl.payments.tests.builders import NOW, Town, new_town

HEADER = "date,from,to,amount,kind\n"


class Importer:
    """A fresh town and a folder for its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.town: Town = new_town(zone="UTC")
        self.told: list[tuple[int, int]] = []

    @property
    def refused_path(self) -> Path:
        return self.folder / "refused.csv"

    def file(self, rows: Sequence[str], *, header: str = HEADER, name: str = "history.csv") -> Path:
        path = self.folder / name
        path.write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return path

    def run(self, path: Path, *, issuers: Sequence[str] = ("mint",), all_or_nothing: bool = False) -> ImportReport:
        return commands.import_transfers(
            community=self.town.community,
            path=path,
            issuers=issuers,
            all_or_nothing=all_or_nothing,
            refused_path=self.refused_path,
            progress=lambda done, total: self.told.append((done, total)),
            now=NOW,
        )

    def listed(self) -> list[dict[str, str]]:
        with self.refused_path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def booked(self) -> int:
        return ledger.last_seq(self.town.currency.book)

    def foreign(self, external_id: str) -> ForeignAccount:
        return ForeignAccount.objects.get(community=self.town.community, external_id=external_id)

    def is_untouched(self) -> bool:
        """Tell whether nothing was booked, opened or begun here."""
        left = (ForeignAccount, ImportRun)
        return not self.booked() and not any(t.objects.filter(community=self.town.community).exists() for t in left)

    def balance(self, external_id: str) -> int:
        row = self.foreign(external_id)
        return ledger.account(self.town.currency.book, AccountId(row.account)).posted

    def assert_sound(self) -> None:
        book = self.town.currency.book
        assert list(audit(book)) == []
        assert ledger.balance_sum(book, self.town.currency.unit) == 0
        subject = checks.Subject(book, self.town.community)
        assert [fault for check in checks.all_checks() for fault in checks.run(check, subject)] == []


def history(rows: int) -> list[str]:
    """Return a history in which every fifth row overdraws its payer and every seventh cannot be read."""
    made = []
    for number in range(rows):
        at = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
        payer, payee, amount = "mint", f"m{number % 4}", "10.0050"
        if number % 5 == 4:
            payer, payee, amount = "m9", "m1", "7"
        elif number % 7 == 6:
            amount = "a lot"
        made.append(f"{at:%Y-%m-%d %H:%M:%S},{payer},{payee},{amount},STANDARD")
    return made


def expected_of(rows: int) -> tuple[int, int]:
    """Return how many rows of such a history are accepted and refused."""
    refused = sum(number % 5 == 4 or number % 7 == 6 for number in range(rows))
    return rows - refused, refused


def broken_before(real: Callable[..., object], times: int, error: Exception) -> Callable[..., object]:
    """Let a function work some times and fail before it does its work from then on."""
    left = [times]

    def stopped(*args: object, **kwargs: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise error
        return real(*args, **kwargs)

    return stopped


def broken_after(real: Callable[..., object], times: int, error: Exception) -> Callable[..., object]:
    """Let a function work some times, and fail after it has done its work from then on."""
    left = [times]

    def stopped(*args: object, **kwargs: object) -> object:
        done = real(*args, **kwargs)
        left[0] -= 1
        if left[0] < 0:
            raise error
        return done

    return stopped


FULL = OperationalError("database or disk is full")
