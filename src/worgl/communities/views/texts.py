"""Terms, privacy and imprint: read by everybody, written by administrators, agreed to by members."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from worgl.communities import commands, queries
from worgl.communities.errors import TermsChanged, TextUnknown
from worgl.communities.forms import AgreeForm, TextForm
from worgl.communities.pages import MemberRequest, admin_page, member_page, show_as
from worgl.communities.rules import AGREED_TO, TextKind
from worgl.communities.rules.texts import TITLES
from worgl.core.links import ADMINISTRATION, HOME, href
from worgl.core.pages import done, run, send, show, to
from worgl.core.prose import prose


@require_safe
def text(request: HttpRequest, slug: str, kind: str, version: int | None = None) -> HttpResponse:
    """Show a text of a community to everybody, also to visitors who have not signed in."""
    if kind not in set(TextKind):
        raise TextUnknown
    place = queries.community_by_slug(slug)
    found = queries.text(community=place.id, kind=TextKind(kind), version=version)
    show_as(request, place)
    context = {
        "title": TITLES[found.kind],
        "kicker": place.name,
        "place": place,
        "text": found,
        "body": prose(found.body),
        "older": range(found.version - 1, 0, -1),
    }
    return render(request, "communities/text.html", context)


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: MemberRequest) -> HttpResponse:
    """Ask members to agree to what is new, and lead them back."""
    town, own = request.community, request.own
    following = _following(request)
    if town.terms_number <= own.agreed_number:
        return redirect(following)
    form = AgreeForm(request.POST or None)
    try:
        agreed = send(
            request,
            form,
            lambda key, now: commands.agree_to_texts(
                actor=own.id, number=form.cleaned_data["number"], key=key, now=now
            ),
            but=(TermsChanged,),
        )
    except TermsChanged as refusal:
        messages.warning(request, str(refusal))
        return redirect(request.get_full_path())
    if agreed:
        return redirect(following)
    asked = [one for one in queries.texts(town.id) if one.kind in AGREED_TO]
    context = {
        "title": _("Please read and agree"),
        "form": form,
        "texts": [(one, TITLES[one.kind], prose(one.body), one.number > own.agreed_number) for one in asked],
        "is_new": own.agreed_number == 0,
    }
    return render(request, "communities/agree.html", context, status=422 if form.is_bound else 200)


def _following(request: MemberRequest) -> str:
    asked = request.GET.get("next", "")
    home = href(HOME, request.community.slug)
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else home


@admin_page
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: MemberRequest, kind: str = "terms") -> HttpResponse:
    """Write a text and publish it as its next version."""
    if kind not in set(TextKind):
        raise TextUnknown
    town, own = request.community, TextKind(kind)
    current = {one.kind: one for one in queries.texts(town.id)}
    form = TextForm(request.POST or None, initial={"body": current[own].body if own in current else ""})
    published = run(request, form, commands.publish_text, actor=request.member.id, kind=own)
    if published:
        said = _("Version {number} is published.").format(number=published.answer)
        return done(request, said, request.path)
    return show(
        request,
        "communities/write_text.html",
        title=_("Terms, privacy, imprint"),
        back=to(ADMINISTRATION),
        form=form,
        kind=own.value,
        kind_title=TITLES[own],
        kinds=[(one.value, TITLES[one], current.get(one)) for one in TextKind],
        current=current.get(own),
        is_agreed_to=own in AGREED_TO,
    )
