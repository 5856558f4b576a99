"""What stands around every view: refusals become answers people can use, and a page reads nothing twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.security import SecurityMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.crypto import salted_hmac

from worgl.communities.queries import Member
from worgl.core import requestid
from worgl.core.databases import is_away
from worgl.core.errors import Refusal, Unavailable
from worgl.core.request_cache import clear, request_cache
from worgl.web.pages import refusal_response

HEADERS = {
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cache-Control": "private, no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Said with every answer that does not say otherwise: pages hold balances, so only the reader's browser keeps them."""
SHOWS_SECRETS = "mfa_"
"""How the names of allauth's pages begin that show codes and secrets of second factors: no browser keeps them."""
_NOTHING = re.compile(r"q=0(\.0*)?")
PROTO = "HTTP_X_FORWARDED_PROTO"
READER = "Worgl-Reader"
"""Says of each page whose it is, so that a browser keeps nothing of one person for another; see static/sw.js."""

ACTING = "Worgl-Acting"
"""Says of each page of a community for which member it is: oneself, or a shop one acts for."""


def reader_of(user: AbstractBaseUser | AnonymousUser) -> str:
    """Return a word that stands for a person on this node and tells nothing about them."""
    if not user.is_authenticated:
        return "nobody"
    return _word(user.pk)


def _word(own: object) -> str:
    return salted_hmac("worgl.reader", str(own), algorithm="sha256").hexdigest()[:16]


class RefusalMiddleware:
    """Answers refusals of views; what happens outside views ends in `views.server_error`.

    Nothing is kept between requests: as soon as the database answers again, so do the pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and put the headers on its answer."""
        response = self.get_response(request)
        if request.resolver_match and (request.resolver_match.url_name or "").startswith(SHOWS_SECRETS):
            response.headers["Cache-Control"] = "no-store"
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if hasattr(request, "user") and response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers[READER] = reader_of(request.user)
            member: Member | None = getattr(request, "member", None)
            if member is not None:
                response.headers[ACTING] = _word(member.id)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal or a lost database; leave everything else, which is a bug, to the 500 page."""
        if isinstance(exception, Refusal):
            return refusal_response(request, exception)
        if is_away(exception):
            return refusal_response(request, Unavailable())
        return None


class HttpsMiddleware(SecurityMiddleware):
    """Sends who comes without HTTPS to where HTTPS is answered: to the site's own port, never to that of plain HTTP."""

    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:  # type: ignore[override]  # the base has no types
        """Redirect where the web server in front says that a request came without HTTPS."""
        told = request.META.get(PROTO)
        if told:
            # A scheme is the same in large letters (RFC 3986, 3.1).
            request.META[PROTO] = told.lower()
        answer = super().process_request(request)
        if answer is None:
            return None
        return HttpResponsePermanentRedirect(f"https://{self._secure_host(request)}{request.get_full_path()}")

    def _secure_host(self, request: HttpRequest) -> str:
        site = urlsplit(settings.SITE_URL)
        name, _port = split_domain_port(request.get_host())
        return f"{name}:{site.port}" if site.scheme == "https" and site.port else name


class PackingMiddleware(GZipMiddleware):
    """Packs pages for who takes them so; who says of gzip that it is worth nothing (`q=0`) gets them plain."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack an answer, or leave it as it is."""
        if not takes_gzip(request.headers.get("Accept-Encoding", "")):
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        return super().process_response(request, response)


def takes_gzip(header: str) -> bool:
    """Tell whether an `Accept-Encoding` names gzip as something that may be sent (RFC 9110, 12.5.3).

    >>> [takes_gzip(header) for header in ("gzip, br", "br, gzip;q=0", "GZIP; q=0.5", "", "x-gzip")]
    [True, False, True, False, False]
    """
    for one in header.lower().split(","):
        name, _semicolon, weight = one.partition(";")
        if name.strip() == "gzip":
            return not _NOTHING.fullmatch(weight.replace(" ", ""))
    return False


class RequestIdMiddleware:
    """Names each request; stands first, so that whatever goes wrong behind it is logged under that name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and put its name on the answer."""
        own = requestid.id_from(request.headers.get(requestid.HEADER, ""))
        requestid.name(own)
        response = self.get_response(request)
        response.headers[requestid.HEADER] = own
        return response


class RequestCacheMiddleware:
    """Opens the request cache (`core.request_cache`) for every request; stands last, next to the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        with request_cache(), connection.execute_wrapper(_forgetting):
            return self.get_response(request)


_READS = ("SELECT", "WITH RECURSIVE")


def _forgetting(
    execute: Callable[..., object], sql: str, params: object, many: object, context: dict[str, object]
) -> object:
    """Send a statement; whatever is no plain read may have changed what is remembered."""
    try:
        return execute(sql, params, many, context)
    finally:
        if not sql.lstrip("( \n").startswith(_READS):
            clear()
