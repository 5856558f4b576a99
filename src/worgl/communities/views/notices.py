"""What all members are told: the administrator's page, and putting a notice away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from worgl.communities import commands, queries
from worgl.communities.forms import NoticeForm
from worgl.communities.pages import MemberRequest, admin_page, member_page
from worgl.communities.rules import NoticeId
from worgl.core import clock, links
from worgl.core.errors import Refusal
from worgl.core.forms import add_refusal, form_key


@admin_page
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: MemberRequest) -> HttpResponse:
    """Show what was told, and tell something new."""
    form = NoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _publish(request, form):
        return redirect("communities:notices", slug=request.community.slug)
    context = {
        "title": _("Announcements"),
        "back": links.href(links.ADMINISTRATION, request.community.slug),
        "form": form,
        "page": queries.notices(
            community=request.community.id, viewer=request.member.id, cursor=request.GET.get("cursor", "")
        ),
    }
    return render(request, "communities/notices.html", context, status=422 if form.is_bound else 200)


def _publish(request: MemberRequest, form: NoticeForm) -> bool:
    given = form.cleaned_data
    try:
        commands.publish_notice(
            actor=request.member.id,
            title=given["title"],
            body=given["body"],
            days=given["days"],
            key=form_key(request.POST),
            now=clock.now(),
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return False
    messages.success(request, _("All members read it on their first page."))
    return True


@admin_page
@require_POST
def withdraw(request: MemberRequest, notice: UUID) -> HttpResponse:
    """Show a notice to nobody any more."""
    commands.withdraw_notice(
        actor=request.member.id, notice=NoticeId(notice), key=form_key(request.POST), now=clock.now()
    )
    messages.success(request, _("It is taken back."))
    return redirect("communities:notices", slug=request.community.slug)


@member_page
@require_POST
def dismiss(request: MemberRequest, notice: UUID) -> HttpResponse:
    """Put a notice away for oneself."""
    commands.dismiss_notice(
        actor=request.member.id, notice=NoticeId(notice), key=form_key(request.POST), now=clock.now()
    )
    return redirect(links.href(links.HOME, request.community.slug))
