"""What was typed into the steps of a form, kept in the browser and out of every address.

Addresses stand in the logs of servers and proxies and in the history of browsers; amounts and notes have
no place there. A draft therefore lies in a cookie of its own, signed so that nobody changes it, and the
address names only its key. A few drafts live side by side, for who has several pages open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from worgl.core.forms import KEY_FIELD
from worgl.core.ids import new_id

AGE_S = 60 * 60
DRAFTS_MAX = 4
COOKIE_MAX = 3_800
"""Longest value of the cookie, in characters: browsers keep 4096 with its name and attributes."""
TYPED_MAX = 400
"""Longest text kept of one field that nobody has checked yet, in characters."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What one form holds: its key, what it is about, who typed it ("" while signed out), and the fields."""

    key: str
    about: str
    who: str
    typed: Mapping[str, str]

    def sent(self) -> QueryDict:
        """Return the fields and the key as a form reads them."""
        sent = QueryDict(mutable=True)
        sent.update({**self.typed, KEY_FIELD: self.key})
        return sent


def with_new_key(draft: Draft) -> Draft:
    """Return what was typed under a key that has had no answer yet: a refusal is an answer, too."""
    return replace(draft, key=new_id().hex)


class SeeOther(HttpResponseRedirect):
    """Answers a form that was sent by the page to look at next: a reload then sends nothing again."""

    status_code = 303


class Drafts:
    """The drafts of one kind of form, in the cookie of this name."""

    def __init__(self, cookie: str) -> None:
        self._cookie = cookie
        self._salt = f"worgl.drafts.{cookie}"

    def find(self, request: HttpRequest, *, key: str, about: str, who: str) -> Draft | None:
        """Return the draft with a key, None when there is none or it is somebody else's."""
        return next((draft for draft in self._mine(request, about=about, who=who) if draft.key == key), None)

    def latest(self, request: HttpRequest, *, about: str, who: str) -> Draft | None:
        """Return the draft last kept, for who went back to the beginning of the form."""
        return next(iter(self._mine(request, about=about, who=who)), None)

    def keep(self, request: HttpRequest, response: HttpResponse, draft: Draft, *, path: str) -> None:
        """Put a draft into the answer's cookie for the pages under `path`; the oldest give way."""
        others = [old for old in self._read(request) if old.key != draft.key]
        self._write(response, [draft, *others][:DRAFTS_MAX], path=path)

    def forget(self, request: HttpRequest, response: HttpResponse, key: str, *, path: str) -> None:
        """Take a draft out of the cookie: it is done."""
        self._write(response, [old for old in self._read(request) if old.key != key], path=path)

    def renew(self, request: HttpRequest, response: HttpResponse, draft: Draft, fresh: Draft, *, path: str) -> None:
        """Put a draft in the place of another, whose key has had its answer."""
        others = [old for old in self._read(request) if old.key not in {draft.key, fresh.key}]
        self._write(response, [fresh, *others][:DRAFTS_MAX], path=path)

    def _mine(self, request: HttpRequest, *, about: str, who: str) -> list[Draft]:
        return [draft for draft in self._read(request) if draft.about == about and draft.who in {"", who}]

    def _read(self, request: HttpRequest) -> list[Draft]:
        """Return the drafts, the latest first; what is forged or too old is nothing."""
        try:
            rows = signing.loads(request.COOKIES.get(self._cookie, ""), salt=self._salt, max_age=AGE_S)
        except signing.BadSignature:
            return []
        return [Draft(*row) for row in rows]

    def _write(self, response: HttpResponse, drafts: list[Draft], *, path: str) -> None:
        fitting = (self._signed(drafts[:count]) for count in range(len(drafts), 0, -1))
        text = next((text for text in fitting if len(text) <= COOKIE_MAX), None)
        if text is None:
            response.delete_cookie(self._cookie, path=path, samesite="Lax")
            return
        response.set_cookie(
            self._cookie,
            text,
            max_age=AGE_S,
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )

    def _signed(self, drafts: list[Draft]) -> str:
        return signing.dumps([astuple(draft) for draft in drafts], salt=self._salt, compress=True)
