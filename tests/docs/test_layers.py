"""The picture of the layers is drawn from the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import layers


def test_the_picture_of_the_layers_shows_the_code() -> None:
    assert not layers.is_stale(), "run `make docs`"


def test_every_domain_stands_in_the_picture_below_whoever_calls_it() -> None:
    place = {name: number for number, row in enumerate(layers.layers()) for name in row}
    assert set(place) == {path.parent.name for path in layers.PACKAGE.glob("*/__init__.py")}
    for name, own in place.items():
        assert all(place[other] > own for other in layers.calls(name)), name


def test_another_layer_makes_the_picture_stale(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = tmp_path / "layers.svg"
    kept.write_text(layers.drawn(), encoding="utf-8")
    monkeypatch.setattr(layers, "PICTURE", kept)
    assert not layers.is_stale()
    kept.write_text(kept.read_text(encoding="utf-8").replace(">ledger<", ">blockchain<"), encoding="utf-8")
    assert layers.is_stale()
