"""Bringing in members and balances: hand a table in, see what it would bring, bring it in, hand out the links."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from worgl.communities import commands as communities
from worgl.communities.pages import MemberRequest, admin_page, town_file
from worgl.core import clock
from worgl.core.downloads import table_of
from worgl.core.forms import form_key
from worgl.core.links import ADMINISTRATION
from worgl.core.pages import form_methods, send, show, to
from worgl.core.sheets import safe_cell
from worgl.currency import commands, queries
from worgl.currency.errors import PlacesLacking
from worgl.currency.forms import LinksForm, TableForm
from worgl.currency.rules import tables

SHOWN_FAULTS = 100
LAYOUTS = {"own": "worgl", "cyclos": "Cyclos", "komunitin": "Komunitin"}


@admin_page
@form_methods
def hand_in(request: MemberRequest) -> HttpResponse:
    """Ask for a table, and show those handed in before."""
    form = TableForm(request.POST or None, request.FILES or None)
    table = send(
        request,
        form,
        lambda key, now: commands.check_member_import(
            actor=request.member.id,
            content=form.cleaned_data["table"].read().decode("latin-1"),
            file_name=form.cleaned_data["table"].name,
            key=key,
            now=now,
        ),
    )
    if table:
        return redirect(to("currency:arrivals").on(request, arrivals=table.answer))
    return show(
        request,
        "currency/hand_in.html",
        title=_("Bring in members"),
        back=to(ADMINISTRATION),
        form=form,
        tables=queries.member_imports(community=request.community.id, viewer=request.member.id),
    )


@admin_page
@form_methods
def member_import(request: MemberRequest, arrivals: UUID) -> HttpResponse:
    """Show what a table would bring and how far it is; on POST bring it in."""
    if request.method != "POST":
        return _show(request, arrivals)
    try:
        commands.start_member_import(
            actor=request.member.id,
            arrivals=arrivals,
            only_whole=request.POST.get("how") != "good",
            raise_cap=request.POST.get("raise_cap") == "yes",
            key=form_key(request.POST),
            now=clock.now(),
        )
    except PlacesLacking as lacking:
        return _show(request, arrivals, lacking=lacking)
    return redirect("currency:arrivals", slug=request.community.slug, arrivals=arrivals)


def _show(request: MemberRequest, arrivals: UUID, *, lacking: PlacesLacking | None = None) -> HttpResponse:
    table = queries.member_import(
        community=request.community.id, viewer=request.member.id, arrivals=arrivals, now=clock.now()
    )
    return show(
        request,
        "currency/arrivals.html",
        title=table.file_name or _("Table"),
        back=to("currency:hand_in"),
        status=lacking.status if lacking else 200,
        table=table,
        layout=LAYOUTS[table.layout.value],
        faults=table.report.faults[:SHOWN_FAULTS] if table.report else (),
        links_form=LinksForm(),
        letters=_letters(request, table),
        lacking=str(lacking or ""),
    )


@admin_page
@require_safe
def faults_csv(request: MemberRequest, arrivals: UUID) -> HttpResponse:
    """Give the faulty rows of a table with what is wrong with each."""
    table = queries.member_import(
        community=request.community.id, viewer=request.member.id, arrivals=arrivals, now=clock.now()
    )
    faults = table.report.faults if table.report else ()
    return town_file(request, tables.faults_csv(faults), what="faults")


@admin_page
@require_POST
def links(request: MemberRequest, arrivals: UUID) -> HttpResponse:
    """Make a personal link for everybody who came with a table and give them as a table to send out."""
    form = LinksForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose for how many days the links are valid."))
        return redirect("currency:arrivals", slug=request.community.slug, arrivals=arrivals)
    came = list(queries.members_brought_in(community=request.community.id, viewer=request.member.id, arrivals=arrivals))
    made = communities.hand_over(
        actor=request.member.id,
        members=[one.member.id for one in came],
        days=form.cleaned_data["days"],
        key=form_key(request.POST),
        now=clock.now(),
    )
    paths = {each.member: settings.SITE_URL + each.path for each in made}
    rows = [
        (*map(safe_cell, (one.member.name, one.member.code, one.foreign_id, one.email)), paths[one.member.id])
        for one in came
        if one.member.id in paths
    ]
    return town_file(request, table_of([("name", "code", "old_code", "email", "link"), *rows]), what="links")


@admin_page
@form_methods
def letters(request: MemberRequest, arrivals: UUID) -> HttpResponse:
    """Ask whether to send everybody their link by e-mail and show how far that is; on POST send, or stop."""
    form = LinksForm(request.POST if request.method == "POST" and "stop" not in request.POST else None)
    if request.method == "POST" and "stop" in request.POST:
        commands.stop_links(actor=request.member.id, arrivals=arrivals, key=form_key(request.POST), now=clock.now())
        return redirect(request.path)
    if request.method == "POST" and form.is_valid():
        commands.send_links(
            actor=request.member.id,
            arrivals=arrivals,
            days=form.cleaned_data["days"],
            language=get_language() or settings.LANGUAGE_CODE,
            key=form_key(request.POST),
            now=clock.now(),
        )
        return redirect(request.path)
    return show(
        request,
        "currency/arrival_letters.html",
        title=_("E-mails with the links"),
        back=to("currency:arrivals"),
        form=form,
        letters=queries.link_letters(community=request.community.id, viewer=request.member.id, arrivals=arrivals),
    )


def _letters(request: MemberRequest, table: queries.MemberImportView) -> queries.LinkLettersView | None:
    """Return how far the letters of a table are, None before its members are here."""
    if not table.is_done:
        return None
    return queries.link_letters(community=request.community.id, viewer=request.member.id, arrivals=table.id)
