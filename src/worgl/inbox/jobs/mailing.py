"""Handing letters over to the mail server and noting how that went."""

from __future__ import annotations

import logging
from datetime import datetime

from worgl.core.mailserver import MailServer, Rejected
from worgl.inbox.commands import sending
from worgl.inbox.commands.sending import Claim
from worgl.inbox.jobs.emails import NotWanted, ReadyEmail, compose

log = logging.getLogger(__name__)


class Mailer:
    """The letters of one run."""

    def __init__(self) -> None:
        self._server = MailServer()

    def send(self, claim: Claim, *, now: datetime) -> bool:
        """Send a letter and note how that went; false when it is to be tried again.

        Raises ServerAway when it could not even be tried.
        """
        try:
            letter = compose(claim)
        except NotWanted as reason:
            sending.note_dropped(claim, reason=str(reason), now=now)
            return True
        self._server.reach()
        try:
            self._server.hand_over(letter.message)
        except Rejected as trouble:
            _note_trouble(claim, letter, trouble, now=now)
            return trouble.verdict is not None
        sending.note_sent(claim, now=now)
        return True

    def close(self) -> None:
        """Disconnect."""
        self._server.close()


def _note_trouble(claim: Claim, letter: ReadyEmail, trouble: Rejected, *, now: datetime) -> None:
    told = str(trouble)
    log.warning("letter %s was not taken: %s", claim.id, told)
    if trouble.verdict is None:
        sending.note_failed(claim, reason=told, now=now)
    else:
        sending.note_bounced(claim, address=letter.address, reason=told, said=trouble.verdict, now=now)
