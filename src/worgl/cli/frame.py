"""Around every command: Django's start, one clear line for what goes wrong, and the exit codes."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup

from worgl.cli import voice

if TYPE_CHECKING:
    from typer._click import Context

SETTINGS = "worgl.config.settings"
EXIT_CODES = """
Exit codes: **0** done, nothing wrong; **1** refused, or faults were found; **2** the command was typed wrongly;
**3** the database is out of reach, busy or damaged; **130** stopped with Ctrl-C.
"""


class ExitCode(IntEnum):
    """How a command ends; the same table stands in the help."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    UNAVAILABLE = 3
    INTERRUPTED = 130


class Guarded(TyperGroup):
    """A group of commands that answers an expected failure with a line and an exit code, never with a traceback."""

    def invoke(self, ctx: Context) -> object:
        """Run the command; what is a bug goes on as it is."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            voice.complain(
                "interrupted", "Stopped. What was finished before stands; the same command may be started again."
            )
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        except _expected() as error:
            code, name, sentence = _answer(error)
            voice.complain(name, sentence)
            raise typer.Exit(code) from None


def group(help: str) -> typer.Typer:  # noqa: A002 -- typer's own word
    """Return an empty group of commands."""
    return typer.Typer(
        cls=Guarded,
        help=help,
        no_args_is_help=True,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )


def _expected() -> tuple[type[BaseException], ...]:
    """Return what a command may meet; looked up only when something is met, so that help needs no Django."""
    from worgl.core.databases import CANDIDATES
    from worgl.core.errors import Refusal

    return (Refusal, *CANDIDATES, OSError)


def _answer(error: BaseException) -> tuple[ExitCode, str, str]:
    """Return exit code, name and sentence for what was met; a wrong statement is a bug and is raised again."""
    from worgl.core.databases import is_away
    from worgl.core.errors import Refusal, Unavailable

    if isinstance(error, Refusal):
        code = ExitCode.UNAVAILABLE if error.status == Unavailable.status else ExitCode.REFUSED
        return code, error.code, str(error)
    if isinstance(error, BrokenPipeError):
        # The reader has gone, and typer ends quietly.
        raise error
    if isinstance(error, OSError):
        where = f": {error.filename}" if error.filename else ""
        return ExitCode.REFUSED, "file_refused", f"{error.strerror or error}{where}"
    if not is_away(error):
        raise error
    said = str(error).strip().partition("\n")[0]
    return ExitCode.UNAVAILABLE, Unavailable.code, f"{Unavailable()} ({said})"
