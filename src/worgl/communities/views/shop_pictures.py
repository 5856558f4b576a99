"""How a shop looks: its keepers choose a picture, or take it away."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from worgl.communities import commands, queries
from worgl.communities.forms import ShopPictureForm
from worgl.communities.pages import MemberRequest, member_page
from worgl.communities.rules import Member
from worgl.communities.views.acting import staff_answer
from worgl.core import clock
from worgl.core.forms import form_key
from worgl.core.limits import PICTURE_MAX
from worgl.core.pages import done, is_too_long, send, to
from worgl.core.pictures import too_heavy


# A body that is too long must not be read, and asking for the token in it would read it. Refusing writes nothing.
@csrf_exempt
@member_page
@require_POST
def show(request: MemberRequest, code: str) -> HttpResponse:
    """Save a picture of a shop."""
    shop = queries.member_by_code(community=request.community.id, code=code)
    if is_too_long(request, most=PICTURE_MAX):
        form = ShopPictureForm({})
        form.fields["picture"].error_messages["required"] = str(too_heavy())
        return staff_answer(request, shop, picture=form, status=413)
    return _save(request, shop)


@csrf_protect
def _save(request: MemberRequest, shop: Member) -> HttpResponse:
    form = ShopPictureForm(request.POST, request.FILES)
    sent = send(
        request,
        form,
        lambda key, now: commands.show_shop_picture(
            actor=request.member.id,
            shop=shop.id,
            content=form.cleaned_data["picture"].read(PICTURE_MAX + 1),
            key=key,
            now=now,
        ),
    )
    if sent:
        return done(request, _("This is how the shop is shown from now on."), to("communities:staff")(request))
    return staff_answer(request, shop, picture=form, status=422)


@member_page
@require_POST
def forget(request: MemberRequest, code: str) -> HttpResponse:
    """Show no picture of a shop any more."""
    shop = queries.member_by_code(community=request.community.id, code=code)
    commands.remove_shop_picture(actor=request.member.id, shop=shop.id, key=form_key(request.POST), now=clock.now())
    return done(request, _("The picture of the shop is removed."), to("communities:staff")(request))
