"""Accounts of social networks: whom they let in, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from worgl.core.errors import InvalidInput
from worgl.core.limits import NAME_MAX
from worgl.identity.models import Person
from worgl.identity.rules import clean_email, clean_name


class NetworkAdapter(DefaultSocialAccountAdapter):
    """Links an account of a network to a person only by an address that both sides have confirmed."""

    error_messages = {
        "email_taken": gettext_lazy(
            "Somebody is registered here with this e-mail address. If it is you, sign in with your password and "
            "connect your account of %s under Settings."
        ),
        "invalid_token": gettext_lazy("The network’s answer could not be read. Please try again."),
        "no_password": gettext_lazy("Choose a password first: without it you could not sign in any more."),
        "no_verified_email": gettext_lazy("Confirm your e-mail address first: without it you could not sign in."),
        "disconnect_last": gettext_lazy("This is your only way to sign in."),
        "connected_other": gettext_lazy("This account belongs to somebody else here already."),
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Take no address for confirmed on the word of a network the operator does not trust with that."""
        if not _is_trusted(sociallogin):
            for address in sociallogin.email_addresses:
                address.verified = False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Person, str] | None:
        """Return the person with the same address, when the network and we have both seen it confirmed.

        An address that was only typed here may have been typed by somebody who waits for its owner.
        """
        if not _is_trusted(sociallogin):
            return None
        told = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        found = EmailAddress.objects.filter(email__in=told, verified=True, user__is_active=True).first()
        return (found.user, found.email) if found else None

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Mapping[str, Any]) -> Person:
        """Fill a new person's name and address with what the network tells of them."""
        row: Person = sociallogin.user
        row.name = _first_name_that_fits(data)
        try:
            row.email = clean_email(str(data.get("email") or ""))
        except InvalidInput:
            row.email = ""
        return row

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, Any]:
        """Return what the form for a new person begins with."""
        return {**super().get_signup_form_initial_data(sociallogin), "name": sociallogin.user.name}

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Let who brings a name and an address in without a further form."""
        return bool(sociallogin.user.name and sociallogin.user.email)


def _is_trusted(sociallogin: SocialLogin) -> bool:
    app = sociallogin.provider.app
    return bool(app and app.settings.get("email_authentication"))


def _first_name_that_fits(data: Mapping[str, Any]) -> str:
    parts = (data.get("first_name"), data.get("last_name"))
    for told in (data.get("name"), " ".join(str(part) for part in parts if part), data.get("username")):
        try:
            return clean_name(str(told or "")[:NAME_MAX])
        except InvalidInput:
            continue
    return ""
