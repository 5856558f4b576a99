"""The ways in and out: invitations, joining, waiting for approval, leaving."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from worgl.communities import commands, queries
from worgl.communities.errors import AlreadyApplied, AlreadyMember
from worgl.communities.forms import AboutMeForm, AnswersForm, InviteForm
from worgl.communities.pages import MEMBER, MemberRequest, member_page, show_as
from worgl.communities.rules import AGREED_TO, InvitationView, Member, MemberState
from worgl.communities.rules.texts import TITLES
from worgl.core import clock
from worgl.core.links import HOME, href
from worgl.core.pages import Act, Frame, act_page, form_methods, form_page, run, send, show, to
from worgl.identity.pages import PersonRequest, person_page, signed_in
from worgl.identity.queries import person as person_view


@member_page
@never_cache
@form_methods
def invite(request: MemberRequest) -> HttpResponse:
    """Make an invitation and show its link and picture, once."""
    form = InviteForm(request.POST or None)
    made = run(request, form, commands.invite, actor=request.member.id)
    return show(
        request,
        "communities/invite.html",
        title=_("Invite"),
        back=to("communities:members"),
        form=InviteForm() if made else form,
        invitation=made.answer if made else None,
        address=settings.SITE_URL + made.answer.path if made else "",
        open=queries.invitations(community=request.community.id, viewer=request.member.id, now=clock.now()),
    )


revoke = act_page(
    MEMBER, Act(commands.revoke_invitation, to("communities:invite"), gettext_lazy("The link no longer works."))
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Let whoever has a link in, or put them into the queue."""
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
    try:
        joined = send(
            request,
            form,
            lambda key, now: commands.join(
                actor=who,
                token=token,
                name=form.cleaned_data["name"],
                answers=form.answers(),
                agreed=form.agreed(),
                key=key,
                now=now,
            ),
            but=(AlreadyMember, AlreadyApplied),
        )
    except (AlreadyMember, AlreadyApplied):
        return redirect("communities:waiting", slug=invitation.slug)
    if joined:
        return _welcome(request, invitation, queries.member(joined.answer))
    return render(request, "communities/join.html", {**context, "form": form}, status=422 if form.is_bound else 200)


def _welcome(request: HttpRequest, invitation: InvitationView, member: Member) -> HttpResponse:
    if member.is_active:
        messages.success(request, _("Welcome to {name}.").format(name=invitation.community_name))
        return redirect(href(HOME, invitation.slug))
    return redirect("communities:waiting", slug=invitation.slug)


def _own_card(request: MemberRequest, _answer: object = None) -> str:
    return to("communities:member").on(request, code=request.member.code)


about_me = form_page(
    MEMBER,
    commands.present_oneself,
    lambda request, sent: AboutMeForm(sent, initial={"name": request.member.name, "about": request.member.about}),
    Frame("communities/about_me.html", gettext_lazy("About me"), back=_own_card),
    said=gettext_lazy("Saved."),
    then=_own_card,
)
dismiss_welcome = act_page(MEMBER, Act(commands.dismiss_welcome, to(HOME)))


@person_page
@never_cache
@require_safe
def waiting(request: PersonRequest, slug: str) -> HttpResponse:
    """Show applicants that they wait; lead them in as soon as they need not."""
    place, member = queries.seat(slug=slug, person=request.person.id)
    if member.state != MemberState.APPLIED:
        return redirect(href(HOME, place.slug))
    return render(request, "communities/waiting.html", {"title": place.name, "place": place})
