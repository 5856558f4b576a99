"""What allauth asks of us: how a person is made at sign-up, and how letters are sent."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.http import HttpRequest

from worgl.core import clock
from worgl.identity.errors import LetterNotSent
from worgl.identity.models import Person
from worgl.identity.rules import clean_email

log = logging.getLogger(__name__)

WELCOME = "account/email/email_confirmation_signup"
"""The letter a new person gets; signing up does not fail for want of it, as it is sent again on demand."""


class AccountAdapter(DefaultAccountAdapter):
    """Makes people out of sign-up forms."""

    def new_user(self, request: HttpRequest) -> Person:
        """Return a person who is not saved yet."""
        return Person(registered_at=clock.now())

    def save_user(self, request: HttpRequest, user: Person, form: forms.Form, commit: bool = True) -> Person:  # noqa: FBT001, FBT002 -- allauth's signature
        """Fill in what the form knows."""
        user.name = form.cleaned_data["name"]
        saved: Person = super().save_user(request, user, form, commit=commit)
        return saved

    def clean_email(self, email: str) -> str:
        """Return the address as it is kept; allauth keeps every address by this."""
        return clean_email(email)

    def format_email_subject(self, subject: str) -> str:
        """Return the subject as it stands: the sender's name says where it comes from."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter; refuses LetterNotSent when the mail server does not take it."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            # Only the kind of error: its text and trace may carry the address.
            log.warning("a letter (%s) could not be sent: %s", template_prefix, type(error).__name__)
            if template_prefix != WELCOME:
                raise LetterNotSent from None
