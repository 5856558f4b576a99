"""What administrators do: the queue, members, roles, size and words of the community, and the record of it all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from worgl.communities import commands, queries
from worgl.communities.errors import MemberUnknown
from worgl.communities.forms import CapForm, ReasonForm, WordsForm
from worgl.communities.pages import MODERATOR, MemberRequest, admin_page, moderator_page
from worgl.communities.rules import Member, MemberId, MemberState, Role
from worgl.communities.views.parts import member_context
from worgl.core import clock
from worgl.core.errors import NotFound, Refusal
from worgl.core.forms import add_refusal, form_key
from worgl.core.pages import Frame, done, list_page, run, send, show, to


def _back(request: MemberRequest) -> str:
    return to("web:admin" if request.member.is_admin else "currency:town")(request)


queue = list_page(
    MODERATOR,
    lambda request, cursor: queries.pending(community=request.community.id, viewer=request.member.id, cursor=cursor),
    Frame("communities/queue.html", gettext_lazy("Who waits to join"), back=_back),
)


ACTS: Mapping[str, tuple[Callable[..., None], str | Promise]] = {
    "approve": (commands.approve, gettext_lazy("{name} is a member now.")),
    "decline": (commands.decline, gettext_lazy("The application of {name} is declined.")),
    "suspend": (commands.suspend, gettext_lazy("The membership of {name} is paused.")),
    "reinstate": (commands.reinstate, gettext_lazy("{name} may act again.")),
}


@moderator_page
@require_POST
def change_member(request: MemberRequest, member: UUID, act: str) -> HttpResponse:
    """Let in, decline, pause or let act again; a refusal is shown at the form.

    The commands say who may do which: moderators answer applications, administrators all.
    """
    if act not in ACTS:
        raise NotFound
    person = _someone(request, member)
    command, said = ACTS[act]
    form = ReasonForm(request.POST)
    sent = run(request, form, command, actor=request.member.id, member=person.id)
    if sent:
        messages.success(request, str(said).format(name=person.name))
        return _after(request, person)
    context = member_context(request, person, refused_act=act, reason_form=form)
    return render(request, "communities/member.html", context, status=409)


def _after(request: MemberRequest, before: Member) -> HttpResponse:
    slug = request.community.slug
    following = request.POST.get("next", "")
    if following.startswith(f"/c/{slug}/admin/") and "//" not in following:
        return redirect(following)
    if before.state == MemberState.APPLIED:
        return redirect("web:admin" if request.member.is_admin else "communities:queue", slug=slug)
    return redirect("communities:member", slug=slug, code=before.code)


@admin_page
@require_POST
def change_role(request: MemberRequest, member: UUID) -> HttpResponse:
    """Give a role or take it back."""
    person = _someone(request, member)
    asked = request.POST.get("role", "")
    if asked not in {role.value for role in Role}:
        raise NotFound
    change = commands.grant_role if request.POST.get("give") == "yes" else commands.revoke_role
    form = ReasonForm(request.POST)
    try:
        change(
            actor=request.member.id,
            member=person.id,
            role=Role(asked),
            key=form_key(request.POST),
            now=clock.now(),
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        context = member_context(request, person, refused_act="role", reason_form=form)
        return render(request, "communities/member.html", context, status=refusal.status)
    messages.success(request, _("Saved."))
    if person.id == request.member.id and asked == Role.ADMIN.value:
        return redirect("communities:members", slug=request.community.slug)
    return redirect("communities:member", slug=request.community.slug, code=person.code)


def _someone(request: MemberRequest, member: UUID) -> Member:
    """Return a member of this community, applicants too; a stranger's id is unknown here."""
    person = queries.member(MemberId(member))
    if person.community != request.community.id:
        raise MemberUnknown
    return person


@admin_page
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: MemberRequest) -> HttpResponse:
    """Show and change the size of the community and its own words."""
    community, sent = request.community, request.POST.get("what", "")
    cap_form = CapForm(request.POST if sent == "cap" else None, initial={"cap": community.cap})
    language = _language(request)
    kept = queries.own_words(community=community.id, viewer=request.member.id, language=language)
    words_form = WordsForm(request.POST if sent == "words" else None, own=kept, language=language)
    if run(request, cap_form, commands.set_cap, actor=request.member.id):
        return done(request, _("Saved."), request.path)
    renamed = send(
        request,
        words_form,
        lambda key, now: commands.rename_words(
            actor=request.member.id, words=words_form.cleaned_data, language=language, key=key, now=now
        ),
    )
    if renamed:
        return done(request, _("Saved."), f"{request.path}?language={language}#words")
    return show(
        request,
        "communities/about.html",
        title=_("Size and words"),
        back=to("web:admin"),
        status=422 if cap_form.is_bound or words_form.is_bound else 200,
        cap_form=cap_form,
        words_form=words_form,
        languages=[("", pgettext("languages", "All")), *settings.LANGUAGES],
        language=language,
    )


def _language(request: MemberRequest) -> str:
    """Return for which readers words are written: those of a language of this site, or "" for all."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else ""
