"""What goes wrong becomes one line on stderr and an exit code; a bug stays a bug."""

from __future__ import annotations

import io
import sqlite3
import subprocess
import sys

import psycopg
import pytest
import typer
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, ProgrammingError
from rich.console import Console
from typer.testing import CliRunner

from worgl.cli import voice
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


@pytest.mark.parametrize("width", [20, 40, 80])
def test_an_id_stands_whole_in_a_list_however_narrow_the_window(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    window = io.StringIO()
    monkeypatch.setattr(voice, "out", Console(file=window, force_terminal=True, width=width, no_color=True))
    own = "01a1fc61-c6b6-7000-8bb8-9b51aa71bed7"
    key = "webhook-01a1fc61-c6b6-7000-8bb8-9b51aa71bed7-and-more"
    rows = [(own, key, "the lease was lost while the third part of the work was under way", 3)]
    voice.show_table(("Job", "Key", "Error", "Tries"), rows, right=(3,))
    assert own in window.getvalue()
    assert key in window.getvalue()
    assert "…" not in window.getvalue()


def test_a_pipe_gets_every_row_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(voice, "out", Console(file=pipe, width=20))
    voice.show_table(("Job", "Error"), [("01a1fc61-c6b6-7000-8bb8-9b51aa71bed7", "word " * 60)])
    _header, row = pipe.getvalue().splitlines()
    assert row.count("word") == 60
