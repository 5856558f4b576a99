"""What allauth asks of us: how a person is made at sign-up, and how letters are sent."""

from __future__ import annotations

import logging
from contextlib import suppress
from ipaddress import ip_address
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import make_password
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.db import transaction
from django.http import HttpRequest
from django.utils import translation

from worgl.core import clock, counters
from worgl.core.errors import InvalidInput
from worgl.core.languages import language_now
from worgl.core.letterheads import dress, letter_look_to
from worgl.core.limits import LETTERS_TO_ONE, LETTERS_TO_STRANGERS
from worgl.identity.commands import end_access, note_read_in
from worgl.identity.errors import InvalidEmail, LetterNotSent, LettersOften, PasswordsBusy
from worgl.identity.models import Person
from worgl.identity.rules import PersonId, clean_email

log = logging.getLogger(__name__)

ASKED_FOR = frozenset(
    f"account/email/{name}"
    for name in ("email_confirmation", "password_reset_key", "unknown_account", "account_already_exists")
)
"""Letters somebody waits for. All others tell what was done already, and nothing fails for want of them."""
TO_STRANGERS = "account/email/unknown_account"
"""The letter to whom somebody has typed who is not registered here."""
WELCOME = "account/email/email_confirmation_signup"
"""The letter a new person gets; they wait for it only where they cannot go on without it."""
SENT = "account/messages/email_confirmation_sent.txt"
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

    def register_nobody(self, *, name: str, password: str) -> None:
        """Do the work of registering somebody and take it back, so that an address that is known takes as long."""
        # Hashing takes its time by design, so it is done before the transaction begins.
        row = Person(email=f"{uuid4().hex}@invalid", name=name, password=make_password(password))
        row.registered_at = clock.now()
        with transaction.atomic():
            row.save(force_insert=True)
            EmailAddress.objects.create(user=row, email=row.email, primary=True, verified=False)
            transaction.set_rollback(True)

    def login(self, request: HttpRequest, user: Person) -> None:
        """Sign a person in, and note in which language they read: letters to them are written in it."""
        super().login(request, user)
        note_read_in(PersonId(user.pk), language=language_now())

    def clean_email(self, email: str) -> str:
        """Return the address as it is kept; allauth keeps every address by this."""
        try:
            return clean_email(email)
        except InvalidEmail as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:  # noqa: ANN401 -- allauth's signature
        """Look for a person by the address as it is kept, however it was typed."""
        if credentials.get("email"):
            with suppress(InvalidEmail):
                credentials["email"] = clean_email(str(credentials["email"]))
        try:
            found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        except PasswordsBusy:
            # Nothing was guessed: who comes back in a moment has as many tries as before.
            self._rollback_login_failed_rl_usage()
            raise
        return found

    def format_email_subject(self, subject: str) -> str:
        """Return the subject as it stands: the sender's name says where it comes from."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter; refuses LetterNotSent when the mail server does not take it, LettersOften.

        Where nobody is registered, no more than a few letters an hour go out: whom they reach has asked for none.
        """
        is_awaited = template_prefix in ASKED_FOR or (template_prefix == WELCOME and _is_verification_mandatory())
        wait = _enough_s(email) if is_awaited or template_prefix == WELCOME else 0
        if wait and is_awaited:
            raise LettersOften(minutes=-(-wait // 60), seconds=wait)
        if wait:
            return
        is_in_vain = _is_for_too_many_strangers(template_prefix)
        reader = context.get("user")
        language = reader.language or reader.read_in if isinstance(reader, Person) else ""
        try:
            with translation.override(language or translation.get_language()):
                around = {"request": self.request, "email": email, "current_site": _Site()}
                letter = self.render_mail(template_prefix, email, around | context)
            # Whoever asked is told the same as about an address that is registered, and nearly as late.
            (_knock if is_in_vain else _hand_over)(letter)
        except (OSError, SMTPException) as error:
            # Only the kind of error: its text and trace may carry the address.
            log.warning("a letter (%s) could not be sent: %s", template_prefix, type(error).__name__)
            if is_awaited:
                raise LetterNotSent from None

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say something on the next page; at sign-up, that a letter was sent, only by the page that follows.

        The word of it is left out where a letter went to the same address a moment ago: with a letter or without,
        signing up must be answered alike.
        """
        if not (message_template == SENT and message_context and message_context.get("signup")):
            super().add_message(request, level, message_template, message_context, extra_tags, message)

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """Return a letter as its templates write it, in the look of the one community it can only come from."""
        message: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        reader = context.get("user")
        if isinstance(message, EmailMultiAlternatives):
            dress(message, letter_look_to(reader.pk if isinstance(reader, Person) else None))
        return message

    def set_password(self, user: Person, password: str) -> None:
        """Set a new password, also a forgotten one's: what acted for the person with the old one acts no more."""
        user.set_password(password)
        with transaction.atomic():
            user.save(update_fields=["password"])
            end_access(person=PersonId(user.pk), now=clock.now())

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, str]]:
        """Return how somebody may confirm who they are: a person with a second factor, by that alone."""
        offered: list[dict[str, str]] = super().get_reauthentication_methods(user)
        second = [one for one in offered if one["id"] != "reauthenticate"]
        return second or offered

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm an address, unless somebody else is registered with it."""
        taken = Person.objects.filter(email=email_address.email).exclude(pk=email_address.user_id)
        if taken.exists():
            self.add_message(request, messages.ERROR, FAILED, {"email": email_address.email})
            return False
        return bool(super().confirm_email(request, email_address))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ANN401 -- allauth's signature
        """Return by what the tries of one account are counted: its address alone, under whatever name we are asked."""
        login = str(credentials.get("email", credentials.get("username", "")))
        try:
            return clean_email(login)
        except InvalidInput:
            return login.lower()

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address, by which sign-in is limited, as the nearest trusted server saw it.

        What stands further left in X-Forwarded-For the visitor may have written themselves.
        """
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
        proxies: int = settings.PROXIES
        given = hops[-proxies] if 0 < proxies <= len(hops) else ""
        return _address(given) or _address(request.META.get("REMOTE_ADDR", "")) or "unknown"


class _Site:
    """The site as letters name it: by WORGL_URL, whatever name a request came under."""

    @property
    def domain(self) -> str:
        return urlsplit(settings.SITE_URL).netloc

    @property
    def name(self) -> str:
        return self.domain


def _hand_over(letter: EmailMessage) -> None:
    letter.send()


def _knock(_letter: EmailMessage) -> None:
    """Reach the mail server as if to send a letter, and leave."""
    server = get_connection()
    server.open()
    server.close()


def _enough_s(email: str) -> int:
    """Count a letter somebody has asked for; returns the seconds until one more may go to this address, 0 for now."""
    return counters.count_act(LETTERS_TO_ONE, email.lower(), now=clock.now())


def _is_for_too_many_strangers(template_prefix: str) -> bool:
    if template_prefix != TO_STRANGERS:
        return False
    wait = counters.count_act(LETTERS_TO_STRANGERS, "", now=clock.now())
    if wait:
        log.warning("no more letters go to addresses nobody is registered with for %d s", wait)
    return wait > 0


def _is_verification_mandatory() -> bool:
    return bool(settings.ACCOUNT_EMAIL_VERIFICATION == "mandatory")


def _address(text: str) -> str:
    """Return a numeric address without the port that some servers in front add, "" for anything else."""
    bare = text[1:].partition("]")[0] if text.startswith("[") else text
    host, colon, port = bare.partition(":")
    if colon and port.isascii() and port.isdigit() and "." in host:
        bare = host
    try:
        return str(ip_address(bare))
    except ValueError:
        return ""
