"""What allauth asks of us: how a person is made at sign-up, and how letters are sent."""

from __future__ import annotations

import logging
from ipaddress import ip_address
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils import translation

from worgl.core import clock
from worgl.core.languages import language_now
from worgl.identity.commands import note_read_in
from worgl.identity.errors import LetterNotSent
from worgl.identity.models import Person
from worgl.identity.rules import PersonId, clean_email

log = logging.getLogger(__name__)

ASKED_FOR = frozenset(
    f"account/email/{name}"
    for name in ("email_confirmation", "password_reset_key", "unknown_account", "account_already_exists")
)
"""Letters somebody waits for. All others tell what was done already, and nothing fails for want of them."""
WELCOME = "account/email/email_confirmation_signup"
"""The letter a new person gets; he waits for it only where he cannot go on without it."""
FAILED = "account/messages/email_confirmation_failed.txt"


class AccountAdapter(DefaultAccountAdapter):
    """Makes people out of sign-up forms."""

    def new_user(self, request: HttpRequest) -> Person:
        """Return a person who is not saved yet."""
        return Person(registered_at=clock.now(), read_in=language_now())

    def save_user(self, request: HttpRequest, user: Person, form: forms.Form, commit: bool = True) -> Person:  # noqa: FBT001, FBT002 -- allauth's signature
        """Fill in what the form knows."""
        user.name = form.cleaned_data["name"]
        saved: Person = super().save_user(request, user, form, commit=commit)
        return saved

    def login(self, request: HttpRequest, user: Person) -> None:
        """Sign a person in, and note in which language they read: letters to them are written in it."""
        super().login(request, user)
        note_read_in(PersonId(user.pk), language=language_now())

    def clean_email(self, email: str) -> str:
        """Return the address as it is kept; allauth keeps every address by this."""
        return clean_email(email)

    def format_email_subject(self, subject: str) -> str:
        """Return the subject as it stands: the sender's name says where it comes from."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter; refuses LetterNotSent when the mail server does not take it."""
        reader = context.get("user")
        language = reader.language or reader.read_in if isinstance(reader, Person) else ""
        try:
            with translation.override(language or translation.get_language()):
                super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            # Only the kind of error: its text and trace may carry the address.
            log.warning("a letter (%s) could not be sent: %s", template_prefix, type(error).__name__)
            if template_prefix in ASKED_FOR or (template_prefix == WELCOME and _is_verification_mandatory()):
                raise LetterNotSent from None

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm an address, unless somebody else is registered with it."""
        taken = Person.objects.filter(email=email_address.email).exclude(pk=email_address.user_id)
        if taken.exists():
            self.add_message(request, messages.ERROR, FAILED, {"email": email_address.email})
            return False
        return bool(super().confirm_email(request, email_address))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address, by which sign-in is limited, as the nearest trusted server saw it.

        What stands further left in X-Forwarded-For the visitor may have written himself.
        """
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
        proxies: int = settings.PROXIES
        given = hops[-proxies] if 0 < proxies <= len(hops) else ""
        return _address(given) or _address(request.META.get("REMOTE_ADDR", "")) or "unknown"


def _is_verification_mandatory() -> bool:
    return bool(settings.ACCOUNT_EMAIL_VERIFICATION == "mandatory")


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return ""
