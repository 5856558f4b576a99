"""Second factors: their names, their words, and the key their secrets are kept under."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from worgl.identity.errors import SecondFactorUnreadable
from worgl.identity.models import Person


class SecondFactorAdapter(DefaultMFAAdapter):
    """Gives allauth's second factors our words, and keeps their secrets under the site's secret key."""

    error_messages = {
        "cannot_delete_authenticator": gettext_lazy("This second factor cannot be removed."),
        "cannot_generate_recovery_codes": gettext_lazy("Recovery codes come with a second factor. Set one up first."),
        "incorrect_code": gettext_lazy("This is not right, or no longer. Take the newest code and try again."),
    }

    def get_totp_issuer(self) -> str:
        """Return the name under which an app lists its codes: the site's."""
        return urlsplit(settings.SITE_URL).hostname or "worgl"

    def build_totp_svg(self, url: str) -> str:
        """Return nothing: the page draws its QR code itself, without an image in its text."""
        return ""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept: of no use to those who read the database alone."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a kept secret; refuses SecondFactorUnreadable after a change of the site's secret key."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise SecondFactorUnreadable from None

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:  # noqa: A002 -- allauth's signature
        """Return a name for a new passkey, until its owner gives it a better one."""
        known = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey {number}").format(number=known + 1)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return what a device shows when it asks for a passkey."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": self.get_totp_issuer()}

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        """Return under which name a device keeps a passkey."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": user.name}


def _cipher() -> Fernet:
    key = hashlib.sha256(b"worgl second factor " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
