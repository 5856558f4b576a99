"""How a person wants to be told."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.ids import new_id
from worgl.core.pages import Act, act_page, done, form_methods, run, send, show, to
from worgl.identity.pages import PERSON, PersonRequest, person_page
from worgl.inbox import commands, queries
from worgl.inbox.forms import DeviceForm, HoursForm, WaysForm
from worgl.inbox.rules import Email


@person_page
@form_methods
def settings_page(request: PersonRequest) -> HttpResponse:
    """Show what comes by which way, and save it."""
    form, actor = WaysForm(request.POST or None, choices=queries.choices(request.person.id)), request.person.id
    if send(request, form, lambda key, now: commands.choose_ways(actor=actor, ways=form.ways(), key=key, now=now)):
        return done(request, _("Saved."), request.path)
    return settings_answer(request, ways=form)


@person_page
@require_POST
def save_hours(request: PersonRequest) -> HttpResponse:
    """Save when digests come."""
    form = HoursForm(request.POST)
    if run(request, form, commands.choose_hours, actor=request.person.id):
        return done(request, _("Saved."), to("inbox:settings")(request))
    return settings_answer(request, hours=form)


trust_address = act_page(
    PERSON,
    Act(
        commands.trust_address_again,
        to("inbox:settings"),
        gettext_lazy("The next e-mail is sent to your address again."),
    ),
)


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
    return show(
        request,
        "inbox/settings.html",
        title=_("My notifications"),
        back=to("identity:settings"),
        status=422 if refused else 200,
        ways=ways or WaysForm(choices=queries.choices(person)),
        hours=hours or HoursForm(initial={"zone": present.zone, "hour": present.hour}),
        device=device,
        mailbox=queries.mailbox(person),
        devices=queries.endpoints(person),
        push_key=queries.public_key(),
    )


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
