"""How a community is shown: the page where it is chosen, and style, pictures and manifest as browsers ask for them.

What browsers ask for is no secret and the same for everybody: it is sent without looking who asks, and kept by its
address, which changes with every look.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from worgl.communities import commands, queries
from worgl.communities.forms import LookForm
from worgl.communities.pages import MemberRequest, admin_page
from worgl.communities.rules import LookKind
from worgl.core.colours import palette, style_of
from worgl.core.commands import KEY_MAX, IdempotencyKey
from worgl.core.errors import NotFound, PictureRefused
from worgl.core.limits import PICTURE_MAX
from worgl.core.pages import done, is_too_long, send, show, to
from worgl.core.pictures import too_heavy

KEPT = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
ASKED_AGAIN = {"Cache-Control": "public, max-age=300", "X-Content-Type-Options": "nosniff"}
USUAL = "#17634a"
"""The colour of app.css, where a browser's own choice of colours begins."""


# A body that is too long must not be read, and asking for the token in it would read it. Refusing writes nothing.
@csrf_exempt
@admin_page
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: MemberRequest) -> HttpResponse:
    """Show how the community is shown, and change it."""
    if is_too_long(request, most=2 * PICTURE_MAX):
        form = LookForm({"name": request.community.name})
        form.add_error("logo", str(too_heavy()))
        return _page(request, form, status=413)
    return _shown_or_saved(request)


@csrf_protect
def _shown_or_saved(request: MemberRequest) -> HttpResponse:
    town = request.community
    if request.method != "POST":
        shown = {"name": town.name, "colour": town.colour or USUAL, "usual": not town.colour}
        return _page(request, LookForm(initial=shown))
    form = LookForm(request.POST, request.FILES)
    sent = send(request, form, lambda key, now: _save(request, form, key=key, now=now))
    if sent and form.is_valid():
        return done(request, _("This is how the community is shown from now on."), request.path)
    return _page(request, form, status=422)


def _save(request: MemberRequest, form: LookForm, *, key: IdempotencyKey, now: datetime) -> None:
    """Save what is others than before; each is a command of its own with a key of its own."""
    town, given, actor = request.community, form.cleaned_data, request.member.id
    sent = key[: KEY_MAX - 5]
    if given["name"] != town.name:
        commands.rename_community(actor=actor, name=given["name"], key=IdempotencyKey(sent), now=now)
    colour = "" if given["usual"] else given["colour"]
    if colour != town.colour:
        commands.set_colour(actor=actor, colour=colour, key=IdempotencyKey(sent), now=now)
    for name, choose, remove in (
        ("logo", commands.show_logo, commands.remove_logo),
        ("icon", commands.show_icon, commands.remove_icon),
    ):
        own = IdempotencyKey(f"{sent}:{name}")
        if given[name]:
            try:
                choose(actor=actor, content=given[name].read(PICTURE_MAX + 1), key=own, now=now)
            except PictureRefused as refusal:
                form.add_error(name, str(refusal))
        elif given[f"no_{name}"]:
            remove(actor=actor, key=own, now=now)


def _page(request: MemberRequest, form: LookForm, *, status: int = 200) -> HttpResponse:
    town = request.community
    return show(
        request,
        "communities/look.html",
        title=_("Name and look"),
        back=to("web:admin"),
        form=form,
        status=status,
        is_adjusted=bool(town.colour) and palette(town.colour).is_adjusted,
    )


@require_safe
def style(request: HttpRequest, slug: str, mark: str) -> HttpResponse:
    """Give a community's style sheet."""
    town = queries.community_by_slug(slug)
    headers = KEPT if mark == town.look else ASKED_AGAIN
    return HttpResponse(style_of(town.colour), content_type="text/css; charset=utf-8", headers=headers)


@require_safe
def picture(request: HttpRequest, slug: str, kind: str, mark: str) -> HttpResponse:
    """Give a community's logo or icon; `mark` is the beginning of the digest of what is shown."""
    if kind not in set(LookKind):
        raise NotFound
    town = queries.community_by_slug(slug)
    content = queries.look_picture(community=town.id, kind=LookKind(kind))
    shown = town.logo if kind == LookKind.LOGO else town.icon
    return HttpResponse(content, content_type="image/png", headers=KEPT if shown.startswith(mark) else ASKED_AGAIN)
