"""Keeps sessions, and makes every page speak the person's language and know who they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation

BY_PAGE = frozenset({"cors", "no-cors", "same-origin"})
"""What browsers say of questions that are not the reader's own way to another page."""
Answer = Callable[[HttpRequest], HttpResponseBase]


class SessionsMiddleware(SessionMiddleware):
    """Django's sessions, but what a page asks for by itself never signs its reader out.

    Who signs in as another while such a question is under way has a new session when it is answered: Django
    would answer the old one by deleting the cookie, which is the new one's by then.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Leave the cookie as it is where the question was none of the reader's."""
        answered = super().process_response(request, response)
        name = settings.SESSION_COOKIE_NAME
        is_asked_by_page = request.method in {"GET", "HEAD"} and request.headers.get("Sec-Fetch-Mode") in BY_PAGE
        if is_asked_by_page and name in answered.cookies and not answered.cookies[name].value:
            del answered.cookies[name]
        return answered


class AddressMiddleware:
    """Lets whoever writes a whole address, into a letter or a document for programs, write the site's: WORGL_URL.

    Otherwise who asks under another name of this machine would choose where a link in somebody's letter leads.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request that knows the site's address."""
        request.build_absolute_uri = partial(_at_site, request)  # type: ignore[method-assign]  # that is the point
        return self.get_response(request)


def _at_site(request: HttpRequest, location: str | None = None) -> str:
    return urljoin(f"{settings.SITE_URL}/", request.get_full_path() if location is None else str(location))


class PersonMiddleware:
    """Activates the language the signed-in person has chosen; `request.theme` is their theme, "" for the device's.

    Stands after Django's own middlewares of sessions, languages and authentication.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request in the person's language; a visitor's is left to their browser."""
        user = request.user
        request.theme = user.theme if user.is_authenticated else ""  # type: ignore[attr-defined]  # templates read it
        if not user.is_authenticated or not user.language:
            return self.get_response(request)
        translation.activate(user.language)
        request.LANGUAGE_CODE = translation.get_language() or user.language
        return self.get_response(request)
