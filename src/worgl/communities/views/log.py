"""The record of what administrators and treasurers did: by who, what and when, on a page and as a table."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from worgl.communities import queries
from worgl.communities.forms import LogForm
from worgl.communities.pages import MemberRequest, admin_page, town_file
from worgl.communities.rules import AuditFilter, MemberId
from worgl.communities.rules.audit import acts_of, audit_csv
from worgl.core.audit import AuditGroup
from worgl.core.links import ADMINISTRATION
from worgl.core.pages import asked_of, query_of, show, to


@admin_page
@require_safe
def log(request: MemberRequest) -> HttpResponse:
    """Show the acts that fit, newest first."""
    form = _form(request)
    asked = _filter(request, form) if form.is_valid() else AuditFilter()
    page = queries.audit_log(
        community=request.community.id,
        viewer=request.member.id,
        asked=asked,
        cursor=request.GET.get("cursor", ""),
    )
    return show(
        request,
        "communities/log.html",
        title=_("Record"),
        back=to(ADMINISTRATION),
        form=form,
        status=200 if form.is_valid() else 422,
        page=page,
        query=query_of(request),
        is_filtered=asked != AuditFilter(),
    )


@admin_page
@require_safe
def log_csv(request: MemberRequest) -> HttpResponse:
    """Give the acts that fit as a table file."""
    form = _form(request)
    if not form.is_valid():
        return redirect(asked_of(request, "communities:log"))
    found = queries.whole_audit_log(
        community=request.community.id, viewer=request.member.id, asked=_filter(request, form)
    )
    return town_file(request, audit_csv(found), what="record")


def _form(request: MemberRequest) -> LogForm:
    actors = queries.who_acted(community=request.community.id, viewer=request.member.id)
    return LogForm(request.GET, actors=actors)


def _filter(request: MemberRequest, form: LogForm) -> AuditFilter:
    given = form.cleaned_data
    return acts_of(
        actor=MemberId(UUID(given["who"])) if given["who"] else None,
        group=AuditGroup(given["what"]) if given["what"] else None,
        first=given["since"],
        last=given["until"],
        zone=request.community.zone,
    )
