"""Payment requests: ask, the list of both sides, one request with what each may do, and its link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from worgl.communities.pages import MemberRequest, member_page
from worgl.core import clock
from worgl.core.errors import NotFound, Refusal
from worgl.core.forms import form_key
from worgl.currency.pages import coin_on
from worgl.identity.pages import signed_in, to_sign_in
from worgl.identity.rules import fold
from worgl.payments import queries as payments
from worgl.payments.pages.active import active_page
from worgl.payments.queries import Party
from worgl.requests import commands, queries
from worgl.requests.errors import RequestClosed
from worgl.requests.forms import AskForm, DenyForm
from worgl.requests.pages import request_link
from worgl.requests.rules.requests import RequestId, RequestView, Side

LISTED = 30
CHOICES_MAX = 8
SHORTER_DAYS = (1, 7)
STOP_POLLING = 286
"""The status at which htmx stops asking again."""


def answered_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead who asks for the answer of a form again, after a lost connection, to the request: it shows what became."""

    @wraps(view)
    def page(request: HttpRequest, slug: str, request_id: UUID) -> HttpResponse:
        if request.method != "POST":
            return redirect("requests:request", slug=slug, request_id=request_id)
        return view(request, slug=slug, request_id=request_id)

    return page


@require_safe
@member_page
def listed(request: MemberRequest) -> HttpResponse:
    """List what others ask of me, or what I ask of others."""
    now = clock.now()
    side = Side.BY_ME if request.GET.get("side") == Side.BY_ME else Side.OF_ME
    cursor = request.GET.get("cursor", "")
    page = queries.requests(member=request.member.id, side=side, now=now, cursor=cursor, limit=LISTED)
    context = {
        "title": _("Requests"),
        "back": reverse("payments:home", args=[request.community.slug]),
        "page": page,
        "side": side.value,
        "is_later_page": "cursor" in request.GET,
        "waiting": {each.value: queries.count_waiting(member=request.member, side=each, now=now) for each in Side},
    }
    return render(request, "requests/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@active_page
def ask(request: MemberRequest) -> HttpResponse:
    """Ask for a payment: how much, of whom or of anybody, what for."""
    now = clock.now()
    days = queries.request_days(community=request.community.id, at=now)
    choices = _times(days)
    if request.method != "POST":
        start = {"key": form_key(request.GET), "days": str(days), "whom": request.GET.get("whom", "")}
        return _ask_page(request, AskForm(initial=start, coin=coin_on(request), choices=choices))
    form = AskForm(request.POST, coin=coin_on(request), choices=choices)
    if not form.is_valid():
        return _ask_page(request, form, status=422)
    asked = form.cleaned_data
    whom = _whom(request, asked["whom"])
    if len(whom) != 1 and asked["whom"]:
        form.add_error("whom", _which(whom))
        return _ask_page(request, form, found=whom, status=422)
    try:
        made = commands.request_payment(
            actor=request.member.id,
            payer=whom[0].member if whom else None,
            amount_minor=asked["amount"].minor,
            note=asked["note"],
            days=asked["days"],
            key=form_key(request.POST),
            now=now,
        )
    except Refusal as refusal:
        field = str(refusal.fields.get("field", "whom"))
        form.add_error(field if field in form.fields else None, str(refusal))
        return _ask_page(request, form, status=refusal.status)
    return redirect("requests:request", slug=request.community.slug, request_id=made)


def _times(days: int) -> list[tuple[int, str]]:
    times = [*(shorter for shorter in SHORTER_DAYS if shorter < days), days]
    return [(time, ngettext("{days} day", "{days} days", time).format(days=time)) for time in times]


def _whom(request: MemberRequest, typed: str) -> tuple[Party, ...]:
    """Return whom a typed name or code means: one when it is clear."""
    if not typed.strip():
        return ()
    found = payments.find_payees(
        community=request.community.id, viewer=request.member.id, text=typed, limit=CHOICES_MAX
    )
    plain = fold(typed)
    exact = tuple(each for each in found if plain in {fold(each.name), fold(each.code)})
    return exact if len(exact) == 1 else found


def _which(found: tuple[Party, ...]) -> str:
    if found:
        return _("Several members have a name like this. Choose one below, or type more of the name or the code.")
    return _("Nobody else here is called that. Check the spelling, or leave it empty and send the link.")


def _ask_page(
    request: MemberRequest, form: AskForm, *, found: tuple[Party, ...] = (), status: int = 200
) -> HttpResponse:
    context = {
        "title": _("Ask for a payment"),
        "back": reverse("payments:receive", args=[request.community.slug]),
        "form": form,
        "found": found,
    }
    return render(request, "requests/ask.html", context, status=status)


@require_safe
@member_page
def show(request: MemberRequest, request_id: UUID) -> HttpResponse:
    """Show one request: to whom it goes the preview and the button to pay, to the asker its link and its state."""
    return _page(request, _view(request, request_id))


def _page(
    request: MemberRequest, view: RequestView, *, deny_form: DenyForm | None = None, status: int = 200
) -> HttpResponse:
    now = clock.now()
    may_act = request.member.is_active
    context = {
        "title": _("Payment request"),
        "here": "home" if view.is_mine else "pay",
        "back": reverse("requests:requests", args=[request.community.slug])
        + (f"?side={Side.BY_ME.value}" if view.is_mine else ""),
        "asked": view,
        "link": request_link(view.code),
        "paid_out": -view.amount_minor,
        "preview": (
            commands.preview_request(actor=request.member.id, request=view.id, now=now)
            if view.can_be_paid and may_act
            else None
        ),
        "deny_form": deny_form or DenyForm(),
        "may_remind": may_act and view.can_be_reminded(now),
    }
    return render(request, "requests/request.html", context, status=status)


@require_safe
@member_page
def state(request: MemberRequest, request_id: UUID) -> HttpResponse:
    """Return the state of a request alone; a page that shows it asks again until it is no longer open."""
    view = _view(request, request_id)
    response = render(request, "requests/_state.html", {"asked": view})
    if not view.is_open:
        response.status_code = STOP_POLLING
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@active_page
def pay(request: MemberRequest, request_id: UUID) -> HttpResponse:
    """Pay a request and show the receipt; looked at again, lead to the receipt or back to the request."""
    view = _view(request, request_id)
    if request.method != "POST":
        if view.payment is not None:
            return redirect("payments:receipt", slug=request.community.slug, payment=view.payment)
        return redirect("requests:request", slug=request.community.slug, request_id=view.id)
    try:
        receipt = commands.pay_request(
            actor=request.member.id, request=view.id, key=form_key(request.POST), now=clock.now()
        )
    except RequestClosed as refusal:
        messages.warning(request, str(refusal))
        return redirect("requests:request", slug=request.community.slug, request_id=view.id)
    except Refusal as refusal:
        if refusal.status not in {409, 422}:
            raise
        return _page(request, view, status=refusal.status)
    return redirect("payments:receipt", slug=request.community.slug, payment=receipt.payment)


@require_http_methods(["GET", "HEAD", "POST"])
@answered_again
@active_page
def deny(request: MemberRequest, request_id: UUID) -> HttpResponse:
    """Say no, with a reason."""
    view = _view(request, request_id)
    form = DenyForm(request.POST)
    if not form.is_valid():
        return _page(request, view, deny_form=form, status=422)
    try:
        commands.deny_request(
            actor=request.member.id,
            request=view.id,
            reason=form.cleaned_data["reason"],
            key=form_key(request.POST),
            now=clock.now(),
        )
    except RequestClosed as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("You have said no. {name} is told.").format(name=view.asker.name))
    return redirect("requests:request", slug=request.community.slug, request_id=view.id)


