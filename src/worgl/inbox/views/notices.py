"""The list of notices, and opening one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import NotFound
from worgl.core.forms import form_key
from worgl.core.later import later
from worgl.identity.pages import PersonRequest, person_page
from worgl.inbox import commands, queries


@person_page
@require_safe
def notices_page(request: PersonRequest) -> HttpResponse:
    """Show what the person was told, newest first."""
    cursor = request.GET.get("cursor", "")
    context = {
        "title": _("Notices"),
        "back": "/",
        "page": queries.notices(person=request.person.id, cursor=cursor),
        "zone": queries.hours(request.person.id).zone,
        "unread": queries.unread(request.person.id),
        "is_later_page": bool(cursor),
    }
    return render(request, "inbox/notices.html", context)


@person_page
@require_safe
def open_notice(request: PersonRequest, notice: UUID) -> HttpResponse:
    """Lead to what a notice is about, and mark it as read; a look ahead by HEAD does not count as reading."""
    found = queries.notice(notice=notice, person=request.person.id)
    if request.method == "GET" and not found.is_read:
        key, now = IdempotencyKey(f"open {found.id}"), clock.now()
        later(key, lambda: commands.mark_read(actor=request.person.id, notice=found.id, key=key, now=now))
    return redirect(found.path)


@person_page
@require_POST
def read_all(request: PersonRequest) -> HttpResponse:
    """Mark as read all notices up to the newest one the person saw."""
    try:
        until = UUID(request.POST.get("until", ""))
    except ValueError:
        raise NotFound from None
    commands.mark_all_read(actor=request.person.id, until=until, key=form_key(request.POST), now=clock.now())
    messages.success(request, _("All notices are marked as read."))
    return redirect("inbox:notices")
