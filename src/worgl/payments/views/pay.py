"""Pay: whom, how much, check, done. The first three are read-only; one POST moves the money.

What was typed lies in a signed cookie (`core.drafts`), so that the back button, a reload, or signing in
again in the middle lose nothing and no amount or note stands in an address. Only the form's key does:
one form pays once, however often it is sent.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
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
from worgl.core.domains import pieces
from worgl.core.drafts import TYPED_MAX, Draft, Drafts, SeeOther, with_new_key
from worgl.core.errors import KeyReused, NotFound, Refusal
from worgl.core.forms import KEY_FIELD, SAID_BEFORE, form_key, said_of_reused
from worgl.core.ids import read_code
from worgl.currency import queries as currencies
from worgl.currency.pages import Initial, coin_on
from worgl.identity.pages import signed_in, to_sign_in
from worgl.payments import commands, queries
from worgl.payments.errors import PayeeGone
from worgl.payments.forms import PayForm
from worgl.payments.pages import TYPED as TYPED_ELSE
from worgl.payments.pages import WAYS_TO_PAY
from worgl.payments.pages.active import active_page
from worgl.payments.rules import PaymentId, payment_id

FOUND_MAX = 20
RECENT_MAX = 8
TYPED = ("amount", "note")
DRAFTS = Drafts("worgl_pay")


@require_safe
@active_page
def whom(request: MemberRequest) -> HttpResponse:
    """Search a payee by name or code; people paid lately stand ready."""
    text = request.GET.get("q", "").strip()[:80]
    viewer, community = request.member.id, request.community.id
    found = queries.find_payees(community=community, viewer=viewer, text=text, limit=FOUND_MAX) if text else ()
    others = pieces(TYPED_ELSE, request, text) if text else ()
    context: dict[str, object] = {"text": text, "found": found, "found_max": FOUND_MAX, "others": others}
    if request.headers.get("HX-Request"):
        response = render(request, "payments/_found.html", context)
    else:
        context |= {
            "title": _("Whom do you pay?"),
            "kicker": _("Step 1 of 3"),
            "site": settings.SITE_URL,
            "ways": pieces(WAYS_TO_PAY, request, None),
            "recent": queries.recent_payees(member=viewer, limit=RECENT_MAX),
        }
        response = render(request, "payments/whom.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def how_much(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Ask for amount and note; what is sent is kept, also of somebody whose session has ended meanwhile."""
    if request.method == "POST" and signed_in(request) is None:
        return _typed_while_signed_out(request, slug, code)
    return _how_much(request, slug=slug, code=code)


