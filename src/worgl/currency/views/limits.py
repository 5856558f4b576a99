"""Limits: how far below zero a member may go and how much they may hold, set by the treasurer."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from worgl.communities import queries as communities
from worgl.communities.pages import MemberRequest, treasurer_page
from worgl.communities.queries import Member
from worgl.core import clock, counters
from worgl.core.forms import with_new_form_key
from worgl.core.ids import new_id, read_code
from worgl.core.limits import LETTERS_OF_LIMITS
from worgl.core.money import minor_of, minor_or_none
from worgl.core.pages import done, form_methods, send, show, to
from worgl.currency import commands, queries
from worgl.currency.forms import LimitsForm
from worgl.currency.pages import Initial, coin_on, currency_on, typed_amount
from worgl.currency.rules import Balance, CurrencyKind
from worgl.identity.pages import require_confirmed, write_safety_letter

MEMBERS = 30


@require_safe
@treasurer_page
def find(request: MemberRequest) -> HttpResponse:
    """List members to choose one; the search works without script."""
    text = request.GET.get("q", "").strip()[:80]
    page = communities.members(
        community=request.community.id,
        viewer=request.member.id,
        search=text,
        cursor=request.GET.get("cursor", ""),
        limit=MEMBERS,
    )
    return show(request, "currency/limits.html", title=_("Limits"), back=to("currency:town"), text=text, page=page)


@form_methods
@treasurer_page
def edit(request: MemberRequest, code: str) -> HttpResponse:
    """Show a member's limits and, on POST, set them."""
    member = communities.member_by_code(community=request.community.id, code=read_code(code))
    require_confirmed(request)
    if request.method != "POST":
        balance = queries.balance(member=member.id, viewer=request.member.id, now=clock.now())
        return _ask(request, member, _form(request, initial=_present(request, balance)), balance)
    form = _form(request, data=request.POST)
    sent = send(
        request,
        form,
        lambda key, now: commands.set_limits(
            actor=request.member.id,
            member=member.id,
            credit_minor=minor_of(form.cleaned_data.get("credit", 0)),
            ceiling_minor=minor_or_none(form.cleaned_data["ceiling"]),
            key=key,
            now=now,
        ),
    )
    if sent:
        tell_by_letter(request, "one", _("With your account the limits of a member of {community} were changed."))
        return done(request, _("The limits of {name} are set.").format(name=member.name), request.path)
    if sent.is_refused:
        # A refusal is the answer of its key: what is sent next is a new write.
        form.data = with_new_form_key(request.POST)
    balance = queries.balance(member=member.id, viewer=request.member.id, now=clock.now())
    return _ask(request, member, form, balance, status=sent.status)


def tell_by_letter(request: MemberRequest, act: str, done: str) -> None:
    """Write to whose account changed limits, of each act as often as LETTERS_OF_LIMITS allows; for own rooms.

    Each act is counted by itself, so that a letter about one member does not keep back the one about many.
    """
    if not counters.count_act(LETTERS_OF_LIMITS, f"{request.user.pk} {act}", now=clock.now()):
        write_safety_letter(request, done.format(community=request.community.name))


def _present(request: MemberRequest, balance: Balance) -> dict[str, str]:
    """Return the limits in force as the form shows them."""
    coin = coin_on(request)
    ceiling = balance.ceiling_minor
    return {
        "credit": typed_amount(balance.credit_minor, coin=coin),
        "ceiling": typed_amount(ceiling, coin=coin) if ceiling is not None else "",
        "key": new_id().hex,
    }


def _ask(
    request: MemberRequest, member: Member, form: LimitsForm, balance: Balance, *, status: int = 200
) -> HttpResponse:
    return show(
        request,
        "currency/limits_member.html",
        title=member.name,
        kicker=_("Limits"),
        back=to("currency:limits"),
        form=form,
        status=status,
        of=member,
        balance=balance,
        is_credit=currency_on(request).kind is CurrencyKind.CREDIT,
    )


def _form(request: MemberRequest, *, data: QueryDict | None = None, initial: Initial = None) -> LimitsForm:
    form = LimitsForm(data, initial=initial, coin=coin_on(request))
    if currency_on(request).kind is not CurrencyKind.CREDIT:
        # Only mutual credit lets anybody go below zero.
        del form.fields["credit"]
    return form
