"""A database of an earlier version is brought up to this one with all its rows; one of a later version is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from worgl.cli.errors import DatabaseNewer
from worgl.cli.tests.places import Place

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("town")]
MakePlace = Callable[[], Place]
SQL = "import django, sys; django.setup(); from django.db import connection; connection.cursor().execute(sys.argv[1])"


@pytest.fixture(scope="session")
def upgraded(make_place: MakePlace) -> tuple[Place, list[tuple[int, str, str]]]:
    """Bring a filled database of an earlier version up to this one; returns what was said on the way."""
    place = make_place()
    place.python("-c", "import django; django.setup(); from worgl.cli.tests.upgrading import make; make()")
    return place, place.worgl_in_turn(["check"], ["init"], ["check"], ["init"])


def test_a_filled_database_of_an_earlier_version_is_brought_up_and_its_books_are_right(
    upgraded: tuple[Place, list[tuple[int, str, str]]],
) -> None:
    _place, (before, init, after, again) = upgraded
    assert (before[0], before[2].startswith("worgl: not_set_up: ")) == (1, True)
    assert init[0] == 0, init[2]
    assert after[:2] == (0, "The books are right.\n")
    assert "nothing was changed" in again[1]


def test_what_was_written_before_the_upgrade_is_sealed_by_it(
    upgraded: tuple[Place, list[tuple[int, str, str]]], make_place: MakePlace, tmp_path: Path
) -> None:
    place, _told = upgraded
    saved, other = tmp_path / "upgraded.tar.gz", make_place()
    ((code, _out, err),) = place.worgl_in_turn(["backup", saved, "--drill"])
    assert code == 0, err
    assert other.worgl("restore", saved).returncode == 0
    for sql in (
        "UPDATE payments_payment SET note = 'wine' WHERE note = 'rent'",
        "UPDATE communities_policyrow SET value = '99'",
        "UPDATE ledger_account SET floor = floor - 1 WHERE id = 7",
        "UPDATE imports_importrun SET accepted = accepted + 1",
        "UPDATE imports_refusedrow SET text = '2026-05-03,x2,x1,1'",
        "UPDATE imports_foreignaccount SET member = NULL WHERE member IS NOT NULL",
        "UPDATE requests_paymentrequest SET state = 'cancelled' WHERE state = 'open'",
        "UPDATE communities_invitation SET uses = uses + 1",
    ):
        other.python("-c", SQL, sql)
    told = json.loads(other.worgl("check", "--json").stdout)
    changed = {"payment_changed", "rule_changed", "account_changed", "import_changed", "import_refusal_changed"}
    changed |= {"import_account_changed", "request_state_changed", "invitation_changed"}
    # Rules that are all 99 are none, so what reckons by them cannot be read either, or comes to something else.
    assert {fault["kind"] for fault in told["faults"]} == {*changed, "check_broken", "day_spending_wrong"}


def test_an_upgraded_community_goes_elsewhere_and_is_right_there(
    upgraded: tuple[Place, list[tuple[int, str, str]]], make_place_with_tables: MakePlace, tmp_path: Path
) -> None:
    place, _told = upgraded
    assert place.worgl("export", "lived-in", tmp_path / "out").returncode == 0
    imported, checked = make_place_with_tables().worgl_in_turn(["import", "community", tmp_path / "out"], ["check"])
    assert imported[0] == 0, imported[2]
    assert checked[:2] == (0, "The books are right.\n")


def test_a_database_of_a_newer_worgl_is_refused_by_every_command(make_place_with_tables: MakePlace) -> None:
    place = make_place_with_tables()
    place.python(
        "-c", SQL, "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '0999_x', '2030-01-01')"
    )
    commands: tuple[list[object], ...] = (
        ["check"], ["serve", "--port", "18391"], ["work"], ["init"], ["demo"], ["run", "--port", "18392"],
        ["backup", place.home / "b.tar.gz"], ["jobs", "list"], ["export", "a", place.home / "e"],
    )  # fmt: skip
    for words, (code, out, err) in zip(commands, place.worgl_in_turn(*commands), strict=True):
        assert (code, out) == (1, ""), words
        assert err.startswith(f"worgl: {DatabaseNewer.code}: This database was written by a newer "), (
            words,
            err,
        )
        assert "ledger.0999_x" in err
