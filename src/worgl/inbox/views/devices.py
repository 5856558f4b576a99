"""Devices that take push messages."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from worgl.core import clock
from worgl.core.errors import Refusal
from worgl.core.forms import add_refusal, form_key
from worgl.identity.pages import PersonRequest, confirmed_first, person_page, write_safety_letter
from worgl.inbox import commands
from worgl.inbox.forms import DeviceForm
from worgl.inbox.views.settings import settings_answer


@confirmed_first
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """Let this device take push messages; who comes here from confirming finds the settings."""
    if request.method != "POST":
        return redirect("inbox:settings")
    form = DeviceForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            commands.add_endpoint(
                actor=request.person.id,
                address=given["address"],
                public=given["public"],
                secret=given["secret"],
                name=given["name"],
                key=form_key(request.POST),
                now=clock.now(),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            write_safety_letter(request, _("A device was added that gets notifications about your account."))
            messages.success(request, _("This device gets notifications from now on."))
            return redirect("inbox:settings")
    return settings_answer(request, device=form)


@person_page
@require_POST
def remove(request: PersonRequest, endpoint: UUID) -> HttpResponse:
    """Let a device take no more push messages."""
    commands.remove_endpoint(actor=request.person.id, endpoint=endpoint, key=form_key(request.POST), now=clock.now())
    messages.success(request, _("The device is removed."))
    return redirect("inbox:settings")
