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
    from worgl.imports.commands import ImportReport, ImportTerms

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    imports = group("Bring in what was kept elsewhere: a file of transfers, or a whole community.")
    imports.command("transfers")(import_transfers)
    imports.command("community")(import_community)
    imports.command("members")(import_members)
    app.add_typer(imports, name="import")
    app.command()(export)


def import_transfers(  # noqa: PLR0913, PLR0917 -- each is an option of the command
    file: Annotated[Path, typer.Argument(help="CSV, plain or gzip, or .xlsx, with a header.")],
    community: Annotated[str, typer.Option(help="Name of the community, full or as in its address.")],
    map: Annotated[  # noqa: A002 -- the option's name
        str,
        typer.Option(
            help="Which column is which when the header does not tell: from=..,to=..,amount=..,date=..,note=..,state=.."
        ),
    ] = "",
    issuer: Annotated[
        list[str] | None, typer.Option(help="Account id in the file that may go below zero; repeatable.")
    ] = None,
    all_or_nothing: Annotated[
        bool, typer.Option("--all-or-nothing", help="One refused row takes everything back.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be booked; nothing is.")] = False,
    decimal_mark: Annotated[
        str, typer.Option(help="The mark before decimals, “.” or “,”, where the file's own rows do not tell.")
    ] = "",
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

    Every row is booked once, in the order of the dates, or listed with line number and reason. Stopped half-way, the
    same command goes on where it stopped. Ends with 0 also when rows were listed; with --all-or-nothing a listed row
    ends it with 1.
    """
    mapping = _mapping(map)
    _check(decimal_mark, founds=dry_run and create)
    django_side.ready()
    from worgl.imports.commands import ImportTerms

    if create:
        from worgl.cli.founding import found_if_missing

        found_if_missing(community, preset=preset, zone=zone, founder=founder)
    listed = refused or Path(f"{file.name}.refused.csv")
    wish = ImportTerms(file, listed, mapping, issuer or [], decimal_mark or None)
    town = django_side.community_named(community)
    report = _rehearse(town, wish) if dry_run else _import(town, wish, all_or_nothing, json)
    if json:
        voice.show_json(report)
        return
    if dry_run:
        voice.note(_dry())
    _tell(report, places=town.cap)


def _check(decimal_mark: str, *, founds: bool) -> None:
    """Refuse a wrong command line."""
    if decimal_mark not in {"", ".", ","}:
        message = "The mark before decimals is “.” or “,”."
        raise typer.BadParameter(message, param_hint="--decimal-mark")
    if founds:
        message = "A dry run founds nothing. Found the community first."
        raise typer.BadParameter(message, param_hint="--dry-run")


def _dry() -> str:
    from django.utils.translation import gettext as _

    return _("A dry run: all of this was taken back.")


def _rehearse(community: Community, wish: ImportTerms) -> ImportReport:
    from worgl.core import clock
    from worgl.imports import commands

    return commands.rehearse_transfers(community=community.id, wish=wish, now=clock.now())


def _import(community: Community, wish: ImportTerms, all_or_nothing: bool, quiet: bool) -> ImportReport:
    from django.utils.translation import gettext as _

    from worgl.core import clock
    from worgl.imports import commands

    reached = [0]
    with voice.progress(_("Booking {file}").format(file=wish.path.name), quiet=quiet) as tick:

        def told(done: int, total: int) -> None:
            reached[0] = done
            tick(done, total)

        try:
            return commands.import_transfers(
                community=community.id,
                path=wish.path,
                mapping=wish.mapping,
                issuers=wish.issuers,
                decimal_mark=wish.decimal_mark,
                all_or_nothing=all_or_nothing,
                refused_path=wish.refused_path,
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


def _tell(report: ImportReport, *, places: int) -> None:
    from django.utils.translation import gettext as _

    if report.order != "oldest_first":
        voice.note(
            _("The file is not in the order of its dates ({order}); it is booked by them.").format(order=report.order)
        )
    if report.mended:
        sentence = _("Booked now of what was refused before: {mended:,}.")
        voice.note(sentence.format(mended=report.mended))
    elif report.was_done:
        voice.note(_("This file was imported before; nothing was booked now."))
    elif report.resumed_after > 1:
        voice.note(_("It went on after line {line}.").format(line=report.resumed_after))
    sentence = _("Transfers booked: {accepted:,} of {rows:,}; rounded: {rounded:,}; accounts: {accounts:,}.")
    voice.say(
        sentence.format(accepted=report.accepted, rows=report.rows, rounded=report.rounded, accounts=report.accounts)
    )
    if report.refused:
        reasons = ", ".join(f"{code} {count:,}" for code, count in sorted(report.reasons.items()))
        sentence = _("Rows refused: {refused:,} ({reasons}). They are listed in {file}.")
        voice.say(sentence.format(refused=report.refused, reasons=reasons, file=report.refused_file))
    if report.below_zero:
        sentence = _("These accounts lacked money: {names}. If they made it, name them with --issuer and import again.")
        voice.note(sentence.format(names=", ".join(report.below_zero)))
    if report.places > places:
        sentence = _("Places for members: {after:,} now, {before:,} before.")
        voice.note(sentence.format(after=report.places, before=places))
    if report.issuers_unseen:
        sentence = _("These issuers appear in no row: {names}.")
        voice.note(sentence.format(names=", ".join(report.issuers_unseen)))


OUR_NAMES = {"from": "payer", "to": "payee", "payer": "payer", "payee": "payee", "amount": "amount", "date": "date"}
OUR_NAMES |= {"note": "note", "state": "state"}


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
    sentence = _("{name} is in {directory}. Files: {files}; rows: {rows:,}.")
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
    voice.say(_("{name} is here. Rows: {rows:,}.").format(name=manifest.name, rows=manifest.rows))
    voice.note(_("Its people set a new password by “Forgot your password?” on the sign-in page."))
