"""Headers that decide something: when one is there and cannot be read, nothing is done.

The server hands a header with bytes beyond ASCII on as an empty one, and joins two of one name by a comma. Whoever
sends such a one has meant something by it, so it is refused and never taken for none.
"""

from __future__ import annotations

import re

from django.http import HttpRequest

from worgl.core.rest.refusals import HeaderUnreadable

ACTING_HEADER = "Acting-For"
"""Names the shop a caller acts for, by code or id."""
_MARK = re.compile(r"[0-9A-Za-z -]{1,50}")


def check_headers(request: HttpRequest) -> None:
    """Refuse HeaderUnreadable for a header that says for whom one acts and names nobody."""
    acting_mark_of(request)


def acting_mark_of(request: HttpRequest) -> str:
    """Return the mark in `Acting-For`, "" only when there is no such header. Refuses HeaderUnreadable."""
    sent = request.headers.get(ACTING_HEADER)
    if sent is None:
        return ""
    if not _MARK.fullmatch(sent) or not sent.strip():
        raise HeaderUnreadable(ACTING_HEADER)
    return sent.strip()
