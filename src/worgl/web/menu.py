"""The one menu of administration: each page under the name that stands above it, and in every document."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst

from worgl.communities.pages import MemberRequest
from worgl.core.places import Entry, Officer, Page
from worgl.web.listed import entries


@dataclass(frozen=True, slots=True)
class AdminLink:
    """A page of administration; its `name` is the page's own heading."""

    href: str
    icon: str
    tone: str
    name: str | Promise
    sentence: str | Promise


class Menu:
    """The pages of administration for who looks, found when a page draws them."""

    def __init__(self, request: MemberRequest) -> None:
        """Remember who looks."""
        self._request = request

    def of(self, *officers: Officer) -> list[AdminLink]:
        """Return the pages that one of some officers finds in this community."""
        return [
            self._link(page, entry)
            for page, entry in entries()
            if entry.officers.intersection(officers) and entry.offered(self._request)
        ]

    def _link(self, page: Page, entry: Entry) -> AdminLink:
        community = self._request.community
        label = capfirst(community.words[entry.word]) if entry.word else entry.label
        href = reverse(page.name, args=[community.slug, *entry.args])
        return AdminLink(href, entry.icon, entry.tone, label, entry.sentence)

    @property
    def treasury(self) -> list[AdminLink]:
        """Return what a treasurer who is no administrator finds on the page of the town."""
        return self.of(Officer.TREASURER)


def menu_of(request: MemberRequest) -> list[AdminLink]:
    """Return the pages of administration, with those of a treasurer for who is one."""
    own = {Officer.ADMIN: True, Officer.TREASURER: request.member.is_treasurer}
    return Menu(request).of(*(officer for officer, is_so in own.items() if is_so))
