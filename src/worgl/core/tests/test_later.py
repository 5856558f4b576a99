"""Notes of reads: gathered, the newest of each, written when nobody waits, dropped when they cannot be."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from worgl.core import later as module
from worgl.core.later import gathering, later

written: list[str] = []


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    written.clear()
    # Another test may have set this process up as a server.
    monkeypatch.setattr(module._notes, "gathers", False)


def test_without_a_server_a_note_is_written_at_once() -> None:
    later("a", lambda: written.append("a"))
    assert written == ["a"]


def test_a_server_writes_the_newest_of_each_and_later() -> None:
    with gathering() as write_down:
        for number in range(3):
            later("a", lambda number=number: written.append(f"a{number}"))  # type: ignore[misc]  # bound at once
        later("b", lambda: written.append("b"))
        assert written == []
        assert write_down() == 2
        assert written == ["a2", "b"]
        assert write_down() == 0


def test_notes_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GATHERED_MAX", 2)
    with gathering() as write_down:
        for name in "abc":
            later(name, lambda name=name: written.append(name))  # type: ignore[misc]  # bound at once
        assert write_down() == 2
    assert written == ["b", "c"]


def test_what_a_locked_database_does_not_take_is_dropped(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise OperationalError

    with gathering() as write_down:
        later("a", lambda: written.append("a"))
        later("b", fail)
        later("c", lambda: written.append("c"))
        assert write_down() == 1
        assert write_down() == 0
    assert written == ["a"]
    assert "2 notes of reads were dropped: OperationalError" in caplog.text
