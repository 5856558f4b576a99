"""What stands around a page: title, way back, template; and how a page ends that has done something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from worgl.core.pages.addresses import CURSOR
from worgl.core.pages.doors import Door, Page, R, R_contra

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Text = str | Promise
REFUSED = 422


@dataclass(frozen=True, slots=True)
class Frame(Generic[R_contra]):
    """A template, its title, where its way back leads, and what else it shows."""

    template: str
    title: Text | Callable[[R_contra], Text]
    back: Callable[[R_contra], str]
    more: Callable[[R_contra], Mapping[str, object]] | None = None

    def page(self, request: R_contra, context: Mapping[str, object], form: BaseForm | None = None) -> HttpResponse:
        """Return the page with what is in it."""
        own = self.more(request) if self.more else {}
        title = self.title(request) if callable(self.title) else self.title
        return _page(request, self.template, {"title": title, **own, **context}, self.back(request), form, None)


def show(
    request: R,
    template: str,
    *,
    title: Text,
    back: Callable[[R], str] | str = "",
    form: BaseForm | None = None,
    status: int | None = None,
    context: Mapping[str, object] | None = None,
    **more: object,
) -> HttpResponse:
    """Return a page with `more` and what is ready as `context`.

    One with a form that was sent says 422, where no other status is given: it was refused.
    """
    way = back if isinstance(back, str) else back(request)
    return _page(request, template, {"title": title, **(context or {}), **more}, way, form, status)


def _page(
    request: HttpRequest,
    template: str,
    context: dict[str, object],
    back: str,
    form: BaseForm | None,
    status: int | None,
) -> HttpResponse:
    if back:
        context["back"] = back
    if form is not None:
        context["form"] = form
    is_refused = form is not None and form.is_bound
    return render(request, template, context, status=status or (REFUSED if is_refused else 200))


def done(request: HttpRequest, said: _StrOrPromise, address: str) -> HttpResponse:
    """Say that something is done, if there is anything to say, and lead on."""
    if said:
        messages.success(request, str(said))
    return redirect(address)


def list_page(door: Door[R], items: Callable[[R, str], object], frame: Frame[R]) -> Page:
    """Make a page of a list: `items` is the query, given the request and the mark of the page that is asked for.

    The template finds the page of items as `page`.
    """

    def listed(request: R, **_address: object) -> HttpResponse:
        return frame.page(request, {"page": items(request, request.GET.get(CURSOR, ""))})

    return door.guard(require_safe(listed))
