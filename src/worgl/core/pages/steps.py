"""A form in steps with a look before: it is typed, looked at as the command would leave things, and confirmed once.

What was typed lies in a signed cookie (`core.drafts`) until it is done; no address holds it. The key in the address
is the one the command is called with, so a second click is the same write; after a refusal the form has a new one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse

from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.drafts import Draft, Drafts, SeeOther, with_new_key
from worgl.core.errors import KeyReused, Refusal
from worgl.core.forms import KEY_FIELD, SAID_BEFORE, form_key, said_of_reused
from worgl.core.pages.doors import R_contra
from worgl.core.pages.frames import Text

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Steps(Generic[R_contra]):
    """One form with a look before.

    `typed` are the fields that are kept, `about` and `who` tell what they are about and whose they are, `first` and
    `look` are the addresses of the form and of the look, `pages` is what all of these lie below. `reused` is said
    when a form that was done is sent again with something else.
    """

    drafts: Drafts
    typed: tuple[str, ...]
    about: Callable[[R_contra], str]
    who: Callable[[R_contra], str]
    first: Callable[[R_contra], str]
    look: Callable[[R_contra], str]
    pages: Callable[[R_contra], str]
    reused: Text

    def draft(self, request: R_contra) -> Draft | None:
        """Return the draft whose key stands in the address; None when it is done, too old or somebody else's."""
        key = request.GET.get(KEY_FIELD, "")
        return self.drafts.find(request, key=key, about=self.about(request), who=self.who(request))

    def begun(self, request: R_contra) -> Draft | None:
        """Return the draft of the address, or what was typed last, for who comes back to the beginning."""
        return self.draft(request) or self.drafts.latest(request, about=self.about(request), who=self.who(request))

    def keep(self, request: R_contra) -> HttpResponse:
        """Keep what was typed, and lead to the look at it."""
        typed = {name: request.POST.get(name, "") for name in self.typed}
        return self._to_look(request, Draft(form_key(request.POST), self.about(request), self.who(request), typed))

    def first_of(self, request: R_contra, key: str) -> str:
        """Return the address of the form with what was typed; it holds nothing of that but the key."""
        return f"{self.first(request)}?{urlencode({KEY_FIELD: key})}"

    def look_at(self, request: R_contra, key: str) -> str:
        """Return the address of the look; it holds nothing of what was typed but the key."""
        return f"{self.look(request)}?{urlencode({KEY_FIELD: key})}"

    def confirm(
        self,
        request: R_contra,
        draft: Draft,
        do: Callable[[IdempotencyKey, datetime], A],
        *,
        then: Callable[[A], HttpResponse],
        refused: Callable[[Refusal, Draft], HttpResponse],
    ) -> HttpResponse:
        """Do once what was looked at; `refused` shows the form with the refusal, under the draft's new key."""
        fresh = with_new_key(draft)
        try:
            answer = do(IdempotencyKey(draft.key), clock.now())
        except KeyReused as reused:
            messages.warning(request, said_of_reused(reused, done=str(self.reused)))
            return self._to_look(request, fresh)
        except Refusal as refusal:
            if refusal.is_again:
                # Sent by a page that was answered before: what holds now stands on a page of its own.
                messages.warning(request, SAID_BEFORE.format(refusal=refusal))
                return self._to_look(request, fresh)
            again = refused(refusal, fresh)
            self.drafts.renew(request, again, draft, fresh, path=self.pages(request))
            return again
        response = then(answer)
        self.drafts.forget(request, response, draft.key, path=self.pages(request))
        return response

    def _to_look(self, request: R_contra, draft: Draft) -> HttpResponse:
        response = SeeOther(self.look_at(request, draft.key))
        self.drafts.keep(request, response, draft, path=self.pages(request))
        return response
