"""What goes wrong becomes one line on stderr and an exit code; a bug stays a bug."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import psycopg
import pytest
import typer
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, ProgrammingError
from typer.testing import CliRunner

from worgl.cli.frame import ExitCode, group
from worgl.cli.main import app
from worgl.core.errors import NotAllowed, Unavailable

EXPECTED: list[tuple[BaseException, ExitCode, str]] = [
    (NotAllowed(), ExitCode.REFUSED, "not_allowed"),
    (Unavailable(), ExitCode.UNAVAILABLE, "unavailable"),
    (OperationalError("database is locked"), ExitCode.UNAVAILABLE, "database is locked"),
    (InterfaceError("connection already closed"), ExitCode.UNAVAILABLE, "connection already closed"),
    (DatabaseError("file is not a database"), ExitCode.UNAVAILABLE, "file is not a database"),
    (sqlite3.OperationalError("disk I/O error"), ExitCode.UNAVAILABLE, "disk I/O error"),
    (psycopg.OperationalError("server closed the connection\nunexpectedly"), ExitCode.UNAVAILABLE, "server closed"),
    (FileNotFoundError(2, "No such file or directory", "list.csv"), ExitCode.REFUSED, "list.csv"),
    (KeyboardInterrupt(), ExitCode.INTERRUPTED, "interrupted"),
]


def _app_raising(error: BaseException) -> typer.Typer:
    made = group("A test.")
    inner = group("Commands below.")

    @made.callback()
    def top() -> None: ...

    @inner.command()
    def fail() -> None:
        raise error

    made.add_typer(inner, name="below")
    return made


@pytest.mark.parametrize(("error", "code", "words"), EXPECTED)
def test_an_expected_failure_is_one_line_on_stderr(error: BaseException, code: ExitCode, words: str) -> None:
    result = CliRunner().invoke(_app_raising(error), ["below", "fail"])
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr.startswith("worgl: ")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "error", [IntegrityError("twice"), ProgrammingError("syntax"), ZeroDivisionError(), KeyError()]
)
def test_a_bug_is_not_dressed_up(error: Exception) -> None:
    assert CliRunner().invoke(_app_raising(error), ["below", "fail"]).exception is error


WRONG = [
    ["nonsense"],
    ["check", "--no-such-option"],
    ["import", "transfers", "a.csv"],
    ["import", "transfers", "a.csv", "--community", "x", "--map", "whom=payee"],
    ["levy", "--community", "x"],
    ["statement", "x", "y", "--csv", "--json"],
    ["statement", "x", "y", "--from", "yesterday"],
    ["serve", "--port", "70000"],
    ["jobs", "retry", "no-id"],
]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_a_wrong_command_line_ends_with_2_before_anything_is_touched(words: list[str]) -> None:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == ExitCode.USAGE
    assert result.stdout == ""
    assert result.stderr


def test_help_names_the_exit_codes_and_every_command() -> None:
    told = CliRunner().invoke(app, ["--help"]).stdout
    for word in (
        "130",
        "init",
        "run",
        "serve",
        "work",
        "demo",
        "import",
        "export",
        "check",
        "levy",
        "statement",
        "backup",
    ):
        assert word in told


def test_help_does_not_load_django() -> None:
    code = "import sys; from worgl.cli.main import app; sys.exit('django' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
