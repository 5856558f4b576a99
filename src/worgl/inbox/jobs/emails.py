"""What a letter says: composed when it is sent, in the language its reader has then."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from worgl.core.counts import Count
from worgl.core.letterheads import letter_look
from worgl.core.looks import LetterLook
from worgl.identity.errors import PersonUnknown
from worgl.identity.queries import PersonView, person
from worgl.inbox.commands.sending import Claim, email_of
from worgl.inbox.models import Notice
from worgl.inbox.queries.choices import mailbox, ways_for
from worgl.inbox.queries.links import off_token
from worgl.inbox.queries.notices import notice_view
from worgl.inbox.rules import DIGEST_LINES_MAX, Channel, Email, NoticeView


class NotWanted(Exception):
    """There is nothing to send any more, or nobody to send it to; its text says why, for operators."""


@dataclass(frozen=True, slots=True)
class ReadyEmail:
    """A letter ready to be handed over."""

    address: str
    message: EmailMultiAlternatives


def compose(claim: Claim) -> ReadyEmail:
    """Return the letter of a claim; raises NotWanted when it should not go out."""
    reader = _reader(claim)
    box = mailbox(reader.id)
    if not box.address:
        reason = "no confirmed address"
        raise NotWanted(reason)
    if box.trouble:
        reason = "the address takes no letters"
        raise NotWanted(reason)
    rows, kinds = _contents(claim)
    with translation.override(reader.told_in or settings.LANGUAGE_CODE):
        shown = [notice_view(row) for row in rows[:DIGEST_LINES_MAX]]
        message = _message(claim, reader, shown, more=len(rows) - len(shown), kinds=kinds)
    message.to = [box.address]
    return ReadyEmail(box.address, message)


def _reader(claim: Claim) -> PersonView:
    try:
        return person(claim.person)
    except PersonUnknown:
        reason = "the person is gone"
        raise NotWanted(reason) from None


def _contents(claim: Claim) -> tuple[list[Notice], str]:
    """Return the notices that are still wanted, and what the letter's link turns off."""
    if claim.channel is Channel.EMAIL:
        rows, email = list(Notice.objects.filter(pk__in=[claim.notice])), Email.AT_ONCE
    else:
        email = email_of(claim.period)
        rows = list(Notice.objects.filter(digested_in=claim.id, read_at__isnull=True).order_by("id"))
    ways = ways_for(persons=[claim.person], kinds={row.kind for row in rows})
    # What was too much to be sent at once waits in the daily digest.
    taken = {email, Email.AT_ONCE} if email is Email.DAILY else {email}
    wanted = [row for row in rows if ways[claim.person, row.kind].email in taken]
    if not wanted:
        reason = "nothing in it is wanted any more"
        raise NotWanted(reason)
    return wanted, wanted[0].kind if email is Email.AT_ONCE else email.value


def _message(
    claim: Claim, reader: PersonView, shown: list[NoticeView], *, more: int, kinds: str
) -> EmailMultiAlternatives:
    off = settings.SITE_URL + reverse("inbox:off", args=[off_token(reader.id, kinds)])
    count = len(shown) + more
    is_digest = claim.channel is Channel.DIGEST
    subject = (
        ngettext("{count} notice for you", "{count} notices for you", count).format(count=Count(count))
        if is_digest
        else shown[0].sentence
    )
    look = _look(claim, shown)
    context = {
        "subject": subject,
        "look": look,
        "is_digest": is_digest,
        "greeting": _("Hello {name},").format(name=reader.name),
        "notices": [
            {"notice": notice, "address": settings.SITE_URL + reverse("inbox:open", args=[notice.id])}
            for notice in shown
        ],
        "more": more,
        "list": settings.SITE_URL + reverse("inbox:notices"),
        "settings": settings.SITE_URL + reverse("inbox:settings"),
        "off": off,
        "language": translation.get_language() or "en",
    }
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string("inbox/mail/letter.txt", context),
        from_email=look.sender(settings.DEFAULT_FROM_EMAIL),
        headers={
            "Message-ID": message_id(claim),
            "Date": format_datetime(claim.made_at),
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{off}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    message.attach_alternative(render_to_string("inbox/mail/letter.html", context), "text/html")
    return message


def _look(claim: Claim, shown: list[NoticeView]) -> LetterLook:
    """Return how a letter looks: as its community does when all of it is about one."""
    about = {notice.community for notice in shown}
    return letter_look(about.pop()) if len(about) == 1 else letter_look(None)


def message_id(claim: Claim) -> str:
    """Return the Message-ID of an outgoing, the same at every try: by it a repeat is known."""
    return f"<{claim.id}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"
