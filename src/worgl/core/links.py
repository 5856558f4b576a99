"""Where a lower domain's pages lead above it: a link is named here, and the domain that has the page declares it.

A domain names no address of a domain above it: the page that a link means may be anybody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse

from worgl.core.domains import by_name, derived, domains
from worgl.core.linking import Link

HOME = Link("home")
"""Where a member begins in a community."""
TOWN = Link("town")
PAY = Link("pay")
PAY_MEMBER = Link("pay_member", ("slug", "code"))
PAY_CODE = Link("pay_code", ("code",))
"""Where a code on paper leads, whatever the community."""
RECEIVE = Link("receive")
TILL = Link("till")
ACTIVITY = Link("activity")
RULES = Link("rules")
ADMINISTRATION = Link("administration")
LEAVE = Link("leave")
ACTING = Link("acting", ())
PICTURE = Link("picture", ("digest",))
COMMUNITIES = Link("communities", ())
"""The communities of who has signed in."""
FOUND = Link("found", ())
EVERYTHING = Link("everything", ())
OPERATOR = Link("operator", ())
SETTINGS = Link("settings", ())
LANGUAGE = Link("language", ())
NOTICES = Link("notices", ())
NOTICE_CHOICES = Link("notice_choices", ())
KEYS = Link("keys", ())
RECIPE = Link("recipe", ("name",))
RECIPES = Link("recipes", ())

LINKS = (
    *(HOME, TOWN, PAY, PAY_MEMBER, PAY_CODE, RECEIVE, TILL, ACTIVITY, RULES, ADMINISTRATION, LEAVE, ACTING, PICTURE),
    *(COMMUNITIES, FOUND, EVERYTHING, OPERATOR, SETTINGS, LANGUAGE, NOTICES, NOTICE_CHOICES, KEYS, RECIPE, RECIPES),
)
"""All of them; each is declared by one domain."""
_NAMED = by_name(LINKS, lambda link: link.name)


@derived
def _routes() -> Mapping[Link, str]:
    declared = [pair for domain in domains().values() for pair in domain.links.items()]
    assert len(dict(declared)) == len(declared), "two domains declare one link"
    return dict(declared)


def route_of(link: Link) -> str:
    """Return the name of the address a link leads to."""
    return _routes()[link]


def href(link: Link, *args: object) -> str:
    """Return the address a link leads to."""
    return reverse(route_of(link), args=args)


def address(route: Link | str, args: Iterable[object]) -> str:
    """Return the address of a link, or of a domain's own page by the name of its address."""
    return reverse(route_of(route) if isinstance(route, Link) else route, args=list(args))


def link_named(name: str) -> Link:
    """Return a link by the name it has in templates."""
    return _NAMED[name]
