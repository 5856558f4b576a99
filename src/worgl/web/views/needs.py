"""What waits for a person in a community: each domain finds its own, this page puts them in one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from worgl.core import jobs
from worgl.core.domains import need_kinds, work_names
from worgl.core.needs import Asking, Need, NeedKind

ON_HUB = 8
"""Needs of one kind shown on the first page of administration."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What is shown of all that waits; `more` leads to the rest of a kind, where there is one."""

    items: tuple[tuple[NeedKind, Need], ...]
    more: tuple[tuple[str, str | Promise], ...] = ()


def given_up(asking: Asking) -> Iterator[Need]:
    """Yield the community's work that failed too often and waits until somebody looks."""
    for one in jobs.failed(args={"community": str(asking.community)}, limit=asking.limit):
        title = _("Work has stopped: {kind}").format(kind=str(work_names().get(one.kind, one.kind)))
        again = reverse("web:retry_job", args=[asking.slug, one.id])
        yield Need(one.id, one.due_at, title, one.error, act=again, act_name=_("Try again"))


def needs_of(asking: Asking) -> Needs:
    """Return all that waits, what is most pressing first."""
    found = [(kind, tuple(kind.find(asking))) for kind in need_kinds()]
    return Needs(
        tuple((kind, need) for kind, needs in found for need in needs),
        tuple(
            (reverse(kind.every[0], args=[asking.slug]), kind.every[1]) for kind, needs in found if needs and kind.every
        ),
    )
