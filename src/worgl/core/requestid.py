"""A name for each request, in its answer and in every line that is logged while it is answered.

Whoever asks may bring one along, as programs do that follow a request through several machines; else it is made.
"""

from __future__ import annotations

import logging
import re
from contextvars import ContextVar

from worgl.core.ids import new_id

HEADER = "X-Request-ID"
_SOUND = re.compile(r"[0-9A-Za-z._-]{1,64}")
_present: ContextVar[str] = ContextVar("request_id", default="-")


def id_from(sent: str) -> str:
    """Return what a caller sent as the name of their request, or a new one where that is not short and plain."""
    return sent if _SOUND.fullmatch(sent) else new_id().hex


def name(own: str) -> None:
    """Name the request that this thread answers from now on; the server logs some of it when all else is through."""
    _present.set(own)


class RequestIds(logging.Filter):
    """Puts the name of the present request into each record, "-" outside of one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record."""
        record.request_id = _present.get()
        return True