@require_http_methods(["GET", "HEAD", "POST"])
@answered_again
@active_page
def cancel(request: MemberRequest, request_id: UUID) -> HttpResponse:
    """Take a request back."""
    own = RequestId(request_id)
    try:
        commands.cancel_request(actor=request.member.id, request=own, key=form_key(request.POST), now=clock.now())
    except RequestClosed as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The request is taken back."))
    return redirect("requests:request", slug=request.community.slug, request_id=own)


@require_http_methods(["GET", "HEAD", "POST"])
@answered_again
@active_page
def remind(request: MemberRequest, request_id: UUID) -> HttpResponse:
    """Remind the one who was asked."""
    own = RequestId(request_id)
    try:
        commands.remind(actor=request.member.id, request=own, key=form_key(request.POST), now=clock.now())
    except Refusal as refusal:
        if refusal.status != RequestClosed.status:
            raise
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The reminder is on its way."))
    return redirect("requests:request", slug=request.community.slug, request_id=own)


@require_safe
def short_link(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from the link of a request to its page; asks which town when two of the viewer's know the code."""
    viewer = signed_in(request)
    if viewer is None:
        return to_sign_in(request)
    found = [
        (town, reverse("requests:request", args=[town.slug, own]))
        for town, own in queries.find_requests(viewer=viewer, code=code)
    ]
    if not found:
        raise NotFound
    if len(found) == 1:
        return redirect(found[0][1])
    return render(request, "requests/which.html", {"title": _("Which community?"), "found": found})


def _view(request: MemberRequest, request_id: UUID) -> RequestView:
    view = queries.request_view(request=request_id, viewer=request.member.id, now=clock.now())
    if view.community != request.community.id:
        raise NotFound
    return view
