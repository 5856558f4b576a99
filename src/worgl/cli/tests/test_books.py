"""`check`, `levy`, `statement`, `jobs`, `import transfers`: what they print where, and how they end."""

from __future__ import annotations

import csv
import io
import json
import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from uuid import uuid4

import pytest
from django.db import connection
from typer.testing import Result

from worgl.cli.errors import (
    CommunityAmbiguous,
    CommunityUnknown,
    JobUnknown,
    MemberUnknown,
    NoLevyComing,
    NothingToMeasure,
)
from worgl.communities.queries import community as community_of
from worgl.communities.queries import member as member_of
from worgl.core.ids import new_id
from worgl.currency import commands as currency
from worgl.currency.queries import wallet_of
from worgl.ledger import queries as ledger
from worgl.payments.tests.builders import NOW, Town, fresh_key, fund, new_person, new_town, pay

Worgl = Callable[..., Result]


@pytest.fixture
def town(db: None) -> Town:
    """Found a town in which Bob has paid Alice."""
    made = new_town()
    fund(made, made.bob, 1_000)
    pay(made.bob, made.alice, 5, note="bread")
    return made


def _slug(town: Town) -> str:
    return community_of(town.community).slug


def test_right_books_end_with_0(town: Town, worgl: Worgl) -> None:
    result = worgl("check")
    assert (result.exit_code, result.stdout.strip()) == (0, "The books are right.")
    told = json.loads(worgl("check", "--community", _slug(town), "--json").stdout)
    assert told == {"right": True, "faults": []}


def _plant(sql: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount == 1


def test_a_tampered_balance_ends_with_1_and_is_named(town: Town, worgl: Worgl) -> None:
    account = wallet_of(town.bob).account
    sql = "UPDATE ledger_account SET posted = posted + 1 WHERE book = %s AND id = %s"
    _plant(sql, town.currency.book, account)
    result = worgl("check")
    assert result.exit_code == 1
    assert str(account) in result.stdout
    told = json.loads(worgl("check", "--json").stdout)
    assert not told["right"]
    assert all(fault["book"] == town.currency.book for fault in told["faults"])


def test_a_payment_that_differs_from_its_transfer_is_named(town: Town, worgl: Worgl) -> None:
    _plant("UPDATE payments_payment SET amount_minor = 4 WHERE amount_minor = 5")
    result = worgl("check", "--json")
    assert result.exit_code == 1
    # Both what the ledger moved and what was sealed say that it is another sum.
    kinds = {fault["kind"] for fault in json.loads(result.stdout)["faults"]}
    assert kinds == {"payment_not_its_transfer", "payment_changed"}


def test_a_wallet_on_another_account_is_named(town: Town, worgl: Worgl) -> None:
    account = wallet_of(town.bob).account
    _plant("UPDATE currency_wallet SET account = 999 WHERE account = %s", account)
    kinds = {fault["kind"] for fault in json.loads(worgl("check", "--json").stdout)["faults"]}
    assert {"wallet_without_account", "account_without_wallet"} <= kinds


def test_a_book_of_no_community_is_named(town: Town, worgl: Worgl) -> None:
    _plant("UPDATE communities_community SET book = book + 1000")
    result = worgl("check")
    assert result.exit_code == 1
    assert "belongs to no community" in result.stdout
    assert "does not exist" in result.stdout
    of_one = json.loads(worgl("check", "--community", _slug(town), "--json").stdout)
    assert "book_missing" in {fault["kind"] for fault in of_one["faults"]}
    assert not of_one["right"]


def test_a_statement_adds_up_on_screen_as_csv_and_as_json(town: Town, worgl: Worgl) -> None:
    code = member_of(town.bob).code
    period = ("--from", "2026-06-01", "--to", "2026-06-30")
    shown = worgl("statement", _slug(town), "Bob", *period)
    assert shown.exit_code == 0
    assert "bread" in shown.stdout
    assert "9.95" in shown.stdout
    rows = list(csv.DictReader(io.StringIO(worgl("statement", _slug(town), code, *period, "--csv").stdout)))
    assert [row["balance"] for row in rows] == ["0.00", "10.00", "9.95", "9.95"]
    told = json.loads(worgl("statement", _slug(town), code.lower(), *period, "--json").stdout)
    assert told["opening_minor"] + sum(line["delta_minor"] for line in told["lines"]) == told["closing_minor"] == 995


def test_a_stranger_and_an_unknown_town_are_refused_on_stderr(town: Town, worgl: Worgl) -> None:
    stranger = worgl("statement", _slug(town), "Nobody")
    assert (stranger.exit_code, stranger.stdout) == (1, "")
    assert stranger.stderr.startswith(f"worgl: {MemberUnknown.code}: ")
    nowhere = worgl("statement", "Nowhere", "nobody", "--from", "2026-01-01", "--to", "2026-01-31")
    assert (nowhere.exit_code, nowhere.stdout) == (1, "")
    assert nowhere.stderr.startswith(f"worgl: {CommunityUnknown.code}: ")
    nowhere = worgl("statement", "atlantis", "Bob")
    assert (nowhere.exit_code, nowhere.stdout) == (1, "")
    assert _slug(town) in nowhere.stderr


def test_a_name_that_several_communities_have_is_refused_with_their_addresses(town: Town, worgl: Worgl) -> None:
    slugs = sorted(f"twin-{new_id().hex[-12:]}" for _each in range(2))
    for slug in slugs:
        currency.found_town(
            actor=new_person("Alice"), name="Twin Elms", slug=slug, preset="woergl_1932", coin_name="elm", unit="ELM",
            zone="Europe/Vienna", decimal_mark=".", key=fresh_key(), now=NOW,
        )  # fmt: skip
    refused = worgl("check", "--community", "twin elms")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"worgl: {CommunityAmbiguous.code}: ")
    assert all(slug in refused.stderr for slug in slugs)
    assert worgl("check", "--community", slugs[0]).exit_code == 0


