"""The kinds of notices, of all domains that declare some."""

from __future__ import annotations

from collections.abc import Mapping

from worgl.core.domains import by_name, derived, domains
from worgl.inbox.errors import KindUnknown
from worgl.inbox.rules import Group, Kind


@derived
def _kinds() -> Mapping[str, Kind]:
    return by_name((kind for domain in domains().values() for kind in domain.notices), lambda kind: kind.key)


def kind_of(key: str) -> Kind:
    """Return the kind of a key; refuses KindUnknown."""
    if key not in _kinds():
        raise KindUnknown
    return _kinds()[key]


@derived
def known_kinds() -> tuple[Kind, ...]:
    """Return all kinds in the order of the settings: by group, within it as they were declared."""
    order = list(Group)
    return tuple(sorted(_kinds().values(), key=lambda kind: order.index(kind.group)))
