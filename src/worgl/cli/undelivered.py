"""Facts: `facts list`, `facts readers`, `facts replay`, `facts forget`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from worgl.cli import django_side, voice
from worgl.cli.frame import group

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    facts = group("See what happened and could not be told on, and offer it again.")
    facts.command("list")(list_missed)
    facts.command("readers")(list_readers)
    facts.command("replay")(replay)
    facts.command("forget")(forget)
    app.add_typer(facts, name="facts")


def list_missed(json: Json = False) -> None:
    """List what readers of facts could not take: how much, since when, and when it is tried again."""
    django_side.ready()
    from django.utils.translation import gettext as _

    from worgl.core import outbox, undelivered

    found = undelivered.missed()
    if json:
        voice.show_json(found)
        return
    waiting, given_up = outbox.waiting()
    sentence = _("Facts that wait to be delivered: {count}. Of these given up on: {given_up}.")
    voice.note(sentence.format(count=waiting, given_up=given_up))
    rows = [
        (one.reader, one.count, one.given_up, _written(one.since), _written(one.next_at), one.error) for one in found
    ]
    titles = (_("Reader"), _("Missed"), _("Given up"), _("Since"), _("Next try"), _("Error"))
    voice.show_table(titles, rows, right=(1, 2))


def _written(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""


def list_readers(json: Json = False) -> None:
    """List which readers there are, by the topic of the facts they read."""
    django_side.ready()
    from django.utils.translation import gettext as _

    from worgl.core import outbox

    found = outbox.readers()
    if json:
        voice.show_json(found)
        return
    voice.show_table((_("Topic"), _("Reader")), [(topic, name) for topic, names in found.items() for name in names])


def replay(
    reader: Annotated[str, typer.Option(help="Only to this reader, as “worgl facts list” names it.")] = "",
    topic: Annotated[str, typer.Option(help="With --since: facts of this topic, such as payments.paid.")] = "",
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"],
            help="Offer all facts of --topic since then (UTC) to --reader once more, also those it has taken.",
        ),
    ] = None,
) -> None:
    """Offer readers at once what they could not take, also what was given up on; `worgl work` does it.

    Readers take a fact at least once, so what is offered twice changes nothing twice.
    """
    django_side.ready()
    from django.utils.translation import ngettext

    from worgl.cli.errors import ReplayUnclear
    from worgl.core import clock, outbox, undelivered

    if (since is None) != (topic == "") or (since is not None and not reader):
        raise ReplayUnclear
    now = clock.now()
    if since is None:
        count = undelivered.offer_again(reader=reader, now=now)
    else:
        count = outbox.replay(topic, reader, since=since.replace(tzinfo=UTC), now=now)
    voice.say(ngettext("{count} fact is offered again.", "{count} facts are offered again.", count).format(count=count))


def forget(
    reader: Annotated[str, typer.Argument(help="The reader, as “worgl facts list” names it.")],
) -> None:
    """Let a reader miss for good what it could not take: for readers that a new version no longer has."""
    django_side.ready()
    from django.utils.translation import ngettext

    from worgl.core import undelivered

    count = undelivered.forget(reader=reader)
    voice.say(ngettext("{count} fact is forgotten.", "{count} facts are forgotten.", count).format(count=count))
