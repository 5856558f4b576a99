"""For whom one acts: the one place to switch, shops of one's own, and who acts for a shop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from worgl.communities import commands, queries
from worgl.communities.errors import NotAMember
from worgl.communities.forms import ShopForm, ShopPictureForm, StaffForm
from worgl.communities.pages import ONESELF, MemberRequest, choose, chosen, member_meant, member_page
from worgl.communities.rules import Acting, Capacity, Member, MemberId
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.domains import entrances
from worgl.core.forms import form_key
from worgl.core.links import HOME, href
from worgl.core.pages import Act, Frame, act_page, done, form_methods, form_page, send, show, to
from worgl.identity.pages import PersonRequest, person_page

CAPACITIES: Mapping[Capacity, str | Promise] = {
    Capacity.SELF: gettext_lazy("yourself"),
    Capacity.KEEPER: gettext_lazy("in everything"),
    Capacity.TILL: gettext_lazy("at the till only"),
}


@person_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def acting(request: PersonRequest) -> HttpResponse:
    """Show for whom one can act, in all one's communities, and on POST switch."""
    choices = queries.acting_choices(request.person.id)
    if request.method == "POST":
        return _switch(request, choices)
    kept = chosen(request)
    context = {
        "title": _("You act as"),
        "back": "/",
        "choices": [(own, CAPACITIES[own.capacity], _is_chosen(own, kept, choices)) for own in choices],
        "communities": {own.community.id: own.community for own in choices}.values(),
    }
    return render(request, "communities/acting.html", context)


def _is_chosen(own: Acting, kept: Mapping[str, str], choices: tuple[Acting, ...]) -> bool:
    asked = kept.get(own.community.id.hex)
    same_town = (other for other in choices if other.community.id == own.community.id)
    may_still = any(other.member.id.hex == asked for other in same_town)
    return own.member.id.hex == asked if may_still else own.capacity is Capacity.SELF


def _switch(request: PersonRequest, choices: tuple[Acting, ...]) -> HttpResponse:
    asked = request.POST.get("member", "")
    found = next((own for own in choices if str(own.member.id) == asked), None)
    if found is None:
        raise NotAMember
    choose(request, community=found.community, member=found.member, is_self=found.capacity is Capacity.SELF)
    if found.capacity is Capacity.TILL:
        messages.success(request, _("You act for {name} at the till.").format(name=found.member.name))
        return redirect(entrances()[found.capacity.value], slug=found.community.slug)
    messages.success(request, _("You act as {name} now.").format(name=found.member.name))
    return redirect(href(HOME, found.community.slug))


def _opened(_request: MemberRequest, shop: MemberId) -> str:
    if queries.member(shop).is_active:
        return _("The shop is open. Choose it here to act for it.")
    return _("An administrator will look at it. Then you can act for it here.")


open_shop = form_page(
    ONESELF,
    commands.open_shop,
    lambda _request, sent: ShopForm(sent),
    Frame("communities/open_shop.html", gettext_lazy("Open a shop"), back=to("communities:acting")),
    said=_opened,
    then=to("communities:acting"),
)


@member_page
@form_methods
def staff(request: MemberRequest, code: str) -> HttpResponse:
    """Show who acts for a shop, and name somebody."""
    shop = queries.member_by_code(community=request.community.id, code=code)
    form = StaffForm(request.POST or None)
    said = send(request, form, lambda key, now: _name(request, shop, form.cleaned_data, key=key, now=now))
    if said:
        return done(request, said.answer, to("communities:staff")(request))
    return staff_answer(request, shop, form=form, status=422 if form.is_bound else 200)


def staff_answer(
    request: MemberRequest,
    shop: Member,
    *,
    form: StaffForm | None = None,
    picture: ShopPictureForm | None = None,
    status: int = 422,
) -> HttpResponse:
    """Show who acts for a shop and how it looks, to those with a say in it; a form sent is shown with its faults."""
    found = queries.staff_of(shop=shop.id, viewer=request.member.id)
    return show(
        request,
        "communities/staff.html",
        title=_("Who acts for {name}").format(name=shop.name),
        back=to("communities:member"),
        status=status,
        shop=shop,
        form=form or StaffForm(),
        picture_form=picture or ShopPictureForm(),
        staff=[(one, CAPACITIES[one.capacity]) for one in found],
        wishes=[
            (one, CAPACITIES[one.capacity], queries.can_agree(one, viewer=request.own), one.by.id == request.own.id)
            for one in queries.wishes_for(shop=shop.id, viewer=request.member.id)
        ],
    )


def _name(request: MemberRequest, shop: Member, given: Mapping[str, str], *, key: IdempotencyKey, now: datetime) -> str:
    """Let somebody act for a shop, and return what to say about it."""
    person = member_meant(request, given["member"], field="member")
    naming = commands.name_staff(
        actor=_hand(request, shop),
        shop=shop.id,
        member=person.id,
        capacity=Capacity(given["capacity"]),
        key=key,
        now=now,
    )
    if naming.waits:
        said = _("Asked. {name} may act for the shop once a keeper or another administrator says yes.")
    else:
        said = _("{name} may act for the shop now.")
    return said.format(name=person.name)


def _hand(request: MemberRequest, shop: Member) -> MemberId:
    """Return who decides for a shop: the person, also while acting as the shop, so that the record names them."""
    return request.own.id if request.member.id == shop.id else request.member.id


@member_page
@require_POST
def end_staff(request: MemberRequest, code: str, staff: UUID) -> HttpResponse:
    """End that somebody acts for a shop."""
    shop = queries.member_by_code(community=request.community.id, code=code)
    commands.end_staff(actor=_hand(request, shop), staff=staff, key=form_key(request.POST), now=clock.now())
    messages.success(request, _("This person does not act for the shop any more."))
    if queries.capacity_for(member=request.own.id, shop=shop.id) is None and not request.own.is_admin:
        return redirect("communities:member", slug=request.community.slug, code=code)
    return redirect("communities:staff", slug=request.community.slug, code=code)


agree = act_page(
    ONESELF,
    Act(commands.agree_to_staff, to("communities:staff"), gettext_lazy("Agreed. It is in the record.")),
)
refuse = act_page(ONESELF, Act(commands.refuse_staff, to("communities:staff"), gettext_lazy("Nothing has changed.")))