def test_the_next_levy_is_shown_and_not_taken(town: Town, worgl: Worgl) -> None:
    before = ledger.last_seq(town.currency.book)
    told = json.loads(worgl("levy", "--community", _slug(town), "--dry-run", "--json").stdout)
    assert told["total_minor"] == sum(told["split"].values()) > 0
    shown = worgl("levy", "--community", _slug(town), "--dry-run").stdout
    assert "would take" in shown
    assert ledger.last_seq(town.currency.book) == before


def test_no_levy_comes_where_nothing_fades(db: None, worgl: Worgl) -> None:
    still = new_town(preset="time_bank")
    result = worgl("levy", "--community", _slug(still), "--dry-run")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"worgl: {NoLevyComing.code}: ")


def test_the_measurements_are_run_in_a_clone_only(
    worgl: Worgl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = worgl("bench")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"worgl: {NothingToMeasure.code}: ")


def test_a_levy_is_taken_once(town: Town, worgl: Worgl) -> None:
    command = ("levy", "--community", _slug(town), "--date", "2026-07-01")
    first = worgl(*command, "--json")
    assert first.exit_code == 0, first.stderr
    after = ledger.last_seq(town.currency.book)
    assert json.loads(worgl(*command, "--json").stdout) == json.loads(first.stdout)
    assert ledger.last_seq(town.currency.book) == after


def test_a_levy_on_another_date_or_too_early_is_refused(town: Town, worgl: Worgl) -> None:
    other = worgl("levy", "--community", _slug(town), "--date", "2026-07-02")
    assert (other.exit_code, other.stdout) == (1, "")
    early = worgl("levy", "--community", _slug(town), "--date", "2999-01-01")
    assert early.stderr.startswith("worgl: levy_too_early: ")


def test_an_unknown_job_is_refused(town: Town, worgl: Worgl) -> None:
    assert worgl("jobs", "list", "--json").exit_code == 0
    result = worgl("jobs", "retry", uuid4())
    assert result.exit_code == 1
    assert result.stderr.startswith(f"worgl: {JobUnknown.code}: ")


HISTORY = "when,payer,payee,sum\n2026-05-01,bank,x1,50\n2026-05-02,x1,x2,20\n2026-05-03,x2,x1,900\n"


