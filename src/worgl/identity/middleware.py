"""Makes every page speak the person's language and know who he is."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponseBase]


class PersonMiddleware:
    """Activates the language the signed-in person has chosen; `request.theme` is his theme, "" for the device's.

    Stands after Django's own middlewares of sessions, languages and authentication.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request in the person's language; a visitor's is left to his browser."""
        user = request.user
        request.theme = user.theme if user.is_authenticated else ""  # type: ignore[attr-defined]  # templates read it
        if not user.is_authenticated or not user.language:
            return self.get_response(request)
        translation.activate(user.language)
        request.LANGUAGE_CODE = translation.get_language() or user.language
        return self.get_response(request)
