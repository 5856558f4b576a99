"""What people are told about their webhooks: kinds of notices, and the reader of facts that tells them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from worgl.api.facts import EndpointFull, EndpointOffSwitched
from worgl.api.models import Endpoint
from worgl.api.rules import WAITING_MAX
from worgl.communities.queries import Member, administrators, community, members_by_ids, staff_of
from worgl.communities.rules import Capacity, MemberId
from worgl.core.readers import on
from worgl.inbox.commands import notify_many
from worgl.inbox.rules import About, Email, Fields, Group, Kind, NewNotification

OFF = Kind(
    key="api.webhook_off",
    group=Group.COMMUNITY,
    icon="unplug",
    tone="red",
    name=_("A webhook of mine is switched off"),
    sentence=_("Your webhook to {host} is switched off, because nobody took its messages."),
    action=_("Look at the webhook"),
    route="api:hook",
    email=Email.AT_ONCE,
)
COMMUNITY_OFF = Kind(
    key="api.community_webhook_off",
    group=Group.DUTIES,
    icon="unplug",
    tone="red",
    name=_("A webhook of the community is switched off"),
    sentence=_("The webhook of {community} to {host} is switched off, because nobody took its messages."),
    action=_("Look at the webhook"),
    route="api:hook",
    email=Email.AT_ONCE,
)
FULL = Kind(
    key="api.webhook_full",
    group=Group.COMMUNITY,
    icon="unplug",
    tone="amber",
    name=_("A webhook of mine misses messages"),
    sentence=_("Your webhook to {host} no longer gets all: {limit} messages are waiting, and no more are kept for it."),
    action=_("Look at the webhook"),
    route="api:hook",
    email=Email.AT_ONCE,
)
COMMUNITY_FULL = Kind(
    key="api.community_webhook_full",
    group=Group.DUTIES,
    icon="unplug",
    tone="amber",
    name=_("A webhook of the community misses messages"),
    sentence=_(
        "The webhook of {community} to {host} no longer gets all: {limit} messages are waiting, "
        "and no more are kept for it."
    ),
    action=_("Look at the webhook"),
    route="api:hook",
    email=Email.AT_ONCE,
)
KINDS = (
    OFF,
    COMMUNITY_OFF,
    FULL,
    COMMUNITY_FULL,
)


@on(EndpointOffSwitched)
def tell_switched_off(fact: EndpointOffSwitched, now: datetime) -> None:
    """Tell the owner, of a shop's webhook its keepers, of the community's webhook its administrators."""
    kind = COMMUNITY_OFF if fact.member is None else OFF
    _tell(kind, fact, key=f"{fact.endpoint}:{fact.failing_since.isoformat()}", now=now)


@on(EndpointFull)
def tell_full(fact: EndpointFull, now: datetime) -> None:
    """Tell the same people that a webhook misses messages."""
    kind = COMMUNITY_FULL if fact.member is None else FULL
    _tell(kind, fact, key=f"{fact.endpoint}:{fact.since.isoformat()}", now=now)


def _tell(kind: Kind, fact: EndpointOffSwitched | EndpointFull, *, key: str, now: datetime) -> None:
    row = Endpoint.objects.filter(pk=fact.endpoint, removed_at=None).first()
    if row is None:
        return
    town = community(fact.community)
    about = About(town.id, town.name, town.slug, town.zone)
    told = administrators(fact.community) if fact.member is None else _owners(fact.member)
    fields: Fields = {"host": urlsplit(row.url).hostname or "", "community": town.name, "limit": WAITING_MAX}
    place = (town.slug, str(row.pk))
    notify_many(
        (NewNotification(one.person, kind.key, key, about, fields, place) for one in told if one.person is not None),
        now=now,
    )


def _owners(own: MemberId) -> Iterable[Member]:
    member = members_by_ids([own])[own]
    if member.person is not None:
        return (member,)
    return (staff.member for staff in staff_of(shop=own, viewer=own) if staff.capacity is Capacity.KEEPER)


TELLERS = (
    tell_switched_off,
    tell_full,
)
