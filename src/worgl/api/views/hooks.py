"""Webhooks of a member and, for administrators, of the community: make one, see how its messages went."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from worgl.api import commands, queries
from worgl.api.forms import EndpointForm
from worgl.api.rules import TEST_KIND, EndpointId, EndpointView
from worgl.communities.errors import NotActive
from worgl.communities.pages import MEMBER, MemberRequest, member_page
from worgl.core.pages import Act, act_page, acts_page, form_methods, send, show, to

MESSAGES = 25


@member_page
@form_methods
def hooks(request: MemberRequest) -> HttpResponse:
    """List the webhooks, and make one."""
    if not request.member.is_active:
        raise NotActive
    form = EndpointForm(request.POST or None, is_admin=request.member.is_admin)
    made = send(
        request,
        form,
        lambda key, now: commands.make_endpoint(
            actor=request.member.id,
            url=form.cleaned_data["url"],
            kinds=form.cleaned_data["kinds"],
            for_community=form.cleaned_data.get("for_community", False),
            key=key,
            now=now,
        ),
    )
    if made:
        return redirect(to("api:hook").on(request, endpoint=made.answer.id))
    return show(
        request,
        "api/hooks.html",
        title=_("Webhooks"),
        back=to("api:keys"),
        form=form,
        hooks=[(one, _names(one)) for one in queries.endpoints(viewer=request.member.id)],
    )


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
    return show(
        request,
        "api/hook.html",
        title=_("Webhook"),
        back=to("api:hooks"),
        hook=found,
        names=_names(found),
        secret=queries.secret_of(viewer=request.member.id, endpoint=own),
        page=page,
        messages_shown=[(one, every.get(one.kind, _("a test"))) for one in page.items],
    )


HOOK = to("api:hook")
act = acts_page(
    MEMBER,
    {
        "test": Act(commands.send_test, HOOK, gettext_lazy("A test is on its way. Look at the messages in a moment.")),
        "resume": Act(commands.resume_endpoint, HOOK, gettext_lazy("The webhook is switched on again.")),
        "remove": Act(commands.remove_endpoint, to("api:hooks"), gettext_lazy("The webhook is removed.")),
    },
)
replay = act_page(MEMBER, Act(commands.replay, HOOK, gettext_lazy("The message is on its way again.")))


def _names(one: EndpointView) -> list[str]:
    """Return what a webhook is told, in words."""
    every = queries.offered_events(for_community=True)
    return [str(every[kind]) for kind in one.kinds if kind != TEST_KIND]
