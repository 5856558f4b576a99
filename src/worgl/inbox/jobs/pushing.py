"""Sending a push message: encrypted for one device (RFC 8291), signed for its push service (RFC 8292)."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from py_vapid import Vapid02, VapidException

from worgl.core import clock
from worgl.core.addresses import contact, origin, place_of
from worgl.core.carrying import Manners
from worgl.core.outgoing import Forbidden, Reach, Reply, Unreachable, post
from worgl.identity.errors import PersonUnknown
from worgl.identity.queries import PersonView, person
from worgl.inbox.commands import sending
from worgl.inbox.commands.devices import ADDRESS_MAX
from worgl.inbox.commands.sending import Claim
from worgl.inbox.models import Endpoint, Notice
from worgl.inbox.queries.choices import ways_for
from worgl.inbox.queries.notices import notice_view
from worgl.inbox.queries.push_key import push_key
from worgl.inbox.queries.sending import next_due
from worgl.inbox.rules import Channel, EndpointId, wait_after

log = logging.getLogger(__name__)

KEPT = timedelta(days=3)
"""How long a push service keeps a message for a device that is switched off."""
SIGNED_FOR = timedelta(hours=12)
OF_ONE_PERSON = 2
"""Messages on their way to one person's devices at a time."""
SLOW_AT_ONCE = 3
"""Of all messages on their way at most so many to devices that were slow the last time."""
TEXT_MAX = 600
"""Longest text of a push message, in characters: encrypted it must fit 4,096 bytes."""
GONE = {404, 410}
TAKEN = range(200, 300)
BUSY = 429
BROKEN = range(500, 600)


class Unusable(Exception):
    """No message can be made for a device; the text says why, for the log."""


@dataclass(frozen=True, slots=True)
class Push:
    """A push message ready to be posted."""

    claim: Claim
    endpoint: EndpointId
    address: str
    body: bytes
    headers: Mapping[str, str]


class Pushes:
    """The push messages of this process: to a device one at a time, and none while it is left alone."""

    def __init__(self) -> None:
        self.now = datetime.min.replace(tzinfo=UTC)
        self._devices: Manners[EndpointId] = Manners()

    def take(self, on_the_way: Collection[Push]) -> Push | None:
        """Take the next message whose device and person have a place."""
        now = self._present()
        counted = Counter(one.claim.person for one in on_the_way)
        slow = sum(1 for one in on_the_way if self._devices.is_slow(one.endpoint))
        busy = {*self._devices.resting(now=now), *(one.endpoint for one in on_the_way)}
        if slow >= SLOW_AT_ONCE:
            busy |= self._devices.slow_ones()
        full = [own for own, count in counted.items() if count >= OF_ONE_PERSON]
        while own := next_due([Channel.PUSH], now=now, but_persons=full, but_endpoints=busy):
            claim = sending.claim(own, now=now)
            ready = None if claim is None else _prepare(claim, now=now)
            if ready is not None:
                return ready
        return None

    def carry(self, item: Push) -> Reply | Forbidden | Unreachable:
        """Post a message."""
        reach = Reach.ANYWHERE if settings.PUSH_PRIVATE else Reach.PUBLIC
        try:
            return post(item.address, body=item.body, headers=item.headers, reach=reach, now=clock.world_now())
        except (Forbidden, Unreachable) as failure:
            return failure

    def note(self, item: Push, outcome: Reply | Forbidden | Unreachable, *, took_s: float) -> None:
        """Note how it went; a device that is gone is removed."""
        now = self._present()
        self._devices.learn(item.endpoint, took_s=took_s)
        if isinstance(outcome, Forbidden):
            sending.note_refused(item.claim, reason=str(outcome), now=now)
        elif isinstance(outcome, Unreachable):
            self._put_off(item, reason=str(outcome), asked=None, now=now)
        elif outcome.status in TAKEN:
            self._devices.welcome(item.endpoint)
            sending.note_sent(item.claim, now=now)
        elif outcome.status in GONE:
            log.info("endpoint %s is gone", item.endpoint)
            sending.forget_endpoint(item.endpoint)
        elif outcome.status == BUSY or outcome.status in BROKEN:
            reason = f"the push service answered {outcome.status}"
            self._put_off(item, reason=reason, asked=outcome.retry_after, now=now)
        else:
            sending.note_refused(item.claim, reason=f"the push service answered {outcome.status}", now=now)

    def _put_off(self, item: Push, *, reason: str, asked: timedelta | None, now: datetime) -> None:
        least = asked or timedelta()
        self._devices.rest(item.endpoint, now=now, wait=lambda failures: max(wait_after(failures), least))
        sending.note_failed(item.claim, reason=reason, now=now, asked=least)

    def _present(self) -> datetime:
        """Return the present moment, which a test may have moved ahead."""
        return max(self.now, clock.now())


