"""Examples in documents that are run: a fenced block after the line `<!-- run -->`.

A page is a story: its blocks run in their order, in one folder with one data folder, which begin empty.

`console` blocks hold commands (`$ worgl init`) and what they print. A line of three dots stands for any
lines, three dots within a line for any text; a command with nothing below it may print what it likes.
A command must leave with 0, or with the code told in `<!-- run: exit 3 -->`.

`python` blocks are programs; with `>>>` they are sessions, checked by doctest. Django is set up for those
that import it or worgl.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support.homes import prepare
from tests.support.patience import PATIENCE_S

MARK = re.compile(
    r"^<!-- run(?:: exit (?P<exit>\d+))? -->\s*\n```(?P<kind>\w+)\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL
)
SETUP = "import os, django\nos.environ['DJANGO_SETTINGS_MODULE'] = 'worgl.config.settings'\ndjango.setup()\n"
OURS = re.compile(r"^(>>> )?(from|import) (worgl|django)\b", re.MULTILINE)
"""What needs Django to be set up; a program that only talks to a server starts without it."""
SESSION = "import doctest, sys\nsys.exit(bool(doctest.testfile(sys.argv[1], module_relative=False).failed))\n"


@dataclass(frozen=True, slots=True)
class Example:
    """One block: where it stands, what it holds, how it must leave."""

    line: int
    kind: str
    body: str
    exit_code: int = 0


class Wrong(AssertionError):
    """An example that does not do what the document says."""


def examples(text: str) -> list[Example]:
    """Return the marked blocks of a document."""
    return [
        Example(text.count("\n", 0, match.start()) + 1, match["kind"], match["body"], int(match["exit"] or 0))
        for match in MARK.finditer(text)
    ]


def run_story(text: str, *, folder: Path, prepared: bool = False) -> None:
    """Run the examples of a document in a folder; raises Wrong at the first that fails.

    A `prepared` story finds the tables of its database there already: its `worgl init` has less to do.
    """
    if prepared and examples(text):
        prepare(folder / "var")
    for example in examples(text):
        if example.kind == "console":
            _run_console(example, folder)
        elif example.kind == "python":
            _run_python(example, folder)
        else:
            message = f"line {example.line}: blocks of {example.kind} cannot be run"
            raise Wrong(message)


def _run_console(example: Example, folder: Path) -> None:
    for step in re.split(r"^\$ ", example.body, flags=re.MULTILINE)[1:]:
        command, _newline, expected = step.partition("\n")
        while command.endswith("\\"):
            more, _newline, expected = expected.partition("\n")
            command = command[:-1] + more.strip()
        done = _start(["bash", "-c", command], folder)
        _compare(done, expected, exit_code=example.exit_code, place=f"line {example.line}: {command}")


def _run_python(example: Example, folder: Path) -> None:
    is_session = ">>> " in example.body
    setup = SETUP if OURS.search(example.body) else ""
    script = folder / f"example_{example.line}.py"
    script.write_text(example.body if is_session else setup + example.body, encoding="utf-8")
    arguments = ["-c", setup + SESSION, str(script)] if is_session else [str(script)]
    done = _start([sys.executable, *arguments], folder)
    _compare(done, "", exit_code=example.exit_code, place=f"line {example.line}")


def _start(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WORGL_", "DATABASE_URL"))}
    environment = {
        **kept,
        "WORGL_HOME": str(folder / "var"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "NO_COLOR": "1",
        "COLUMNS": "100",
    }
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )


def _compare(done: subprocess.CompletedProcess[str], expected: str, *, exit_code: int, place: str) -> None:
    printed = done.stdout + done.stderr
    if done.returncode != exit_code:
        message = f"{place} left with {done.returncode}, not {exit_code}:\n{printed}"
        raise Wrong(message)
    if expected.strip() and not agrees(printed, expected):
        message = f"{place} printed\n{printed}\nand not\n{expected}"
        raise Wrong(message)


def agrees(printed: str, expected: str) -> bool:
    """Tell whether a print agrees with what is expected; spaces at line ends and empty lines do not count."""
    shape = "\n".join(_tidy(expected))
    pattern = re.escape(shape).replace(re.escape("\n...\n"), r"\n(?:.*\n)*?").replace(r"\.\.\.", ".*?")
    return re.fullmatch(pattern, "\n".join(_tidy(printed)), re.DOTALL) is not None


def _tidy(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]
