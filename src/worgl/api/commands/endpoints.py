"""Endpoints of webhooks: made by members for themselves, by administrators for their community."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from worgl.api import models
from worgl.api.commands.messages import add, count_asked
from worgl.api.errors import EndpointOff, EndpointsOften, InvalidEndpoint, TooManyEndpoints
from worgl.api.queries.endpoints import endpoint_row, endpoint_view, offered_events
from worgl.api.rules import ENDPOINTS_MAX, TEST_KIND, URL_MAX, EndpointId, EndpointView, MessageId, check_kinds
from worgl.api.seals import WEBHOOK
from worgl.communities.commands import record_audit_event, require_active, require_role
from worgl.communities.queries import Member
from worgl.communities.rules import MemberId, Role
from worgl.core import counters
from worgl.core.addresses import is_outer_name, place_of
from worgl.core.commands import IdempotencyKey, command
from worgl.core.limits import ENDPOINTS_MADE
from worgl.core.sealing import seal


@command
def make_endpoint(
    *,
    actor: MemberId,
    url: str,
    kinds: Sequence[str],
    for_community: bool,
    key: IdempotencyKey,
    now: datetime,
) -> EndpointView:
    """Make an endpoint of the actor's own, or of their community, which only administrators may.

    Refuses NotActive, RoleNeeded, InvalidEndpoint, TooManyEndpoints, EndpointsOften. Whether its host may be
    reached is looked at anew for each message.
    """
    member = require_role(actor, Role.ADMIN) if for_community else require_active(actor)
    owner = None if for_community else member.id
    rows = models.Endpoint.objects.filter(community=member.community, member=owner, removed_at=None)
    if rows.count() >= ENDPOINTS_MAX:
        raise TooManyEndpoints(limit=ENDPOINTS_MAX)
    wait = counters.count_act(ENDPOINTS_MADE, member.id, now=now)
    if wait:
        raise EndpointsOften(limit=ENDPOINTS_MADE.most, seconds=wait)
    row = models.Endpoint.objects.create(
        community_id=member.community,
        member_id=owner,
        url=_check_url(url),
        kinds=_checked(kinds, for_community=for_community),
        created_at=now,
    )
    seal(WEBHOOK, [row])
    _record(member, row, "api.endpoint_made", gettext_noop("Made a webhook of the community to {host}"), now)
    return endpoint_view(row)


def _checked(kinds: Sequence[str], *, for_community: bool) -> list[str]:
    return check_kinds(kinds, offered=list(offered_events(for_community=for_community)))


@command
def set_kinds(
    *, actor: MemberId, endpoint: EndpointId, kinds: Sequence[str], key: IdempotencyKey, now: datetime
) -> EndpointView:
    """Change what an endpoint is told. Refuses NotActive, EndpointUnknown, InvalidEndpoint."""
    row = endpoint_row(require_active(actor), endpoint)
    row.kinds = _checked(kinds, for_community=row.member_id is None)
    row.save(update_fields=["kinds"])
    seal(WEBHOOK, [row])
    return endpoint_view(row)


@command
def resume_endpoint(*, actor: MemberId, endpoint: EndpointId, key: IdempotencyKey, now: datetime) -> EndpointView:
    """Switch an endpoint on again that was switched off. Refuses NotActive, EndpointUnknown."""
    row = endpoint_row(require_active(actor), endpoint)
    row.failing_since = row.disabled_at = None
    row.is_gone, row.failures, row.due_at = False, 0, now
    row.save(update_fields=["failing_since", "disabled_at", "is_gone", "failures", "due_at"])
    return endpoint_view(row)


@command
def remove_endpoint(*, actor: MemberId, endpoint: EndpointId, key: IdempotencyKey, now: datetime) -> None:
    """Remove an endpoint: what waits for it is not sent. Refuses NotActive, EndpointUnknown."""
    member = require_active(actor)
    row = endpoint_row(member, endpoint)
    row.removed_at = now
    row.save(update_fields=["removed_at"])
    seal(WEBHOOK, [row])
    _record(member, row, "api.endpoint_removed", gettext_noop("Removed a webhook of the community to {host}"), now)


@command
def send_test(*, actor: MemberId, endpoint: EndpointId, key: IdempotencyKey, now: datetime) -> MessageId:
    """Queue a message that says nothing but that it arrives.

    Refuses NotActive, EndpointUnknown, EndpointOff, EndpointFullUp, MessagesOften.
    """
    row = endpoint_row(require_active(actor), endpoint)
    if row.disabled_at is not None:
        raise EndpointOff
    count_asked(actor, now=now)
    return add(row, TEST_KIND, {"endpoint": str(row.pk)}, now=now)


def _check_url(text: str) -> str:
    """Return an address messages can be sent to; refuses InvalidEndpoint."""
    url = text.strip()
    if "#" in url or "@" in url.partition("//")[2].partition("/")[0]:
        raise InvalidEndpoint(field="url", reason=_("Leave out names, passwords and what follows a “#”."))
    place = place_of(url, longest=URL_MAX)
    if place is None or not (settings.WEBHOOKS_ANYWHERE or place.scheme == "https"):
        raise InvalidEndpoint(field="url", reason=_("This is no address. It begins with https://."))
    if not (settings.WEBHOOKS_ANYWHERE or is_outer_name(place.host)):
        raise InvalidEndpoint(field="url", reason=_("This address leads into a private network. Give a public one."))
    return url


def _record(member: Member, row: models.Endpoint, what: str, sentence: str, now: datetime) -> None:
    """Record what administrators do to the community's endpoints; a member's own are their own matter."""
    if row.member_id is None:
        host = urlsplit(row.url).hostname or ""
        record_audit_event(
            community=member.community, actor=member.id, what=what, sentence=sentence, fields={"host": host}, now=now
        )