def test_an_import_books_what_it_can_and_lists_the_rest(committed_db: None, worgl: Worgl, tmp_path: Path) -> None:
    town, file, refused = new_town(), tmp_path / "history.csv", tmp_path / "refused.csv"
    file.write_text(HISTORY, encoding="utf-8")
    command = ["import", "transfers", file, "--community", _slug(town), "--issuer", "bank", "--refused", refused]
    assert worgl(*command).stderr.startswith("worgl: header_unknown: ")
    mapped = worgl(*command, "--map", "from=payer,to=payee,amount=sum,date=when", "--json")
    assert mapped.exit_code == 0, mapped.stderr
    told = json.loads(mapped.stdout)
    assert (told["accepted"], told["refused"], told["reasons"]) == (2, 1, {"below_floor": 1})
    assert refused.read_text(encoding="utf-8").count("\n") == 2
    again = worgl(*command, "--map", "from=payer,to=payee,amount=sum,date=when")
    assert "imported before" in again.stderr
    assert ledger.last_seq(town.currency.book) == 2


def test_a_history_is_rehearsed_proposes_its_issuers_and_is_mended(
    committed_db: None, worgl: Worgl, tmp_path: Path
) -> None:
    town, file, refused = new_town(), tmp_path / "newest.csv", tmp_path / "refused.csv"
    rows = ["2026-05-03,x2,x1,5", "2026-05-02,mint,x2,20", "2026-05-01,bank,x1,50"]
    file.write_text("date,from,to,amount\n" + "\n".join(rows) + "\n", encoding="utf-8")
    command = ["import", "transfers", file, "--community", _slug(town), "--refused", refused]
    first = worgl(*command)
    assert (first.exit_code, ledger.last_seq(town.currency.book)) == (1, 0)
    assert first.stderr.startswith("worgl: issuers_missing: ")
    assert "--issuer bank --issuer mint" in first.stderr
    dry = worgl(*command, "--issuer", "bank", "--dry-run")
    assert (dry.exit_code, ledger.last_seq(town.currency.book)) == (0, 0)
    assert "A dry run" in dry.stderr
    assert "(newest_first)" in dry.stderr
    assert "Transfers booked: 1 of 3" in dry.stdout
    second = worgl(*command, "--issuer", "bank")
    assert "These accounts lacked money: mint, x2." in second.stderr
    third = worgl(*command, "--issuer", "bank", "--issuer", "mint")
    assert "Transfers booked: 3 of 3" in third.stdout
    assert "Booked now of what was refused before: 2." in third.stderr
    assert worgl(*command, "--issuer", "bank", "--decimal-mark", ";").exit_code == 2


def test_an_import_founds_its_community_when_asked(committed_db: None, worgl: Worgl, tmp_path: Path) -> None:
    file, name = tmp_path / "history.csv", f"New Town {uuid4().hex[:8]}"
    file.write_text("date,from,to,amount\n2020-05-01,bank,x1,50\n", encoding="utf-8")
    command = ["import", "transfers", file, "--community", name, "--issuer", "bank", "--create"]
    assert worgl(*command).exit_code == 2
    assert worgl(*command, "--founder", "a@example.org", "--preset", "feudal").exit_code == 2
    result = worgl(*command, "--founder", f"{uuid4().hex}@example.org")
    assert result.exit_code == 0, result.stderr
    assert worgl("check", "--community", name).exit_code == 0


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\0\0\0", b"date,from,to,amount\n\xe9\n"])
def test_a_file_that_cannot_be_read_is_refused(db: None, worgl: Worgl, tmp_path: Path, content: bytes) -> None:
    town, file = new_town(), tmp_path / "history.csv"
    file.write_bytes(content)
    for path in (file, tmp_path / "missing.csv", tmp_path):
        result = worgl("import", "transfers", path, "--community", _slug(town))
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.count("\n") == 1


# The signal may fall into a finalizer, where Python swallows it: then this import runs to its end at once.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_stopped_import_goes_on_without_a_double_booking(committed_db: None, worgl: Worgl, tmp_path: Path) -> None:
    town, file, rows = new_town(), tmp_path / "history.csv", 30_000
    lines = (f"2020-05-01,bank,x{number % 50},1.{number % 90 + 10}" for number in range(rows))
    file.write_text("date,from,to,amount\n" + "\n".join(lines), encoding="utf-8")
    command = ["import", "transfers", file, "--community", _slug(town), "--issuer", "bank"]

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.4)
        stopped = worgl(*command)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    # A fast machine may have finished; then the second call finds nothing to do.
    assert stopped.exit_code in {0, 130}
    result = worgl(*command, "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["accepted"] == rows == ledger.last_seq(town.currency.book)
    assert worgl("check", "--community", _slug(town)).exit_code == 0
