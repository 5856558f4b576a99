"""Kinds of notices: how each is worded, where it leads, and by which ways it comes unless a person chooses others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from worgl.core.linking import Link


class Email(StrEnum):
    """When notices of a kind come by e-mail."""

    NEVER = "never"
    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


DIGESTS = frozenset({Email.DAILY, Email.WEEKLY})


class Group(StrEnum):
    """Under which heading a kind stands in a person's settings."""

    MONEY = "money"
    PEOPLE = "people"
    COMMUNITY = "community"
    DUTIES = "duties"


GROUP_NAMES: Mapping[Group, str | Promise] = {
    Group.MONEY: _("Money"),
    Group.PEOPLE: _("People"),
    Group.COMMUNITY: _("My membership and the rules"),
    Group.DUTIES: _("For administrators"),
}


@dataclass(frozen=True, slots=True)
class Ways:
    """By which ways notices of a kind reach a person; with none of them the kind is off."""

    in_app: bool
    email: Email
    push: bool

    @property
    def is_off(self) -> bool:
        """Tell whether nothing comes."""
        return not (self.in_app or self.push) and self.email is Email.NEVER


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice. `sentence` has a {placeholder} for each field; those in `days` hold a date in ISO form.

    Those in `words` hold English words of the catalogue, or a community's own, which are translated when read.
    `route` names the address a click leads to, or the link to an upper domain's; `action` is a letter's button.
    """

    key: str
    group: Group
    icon: str
    tone: str
    name: str | Promise
    sentence: str | Promise
    action: str | Promise
    route: Link | str
    email: Email = Email.NEVER
    push: bool = False
    days: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    @property
    def ways(self) -> Ways:
        """Return the ways of who has chosen nothing."""
        return Ways(in_app=True, email=self.email, push=self.push)

    def day_fields(self, fields: Mapping[str, str | int]) -> dict[str, date]:
        """Return the fields that are dates."""
        return {name: date.fromisoformat(str(fields[name])) for name in self.days if name in fields}
