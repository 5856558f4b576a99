"""Standing orders: the list, a new one with its next dates before anything is ordered, one with its history."""

from __future__ import annotations

from itertools import islice
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from worgl.communities.pages import MemberRequest, member_page
from worgl.communities.rules import MemberId
from worgl.core import clock
from worgl.core.dates import day_of_year, day_text
from worgl.core.errors import InvalidInput, Refusal
from worgl.core.forms import add_refusal, form_key
from worgl.currency.pages import coin_on
from worgl.currency.queries.policy import local_date
from worgl.orders import commands, queries
from worgl.orders.forms import OrderForm
from worgl.orders.queries import OrderView
from worgl.orders.rules.standing import CatchUp, Plan, Rhythm, coming
from worgl.payments import queries as payments
from worgl.payments.pages.active import active_page
from worgl.payments.rules import Party
from worgl.payments.rules.reasons import standing_reason_of

SHOWN_AHEAD = 5
LINES = 50
_CHANGES = {
    "pause": commands.pause_order,
    "resume": commands.resume_order,
    "skip": commands.skip_next,
    "cancel": commands.cancel_order,
}
_SHORT_MONTH = 28


@require_safe
@member_page
def listed(request: MemberRequest) -> HttpResponse:
    """List the member's own orders, the newest first."""
    page = queries.standing_orders(viewer=request.member.id, cursor=request.GET.get("cursor", ""))
    context = {
        "title": _("Standing orders"),
        "back": reverse("payments:pay", args=[request.community.slug]),
        "page": page,
        "orders": [(order, rhythm_text(order.plan)) for order in page.items],
    }
    return render(request, "orders/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@active_page
def new(request: MemberRequest) -> HttpResponse:
    """Ask for an order, show its next dates, and on confirmation make it."""
    if request.method != "POST":
        asked = {"payee": request.GET.get("to", "")[:80], "memo": request.GET.get("note", "")[:200]}
        first = local_date(clock.now(), request.community.zone).isoformat()
        form = OrderForm(initial={**asked, "first": first, "key": form_key(request.GET)}, coin=coin_on(request))
        return _ask(request, form)
    form = OrderForm(request.POST, coin=coin_on(request))
    payee = _payee(request, form) if form.is_valid() else None
    if payee is None or payee.member is None or "change" in request.POST:
        return _ask(request, form, status=200 if "change" in request.POST and form.is_valid() else 422)
    try:
        if "confirm" in request.POST:
            return _order(request, form, payee.member)
        commands.try_order(actor=request.member.id, wish=_wish(form, payee.member), now=clock.now())
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _ask(request, form, status=refusal.status)
    return _check(request, form, payee)


def _payee(request: MemberRequest, form: OrderForm) -> Party | None:
    """Return the one member who is meant, or say at the field what is wrong."""
    try:
        return payments.payee_named(
            community=request.community.id, viewer=request.member.id, text=form.cleaned_data["payee"]
        )
    except InvalidInput as refusal:
        add_refusal(form, refusal)
        return None


def _wish(form: OrderForm, payee: MemberId) -> commands.Wish:
    asked = form.cleaned_data
    return commands.Wish(payee, form.plan(), asked["memo"], CatchUp(asked["catch_up"]), asked["retry_days"])


def _order(request: MemberRequest, form: OrderForm, payee: MemberId) -> HttpResponse:
    order = commands.make_order(
        actor=request.member.id, wish=_wish(form, payee), key=form_key(request.POST), now=clock.now()
    )
    messages.success(request, _("The standing order is made. You can pause or end it here at any time."))
    return redirect("orders:order", slug=request.community.slug, order=order)


def _check(request: MemberRequest, form: OrderForm, payee: Party) -> HttpResponse:
    plan = form.plan()
    ahead = list(islice(coming(plan, index=0), SHOWN_AHEAD + 1))
    context = {
        "title": _("Is this right?"),
        "payee": payee,
        "form": form,
        "typed": [(name, request.POST.get(name, "")) for name in form.fields if request.POST.get(name)],
        "plan": plan,
        "rhythm": rhythm_text(plan),
        "ahead": ahead[:SHOWN_AHEAD],
        "goes_on": len(ahead) > SHOWN_AHEAD,
    }
    return render(request, "orders/check.html", context)


def _ask(request: MemberRequest, form: OrderForm, *, status: int = 200) -> HttpResponse:
    context = {
        "title": _("New standing order"),
        "back": reverse("orders:orders", args=[request.community.slug]),
        "form": form,
        "people": payments.recent_payees(member=request.member.id),
    }
    return render(request, "orders/new.html", context, status=status)


@require_safe
@member_page
def show(request: MemberRequest, order: UUID) -> HttpResponse:
    """Show one order: what it pays, its next dates, and what became of those that passed."""
    view = queries.standing_order(order=order, viewer=request.member.id)
    page = queries.standing_runs(
        order=order, viewer=request.member.id, cursor=request.GET.get("cursor", ""), limit=LINES
    )
    context = {
        "title": _("Standing order"),
        "back": reverse("orders:orders", args=[request.community.slug]),
        "order": view,
        "rhythm": rhythm_text(view.plan),
        "page": page,
        "runs": [(run, standing_reason_of(run.refusal) if run.refusal else "") for run in page.items],
        "may_change": request.member.is_active and not view.is_over,
    }
    return render(request, "orders/order.html", context)


@require_POST
@active_page
def change(request: MemberRequest, order: UUID, act: str) -> HttpResponse:
    """Pause, resume, cancel an order, or skip its next date."""
    if act not in _CHANGES:
        raise Http404
    own = queries.standing_order(order=order, viewer=request.member.id).id
    try:
        _CHANGES[act](actor=request.member.id, order=own, key=form_key(request.POST), now=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        view = queries.standing_order(order=order, viewer=request.member.id)
        messages.success(request, _said(act, view))
    return redirect("orders:order", slug=request.community.slug, order=order)


def _said(act: str, order: OrderView) -> str:
    said = {
        "pause": _("The order is paused. Nothing is paid until you resume it."),
        "resume": _("The order is active again."),
        "cancel": _("The order has ended. What it paid stays paid."),
    }
    if act in said:
        return said[act]
    if not order.ahead:
        return _("The last date is skipped, so the order has ended.")
    return _("That date is skipped. The next is {day}.").format(day=day_text(order.ahead[0].due))


def rhythm_text(plan: Plan) -> str:
    """Return in words how often an order pays."""
    match plan.rhythm:
        case Rhythm.ONCE:
            return _("Once, on {day}").format(day=day_text(plan.first))
        case Rhythm.WEEK:
            return _("Every week on {weekday}").format(weekday=WEEKDAYS[plan.first.weekday()])
        case Rhythm.MONTH if plan.first.day > _SHORT_MONTH:
            return _("Every month on day {day}, or the last day of a shorter month").format(day=plan.first.day)
        case Rhythm.MONTH:
            return _("Every month on day {day}").format(day=plan.first.day)
        case _:
            return _("Every year on {day}").format(day=day_of_year(plan.first))