def _typed_while_signed_out(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Keep what was typed, unchecked, and come back to the form after signing in."""
    typed = {name: request.POST.get(name, "")[:TYPED_MAX] for name in TYPED}
    draft = Draft(form_key(request.POST), read_code(code), "", typed)
    back = reverse("payments:pay_member", args=[slug, draft.about])
    response = redirect_to_login(f"{back}?{urlencode({'key': draft.key})}")
    DRAFTS.keep(request, response, draft, path=_pages(slug))
    return response


@active_page
def _how_much(request: MemberRequest, code: str) -> HttpResponse:
    payee = _payee(request, code)
    if request.method != "POST":
        return _ask(request, payee, _form(request, initial=_typed_before(request, payee)))
    form = _form(request, data=request.POST)
    if not payee.is_active:
        return _ask(request, payee, form, status=PayeeGone.status)
    if not form.is_valid():
        return _ask(request, payee, form, status=422)
    typed = {name: request.POST.get(name, "") for name in TYPED}
    return _to_check(request, payee, Draft(form_key(request.POST), payee.code, _who(request), typed))


def _typed_before(request: MemberRequest, payee: Member) -> dict[str, str]:
    """Return what the form begins with: a draft that is asked for, a payment link's words, the latest draft."""
    draft = _draft(request, payee)
    linked = {name: request.GET.get(name, "") for name in TYPED}
    if draft is None and not any(linked.values()):
        draft = DRAFTS.latest(request, about=payee.code, who=_who(request))
    return {**draft.typed, "key": draft.key} if draft else {**linked, "key": form_key(request.GET)}


@require_http_methods(["GET", "HEAD", "POST"])
@active_page
def check(request: MemberRequest, code: str) -> HttpResponse:
    """Show what a payment would do, and on POST do it."""
    payee = _payee(request, code)
    draft = _draft(request, payee)
    if draft is None:
        return _without_draft(request, payee)
    if request.method != "POST" and (paid := _paid_with(request, draft.key)):
        # The answer was lost on its way: the page asked for again leads to it.
        return redirect("payments:receipt", slug=request.community.slug, payment=paid)
    form = _form(request, data=draft.sent())
    if not form.is_valid():
        return _ask(request, payee, form, status=422)
    if request.method == "POST":
        return _pay(request, payee, draft, form)
    amount = form.cleaned_data["amount"].minor
    preview = commands.preview_payment(actor=request.member.id, payee=payee.id, amount_minor=amount, now=clock.now())
    context = {
        "title": _("Is this right?"),
        "kicker": _("Step 3 of 3"),
        "back": _address("payments:pay_member", request, payee, key=draft.key),
        "here_again": _address("payments:pay_check", request, payee, key=draft.key),
        "payee": payee,
        "note": form.cleaned_data["note"],
        "preview": preview,
        "paid_out": -amount,
    }
    return render(request, "payments/check.html", context, status=preview.refusal.status if preview.refusal else 200)


def _without_draft(request: MemberRequest, payee: Member) -> HttpResponse:
    """Lead to the receipt when this form has paid already, else back to the form, which has grown too old."""
    paid = _paid_with(request, request.GET.get(KEY_FIELD, ""))
    if paid is not None:
        return redirect("payments:receipt", slug=request.community.slug, payment=paid)
    messages.warning(request, _("What you typed is no longer here, and nothing was paid. Please type it again."))
    return redirect("payments:pay_member", slug=request.community.slug, code=payee.code)


def _paid_with(request: MemberRequest, key: str) -> PaymentId | None:
    """Return the payment a form's key has made, None when it has made none."""
    own = payment_id(scope="pay", actor=request.member.id, key=key)
    try:
        return queries.receipt(payment=own, viewer=request.member.id).payment
    except NotFound:
        return None


def _pay(request: MemberRequest, payee: Member, draft: Draft, form: PayForm) -> HttpResponse:
    asked = form.cleaned_data
    try:
        receipt = commands.pay(
            actor=request.member.id,
            payee=payee.id,
            amount_minor=asked["amount"].minor,
            note=asked["note"],
            key=IdempotencyKey(draft.key),
            now=clock.now(),
        )
    except KeyReused as reused:
        done = _(
            "This form has already paid once, with another amount or note. Nothing more was paid. "
            "Confirm below only if you want to pay again."
        )
        messages.warning(request, said_of_reused(reused, done=done))
        return _to_check(request, payee, with_new_key(draft))
    except Refusal as refusal:
        fresh = with_new_key(draft)
        if refusal.is_again:
            # Sent by a page that was answered before: what holds now stands on a page of its own.
            messages.warning(request, SAID_BEFORE.format(refusal=refusal))
            return _to_check(request, payee, fresh)
        form = _form(request, data=fresh.sent())
        form.add_error("note" if refusal.fields.get("field") == "note" else "amount", str(refusal))
        refused = _ask(request, payee, form, status=refusal.status)
        DRAFTS.renew(request, refused, draft, fresh, path=_pages(request.community.slug))
        return refused
    response = redirect("payments:receipt", slug=request.community.slug, payment=receipt.payment)
    DRAFTS.forget(request, response, draft.key, path=_pages(request.community.slug))
    return response


def _ask(request: MemberRequest, payee: Member, form: PayForm, *, status: int = 200) -> HttpResponse:
    balance = currencies.balance(member=request.member.id, viewer=request.member.id, now=clock.now())
    context = {
        "title": _("Pay {name}").format(name=payee.name),
        "kicker": _("Step 2 of 3"),
        "back": reverse("payments:pay", args=[request.community.slug]),
        "payee": payee,
        "form": form,
        "balance": balance,
        "is_self": payee.id == request.member.id,
        "gone": "" if payee.is_active else str(PayeeGone(payee=payee.name, state=payee.state.value)),
    }
    return render(request, "payments/how_much.html", context, status=status)


def _to_check(request: MemberRequest, payee: Member, draft: Draft) -> HttpResponse:
    """Keep a draft and show its check page."""
    response = SeeOther(_address("payments:pay_check", request, payee, key=draft.key))
    DRAFTS.keep(request, response, draft, path=_pages(request.community.slug))
    return response


def _draft(request: MemberRequest, payee: Member) -> Draft | None:
    """Return the draft whose key stands in the address."""
    return DRAFTS.find(request, key=request.GET.get(KEY_FIELD, ""), about=payee.code, who=_who(request))


def _who(request: MemberRequest) -> str:
    return request.member.id.hex


def _pages(slug: str) -> str:
    """Return the path under which the drafts are sent along: the pay pages of this community and no others."""
    return reverse("payments:pay", args=[slug])


def _address(name: str, request: MemberRequest, payee: Member, *, key: str) -> str:
    """Return the address of a page of this payment; of what was typed it holds nothing."""
    return f"{reverse(name, args=[request.community.slug, payee.code])}?{urlencode({KEY_FIELD: key})}"


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
