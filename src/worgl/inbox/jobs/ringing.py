"""Sending a push message: encrypted for one device (RFC 8291), signed for its push service (RFC 8292)."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from worgl.identity.errors import PersonUnknown
from worgl.identity.queries import PersonView, person
from worgl.inbox.commands import sending
from worgl.inbox.commands.sending import Claim
from worgl.inbox.jobs.wire import Forbidden, Reply, Unreachable, post
from worgl.inbox.models import Endpoint, Notice
from worgl.inbox.queries.choices import ways_for
from worgl.inbox.queries.notices import notice_view
from worgl.inbox.queries.push_key import push_key

log = logging.getLogger(__name__)

KEPT = timedelta(days=3)
"""How long a push service keeps a message for a device that is switched off."""
SIGNED_FOR = timedelta(hours=12)
TEXT_MAX = 600
"""Longest text of a push message, in characters: encrypted it must fit 4,096 bytes."""
GONE = {404, 410}
TAKEN = range(200, 300)
BUSY = 429
BROKEN = range(500, 600)


def ring(claim: Claim, *, now: datetime) -> None:
    """Send a push message and note how that went; a device that is gone is removed."""
    endpoint = Endpoint.objects.filter(pk__in=[claim.endpoint]).first()
    text = _payload(claim)
    key = push_key()
    if endpoint is None or text is None or key is None:
        sending.note_dropped(claim, reason="not wanted any more, or no key", now=now)
        return
    parts = urlsplit(endpoint.address)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + SIGNED_FOR).timestamp()),
        "sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
    }
    from pywebpush import WebPusher  # noqa: PLC0415 -- brings a whole web client along, which only this call needs

    sealed = WebPusher(
        {"endpoint": endpoint.address, "keys": {"p256dh": endpoint.public_key, "auth": endpoint.secret}}
    ).encode(text.encode())
    headers = {
        **key.sign(claims),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(KEPT.total_seconds())),
        # A repeat takes the place of the first one while that is still on its way.
        "Topic": claim.id.hex,
        "Urgency": "normal",
    }
    try:
        reply = post(endpoint.address, bytes(sealed["body"]), headers)
    except Forbidden:
        sending.note_refused(claim, reason="the address is not public", now=now)
    except Unreachable as error:
        sending.note_failed(claim, reason=str(error), now=now)
    else:
        _note(claim, reply, now=now)


def _note(claim: Claim, reply: Reply, *, now: datetime) -> None:
    if reply.status in TAKEN:
        sending.note_sent(claim, now=now)
    elif reply.status in GONE and claim.endpoint is not None:
        log.info("endpoint %s is gone", claim.endpoint)
        sending.forget_endpoint(claim.endpoint)
    elif reply.status == BUSY or reply.status in BROKEN:
        sending.note_failed(claim, reason=f"the push service answered {reply.status}", now=now)
    else:
        sending.note_refused(claim, reason=f"the push service answered {reply.status}", now=now)


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
