"""docs/reference is what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import docs
from worgl.config.env import SETTINGS
from worgl.core.errors import Refusal


@pytest.mark.parametrize("name", docs.WRITERS)
def test_the_page_is_what_the_code_says(name: str) -> None:
    assert not docs.is_stale(name), f"docs/reference/{name} is stale: run `make docs`"


def test_a_stale_page_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docs, "REFERENCE", tmp_path)
    assert docs.is_stale("settings.md")
    (tmp_path / "settings.md").write_text(docs.page("settings.md"), encoding="utf-8")
    assert not docs.is_stale("settings.md")
    (tmp_path / "settings.md").write_text(docs.page("settings.md") + "and more\n", encoding="utf-8")
    assert docs.is_stale("settings.md")


def test_every_setting_is_documented() -> None:
    page = (docs.REFERENCE / "settings.md").read_text(encoding="utf-8")
    assert [setting.name for setting in SETTINGS if f"`{setting.name}`" not in page] == []


def test_every_refusal_has_a_code_of_its_own() -> None:
    docs.import_all()
    owners: dict[str, str] = {}
    for refusal in sorted(docs.all_below(Refusal), key=lambda kind: len(kind.__mro__)):
        if "code" in vars(refusal):
            known = owners.setdefault(vars(refusal)["code"], refusal.__qualname__)
            assert known == refusal.__qualname__, f"{refusal.__qualname__} and {known} share a code"


def test_bars_and_breaks_stay_inside_their_cell() -> None:
    assert list(docs.table(("a",), [("x | y\nz",)])) == ["| a |", "|---|", "| x \\| y z |"]
