"""A form that is shown, sent once with its key, and shown again with what was wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import Refusal
from worgl.core.forms import add_refusal, form_key
from worgl.core.limits import FORM_AROUND_MAX
from worgl.core.pages.doors import Door, Page, R
from worgl.core.pages.frames import REFUSED, Frame, Text, done
from worgl.core.pages.inputs import inputs_of

A = TypeVar("A")
F = TypeVar("F", bound=Form)

form_methods = require_http_methods(["GET", "HEAD", "POST"])
"""A page with a form: looked at, or sent."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[A]):
    """What became of a form: it is true when it was done, and then has the command's answer.

    `status` is that of the page that shows the form again: 200 before it was sent, 422 where it was not filled in
    rightly, the refusal's own where the command refused.
    """

    is_done: bool
    status: int
    answers: tuple[A, ...] = ()
    has_run: bool = False

    def __bool__(self) -> bool:
        """Tell whether it was done."""
        return self.is_done

    @property
    def is_refused(self) -> bool:
        """Tell whether the command refused it: its key has had its answer."""
        return not self.is_done and self.has_run

    @property
    def answer(self) -> A:
        """What the command answered; only of a form that was done."""
        (answer,) = self.answers
        return answer


def send(
    request: HttpRequest,
    form: BaseForm,
    do: Callable[[IdempotencyKey, datetime], A],
    *,
    but: tuple[type[Refusal], ...] = (),
) -> Outcome[A]:
    """Do what a form asks for, if it was sent and is valid; a refusal is shown at the field it names.

    Those of `but` are raised, for what is answered in another way.
    """
    if request.method != "POST" or not form.is_bound:
        return Outcome(is_done=False, status=200)
    if not form.is_valid():
        return Outcome(is_done=False, status=REFUSED)
    try:
        answer = do(form_key(request.POST), clock.now())
    except but:
        raise
    except Refusal as refusal:
        add_refusal(form, refusal)
        return Outcome(is_done=False, status=refusal.status, has_run=True)
    return Outcome(is_done=True, status=200, answers=(answer,), has_run=True)


def run(
    request: HttpRequest,
    form: BaseForm,
    command: Callable[..., A],
    *,
    actor: object,
    but: tuple[type[Refusal], ...] = (),
    **given: object,
) -> Outcome[A]:
    """Do by a command what a form asks for, as `send`: the fields go to it by their names, with what is `given`."""
    of = inputs_of(command)

    def do(key: IdempotencyKey, now: datetime) -> A:
        return of.call(actor=actor, given={**of.fitted(_cleaned(form)), **given}, key=key, now=now)

    return send(request, form, do, but=but)


def _cleaned(form: BaseForm) -> Mapping[str, object]:
    return form.cleaned_data


def form_page(
    door: Door[R],
    command: Callable[..., A],
    form: Callable[[R, QueryDict | None], F],
    frame: Frame[R],
    *,
    then: Callable[[R, A], str],
    said: Text | Callable[[R, A], str] = "",
    inputs: Callable[[F], Mapping[str, object]] | None = None,
) -> Page:
    """Make a page of a form that calls a command.

    `form` makes it, given the request and what was sent, None before. Its fields go to the command by their names,
    with what the address names; where they differ, `inputs` says what of a valid form is given.
    """
    of = inputs_of(command)

    def shown(request: R, **address: object) -> HttpResponse:
        own = form(request, request.POST or None)

        typed = inputs or _cleaned
        outcome = send(
            request,
            own,
            lambda key, now: of.call(
                actor=door.actor(request),
                given={**of.fitted(typed(own)), **of.of_address(address)},
                key=key,
                now=now,
            ),
        )
        if outcome:
            words = said(request, outcome.answer) if callable(said) else said
            return done(request, str(words), then(request, outcome.answer))
        return frame.page(request, {}, own)

    return door.guard(form_methods(shown))


def is_too_long(request: HttpRequest, *, most: int) -> bool:
    """Tell of a body with files, before it is read, whether it is longer than `most` bytes and the form around them."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > most + FORM_AROUND_MAX
