"""`import members`: a table of members and balances, checked or brought in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worgl.cli import django_side, voice
from worgl.cli.frame import ExitCode

if TYPE_CHECKING:
    from worgl.communities.queries import Community
    from worgl.communities.rules import MemberId
    from worgl.currency.rules import MemberImportReport

SHOWN_FAULTS = 20


def import_members(
    file: Annotated[
        Path, typer.Argument(help="CSV or .xlsx with a header; the layouts of Cyclos and Komunitin are known.")
    ],
    community: Annotated[str, typer.Option(help="Name of the community, full or as in its address.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what the table would bring.")] = False,
    all_or_nothing: Annotated[
        bool, typer.Option("--all-or-nothing", help="One faulty row, and nothing is brought in.")
    ] = False,
    raise_cap: Annotated[
        bool, typer.Option("--raise-cap", help="Raise the number of places where the table needs more.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Bring members with their balances into a community.

    Every faulty row is told with its line and reason. The same file never comes twice; stopped half-way, the
    same command goes on. Who came gets a personal link from the page “Bring in members”.
    """
    django_side.ready()
    found = django_side.community_named(community)
    content = _content(file)
    report = _report(found, content)
    if dry_run:
        _tell(report, json=json)
        raise typer.Exit(ExitCode.REFUSED if report.faults and all_or_nothing else ExitCode.DONE)
    came = _bring_in(found, file, content, only_whole=all_or_nothing, raise_cap=raise_cap, quiet=json)
    _tell(report, json=json, came=came)


def _content(file: Path) -> bytes:
    from worgl.currency.errors import TableUnreadable

    try:
        return file.read_bytes()
    except OSError as error:
        raise TableUnreadable(reason=error.strerror or str(error)) from None


def _report(community: Community, content: bytes) -> MemberImportReport:
    from worgl.core import clock
    from worgl.currency.queries import member_import_dry_run

    return member_import_dry_run(community=community.id, content=content, now=clock.now())


def _bring_in(
    community: Community, file: Path, content: bytes, *, only_whole: bool, raise_cap: bool, quiet: bool
) -> int:
    from django.utils.translation import gettext as _

    from worgl.core import clock
    from worgl.core.commands import IdempotencyKey
    from worgl.core.ids import new_id
    from worgl.currency import commands
    from worgl.currency.errors import ArrivalsStarted

    actor, now = _importer(community), clock.now()
    key = IdempotencyKey(str(new_id()))
    table = commands.check_member_import(
        actor=actor, content=content.decode("latin-1"), file_name=file.name, key=key, now=now
    )
    try:
        commands.start_member_import(
            actor=actor, arrivals=table, only_whole=only_whole, raise_cap=raise_cap, key=key, now=now
        )
    except ArrivalsStarted:
        voice.note(_("This table was sent before; only what is still missing is added now."))
    with voice.progress(_("Bringing in {file}").format(file=file.name), quiet=quiet) as tick:
        return commands.bring_in(
            community=community.id,
            arrivals_id=table,
            actor=actor,
            progress=lambda _line, done, total: tick(done, total),
            now=now,
        )


def _importer(community: Community) -> MemberId:
    """Return an administrator who is treasurer too: in their name the record says who came."""
    from worgl.cli.errors import NoImporter
    from worgl.communities.queries import members_matching
    from worgl.communities.rules import MemberFilter, MemberState, Role

    officers = members_matching(community=community.id, asked=MemberFilter(state=MemberState.ACTIVE, role=Role.ADMIN))
    found = next((one for one in officers if one.is_treasurer), None)
    if found is None:
        raise NoImporter(community=community.name)
    return found.id


def _tell(report: MemberImportReport, *, json: bool, came: int | None = None) -> None:
    from django.utils.translation import gettext as _

    if json:
        voice.show_json({"report": report, "came": came})
        return
    for fault in report.faults[:SHOWN_FAULTS]:
        voice.note(_("Line {line}, {name}: {reason}").format(line=fault.line, name=fault.name, reason=fault.reason))
    sentence = _("Good rows: {good:,} of {rows:,} ({layout}); faulty: {faults:,}.")
    voice.say(
        sentence.format(good=report.good, rows=report.rows, layout=report.layout.value, faults=len(report.faults))
    )
    if came is not None:
        voice.say(_("Members brought in: {came:,}.").format(came=came))
