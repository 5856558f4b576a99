"""Whole processes that do not find their database, whichever it is: run once, not on each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
    assert done.stderr.startswith("worgl: settings_wrong: ")
