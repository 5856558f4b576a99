"""Devices that take push messages."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from worgl.core.pages import Act, act_page, done, form_methods, run, to
from worgl.identity.pages import PERSON, PersonRequest, confirmed_first, write_safety_letter
from worgl.inbox import commands
from worgl.inbox.forms import DeviceForm
from worgl.inbox.views.settings import settings_answer


@confirmed_first
@form_methods
def add(request: PersonRequest) -> HttpResponse:
    """Let this device take push messages; who comes here from confirming finds the settings."""
    if request.method != "POST":
        return redirect("inbox:settings")
    form = DeviceForm(request.POST)
    added = run(request, form, commands.add_endpoint, actor=request.person.id)
    if added:
        write_safety_letter(request, _("A device was added that gets notifications about your account."))
        return done(request, _("This device gets notifications from now on."), to("inbox:settings")(request))
    return settings_answer(request, device=form)


remove = act_page(PERSON, Act(commands.remove_endpoint, to("inbox:settings"), gettext_lazy("The device is removed.")))
