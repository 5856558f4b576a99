"""The ways in and out: invitations, joining, waiting for approval, leaving."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from worgl.communities import commands, queries
from worgl.communities.errors import AlreadyApplied, AlreadyMember
from worgl.communities.forms import AboutMeForm, AnswersForm, InviteForm
from worgl.communities.pages import MemberRequest, member_page, show_as
from worgl.communities.rules import AGREED_TO, Invitation, InvitationId, InvitationView, Member, MemberState
from worgl.communities.rules.texts import TITLES
from worgl.core import clock, links
from worgl.core.errors import Refusal
from worgl.core.forms import add_refusal, form_key
from worgl.identity.pages import PersonRequest, person_page, signed_in
from worgl.identity.queries import person as person_view


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: MemberRequest) -> HttpResponse:
    """Make an invitation and show its link and picture, once."""
    form = InviteForm(request.POST or None)
    made: Invitation | None = None
    now = clock.now()
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.invite(
                actor=request.member.id,
                uses=form.cleaned_data["uses"],
                days=form.cleaned_data["days"],
                key=form_key(request.POST),
                now=now,
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            form = InviteForm()
    context = {
        "title": _("Invite"),
        "back": reverse("communities:members", args=[request.community.slug]),
        "form": form,
        "invitation": made,
        "address": settings.SITE_URL + made.path if made else "",
        "open": queries.invitations(community=request.community.id, viewer=request.member.id, now=now),
    }
    return render(request, "communities/invite.html", context, status=422 if form.is_bound else 200)


@member_page
@require_POST
def revoke(request: MemberRequest, invitation: UUID) -> HttpResponse:
    """Take an invitation back: its link lets nobody in any more."""
    commands.revoke_invitation(
        actor=request.member.id,
        invitation=InvitationId(invitation),
        key=form_key(request.POST),
        now=clock.now(),
    )
    messages.success(request, _("The link no longer works."))
    return redirect("communities:invite", slug=request.community.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Let whoever has a link in, or put him into the queue."""
    invitation = queries.invitation_by_token(token=token, now=clock.now())
    show_as(request, queries.community(invitation.community))
    who = signed_in(request)
    context: dict[str, object] = {
        "title": _("Join {name}").format(name=invitation.community_name),
        "invitation": invitation,
    }
    if who is None:
        return render(request, "communities/join.html", context)
    questions = () if invitation.direct else queries.questions_of(invitation.community)
    terms = [one for one in queries.texts(invitation.community) if one.kind in AGREED_TO]
    form = AnswersForm(
        request.POST or None,
        initial={"name": person_view(who).name},
        questions=questions,
        terms=max((one.number for one in terms), default=0),
    )
    context["texts"] = [(one.kind, TITLES[one.kind], one.version) for one in terms]
    if request.method == "POST" and form.is_valid():
        try:
            joined = commands.join(
                actor=who,
                token=token,
                name=form.cleaned_data["name"],
                answers=form.answers(),
                agreed=form.agreed(),
                key=form_key(request.POST),
                now=clock.now(),
            )
        except (AlreadyMember, AlreadyApplied):
            return redirect("communities:waiting", slug=invitation.slug)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return _welcome(request, invitation, queries.member(joined))
    return render(request, "communities/join.html", {**context, "form": form}, status=422 if form.is_bound else 200)


def _welcome(request: HttpRequest, invitation: InvitationView, member: Member) -> HttpResponse:
    if member.is_active:
        messages.success(request, _("Welcome to {name}.").format(name=invitation.community_name))
        return redirect(links.href(links.HOME, invitation.slug))
    return redirect("communities:waiting", slug=invitation.slug)


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def about_me(request: MemberRequest) -> HttpResponse:
    """Show and change one's name here and what one can do."""
    member = request.member
    form = AboutMeForm(request.POST or None, initial={"name": member.name, "about": member.about})
    if request.method == "POST" and form.is_valid():
        try:
            commands.present_oneself(
                actor=member.id,
                name=form.cleaned_data["name"],
                about=form.cleaned_data["about"],
                key=form_key(request.POST),
                now=clock.now(),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("communities:member", slug=request.community.slug, code=member.code)
    context = {
        "title": _("About me"),
        "back": reverse("communities:member", args=[request.community.slug, member.code]),
        "form": form,
    }
    return render(request, "communities/about_me.html", context, status=422 if form.is_bound else 200)


@member_page
@require_POST
def dismiss_welcome(request: MemberRequest) -> HttpResponse:
    """Show the first steps no more."""
    commands.dismiss_welcome(actor=request.member.id, key=form_key(request.POST), now=clock.now())
    return redirect(links.href(links.HOME, request.community.slug))


@person_page
@never_cache
@require_safe
def waiting(request: PersonRequest, slug: str) -> HttpResponse:
    """Show an applicant that he waits; lead him in as soon as he need not."""
    place, member = queries.seat(slug=slug, person=request.person.id)
    if member.state != MemberState.APPLIED:
        return redirect(links.href(links.HOME, place.slug))
    return render(request, "communities/waiting.html", {"title": place.name, "place": place})
