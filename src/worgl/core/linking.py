"""What a link to an upper domain's page is; `core.links` has those there are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A page that others lead to: its name in templates, and what its address takes, in order."""

    name: str
    takes: tuple[str, ...] = ("slug",)
