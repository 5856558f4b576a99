"""Moving: `import transfers`, `import community`, `export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worgl.cli import django_side, voice
from worgl.cli.frame import ExitCode, group
from worgl.cli.members import import_members

if TYPE_CHECKING:
    from worgl.communities.queries import Community
    from worgl.payments.commands import ImportReport

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    imports = group("Bring in what was kept elsewhere: a file of transfers, or a whole community.")
    imports.command("transfers")(import_transfers)
    imports.command("community")(import_community)
    imports.command("members")(import_members)
    app.add_typer(imports, name="import")
    app.command()(export)


def import_transfers(
    file: Annotated[Path, typer.Argument(help="CSV, plain or gzip, with a header.")],
    community: Annotated[str, typer.Option(help="Name of the community, full or as in its address.")],
    map: Annotated[  # noqa: A002 -- the option's name
        str, typer.Option(help="Which column is which when the header does not tell: from=..,to=..,amount=..,date=..")
    ] = "",
    issuer: Annotated[
        list[str] | None, typer.Option(help="Account id in the file that may go below zero; repeatable.")
    ] = None,
    all_or_nothing: Annotated[
        bool, typer.Option("--all-or-nothing", help="One refused row takes everything back.")
    ] = False,
    refused: Annotated[
        Path | None, typer.Option(help="Where refused rows are listed. Default: FILE.refused.csv here.")
    ] = None,
    create: Annotated[
        bool, typer.Option("--create", help="Found the community first when there is none of this name.")
    ] = False,
    preset: Annotated[str, typer.Option(help="With --create: the rules and the coin to begin with.")] = "woergl_1932",
    zone: Annotated[str, typer.Option(help="With --create: time zone, such as Europe/Vienna.")] = "UTC",
    founder: Annotated[str, typer.Option(help="With --create: e-mail address of its first administrator.")] = "",
    json: Json = False,
) -> None:
    """Book a file of transfers in a community's currency; unknown account ids become members.

    Every row is booked once or listed with line number and reason. Stopped half-way, the same command goes on
    where it stopped. Ends with 0 also when rows were listed; with --all-or-nothing a listed row ends it with 1.
    """
    mapping = _mapping(map)
    django_side.ready()
    if create:
        from worgl.cli.founding import found_if_missing

        found_if_missing(community, preset=preset, zone=zone, founder=founder)
    listed = refused or Path(f"{file.name}.refused.csv")
    report = _import(file, django_side.community_named(community), mapping, issuer or [], all_or_nothing, listed, json)
    if json:
        voice.show_json(report)
    else:
        _tell(report)


def _import(
    file: Path,
    community: Community,
    mapping: dict[str, str] | None,
    issuers: list[str],
    all_or_nothing: bool,
    listed: Path,
    quiet: bool,
) -> ImportReport:
    from django.utils.translation import gettext as _

    from worgl.core import clock
    from worgl.payments import commands

    reached = [0]
    with voice.progress(_("Booking {file}").format(file=file.name), quiet=quiet) as tick:

        def told(done: int, total: int) -> None:
            reached[0] = done
            tick(done, total)

        try:
            return commands.import_transfers(
                community=community.id,
                path=file,
                mapping=mapping,
                issuers=issuers,
                all_or_nothing=all_or_nothing,
                refused_path=listed,
                progress=told,
                now=clock.now(),
            )
        except KeyboardInterrupt:
            _tell_interrupted(reached[0], all_or_nothing)
            raise typer.Exit(ExitCode.INTERRUPTED) from None


def _tell_interrupted(line: int, all_or_nothing: bool) -> None:
    from django.utils.translation import gettext as _

    if all_or_nothing:
        voice.complain("interrupted", _("Stopped. Nothing was booked."))
        return
    stands = _("Stopped after line {line}. What was booked stands; the same command goes on from there.")
    voice.complain("interrupted", stands.format(line=line))


def _tell(report: ImportReport) -> None:
    from django.utils.translation import gettext as _

    if report.was_done:
        voice.note(_("This file was imported before; nothing was booked now."))
    elif report.resumed_after > 1:
        voice.note(_("It went on after line {line}.").format(line=report.resumed_after))
    sentence = _("{accepted:,} transfers of {rows:,} are booked; {rounded:,} were rounded; {accounts:,} accounts.")
    voice.say(
        sentence.format(accepted=report.accepted, rows=report.rows, rounded=report.rounded, accounts=report.accounts)
    )
    if report.refused:
        reasons = ", ".join(f"{code} {count:,}" for code, count in sorted(report.reasons.items()))
        sentence = _("{refused:,} rows were refused ({reasons}). They are listed in {file}.")
        voice.say(sentence.format(refused=report.refused, reasons=reasons, file=report.refused_file))
    if report.issuers_unseen:
        sentence = _("These issuers appear in no row: {names}.")
        voice.note(sentence.format(names=", ".join(report.issuers_unseen)))


OUR_NAMES = {"from": "payer", "to": "payee", "payer": "payer", "payee": "payee", "amount": "amount", "date": "date"}


def _mapping(text: str) -> dict[str, str] | None:
    """Read --map; a word that is not one of ours is a wrong command line."""
    mapping = {}
    for pair in filter(None, text.split(",")):
        name, equals, column = pair.partition("=")
        if not equals or name.strip() not in OUR_NAMES or not column.strip():
            message = f"“{pair}” in --map is not of the form from=..,to=..,amount=..,date=.."
            raise typer.BadParameter(message, param_hint="--map")
        mapping[OUR_NAMES[name.strip()]] = column.strip()
    return mapping or None


def export(
    community: Annotated[str, typer.Argument(help="Name of the community, full or as in its address.")],
    directory: Annotated[Path, typer.Argument(help="A directory that does not exist yet, or is empty.")],
    json: Json = False,
) -> None:
    """Write a whole community as CSV files with a manifest. Passwords stay here; e-mail addresses go along."""
    django_side.ready()
    from django.utils.translation import gettext as _

    from worgl.cli.errors import NotEmpty
    from worgl.cli.portable.community import export as write

    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise NotEmpty(path=directory, advice=_("Choose another name."))
    found = django_side.community_named(community)
    with voice.progress(_("Writing {name}").format(name=found.name), quiet=json) as tick:
        manifest = write(found, directory, told=tick)
    if json:
        voice.show_json(manifest)
        return
    sentence = _("{name} is in {directory}: {files} files, {rows:,} rows.")
    voice.say(sentence.format(name=found.name, directory=directory, files=len(manifest.files), rows=manifest.rows))


def import_community(
    directory: Annotated[Path, typer.Argument(help="A directory that “worgl export” wrote.")],
    json: Json = False,
) -> None:
    """Read a whole community back into this database, all of it or nothing."""
    django_side.ready()
    from django.utils.translation import gettext as _

    from worgl.cli.portable.community import import_community as read
    from worgl.core import clock

    with voice.progress(_("Reading {directory}").format(directory=directory), quiet=json) as tick:
        manifest = read(directory, now=clock.now(), told=tick)
    if json:
        voice.show_json(manifest)
        return
    voice.say(_("{name} is here: {rows:,} rows.").format(name=manifest.name, rows=manifest.rows))
    voice.note(_("Its people set a new password by “Forgot your password?” on the sign-in page."))
