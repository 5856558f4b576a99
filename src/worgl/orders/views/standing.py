"""Standing orders: the list, a new one with its next dates before anything is ordered, one with its history."""

from __future__ import annotations

from itertools import islice
from uuid import UUID

from django.http import HttpResponse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from worgl.communities.pages import MemberRequest, member_page
from worgl.communities.rules import MemberId
from worgl.core import clock
from worgl.core.dates import day_of_year, day_text
from worgl.core.errors import InvalidInput, Refusal
from worgl.core.forms import add_refusal, form_key
from worgl.core.pages import Act, acts_with_said_refusals, done, form_methods, part_of, show, to
from worgl.currency.pages import coin_on
from worgl.currency.queries.policy import local_date
from worgl.orders import commands, queries
from worgl.orders.forms import OrderForm
from worgl.orders.rules.standing import CatchUp, Plan, Rhythm, coming
from worgl.payments import queries as payments
from worgl.payments.pages.active import ACTIVE, active_page
from worgl.payments.rules import Party
from worgl.payments.rules.reasons import standing_reason_of

SHOWN_AHEAD = 5
LINES = 50
_SHORT_MONTH = 28


@require_safe
@member_page
def listed(request: MemberRequest) -> HttpResponse:
    """List the member's own orders, the newest first."""
    page = queries.standing_orders(viewer=request.member.id, cursor=request.GET.get("cursor", ""))
    orders = [(order, rhythm_text(order.plan)) for order in page.items]
    title = _("Standing orders")
    return show(request, "orders/list.html", title=title, back=to("payments:pay"), page=page, orders=orders)


@form_methods
@active_page
def new(request: MemberRequest) -> HttpResponse:
    """Ask for an order, show its next dates, and on confirmation make it."""
    if request.method != "POST":
        asked = {"payee": request.GET.get("to", "")[:80], "note": request.GET.get("note", "")[:200]}
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
        commands.try_order(actor=request.member.id, wish=_terms(form, payee.member), now=clock.now())
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


def _terms(form: OrderForm, payee: MemberId) -> commands.OrderTerms:
    asked = form.cleaned_data
    return commands.OrderTerms(payee, form.plan(), asked["note"], CatchUp(asked["catch_up"]), asked["retry_days"])


def _order(request: MemberRequest, form: OrderForm, payee: MemberId) -> HttpResponse:
    order = commands.make_order(
        actor=request.member.id, wish=_terms(form, payee), key=form_key(request.POST), now=clock.now()
    )
    said = _("The standing order is made. You can pause or end it here at any time.")
    return done(request, said, to("orders:order").on(request, order=order))


def _check(request: MemberRequest, form: OrderForm, payee: Party) -> HttpResponse:
    plan = form.plan()
    ahead = list(islice(coming(plan, index=0), SHOWN_AHEAD + 1))
    return show(
        request,
        "orders/check.html",
        title=_("Is this right?"),
        context={"form": form},
        payee=payee,
        typed=[(name, request.POST.get(name, "")) for name in form.fields if request.POST.get(name)],
        plan=plan,
        rhythm=rhythm_text(plan),
        ahead=ahead[:SHOWN_AHEAD],
        goes_on=len(ahead) > SHOWN_AHEAD,
    )


def _ask(request: MemberRequest, form: OrderForm, *, status: int = 200) -> HttpResponse:
    return show(
        request,
        "orders/new.html",
        title=_("New standing order"),
        back=to("orders:orders"),
        form=form,
        status=status,
        people=payments.recent_payees(member=request.member.id),
    )


@require_safe
@member_page
def one(request: MemberRequest, order: UUID) -> HttpResponse:
    """Show one order: what it pays, its next dates, and what became of those that passed."""
    view = queries.standing_order(order=order, viewer=request.member.id)
    page = queries.standing_runs(
        order=order, viewer=request.member.id, cursor=request.GET.get("cursor", ""), limit=LINES
    )
    return show(
        request,
        "orders/order.html",
        title=_("Standing order"),
        back=to("orders:orders"),
        order=view,
        rhythm=rhythm_text(view.plan),
        page=page,
        runs=[(run, standing_reason_of(run.refusal) if run.refusal else "") for run in page.items],
        may_change=request.member.is_active and not view.is_over,
    )


def _skipped(request: MemberRequest, _day: object) -> str:
    order = part_of(request, "order")
    assert isinstance(order, UUID)
    ahead = queries.standing_order(order=order, viewer=request.member.id).ahead
    if not ahead:
        return _("The last date is skipped, so the order has ended.")
    return _("That date is skipped. The next is {day}.").format(day=day_text(ahead[0].due))


ORDER = to("orders:order")
change = acts_with_said_refusals(
    ACTIVE,
    {
        "pause": Act(
            commands.pause_order, ORDER, gettext_lazy("The order is paused. Nothing is paid until you resume it.")
        ),
        "resume": Act(commands.resume_order, ORDER, gettext_lazy("The order is active again.")),
        "skip": Act(commands.skip_next, ORDER, _skipped),
        "cancel": Act(commands.cancel_order, ORDER, gettext_lazy("The order has ended. What it paid stays paid.")),
    },
)


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
