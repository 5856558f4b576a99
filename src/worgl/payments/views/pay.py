"""Pay: whom, how much, check, done. The first three are read-only; one POST moves the money.

What was typed travels in the address, so that the back button, a reload, or signing in again in the
middle lose nothing. The form's key travels with it: one form pays once, however often it is sent.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from worgl.communities import queries as communities
from worgl.communities.pages import MemberRequest
from worgl.communities.queries import Member
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import KeyReused, NotFound, Refusal
from worgl.core.forms import form_key
from worgl.core.ids import new_id, read_code
from worgl.currency import queries as currencies
from worgl.currency.pages import Initial, coin_on
from worgl.identity.pages import signed_in, to_sign_in
from worgl.payments import commands, queries
from worgl.payments.forms import PayForm
from worgl.payments.views.standing import active_page

FOUND_MAX = 20
RECENT_MAX = 8
TYPED = ("amount", "note")


@require_safe
@active_page
def whom(request: MemberRequest) -> HttpResponse:
    """Search a payee by name or code; people paid lately stand ready."""
    text = request.GET.get("q", "").strip()[:80]
    viewer, community = request.member.id, request.community.id
    found = queries.find_payees(community=community, viewer=viewer, text=text, limit=FOUND_MAX) if text else ()
    context: dict[str, object] = {"text": text, "found": found, "found_max": FOUND_MAX}
    if request.headers.get("HX-Request"):
        response = render(request, "payments/_found.html", context)
    else:
        context |= {
            "title": _("Whom do you pay?"),
            "kicker": _("Step 1 of 3"),
            "recent": queries.recent_payees(member=viewer, limit=RECENT_MAX),
        }
        response = render(request, "payments/whom.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
@active_page
def how_much(request: MemberRequest, code: str) -> HttpResponse:
    """Ask for amount and note; a payment link or the check page's "Change it" fills them in."""
    payee = _payee(request, code)
    typed = {name: request.GET.get(name, "") for name in TYPED}
    form = _form(request, initial={**typed, "key": form_key(request.GET)})
    return _ask(request, payee, form)


@require_http_methods(["GET", "HEAD", "POST"])
@active_page
def check(request: MemberRequest, code: str) -> HttpResponse:
    """Show what a payment would do, and on POST do it."""
    payee = _payee(request, code)
    form = _form(request, data=request.GET)
    if not form.is_valid():
        return _ask(request, payee, form, status=422)
    if request.method == "POST" and form.cleaned_data["key"]:
        return _pay(request, payee, form)
    amount = form.cleaned_data["amount"]
    preview = commands.preview_payment(actor=request.member.id, payee=payee.id, amount_minor=amount, now=clock.now())
    context = {
        "title": _("Is this right?"),
        "kicker": _("Step 3 of 3"),
        "here": "pay",
        "back": _address("payments:pay_member", request, payee),
        "here_again": _address("payments:pay_check", request, payee),
        "payee": payee,
        "note": form.cleaned_data["note"],
        "preview": preview,
        "paid_out": -amount,
    }
    return render(request, "payments/check.html", context, status=preview.refusal.status if preview.refusal else 200)


def _pay(request: MemberRequest, payee: Member, form: PayForm) -> HttpResponse:
    asked = form.cleaned_data
    try:
        receipt = commands.pay(
            actor=request.member.id,
            payee=payee.id,
            amount_minor=asked["amount"],
            memo=asked["note"],
            key=IdempotencyKey(asked["key"]),
            now=clock.now(),
        )
    except KeyReused:
        messages.warning(
            request,
            _(
                "This form has already paid once, with another amount or note. Nothing more was paid. "
                "Confirm below only if you want to pay again."
            ),
        )
        return redirect(_address("payments:pay_check", request, payee, key=new_id().hex))
    except Refusal as refusal:
        form.add_error("note" if refusal.fields.get("field") == "memo" else "amount", str(refusal))
        return _ask(request, payee, form, status=refusal.status)
    return redirect("payments:receipt", slug=request.community.slug, payment=receipt.payment)


def _ask(request: MemberRequest, payee: Member, form: PayForm, *, status: int = 200) -> HttpResponse:
    balance = currencies.balance(member=request.member.id, viewer=request.member.id, now=clock.now())
    context = {
        "title": _("Pay {name}").format(name=payee.name),
        "kicker": _("Step 2 of 3"),
        "here": "pay",
        "back": reverse("payments:pay", args=[request.community.slug]),
        "payee": payee,
        "form": form,
        "balance": balance,
        "is_self": payee.id == request.member.id,
    }
    return render(request, "payments/how_much.html", context, status=status)


def _address(name: str, request: MemberRequest, payee: Member, *, key: str = "") -> str:
    """Return the address of a page of this payment with everything typed so far."""
    typed = {field: request.GET.get(field, "") for field in TYPED}
    query = urlencode({**typed, "key": key or form_key(request.GET)})
    return f"{reverse(name, args=[request.community.slug, payee.code])}?{query}"


def _payee(request: MemberRequest, code: str) -> Member:
    return communities.member_by_code(community=request.community.id, code=read_code(code))


@require_safe
def short_link(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from the link of a QR code to the pay page; asks which town when two of the viewer's have that code."""
    viewer = signed_in(request)
    if viewer is None:
        return to_sign_in(request)
    asked = {name: request.GET[name] for name in TYPED if request.GET.get(name)}
    query = f"?{urlencode(asked)}" if asked else ""
    found = [
        (community, payee, reverse("payments:pay_member", args=[community.slug, payee.code]) + query)
        for community, payee in communities.find_by_code(viewer=viewer, code=code)
    ]
    if not found:
        raise NotFound
    if len(found) == 1:
        return redirect(found[0][2])
    return render(request, "payments/which.html", {"title": _("Whom do you pay?"), "found": found})


def _form(request: MemberRequest, *, data: QueryDict | None = None, initial: Initial = None) -> PayForm:
    return PayForm(data, initial=initial, coin=coin_on(request), label=_("How much?"))
