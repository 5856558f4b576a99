"""Jobs: `jobs list`, `jobs retry`, `jobs outgoing`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from worgl.cli import django_side, voice
from worgl.cli.frame import group


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    jobs = group("See what the job workers do, and give a failed job another chance.")
    jobs.command("list")(list_jobs)
    jobs.command("retry")(retry)
    jobs.command("outgoing")(list_outgoing)
    app.add_typer(jobs, name="jobs")


def list_jobs(
    kind: Annotated[str, typer.Option(help="Only jobs of this kind, such as currency.levy.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many, newest first.")] = 50,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the newest jobs: state, progress and the last error."""
    django_side.ready()
    from django.utils.translation import gettext as _

    from worgl.core.jobs import recent

    found = recent(kind=kind, limit=limit)
    if json:
        voice.show_json(found)
        return
    rows = [
        (
            job.id,
            job.kind,
            job.key,
            job.state,
            f"{job.done}/{job.total}",
            job.attempts,
            f"{job.due_at:%Y-%m-%d %H:%M}",
            job.error,
        )
        for job in found
    ]
    titles = (_("Job"), _("Kind"), _("Key"), _("State"), _("Done"), _("Attempts"), _("Due"), _("Error"))
    voice.show_table(titles, rows, right=(4, 5))


def list_outgoing(json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Show how many e-mails and push messages wait, are sent, were dropped or failed, and since when."""
    django_side.ready()
    from django.utils.translation import gettext as _

    from worgl.inbox.queries import queues

    found = queues()
    if json:
        voice.show_json(found)
        return
    rows = [(one.channel, one.state, one.count, f"{one.oldest:%Y-%m-%d %H:%M}" if one.oldest else "") for one in found]
    voice.show_table((_("Channel"), _("State"), _("Count"), _("Oldest due")), rows, right=(2,))


def retry(job: Annotated[UUID, typer.Argument(help="The job's id, from “worgl jobs list”.")]) -> None:
    """Queue a failed job again; it goes on from its last checkpoint."""
    django_side.ready()
    from django.utils.translation import gettext as _

    from worgl.cli.errors import JobUnknown
    from worgl.core import clock, jobs

    if not jobs.retry(job, now=clock.now()):
        raise JobUnknown(job=job)
    voice.say(_("The job is queued again."))
