"""Act and return: one command, what is said when it is done, and where it leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from worgl.core import clock
from worgl.core.errors import NotFound, Refusal
from worgl.core.forms import form_key
from worgl.core.pages.doors import Door, Page, R, R_contra
from worgl.core.pages.frames import Text, done
from worgl.core.pages.inputs import ValueUnfit, inputs_of

ACT = "act"
"""The part of an address that tells which of several acts is meant."""


@dataclass(frozen=True, slots=True)
class Act(Generic[R_contra]):
    """A command, what is said when it is done (words, or made of the request and the answer), and where it leads.

    What the command takes stands in the address under the same name; only what is named in `sent` is in the body.
    """

    command: Callable[..., object]
    then: Callable[[R_contra], str]
    said: Text | Callable[[R_contra, object], str] = ""
    sent: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse as a mistake a name that the command does not take, where the page is declared."""
        inputs_of(self.command).check_names(self.sent)

    def answer(self, request: R_contra, answered: object) -> HttpResponse:
        """Return the answer to who did it."""
        said = self.said(request, answered) if callable(self.said) else str(self.said)
        return done(request, said, self.then(request))


def act_page(door: Door[R], act: Act[R]) -> Page:
    """Make an address that does one thing when it is sent; a refusal is answered by the page of refusals."""
    run = _run(door, act)

    def acted(request: R, **address: object) -> HttpResponse:
        return run(request, address)

    return _guarded(door, acted, {"": act})


def acts_page(door: Door[R], acts: Mapping[str, Act[R]]) -> Page:
    """Make an address of several acts, told apart by its part `act`; one that is not there is NotFound."""
    runs = {name: _run(door, act) for name, act in acts.items()}

    def acted(request: R, act: str, **address: object) -> HttpResponse:
        if act not in runs:
            raise NotFound
        return runs[act](request, address)

    return _guarded(door, acted, acts)


def acts_with_said_refusals(door: Door[R], acts: Mapping[str, Act[R]]) -> Page:
    """Make an address of several acts as `acts_page`; a refusal is said on the page where an act leads to."""
    runs = {name: _run(door, act) for name, act in acts.items()}

    def acted(request: R, act: str, **address: object) -> HttpResponse:
        if act not in runs:
            raise NotFound
        try:
            return runs[act](request, address)
        except NotFound:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(acts[act].then(request))

    return _guarded(door, acted, acts)


def _run(door: Door[R], act: Act[R]) -> Callable[[R, Mapping[str, object]], HttpResponse]:
    inputs = inputs_of(act.command)

    def run(request: R, address: Mapping[str, object]) -> HttpResponse:
        given = inputs.of_act(request, address, sent=act.sent)
        key, now = form_key(request.POST), clock.now()
        try:
            answered = inputs.call(actor=door.actor(request), given=given, key=key, now=now)
        except ValueUnfit:
            # What somebody made up, or sends from a page of long ago.
            raise NotFound from None
        return act.answer(request, answered)

    return run


def _guarded(door: Door[R], acted: Callable[..., HttpResponse], acts: Mapping[str, Act[R]]) -> Page:
    page = door.guard(require_POST(acted))
    DECLARED[page] = tuple((one.command, one.sent) for one in acts.values())
    return page


DECLARED: dict[Page, tuple[tuple[Callable[..., object], tuple[str, ...]], ...]] = {}
"""The pages of acts, each with its commands and what they take from the body, for who compares them with addresses."""
