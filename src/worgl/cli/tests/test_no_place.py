"""Whole processes that do not find their database, whichever it is: run once, not on each."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from worgl.cli.errors import NoPlace, NotSetUp, SettingsWrong
from worgl.cli.tests.places import Place

pytestmark = pytest.mark.slow
MakePlace = Callable[[], Place]


def test_a_lost_database_is_one_line_and_exit_code_3(make_place: MakePlace) -> None:
    place = make_place()
    away = Place(place.home, "postgresql://nobody@localhost:1/nothing")
    done = away.worgl("check")
    assert (done.returncode, done.stdout) == (3, "")
    assert "worgl: unavailable: " in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_settings_are_one_line(make_place: MakePlace) -> None:
    done = Place(make_place().home, "mysql://localhost/worgl").worgl("check")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"worgl: {SettingsWrong.code}: ")
    misspelt = Place(make_place().home, "")
    done = subprocess.run(
        [sys.executable, "-m", "worgl.cli", "check"],
        env={**misspelt.environment, "WORGL_HTTP": "yes"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "Did you mean WORGL_HTTPS?" in done.stderr


def test_settings_are_found_in_the_file_that_is_named(make_place: MakePlace, tmp_path: Path) -> None:
    place = make_place()
    file = tmp_path / "settings"
    file.write_text(f"WORGL_HOME={place.home}\nWORGL_URL=https://coins.example.org\n", encoding="utf-8")
    clean = {name: value for name, value in place.environment.items() if not name.startswith(("WORGL_", "DATABASE"))}
    command = [sys.executable, "-m", "worgl.cli"]
    environment = {**clean, "WORGL_SETTINGS": str(file)}

    def worgl(name: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, name], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )

    done = worgl("init")
    assert "https://coins.example.org" in done.stdout
    assert place.database.exists()
    file.write_text(f"WORGL_HOME={place.home}\nWORGL_HTTPS=yes\n", encoding="utf-8")
    done = worgl("check")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "WORGL_URL must begin with https://" in done.stderr


def test_a_folder_without_a_database_is_not_set_up(tmp_path: Path) -> None:
    done = Place(tmp_path, "").worgl("check")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"worgl: {NotSetUp.code}: ")


@pytest.mark.parametrize("command", [["check"], ["work"], ["jobs", "list"]])
def test_a_command_in_the_wrong_folder_leaves_nothing_there(tmp_path: Path, command: list[str]) -> None:
    place = Place(tmp_path / "var", "")
    done = place.worgl(*command)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"worgl: {NoPlace.code}: ")
    assert list(tmp_path.iterdir()) == []
