"""Which pages there are: to which place each belongs, its help, and its entry in the menu of administration."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from worgl.core import links
from worgl.core.linking import Link
from worgl.core.places import Page

PAGES = (
    Page(
        "account",
        text=_("Your account is yours alone: an e-mail address, a password, and whatever else you sign in with."),
        recipe="sign-in",
    ),
    Page(
        "mfa",
        text=_("A second step keeps others out even when they know your password. Keep the recovery codes on paper."),
        recipe="sign-in",
    ),
    Page(
        "socialaccount",
        text=_("You can sign in with an account you have elsewhere. That site learns only that you signed in."),
        recipe="social-networks",
    ),
    Page(
        "idp",
        text=_(
            "Another site asks who you are. It gets what you allow here, and you can take that back in the settings."
        ),
        recipe="social-networks",
    ),
    Page("identity", text=_("Your name and picture, your language and colours."), recipe="sign-in"),
    Page(
        "identity:connected",
        text=_("Sites to which you have shown who you are. A site you disconnect must ask you again."),
        recipe="social-networks",
    ),
    Page("idp:oidc:configuration", no_page="for programs"),
    Page("idp:oidc:jwks", no_page="for programs"),
    Page("idp:oidc:token", no_page="for programs"),
    Page("idp:oidc:revoke", no_page="for programs"),
    Page("idp:oidc:userinfo", no_page="for programs"),
    Page("identity:no_device", no_page="not offered"),
)

LINKS: Mapping[Link, str] = {links.SETTINGS: "identity:settings", links.LANGUAGE: "identity:language"}
"""Where lower domains lead."""
