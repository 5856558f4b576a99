"""Every bound of imports, met at its edge."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from worgl.core.errors import Refusal
from worgl.core.sheets import UnreadableRow
from worgl.imports.commands import order as import_order
from worgl.imports.errors import FileUnsorted
from worgl.imports.rules import rows as imports
from worgl.imports.tests.importing import Importer

Patch = pytest.MonkeyPatch


def refused(kind: type[Refusal], act: Callable[[], object], *, field: str = "") -> None:
    """Expect a refusal, at the field it names."""
    with pytest.raises(kind) as no:
        act()
    assert no.value.fields.get("field", "") == field
    assert "{" not in str(no.value)


def test_amounts_of_a_history_keep_their_bounds() -> None:
    most, exponent = imports._AMOUNT_CHARACTERS_MAX, imports._EXPONENT_MAX
    assert imports.read_amount("0" * (most - 1) + "1", exponent=2) == (100, False)
    for text in ("0" * most + "1", f"1e{exponent + 1}", f"1e-{exponent + 1}"):
        with pytest.raises(UnreadableRow):
            imports.read_amount(text, exponent=2)


@pytest.mark.parametrize("turn", [1, -1])
def test_a_file_that_is_too_long_to_be_sorted_must_come_in_order(
    importer: Importer, monkeypatch: Patch, turn: int
) -> None:
    rows = [f"2024-01-0{day},mint,anna,1,X" for day in range(1, 5)]
    monkeypatch.setattr(import_order, "SORTED_MAX", 3)
    path = importer.file(rows[::turn])
    if turn > 0:
        assert importer.run(path).accepted == 4
    else:
        refused(FileUnsorted, lambda: importer.run(path))
        assert importer.is_untouched()
        monkeypatch.setattr(import_order, "SORTED_MAX", 4)
        assert importer.run(path).accepted == 4
