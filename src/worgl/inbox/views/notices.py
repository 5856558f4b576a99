"""The list of notices, and opening one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.later import later
from worgl.core.pages import Act, Frame, act_page, list_page, to
from worgl.identity.pages import PERSON, PersonRequest, person_page
from worgl.inbox import commands, queries


def _own(request: PersonRequest) -> dict[str, object]:
    return {
        "zone": queries.hours(request.person.id).zone,
        "unread": queries.unread(request.person.id),
        "is_later_page": bool(request.GET.get("cursor")),
    }


notices_page = list_page(
    PERSON,
    lambda request, cursor: queries.notices(person=request.person.id, cursor=cursor),
    Frame("inbox/notices.html", _("Notices"), back=lambda _request: "/", more=_own),
)


@person_page
@require_safe
def open_notice(request: PersonRequest, notice: UUID) -> HttpResponse:
    """Lead to what a notice is about, and mark it as read; a look ahead by HEAD does not count as reading."""
    found = queries.notice(notice=notice, person=request.person.id)
    if request.method == "GET" and not found.is_read:
        key, now = IdempotencyKey(f"open {found.id}"), clock.now()
        later(key, lambda: commands.mark_read(actor=request.person.id, notice=found.id, key=key, now=now))
    return redirect(found.path)


read_all = act_page(
    PERSON,
    Act(commands.mark_all_read, to("inbox:notices"), _("All notices are marked as read."), sent=("until",)),
)
