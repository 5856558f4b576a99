"""Webhooks of a member and, for administrators, of the community: make one, see how its messages went."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from worgl.api import commands, queries
from worgl.api.forms import EndpointForm
from worgl.api.rules import TEST_KIND, EndpointId, EndpointView, MessageId
from worgl.communities.errors import NotActive
from worgl.communities.pages import MemberRequest, member_page
from worgl.core import clock
from worgl.core.errors import NotFound, Refusal
from worgl.core.forms import add_refusal, form_key

MESSAGES = 25


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def hooks(request: MemberRequest) -> HttpResponse:
    """List the webhooks, and make one."""
    if not request.member.is_active:
        raise NotActive
    form = EndpointForm(request.POST or None, is_admin=request.member.is_admin)
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.make_endpoint(
                actor=request.member.id,
                url=form.cleaned_data["url"],
                kinds=form.cleaned_data["kinds"],
                for_community=form.cleaned_data.get("for_community", False),
                key=form_key(request.POST),
                now=clock.now(),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("api:hook", slug=request.community.slug, endpoint=made.id)
    context = {
        "title": _("Webhooks"),
        "back": reverse("api:keys"),
        "form": form,
        "hooks": [(one, _names(one)) for one in queries.endpoints(viewer=request.member.id)],
    }
    return render(request, "api/hooks.html", context, status=422 if form.is_bound else 200)


@member_page
@never_cache
@require_safe
def hook(request: MemberRequest, endpoint: UUID) -> HttpResponse:
    """Show a webhook: its secret, whether it works, and its messages."""
    own = EndpointId(endpoint)
    found = queries.endpoint(viewer=request.member.id, endpoint=own)
    page = queries.messages(
        viewer=request.member.id, endpoint=own, cursor=request.GET.get("cursor", ""), limit=MESSAGES
    )
    every = queries.offered_events(for_community=True)
    context = {
        "title": _("Webhook"),
        "back": reverse("api:hooks", args=[request.community.slug]),
        "hook": found,
        "names": _names(found),
        "secret": queries.secret_of(viewer=request.member.id, endpoint=own),
        "page": page,
        "messages_shown": [(one, every.get(one.kind, _("a test"))) for one in page.items],
    }
    return render(request, "api/hook.html", context)


ACTS: dict[str, tuple[Callable[..., object], str | Promise]] = {
    "test": (commands.send_test, gettext_lazy("A test is on its way. Look at the messages in a moment.")),
    "resume": (commands.resume_endpoint, gettext_lazy("The webhook is switched on again.")),
    "remove": (commands.remove_endpoint, gettext_lazy("The webhook is removed.")),
}


@member_page
@require_POST
def act(request: MemberRequest, endpoint: UUID, act: str) -> HttpResponse:
    """Send a test, switch on again, or remove."""
    if act not in ACTS:
        raise NotFound
    command, said = ACTS[act]
    command(actor=request.member.id, endpoint=EndpointId(endpoint), key=form_key(request.POST), now=clock.now())
    messages.success(request, str(said))
    if act == "remove":
        return redirect("api:hooks", slug=request.community.slug)
    return redirect("api:hook", slug=request.community.slug, endpoint=endpoint)


@member_page
@require_POST
def replay(request: MemberRequest, endpoint: UUID, message: UUID) -> HttpResponse:
    """Send a message once more."""
    commands.replay(
        actor=request.member.id,
        endpoint=EndpointId(endpoint),
        message=MessageId(message),
        key=form_key(request.POST),
        now=clock.now(),
    )
    messages.success(request, _("The message is on its way again."))
    return redirect("api:hook", slug=request.community.slug, endpoint=endpoint)


def _names(one: EndpointView) -> list[str]:
    """Return what a webhook is told, in words."""
    every = queries.offered_events(for_community=True)
    return [str(every[kind]) for kind in one.kinds if kind != TEST_KIND]
