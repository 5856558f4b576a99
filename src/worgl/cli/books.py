"""The books: `check`, `levy`, `statement`, `bench`."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worgl.cli import django_side, voice
from worgl.cli.frame import ExitCode

if TYPE_CHECKING:
    from worgl.communities.queries import Community, Member
    from worgl.currency.rules import LevyPreview, LevyView
    from worgl.payments.rules import StatementView

CommunityOption = Annotated[str, typer.Option(help="Name of the community, full or as in its address.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A date, such as 2026-11-01.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(check)
    app.command()(levy)
    app.command()(statement)
    app.command()(bench)


def check(
    community: Annotated[str, typer.Option(help="Only this community. Default: all, and books without one.")] = "",
    json: Json = False,
) -> None:
    """Audit the books: replay every transfer, and compare with accounts, entries, wallets, levies and payments.

    Ends with 0 when all is right and with 1 when something is wrong; then it says what, and where.
    """
    django_side.ready()
    from django.utils.translation import gettext as _

    from worgl.payments.queries import faults

    found = faults(django_side.community_named(community) if community else None)
    if json:
        voice.show_json({"right": not found, "faults": found})
    elif found:
        titles = (_("Fault"), _("Book"), _("Where"), _("What is wrong"))
        voice.show_table(titles, [(one.kind, one.book, one.where, one.sentence) for one in found], right=(1,))
    else:
        voice.say(_("The books are right."))
    if found:
        raise typer.Exit(ExitCode.REFUSED)


def levy(
    community: CommunityOption,
    date: Day = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be taken.")] = False,
    json: Json = False,
) -> None:
    """Take the levy of a date that has come, and those before it that are still due; the worker does it by itself.

    A levy is taken once: a second time shows what was taken. With --dry-run the next one is shown.
    """
    if date is None and not dry_run:
        message = "Say which levy to take, or --dry-run to see the next one."
        raise typer.BadParameter(message, param_hint="--date")
    django_side.ready()
    found = django_side.community_named(community)
    shown = _rehearsed(found, date.date() if date else None) if date is None or dry_run else _taken(found, date.date())
    if json:
        voice.show_json(shown)
    else:
        _tell_levy(found, shown)


def _rehearsed(community: Community, on: date | None) -> LevyPreview:
    from worgl.cli.errors import NoLevyComing
    from worgl.currency.queries import levy_preview, next_levy

    if on is None:
        coming = next_levy(community)
        if coming is None:
            raise NoLevyComing(community=community.name)
        on = coming[0]
    return levy_preview(community=community.id, on=on)


def _taken(community: Community, on: date) -> LevyView:
    from worgl.core import clock
    from worgl.currency.commands import run_levy

    with voice.progress(on.isoformat()) as tick:
        return run_levy(
            community=community.id,
            on=on,
            now=clock.now(),
            progress=lambda _stage, done, total: tick(done, total),
        )


def _tell_levy(community: Community, levy: LevyPreview | LevyView) -> None:
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from worgl.core.money import format_minor
    from worgl.currency.queries import currency_of
    from worgl.currency.rules import LevyPreview

    currency = currency_of(community.id)

    def amount(minor: int) -> str:
        return format_minor(minor, exponent=currency.exponent, decimal_mark=community.decimal_mark)

    is_preview = isinstance(levy, LevyPreview)
    total = levy.total_minor if isinstance(levy, LevyPreview) else levy.taken_minor
    sentence = (
        ngettext(
            "On {on} the levy would take {total} {unit} from {wallets:,} account holding {base}.",
            "On {on} the levy would take {total} {unit} from {wallets:,} accounts holding {base}.",
            levy.wallets,
        )
        if is_preview
        else ngettext(
            "The levy of {on} took {total} {unit} from {wallets:,} account holding {base}.",
            "The levy of {on} took {total} {unit} from {wallets:,} accounts holding {base}.",
            levy.wallets,
        )
    )
    on = levy.on if isinstance(levy, LevyPreview) else levy.date
    figures = {"total": amount(total), "base": amount(levy.base_minor), "wallets": levy.wallets}
    voice.say(sentence.format(on=on.isoformat(), unit=currency.unit, **figures))
    shares = levy.split if isinstance(levy, LevyPreview) else levy.shares
    voice.show_table(
        (_("Goes to"), currency.unit), [(name, amount(minor)) for name, minor in shares.items()], right=(1,)
    )
    if isinstance(levy, LevyPreview):
        rows = [(line.name, amount(line.base_minor), amount(line.taken_minor), line.sentence) for line in levy.lines]
        voice.show_table((_("Most from"), _("Holding"), _("Taken"), _("Line")), rows, right=(1, 2))


def statement(
    community: Annotated[str, typer.Argument(help="Name of the community, full or as in its address.")],
    member: Annotated[str, typer.Argument(help="Code or whole name of the member.")],
    start: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day. Default: the 1st of this month.")
    ] = None,
    end: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day. Default: today.")
    ] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    json: Json = False,
) -> None:
    """Print a member's account over a period: opening, every line with the balance after it, closing."""
    if csv and json:
        message = "Choose --csv or --json."
        raise typer.BadParameter(message, param_hint="--csv")
    django_side.ready()
    from worgl.core import clock
    from worgl.currency.queries.policy import local_date
    from worgl.payments import queries

    town = django_side.community_named(community)
    who = django_side.member_named(town, member)
    today = local_date(clock.now(), town.zone)
    last = end.date() if end else today
    first = start.date() if start else last.replace(day=1)
    # Whoever runs this reads the database anyway; so they read it as the member does.
    view = queries.statement(member=who.id, viewer=who.id, start=first, end=last)
    if csv:
        sys.stdout.write(queries.statement_csv(view))
    elif json:
        voice.show_json(view)
    else:
        _tell_statement(town, who, view)


def _tell_statement(community: Community, member: Member, view: StatementView) -> None:
    from zoneinfo import ZoneInfo

    from django.utils.translation import gettext as _

    from worgl.core.money import format_minor

    zone = ZoneInfo(view.zone)

    def amount(minor: int) -> str:
        return format_minor(minor, exponent=view.exponent, decimal_mark=community.decimal_mark)

    rows: list[tuple[Any, ...]] = [(view.start, _("Opening balance"), "", "", amount(view.opening_minor))]
    for line in view.lines:
        at = line.at.astimezone(zone)
        after = amount(line.balance_after_minor)
        rows.append((f"{at:%Y-%m-%d %H:%M}", line.counterparty.name, line.text, amount(line.delta_minor), after))
    rows.append((view.end, _("Closing balance"), "", "", amount(view.closing_minor)))
    voice.say(f"{community.name}: {member.name} ({member.code}), {view.currency} ({view.unit})")
    voice.show_table((_("Date"), _("With"), _("Note"), _("Amount"), _("Balance")), rows, right=(3, 4))


def bench() -> None:
    """Measure the ledger against its databases; part of worgl's source, run in a clone of it."""
    from worgl.cli.errors import NothingToMeasure

    if not Path("bench", "__main__.py").is_file():
        raise NothingToMeasure
    os.execv(sys.executable, [sys.executable, "-m", "bench"])  # noqa: S606 -- our own command
