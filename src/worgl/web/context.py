"""What every page knows without asking: community, member, coin, places to go, theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from worgl.communities.pages import MemberRequest, shown_on
from worgl.communities.queries import Community, Member, all_communities
from worgl.communities.rules import SEATED, Capacity, LookKind
from worgl.communities.rules.texts import TITLES
from worgl.core.colours import palette
from worgl.core.languages import languages
from worgl.core.request_cache import cached
from worgl.currency.pages import coin_on, currency_on
from worgl.identity.pages import signed_in
from worgl.identity.rules import PersonId
from worgl.inbox.queries import UNREAD_SHOWN, unread
from worgl.web.listed import help_of, place_of, starts
from worgl.web.menu import Menu


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the main navigation."""

    key: str
    label: str
    icon: str
    href: str


@dataclass(frozen=True, slots=True)
class Look:
    """How a community is shown, as addresses of its style, logo, icon and manifest; "" for the usual ones."""

    name: str = ""
    style: str = ""
    theme: str = ""
    logo: str = ""
    icon: str = ""
    manifest: str = ""


def look_of(community: Community | None) -> Look:
    """Return how a community is shown; outside of one, and in one that has chosen nothing, as usual."""
    if community is None or not community.look:
        return Look()
    slug = community.slug

    def picture(kind: LookKind, digest: str) -> str:
        return reverse("communities:look_picture", args=[slug, kind.value, digest[:16]]) if digest else ""

    return Look(
        name=community.name,
        style=reverse("communities:style", args=[slug, community.look]) if community.colour else "",
        theme=palette(community.colour).hero[0] if community.colour else "",
        logo=picture(LookKind.LOGO, community.logo),
        icon=picture(LookKind.ICON_180, community.icon),
        manifest=reverse("web:town_manifest", args=[slug]),
    )


@dataclass(frozen=True, slots=True)
class Bell:
    """The bell of who has signed in; it asks how many notices are unread only when a page draws it."""

    person: PersonId
    known: int | None

    @property
    def unread(self) -> int:
        """Return how many are unread."""
        return unread(self.person) if self.known is None else self.known

    @property
    def text(self) -> str:
        """Return how many, as the bell says it."""
        count = self.unread
        return f"{UNREAD_SHOWN - 1}+" if count >= UNREAD_SHOWN else str(count)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the shell: the currency in a community, and the bell of who has signed in."""
    who = signed_in(request)
    inside = cast("MemberRequest", request) if hasattr(request, "community") else None
    town = shown_on(request) or lone_community()
    return {
        **bare_shell(request),
        "look": look_of(town),
        "currency": currency_on(inside) if inside else None,
        "coin": coin_on(inside) if inside else None,
        "menu": Menu(inside) if inside else None,
        "bell": Bell(who, getattr(request, "unread", None)) if who else None,
        "is_demo": settings.DEMO,
        "foot": foot_of(town),
    }


def foot_of(town: Community | None) -> list[tuple[str, str]]:
    """Return names and addresses of what a town has written down for everybody."""
    if town is None:
        return []
    return [(str(TITLES[kind]), reverse("communities:text", args=[town.slug, kind.value])) for kind in town.texts]


@cached
def lone_community() -> Community | None:
    """Return the one community of this node; None where there are several, as none of them speaks for all."""
    found = all_communities(limit=2)
    return found[0] if len(found) == 1 else None


def bare_shell(request: HttpRequest) -> dict[str, Any]:
    """Return what is known without any query: for pages that must stand while the database is away."""
    community: Community | None = getattr(request, "community", None)
    member: Member | None = getattr(request, "member", None)
    inside = community is not None and member is not None and member.state in SEATED
    at_till = getattr(request, "capacity", None) is Capacity.TILL
    view = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "community": community,
        "member": member,
        "nav": _nav(request, community) if inside and community else (),
        "here": "till" if at_till else place_of(view) or "",
        "help": help_of(view),
        "theme": getattr(request, "theme", ""),
        "look": look_of(shown_on(request)),
        "languages": languages(),
    }


def _nav(request: HttpRequest, community: Community) -> tuple[Way, ...]:
    """Return the places for who looks: at a shop's till only, there is the till."""
    if getattr(request, "capacity", None) is Capacity.TILL:
        return (Way("till", _("Till"), "store", reverse("requests:till", args=[community.slug])),)
    return places(community)


def places(community: Community) -> tuple[Way, ...]:
    """Return the places of a community; the town bears its own word."""
    return tuple(
        Way(
            place.value,
            capfirst(community.words[start.word]) if start.word else str(start.label),
            start.icon,
            reverse(page.name, args=[community.slug]),
        )
        for place, (page, start) in starts().items()
    )
