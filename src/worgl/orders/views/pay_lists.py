"""Pay lists: a table is sent, looked at with what is wrong in each row, and paid; then what became of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from worgl.communities.pages import MemberRequest, member_page, town_file
from worgl.core import clock
from worgl.core.errors import Refusal
from worgl.core.forms import form_key
from worgl.core.pages import form_methods, send, show, to
from worgl.currency import queries as currencies
from worgl.currency.pages import coin_on
from worgl.orders import commands, queries
from worgl.orders.forms import PayListForm
from worgl.orders.rules.pay_lists import AT_ONCE_MAX, BYTES_MAX, ROWS_MAX, ListMode, ListState, RowState, text_of_file
from worgl.payments.pages.active import active_page

ROWS_SHOWN = 100


@form_methods
@active_page
def new(request: MemberRequest) -> HttpResponse:
    """Ask for a table, as a file or pasted, and lead to what was read."""
    form = PayListForm(initial={"key": str(form_key(request.GET))})
    if request.method == "POST":
        form = PayListForm(request.POST, request.FILES)
    made = send(
        request,
        form,
        lambda key, now: commands.draft_list(
            actor=request.member.id, text=_text(form), file_name=_file_name(form), key=key, now=now
        ),
    )
    if made:
        return redirect(to("orders:pay_list").on(request, pay_list=made.answer))
    decimal_mark = coin_on(request).decimal_mark
    return show(
        request,
        "orders/pay_list_new.html",
        title=_("Pay many at once"),
        back=to("payments:pay"),
        form=form,
        status=made.status,
        example=f"12{decimal_mark}50" if coin_on(request).exponent else "12",
        lists=queries.pay_lists(viewer=request.member.id),
        rows_max=ROWS_MAX,
    )


def _file_name(form: PayListForm) -> str:
    sent = form.cleaned_data["file"]
    return sent.name if sent else ""


def _text(form: PayListForm) -> str:
    """Return the text of what was sent; a file is read no further than the largest that fits."""
    sent: UploadedFile[bytes] | None = form.cleaned_data["file"]
    if sent is None:
        pasted: str = form.cleaned_data["pasted"]
        return pasted
    return text_of_file(sent.read(BYTES_MAX + 1))


@require_safe
@member_page
def one(request: MemberRequest, pay_list: UUID) -> HttpResponse:
    """Show a list: before it is paid what is wrong, afterwards what became of each row."""
    view = queries.pay_list(pay_list=pay_list, viewer=request.member.id)
    wrong_only = request.GET.get("show") == "wrong"
    page = queries.pay_list_rows(
        pay_list=pay_list,
        viewer=request.member.id,
        only=[RowState.WRONG, RowState.REFUSED] if wrong_only else tuple(RowState),
        cursor=request.GET.get("cursor", ""),
        limit=ROWS_SHOWN,
    )
    context: dict[str, object] = {}
    if view.state is ListState.DRAFT:
        balance = currencies.balance(member=request.member.id, viewer=request.member.id, now=clock.now())
        context = {"balance": balance, "is_too_much": view.good_minor > balance.spendable_minor}
    return show(
        request,
        "orders/pay_list.html",
        title=_("Is this right?") if view.state is ListState.DRAFT else _("Pay list"),
        back=to("orders:pay_list_new"),
        context=context,
        list=view,
        page=page,
        wrong_only=wrong_only,
        may_pay=request.member.is_active and view.state is ListState.DRAFT and view.good > 0,
        is_long=view.rows > AT_ONCE_MAX,
    )


@require_safe
@member_page
def progress(request: MemberRequest, pay_list: UUID) -> HttpResponse:
    """Answer the page that waits for a long list: how far it is."""
    view = queries.pay_list(pay_list=pay_list, viewer=request.member.id)
    return render(request, "orders/_pay_list_progress.html", {"list": view})


@require_POST
@active_page
def start(request: MemberRequest, pay_list: UUID) -> HttpResponse:
    """Pay a list, all or nothing or the good rows."""
    own = queries.pay_list(pay_list=pay_list, viewer=request.member.id).id
    mode = ListMode.GOOD if request.POST.get("mode") == ListMode.GOOD.value else ListMode.ALL
    try:
        commands.start_list(
            actor=request.member.id,
            pay_list=own,
            mode=mode,
            key=form_key(request.POST),
            now=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("orders:pay_list", slug=request.community.slug, pay_list=pay_list)


@require_safe
@member_page
def result(request: MemberRequest, pay_list: UUID) -> HttpResponse:
    """Answer every row of a list as CSV."""
    text = queries.pay_list_csv(pay_list=pay_list, viewer=request.member.id)
    return town_file(request, text, what="pay-list")
