"""Conversations of members, blocking, reporting; and what moderators and administrators do with reports.

People write, not shops: who acts for a shop writes here as himself.
"""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from worgl.communities import commands, queries
from worgl.communities.forms import MessageForm, ReasonForm, ReportForm
from worgl.communities.pages import MemberRequest, member_page, moderator_page
from worgl.communities.rules import Member
from worgl.core import clock, links
from worgl.core.errors import NotFound, Refusal
from worgl.core.forms import add_refusal, form_key


@member_page
@require_safe
def chats_page(request: MemberRequest) -> HttpResponse:
    """Show with whom the member has written, the newest first."""
    slug = request.community.slug
    context = {
        "title": _("Messages"),
        "back": reverse("communities:members", args=[slug]),
        "own": request.own,
        "page": queries.chats(
            community=request.community.id, viewer=request.own.id, cursor=request.GET.get("cursor", "")
        ),
    }
    return render(request, "communities/chats.html", context)


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def chat_page(request: MemberRequest, code: str) -> HttpResponse:
    """Show one conversation, and write in it."""
    other = _other(request, code)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.write_to(
                actor=request.own.id,
                member=other.id,
                text=form.cleaned_data["text"],
                key=form_key(request.POST),
                now=clock.now(),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
            return _chat(request, other, form, status=refusal.status)
        return redirect(reverse("communities:chat", args=[request.community.slug, other.code]) + "#end")
    return _chat(request, other, form, status=422 if form.is_bound else 200)


def _chat(request: MemberRequest, other: Member, form: forms.Form, *, status: int) -> HttpResponse:
    cursor = request.GET.get("cursor", "")
    chat, page = queries.chat(viewer=request.own, other=other, cursor=cursor)
    if chat is not None and chat.side.unread and request.method == "GET":
        commands.see_messages(reader=request.own, other=other, now=clock.now())
        # What the bell knew was counted before.
        request.unread = None
    shown = tuple(reversed(page.items))
    context = {
        "title": other.name,
        "back": reverse("communities:chats", args=[request.community.slug]),
        "other": other,
        "own": request.own,
        "chat": chat,
        "lines": shown,
        "older": page.next_cursor,
        "is_newest": not cursor,
        "after": shown[-1].id if shown else UUID(int=0),
        "form": form,
        "can_write": request.own.is_active and other.is_active and other.person is not None,
    }
    return render(request, "communities/chat.html", context, status=status)


@member_page
@require_safe
def new_lines(request: MemberRequest, code: str) -> HttpResponse:
    """Return what came in since, for a page that stays open."""
    other = _other(request, code)
    try:
        after = UUID(request.GET.get("after", ""))
    except ValueError:
        raise NotFound from None
    lines = queries.new_messages(viewer=request.own, other=other, after=after)
    if lines and request.method == "GET":
        commands.see_messages(reader=request.own, other=other, now=clock.now())
    context = {"other": other, "own": request.own, "lines": lines, "after": lines[-1].id if lines else after}
    return render(request, "communities/_chat_lines.html", context)


@member_page
@require_POST
def change_block(request: MemberRequest, code: str) -> HttpResponse:
    """Block another member, or unblock him."""
    other = _other(request, code)
    is_block = request.POST.get("block") == "yes"
    change = commands.block_member if is_block else commands.unblock_member
    change(actor=request.own.id, member=other.id, key=form_key(request.POST), now=clock.now())
    text = _("Nothing {name} writes reaches you now.") if is_block else _("{name} can write to you again.")
    messages.success(request, text.format(name=other.name))
    return redirect("communities:chat", slug=request.community.slug, code=other.code)


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: MemberRequest, code: str) -> HttpResponse:
    """Report a member, or one message of his, with a reason."""
    other = _other(request, code)
    own = _asked_message(request)
    shown = queries.received_message(viewer=request.own, message=own) if own else None
    if own and (shown is None or shown.by != other.person):
        raise NotFound
    form = ReportForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            _report(request, other, own, form.cleaned_data["reason"])
        except Refusal as refusal:
            add_refusal(form, refusal)
            status = refusal.status
        else:
            messages.success(request, _("Thank you. An administrator will look at it."))
            return redirect("communities:chat", slug=request.community.slug, code=other.code)
    context = {
        "title": _("Report"),
        "back": reverse("communities:chat", args=[request.community.slug, other.code]),
        "other": other,
        "own": request.own,
        "line": shown,
        "form": form,
    }
    return render(request, "communities/report.html", context, status=status)


def _asked_message(request: MemberRequest) -> UUID | None:
    asked = request.GET.get("message", "")
    try:
        return UUID(asked) if asked else None
    except ValueError:
        raise NotFound from None


def _report(request: MemberRequest, other: Member, message: UUID | None, reason: str) -> None:
    actor, key, now = request.own.id, form_key(request.POST), clock.now()
    if message is None:
        commands.report_member(actor=actor, member=other.id, reason=reason, key=key, now=now)
    else:
        commands.report_message(actor=actor, message=message, reason=reason, key=key, now=now)


def _other(request: MemberRequest, code: str) -> Member:
    """Return another member of the community by his code; oneself is nobody to write to."""
    return queries.chat_partner(viewer=request.own, mark=code)


@moderator_page
@require_safe
def reports_page(request: MemberRequest) -> HttpResponse:
    """Show what members have reported and nobody has looked at yet."""
    return _reports(request)


@moderator_page
@require_POST
def resolve(request: MemberRequest, report: UUID) -> HttpResponse:
    """Note that the administrator has looked at a report."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            commands.resolve_report(
                actor=request.own.id,
                report=report,
                reason=form.cleaned_data["reason"],
                key=form_key(request.POST),
                now=clock.now(),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Done. The person who reported it is told that you have looked at it."))
            return redirect("communities:reports", slug=request.community.slug)
    return _reports(request, form=form, refused=report, status=409)


def _reports(
    request: MemberRequest, *, form: forms.Form | None = None, refused: UUID | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "title": _("Reports"),
        "back": links.href(links.ADMINISTRATION, request.community.slug),
        "reports": queries.reports_waiting(community=request.community.id, viewer=request.own.id),
        "reason_form": form,
        "refused": refused,
    }
    return render(request, "communities/reports.html", context, status=status)
