"""The operator's page: how the node fares, and what the operator can do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from worgl.communities.queries import all_communities
from worgl.core import clock, jobs, outbox, undelivered
from worgl.core.counts import Count
from worgl.core.errors import NotFound
from worgl.core.forms import form_key
from worgl.core.limits import PAGE_MAX
from worgl.core.request_cache import prime
from worgl.identity.pages import PersonRequest, operator_page
from worgl.inbox import queries as inbox
from worgl.web import node
from worgl.web.context import lone_community
from worgl.web.jobs import CHECK

JOBS_SHOWN = 20
BEHIND = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Checked:
    """How the last check of the books went, or how far the present one is."""

    job: jobs.JobView
    found: Mapping[str, Any]

    @property
    def is_over(self) -> bool:
        """Tell whether it has been through all books."""
        return self.job.state == "done"


@operator_page
@never_cache
@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """Show communities, jobs, facts, books, letters, room, versions and backups of this node."""
    now = clock.now()
    pending, oldest = outbox.pending()
    missed = undelivered.missed()
    work = jobs.overview(kind=CHECK, limit=JOBS_SHOWN)
    towns = all_communities(PAGE_MAX)
    prime(lone_community, towns[0] if len(towns) == 1 else None)
    context = {
        "title": _("This node"),
        "back": "/settings/",
        "towns": towns,
        "more_towns": len(towns) == PAGE_MAX,
        "jobs": work.newest,
        "waiting": pending + sum(one.count for one in missed),
        "given_up": sum(one.given_up for one in missed),
        "missed": missed,
        "is_behind": _is_behind(oldest, now) or _is_behind(inbox.oldest_due(now), now),
        "failed_jobs": work.failed,
        "checked": Checked(work.last, work.last.noted) if work.last else None,
        "storage": node.storage(),
        "versions": node.versions(),
        "backups": node.backups(),
        "backup_folder": node.backup_folder(),
        "has_mail": _has_mail(),
        "person": request.person,
    }
    return render(request, "web/operator.html", context)


def _is_behind(oldest: datetime | None, now: datetime) -> bool:
    """Tell whether something waits longer than a worker that works ever lets it."""
    return oldest is not None and oldest < now - BEHIND


def _has_mail() -> bool:
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")


@operator_page
@require_http_methods(["GET", "HEAD", "POST"])
def retry(request: PersonRequest, job: UUID) -> HttpResponse:
    """Queue a failed job again."""
    if request.method == "POST":
        if not jobs.retry(job, now=clock.now()):
            raise NotFound
        messages.success(request, _("The job is queued again."))
    return redirect("web:operator")


@operator_page
@require_http_methods(["GET", "HEAD", "POST"])
def replay(request: PersonRequest) -> HttpResponse:
    """Offer a reader of facts, or with none named all of them, at once what it could not take."""
    if request.method == "POST":
        reader = request.POST.get("reader", "")
        count = undelivered.offer_again(reader=reader, now=clock.now())
        messages.success(
            request,
            ngettext("{count} fact is offered again.", "{count} facts are offered again.", count).format(
                count=Count(count)
            ),
        )
    return redirect("web:operator")


@operator_page
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PersonRequest) -> HttpResponse:
    """Queue a check of all books; a second click queues nothing more."""
    if request.method == "POST":
        now = clock.now()
        jobs.enqueue(CHECK, {}, key=form_key(request.POST), due_at=now, now=now)
        messages.success(request, _("The check is queued. Its result appears here when the worker is through."))
    return redirect("web:operator")


@operator_page
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: PersonRequest) -> HttpResponse:
    """Send a letter to the operator and say whether the mail server took it."""
    if request.method == "POST":
        said = node.try_letter(request.person.email)
        if said:
            messages.error(request, _("The mail server did not accept the e-mail: {said}").format(said=said))
        elif not _has_mail():
            messages.warning(request, _("No mail server is set, so the e-mail is only in the log of the server."))
        else:
            sentence = _("The mail server accepted an e-mail to {email}. Check whether it arrives.")
            messages.success(request, sentence.format(email=request.person.email))
    return redirect("web:operator")
