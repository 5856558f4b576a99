"""Writes of people. Signing up on a page goes through allauth and `adapter`; these serve CLI, demo and settings."""

from __future__ import annotations

import hashlib
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from worgl.core.commands import IdempotencyKey, command
from worgl.core.inputs import SingleLine
from worgl.core.pictures import counted, draw_square
from worgl.core.sealing import seal, waive
from worgl.identity.errors import EmailTaken, PersonUnknown, WeakPassword
from worgl.identity.models import Person, Picture
from worgl.identity.rules import PersonId, clean_email, clean_language, clean_name, clean_theme
from worgl.identity.seals import OPERATOR


def register_person(*, email: str, name: str, password: str | None, now: datetime) -> PersonId:
    """Register a person from the command line or a made town; without a password nobody can sign in until it is reset.

    Refuses InvalidEmail, InvalidName, WeakPassword, EmailTaken.
    """
    row = Person(email=clean_email(email), name=clean_name(name), registered_at=now)
    if password is not None:
        _check_password(password, row)
    # Hashing takes its time by design, so it is done before the transaction begins.
    row.set_password(password)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            EmailAddress.objects.create(user=row, email=row.email, primary=True, verified=False)
    except IntegrityError:
        raise EmailTaken from None
    return PersonId(row.pk)


def _check_password(password: str, row: Person) -> None:
    try:
        validate_password(password, user=row)
    except ValidationError as error:
        raise WeakPassword(field="password", reason=" ".join(error.messages)) from None


@command
def set_preferences(*, actor: PersonId, language: str, theme: str, key: IdempotencyKey, now: datetime) -> None:
    """Set one's own language ("" for the browser's) and theme ("" for the device's). Refuses InvalidInput."""
    offered = frozenset(code for code, _name in settings.LANGUAGES)
    language = clean_language(language, offered=offered)
    _change(actor, language=language, theme=clean_theme(theme).value)


def note_read_in(person: PersonId, *, language: str) -> None:
    """Note the language of the pages a person signs in on, where it is another one than before; "" notes nothing."""
    if language:
        Person.objects.filter(pk=person).exclude(read_in=language).update(read_in=language)


@command
def rename_person(*, actor: PersonId, name: SingleLine, key: IdempotencyKey, now: datetime) -> None:
    """Change one's own name; memberships keep the name they were given. Refuses InvalidName."""
    _change(actor, name=clean_name(name))


def show_picture(*, actor: PersonId, content: bytes, key: IdempotencyKey, now: datetime) -> str:
    """Show a picture of oneself from now on, in the place of an older one, and return its digest.

    `content` is the file as it was sent; what is kept is drawn anew. Refuses PictureRefused, PersonUnknown,
    PicturesOften.
    """
    # Drawing takes its time, so it is done before the transaction begins.
    with counted(actor, now=now):
        drawn = draw_square(content)
    return _keep_picture(actor=actor, drawn=drawn, key=key, now=now)


@command
def _keep_picture(*, actor: PersonId, drawn: bytes, key: IdempotencyKey, now: datetime) -> str:
    if not Person.objects.filter(pk=actor, is_active=True).exists():
        raise PersonUnknown
    digest = hashlib.sha256(drawn).hexdigest()
    fresh = {"digest": digest, "content": drawn, "made_at": now}
    Picture.objects.update_or_create(person_id=actor, defaults=fresh)
    return digest


@command
def remove_picture(*, actor: PersonId, key: IdempotencyKey, now: datetime) -> None:
    """Show no picture of oneself any more; what was kept is deleted."""
    Picture.objects.filter(person=actor).delete()


def make_operator(*, person: PersonId) -> None:
    """Let a person run this node; for the command line, where who types is the operator. Refuses PersonUnknown."""
    with transaction.atomic():
        _change(person, is_staff=True)
        seal(OPERATOR, Person.objects.filter(pk=person))


def stop_operator(*, person: PersonId) -> None:
    """Take back that a person runs this node; for the command line. Refuses PersonUnknown."""
    with transaction.atomic():
        was = list(Person.objects.filter(pk=person, is_staff=True))
        _change(person, is_staff=False)
        waive(OPERATOR, was)


def remove_second_factors(*, person: PersonId) -> int:
    """Take away every second factor of somebody who lost them all; returns how many there were.

    For the command line, where the operator has made sure who asks: then the password alone lets in.
    """
    with transaction.atomic():
        removed: int = Authenticator.objects.filter(user_id=person).delete()[0]
    return removed


def _change(person: PersonId, **values: str | bool) -> None:
    if not Person.objects.filter(pk=person, is_active=True).update(**values):
        raise PersonUnknown
