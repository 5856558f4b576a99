"""Reads of endpoints and their messages: for the members themselves, and of the community's for its administrators."""

from __future__ import annotations

from base64 import b64encode

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise

from worgl.api import models
from worgl.api.errors import EndpointUnknown
from worgl.api.rules import ENDPOINTS_MAX, EndpointId, EndpointView, MessageId, MessageState, MessageView
from worgl.communities.queries import Member, require_active
from worgl.communities.rules import CommunityId, MemberId
from worgl.core.domains import webhook_events
from worgl.core.limits import PAGE_MAX
from worgl.core.paging import Page, decode_cursor, id_in, page_of


def offered_events(*, for_community: bool) -> dict[str, str | Promise]:
    """Return what an endpoint can be told, by topic and in words: of a member's own, nothing for officers alone."""
    every = webhook_events().values()
    return {one.topic: one.happens for one in every if for_community or not one.officers_only}


def endpoints(*, viewer: MemberId) -> tuple[EndpointView, ...]:
    """Return a member's endpoints and, to administrators, the community's, oldest first. Refuses NotActive."""
    rows = endpoints_for(require_active(viewer))
    return tuple(endpoint_view(row) for row in rows.order_by("id")[: 2 * ENDPOINTS_MAX])


def endpoint(*, viewer: MemberId, endpoint: EndpointId) -> EndpointView:
    """Return one of those; refuses NotActive, EndpointUnknown."""
    return endpoint_view(endpoint_row(require_active(viewer), endpoint))


def secret_of(*, viewer: MemberId, endpoint: EndpointId) -> str:
    """Return what the messages of an endpoint are signed with, as `whsec_...`. Refuses NotActive, EndpointUnknown."""
    row = endpoint_row(require_active(viewer), endpoint)
    return f"whsec_{b64encode(secret_bytes(EndpointId(row.pk))).decode()}"


def messages(
    *, viewer: MemberId, endpoint: EndpointId, state: MessageState | None = None, cursor: str = "", limit: int = 50
) -> Page[MessageView]:
    """Return an endpoint's messages, newest first. Refuses NotActive, EndpointUnknown, InvalidCursor."""
    row = endpoint_row(require_active(viewer), endpoint)
    rows = models.Message.objects.filter(endpoint=row)
    if state is not None:
        rows = rows.filter(state=state.value)
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        rows = rows.filter(id__lt=id_in(mark))
    limit = max(1, min(limit, PAGE_MAX))
    page = page_of(list(rows.order_by("-id")[: limit + 1]), limit=limit, cursor_of=lambda one: (one.pk.hex,))
    return Page(tuple(_message(one) for one in page.items), page.next_cursor)


def endpoints_for(member: Member) -> QuerySet[models.Endpoint]:
    """Return the rows a member may see and change; for this domain's own rooms."""
    mine = Q(member=member.id)
    if member.is_admin:
        mine |= Q(member=None)
    return models.Endpoint.objects.filter(mine, community=member.community, removed_at=None)


def endpoint_row(member: Member, own: EndpointId) -> models.Endpoint:
    """Return one of those rows; refuses EndpointUnknown. For this domain's own rooms."""
    row = endpoints_for(member).filter(pk=own).first()
    if row is None:
        raise EndpointUnknown
    return row


def endpoint_view(row: models.Endpoint) -> EndpointView:
    """Return an endpoint's row as a value; for this domain's own rooms."""
    return EndpointView(
        id=EndpointId(row.pk),
        community=CommunityId(row.community_id),
        member=MemberId(row.member_id) if row.member_id else None,
        url=row.url,
        kinds=tuple(row.kinds),
        created_at=row.created_at,
        failing_since=row.failing_since,
        disabled_at=row.disabled_at,
        is_gone=row.is_gone,
        missed=row.missed,
        missed_since=row.missed_since,
    )


def secret_bytes(own: EndpointId) -> bytes:
    """Return the 256 bits that sign an endpoint's messages; for this domain's own rooms."""
    return salted_hmac("worgl.api.endpoint", own.hex, algorithm="sha256").digest()


def _message(row: models.Message) -> MessageView:
    return MessageView(
        id=MessageId(row.pk),
        kind=row.kind,
        state=MessageState(row.state),
        attempts=row.attempts,
        created_at=row.created_at,
        due_at=row.due_at,
        tried_at=row.tried_at,
        status=row.status,
        error=row.error,
    )