def _prepare(claim: Claim, *, now: datetime) -> Push | None:
    """Return what is posted; notes and returns None when it should not go out any more, or never can."""
    endpoint = Endpoint.objects.filter(pk__in=[claim.endpoint]).first()
    text, key = _payload(claim), push_key()
    if endpoint is None or text is None or key is None:
        sending.note_dropped(claim, reason="not wanted any more, or no key", now=now)
        return None
    try:
        body, signature = _sealed(endpoint, text), _signed(endpoint, key)
    except Unusable as reason:
        sending.note_refused(claim, reason=str(reason), now=now)
        return None
    headers = {
        **signature,
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(KEPT.total_seconds())),
        # A repeat takes the place of the first one while that is still on its way.
        "Topic": claim.id.hex,
        "Urgency": "normal",
    }
    return Push(claim, EndpointId(endpoint.pk), endpoint.address, body, headers)


def _sealed(endpoint: Endpoint, text: str) -> bytes:
    """Return a text that a device alone can read. Raises Unusable."""
    from pywebpush import WebPusher, WebPushException  # noqa: PLC0415 -- brings a whole web client along, needed here alone

    keys = {"p256dh": endpoint.public_key, "auth": endpoint.secret}
    try:
        return bytes(WebPusher({"endpoint": endpoint.address, "keys": keys}).encode(text.encode())["body"])
    except (WebPushException, ValueError) as error:
        reason = "the device's keys cannot be used"
        raise Unusable(reason) from error


def _signed(endpoint: Endpoint, key: Vapid02) -> Mapping[str, str]:
    """Return the headers that say who sends it, to the device's push service alone. Raises Unusable."""
    place = place_of(endpoint.address, longest=ADDRESS_MAX)
    claims = {
        "aud": "" if place is None else origin(place),
        "exp": int((clock.world_now() + SIGNED_FOR).timestamp()),
        "sub": contact(sender=settings.DEFAULT_FROM_EMAIL, site=settings.SITE_URL),
    }
    try:
        signed: Mapping[str, str] = key.sign(claims)
    except VapidException as error:
        reason = "nothing can be signed for the device's address"
        raise Unusable(reason) from error
    return signed


def _payload(claim: Claim) -> str | None:
    """Return what the device is sent, None when it is not wanted any more."""
    row = Notice.objects.filter(pk__in=[claim.notice], read_at__isnull=True).first()
    reader = _reader(claim)
    if row is None or reader is None:
        return None
    if not ways_for(persons=[claim.person], kinds=[row.kind])[claim.person, row.kind].push:
        return None
    with translation.override(reader.told_in or settings.LANGUAGE_CODE):
        notice = notice_view(row)
        return json.dumps(
            {
                "title": notice.community_name or "worgl",
                "body": notice.sentence[:TEXT_MAX],
                "url": reverse("inbox:open", args=[notice.id]),
                "tag": notice.id.hex,
            },
            ensure_ascii=False,
        )


def _reader(claim: Claim) -> PersonView | None:
    try:
        return person(claim.person)
    except PersonUnknown:
        return None
