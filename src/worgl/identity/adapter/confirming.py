"""What somebody sent before they confirmed who they are is done afterwards, at every address.

allauth does so only where the address has no query: elsewhere it shows the page again, and what was sent is lost. And
the page would take the address of the confirmation for its own.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.internal.flows import reauthentication
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal.httpkit import deserialize_request
from allauth.core.internal.urlkit import script_aware_resolve
from django.http import HttpRequest, HttpResponse

Resume = Callable[[HttpRequest], HttpResponse | None]


def resuming(resume: Resume) -> Resume:
    """Return allauth's way to go on, but for what was sent to an address: it is done there, also with a query."""

    def go_on(request: HttpRequest) -> HttpResponse | None:
        kept = request.session.get(reauthentication.STATE_SESSION_KEY) or {}
        wanted = get_next_redirect_url(request) or ""
        if "request" not in kept or not wanted:
            return resume(request)
        del request.session[reauthentication.STATE_SESSION_KEY]
        sent = deserialize_request(kept["request"], request)
        if sent.get_full_path() != wanted:
            return HttpResponse(status=302, headers={"Location": wanted})
        page = script_aware_resolve(sent.path)
        # It is the request that confirmed, filled anew: what the page says about its own address is the page's.
        sent.resolver_match = page
        answer: HttpResponse = page.func(sent, *page.args, **page.kwargs)
        return answer

    return go_on


def install() -> None:
    """Put our way to go on in the place of allauth's."""
    reauthentication.resume_request = resuming(reauthentication.resume_request)
