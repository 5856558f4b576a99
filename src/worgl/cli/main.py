"""Entry point of `worgl`: assembles the commands."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from worgl.cli import books, clients, jobs, keeping, moves, people, start, undelivered
from worgl.cli.frame import EXIT_CODES, SETTINGS, group

HELP = f"""
worgl runs a community's economy: its own currency, ledger, payments and books.

Settings come from the environment (WORGL_HOME, DATABASE_URL, ...); `docs/reference/settings.md` lists them.
Results go to stdout, everything else to stderr; `--json` where a machine would read it.

{EXIT_CODES}
"""

app = group(HELP)


def _tell_version(asked: bool) -> None:
    if asked:
        from importlib import metadata

        typer.echo(metadata.version("worgl"))
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Print the version and end.")
    ] = False,
) -> None:
    """See the help of the group."""


options.__doc__ = HELP
for part in (start, books, moves, keeping, jobs, undelivered, people, clients):
    part.register(app)


def main() -> None:
    """Run the command line and leave with its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    app(prog_name="worgl")
