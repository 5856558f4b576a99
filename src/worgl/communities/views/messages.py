"""Conversations of members, blocking, reporting; and what moderators and administrators do with reports.

People write, not shops: whoever acts for a shop writes here as a person.
"""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from worgl.communities import commands, queries
from worgl.communities.forms import MessageForm, ReasonForm, ReportForm
from worgl.communities.pages import MEMBER, MemberRequest, member_page, moderator_page
from worgl.communities.rules import Member
from worgl.core import clock
from worgl.core.errors import NotFound
from worgl.core.forms import form_key
from worgl.core.links import ADMINISTRATION
from worgl.core.pages import Frame, done, form_methods, list_page, run, show, to

chats_page = list_page(
    MEMBER,
    lambda request, cursor: queries.chats(community=request.community.id, viewer=request.own.id, cursor=cursor),
    Frame(
        "communities/chats.html",
        gettext_lazy("Messages"),
        back=to("communities:members"),
        more=lambda request: {"own": request.own},
    ),
)


@member_page
@form_methods
def chat_page(request: MemberRequest, code: str) -> HttpResponse:
    """Show one conversation, and write in it."""
    other = _other(request, code)
    form = MessageForm(request.POST or None)
    written = run(request, form, commands.write_to, actor=request.own.id, member=other.id)
    if written:
        return redirect(to("communities:chat", tail="#end").on(request, code=other.code))
    return _chat(request, other, form, status=written.status)


def _chat(request: MemberRequest, other: Member, form: forms.Form, *, status: int) -> HttpResponse:
    cursor = request.GET.get("cursor", "")
    chat, page = queries.chat(viewer=request.own, other=other, cursor=cursor)
    if chat is not None and chat.side.unread and request.method == "GET":
        commands.see_messages(reader=request.own, other=other, now=clock.now())
        # What the bell knew was counted before.
        request.unread = None
    shown = tuple(reversed(page.items))
    return show(
        request,
        "communities/chat.html",
        title=other.name,
        back=to("communities:chats"),
        form=form,
        status=status,
        other=other,
        own=request.own,
        chat=chat,
        lines=shown,
        older=page.next_cursor,
        is_newest=not cursor,
        after=shown[-1].id if shown else UUID(int=0),
        can_write=request.own.is_active and other.is_active and other.person is not None,
    )


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
    """Block another member, or unblock them."""
    other = _other(request, code)
    is_block = request.POST.get("block") == "yes"
    change = commands.block_member if is_block else commands.unblock_member
    change(actor=request.own.id, member=other.id, key=form_key(request.POST), now=clock.now())
    text = _("Nothing {name} writes reaches you now.") if is_block else _("{name} can write to you again.")
    return done(request, text.format(name=other.name), _to_chat(request, other))


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: MemberRequest, code: str) -> HttpResponse:
    """Report a member, or one message of theirs, with a reason."""
    other = _other(request, code)
    own = _asked_message(request)
    shown = queries.received_message(viewer=request.own, message=own) if own else None
    if own and (shown is None or shown.by != other.person):
        raise NotFound
    form = ReportForm(request.POST or None)
    if own:
        sent = run(request, form, commands.report_message, actor=request.own.id, message=own)
    else:
        sent = run(request, form, commands.report_member, actor=request.own.id, member=other.id)
    if sent:
        return done(request, _("Thank you. An administrator will look at it."), _to_chat(request, other))
    return show(
        request,
        "communities/report.html",
        title=_("Report"),
        back=_to_chat(request, other),
        form=form,
        status=sent.status,
        other=other,
        own=request.own,
        line=shown,
    )


def _to_chat(request: MemberRequest, other: Member) -> str:
    return to("communities:chat").on(request, code=other.code)


def _asked_message(request: MemberRequest) -> UUID | None:
    asked = request.GET.get("message", "")
    try:
        return UUID(asked) if asked else None
    except ValueError:
        raise NotFound from None


def _other(request: MemberRequest, code: str) -> Member:
    """Return another member of the community by their code; oneself is nobody to write to."""
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
    resolved = run(request, form, commands.resolve_report, actor=request.own.id, report=report)
    if resolved:
        said = _("Done. The person who reported it is told that you have looked at it.")
        return done(request, said, to("communities:reports")(request))
    return _reports(request, form=form, refused=report, status=409)


def _reports(
    request: MemberRequest, *, form: forms.Form | None = None, refused: UUID | None = None, status: int = 200
) -> HttpResponse:
    return show(
        request,
        "communities/reports.html",
        title=_("Reports"),
        back=to(ADMINISTRATION),
        status=status,
        reports=queries.reports_waiting(community=request.community.id, viewer=request.own.id),
        reason_form=form,
        refused=refused,
    )
