"""Fixtures of the payments' tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from worgl.imports.commands import whole as import_whole
from worgl.imports.tests.importing import Importer
from worgl.ledger import plane


@pytest.fixture
def importer(committed_db: None, tmp_path: Path) -> Iterator[Importer]:
    yield Importer(tmp_path)
    plane.close()


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut imports into batches of ten rows, so that a short file has several."""
    monkeypatch.setattr(import_whole, "BATCH_MAX", 10)
