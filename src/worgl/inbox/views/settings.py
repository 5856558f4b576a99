"""How a person wants to be told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import Refusal
from worgl.core.forms import add_refusal, form_key
from worgl.core.ids import new_id
from worgl.identity.pages import PersonRequest, person_page
from worgl.inbox import commands, queries
from worgl.inbox.forms import DeviceForm, HoursForm, WaysForm
from worgl.inbox.rules import Email


@person_page
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: PersonRequest) -> HttpResponse:
    """Show what comes by which way, and save it."""
    form = WaysForm(request.POST or None, choices=queries.choices(request.person.id))
    if request.method == "POST" and form.is_valid():
        commands.choose_ways(actor=request.person.id, ways=form.ways(), key=form_key(request.POST), now=clock.now())
        messages.success(request, _("Saved."))
        return redirect("inbox:settings")
    return settings_answer(request, ways=form)


@person_page
@require_POST
def save_hours(request: PersonRequest) -> HttpResponse:
    """Save when digests come."""
    form = HoursForm(request.POST)
    if form.is_valid():
        try:
            commands.choose_hours(
                actor=request.person.id,
                zone=form.cleaned_data["zone"],
                hour=form.cleaned_data["hour"],
                key=form_key(request.POST),
                now=clock.now(),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("inbox:settings")
    return settings_answer(request, hours=form)


@person_page
@require_POST
def trust_address(request: PersonRequest) -> HttpResponse:
    """Let letters go to the person's address again."""
    commands.trust_address_again(actor=request.person.id, key=form_key(request.POST), now=clock.now())
    messages.success(request, _("The next e-mail is sent to your address again."))
    return redirect("inbox:settings")


def settings_answer(
    request: PersonRequest,
    *,
    ways: WaysForm | None = None,
    hours: HoursForm | None = None,
    device: DeviceForm | None = None,
) -> HttpResponse:
    """Return the page of settings; a form that was refused is shown with what is wrong in it."""
    person = request.person.id
    present = queries.hours(person)
    refused = any(form is not None and form.is_bound for form in (ways, hours, device))
    context = {
        "title": _("My notifications"),
        "back": reverse("identity:settings"),
        "ways": ways or WaysForm(choices=queries.choices(person)),
        "hours": hours or HoursForm(initial={"zone": present.zone, "hour": present.hour}),
        "device": device,
        "mailbox": queries.mailbox(person),
        "devices": queries.endpoints(person),
        "push_key": queries.public_key(),
    }
    return render(request, "inbox/settings.html", context, status=422 if refused else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def turn_off(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether letters shall stop, and stop them; mail programs do so by one POST (RFC 8058).

    The signed link itself is the proof of who asks; so no cookie is asked for, and no CSRF token either.
    """
    person, kinds = queries.read_off_token(token)
    is_digest = kinds in {Email.DAILY.value, Email.WEEKLY.value}
    if request.method == "POST":
        key = IdempotencyKey(str(new_id()))
        commands.turn_off_letters(actor=person, kinds=kinds, key=key, now=clock.now())
    context = {
        "title": _("No more e-mails"),
        "done": request.method == "POST",
        "name": "" if is_digest else queries.kind_of(kinds).name,
        "period": kinds if is_digest else "",
    }
    return render(request, "inbox/off.html", context)
