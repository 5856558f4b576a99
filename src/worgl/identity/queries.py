"""Reads of people. People are shown to themselves; what others see of them is their membership."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.idp.oidc.models import Client, Token
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from worgl.core.domains import File
from worgl.core.limits import PAGE_MAX
from worgl.core.personal_exports import told_rows, written
from worgl.identity.errors import PersonUnknown
from worgl.identity.models import Consent, Person, Picture
from worgl.identity.rules import (
    Bearer,
    ClientKind,
    ClientView,
    PersonId,
    PersonView,
    PictureView,
    Theme,
    clean_email,
)

__all__ = [
    "Bearer",
    "PersonView",
    "bearer",
    "clients",
    "confirmed_addresses",
    "connected_clients",
    "files_of_person",
    "has_allowed",
    "is_operator",
    "newest_second_factor_at",
    "own_picture",
    "people",
    "person",
    "person_by_email",
    "picture_by_digest",
    "picture_of",
]


def person(person: PersonId) -> PersonView:
    """Return a person to themselves: give it the id of the person who has signed in.

    Refuses PersonUnknown, also when the person was switched off.
    """
    row = Person.objects.filter(pk=person, is_active=True).first()
    if row is None:
        raise PersonUnknown
    return _view(row)


def person_by_email(email: str) -> PersonView:
    """Return the person of an address, for operators on the command line. Refuses PersonUnknown, InvalidEmail."""
    row = Person.objects.filter(email=clean_email(email), is_active=True).first()
    if row is None:
        raise PersonUnknown
    return _view(row)


def told_in(email: str) -> str:
    """Return the language in which whoever is registered with an address is written to; "" when nobody is."""
    row = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    return _view(row).told_in if row else ""


def people(ids: Iterable[PersonId]) -> dict[PersonId, PersonView]:
    """Return up to PAGE_MAX people by id, for the demo's bar of people to act as."""
    rows = Person.objects.filter(pk__in=list(ids)[:PAGE_MAX], is_active=True)
    return {PersonId(row.pk): _view(row) for row in rows}


def own_picture(person: PersonId) -> str:
    """Return the digest of a person's picture, "" when they have none."""
    return Picture.objects.filter(person=person).values_list("digest", flat=True).first() or ""


def picture_of(person: PersonId) -> bytes | None:
    """Return a person's picture for their own parcel, None when they have none."""
    content = Picture.objects.filter(person=person).values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def picture_by_digest(digest: str) -> PictureView | None:
    """Return the picture of an address, for upper domains that then ask who may see it; None when there is none."""
    rows = Picture.objects.filter(digest=digest, person__is_active=True).order_by("pk")
    persons = tuple(PersonId(own) for own in rows.values_list("person_id", flat=True)[:PAGE_MAX])
    found = rows.values_list("content", flat=True).first() if persons else None
    return None if found is None else PictureView(digest, bytes(found), persons)


def files_of_person(person: PersonId, now: datetime) -> Iterator[File]:
    """Yield everything kept about a person as such, for a parcel of their own. Refuses PersonUnknown."""
    yield "person.json", written(_told_of_person(person))
    face = picture_of(person)
    if face is not None:
        yield "picture.webp", [face]


def _told_of_person(person: PersonId) -> dict[str, object]:
    row = Person.objects.filter(pk=person, is_active=True).first()
    if row is None:
        raise PersonUnknown
    return {
        "name": row.name,
        "email": row.email,
        "language": row.language,
        "read_in": row.read_in,
        "theme": row.theme,
        "registered_at": row.registered_at,
        "last_signed_in_at": row.last_login,
        "addresses": told_rows(EmailAddress.objects.filter(user=person), without=frozenset({"user_id"})),
        "accounts_elsewhere": told_rows(SocialAccount.objects.filter(user=person), without=frozenset({"user_id"})),
        "sites_allowed": told_rows(Consent.objects.filter(person=person), without=frozenset({"person_id"})),
        "picture_made_at": Picture.objects.filter(person=person).values_list("made_at", flat=True).first(),
    }


def confirmed_addresses(ids: Iterable[PersonId]) -> dict[PersonId, str]:
    """Return the addresses letters may go to: without those not confirmed, and of people switched off."""
    rows = EmailAddress.objects.filter(user__in=list(ids), user__is_active=True, primary=True, verified=True)
    return {PersonId(person): address for person, address in rows.values_list("user_id", "email")}


def is_operator(person: PersonId) -> bool:
    """Tell whether a person runs this node."""
    return Person.objects.filter(pk=person, is_active=True, is_staff=True).exists()


def newest_second_factor_at(person: PersonId) -> datetime | None:
    """Return when a person made the newest of their passkeys and app codes; None without a second factor."""
    rows = Authenticator.objects.filter(user_id=person).exclude(type=Authenticator.Type.RECOVERY_CODES)
    found = rows.order_by("-created_at").values_list("created_at", flat=True).first()
    assert found is None or isinstance(found, datetime)
    return found


def bearer(token: str) -> Bearer | None:
    """Return who stands behind an OAuth access token; None when it is unknown, over, or its person switched off.

    A machine's token acts for the machine's owner.
    """
    found = Token.objects.select_related("client", "user").lookup(Token.Type.ACCESS_TOKEN, token)
    if found is None or found.client is None:
        return None
    person = found.user_id or found.client.owner_id
    if person is None or not Person.objects.filter(pk=person, is_active=True).exists():
        return None
    return Bearer(PersonId(person), frozenset(found.get_scopes()), str(found.client.pk))


def clients() -> list[ClientView]:
    """Return up to PAGE_MAX clients, newest first, for operators."""
    return [_client(row) for row in Client.objects.order_by("-created_at")[:PAGE_MAX]]


def connected_clients(person: PersonId) -> list[tuple[ClientView, tuple[str, ...]]]:
    """Return the clients a person has allowed something, each with which scopes, for themselves."""
    living = Consent.objects.select_related("client").filter(person_id=person, ended_at__isnull=True)
    return [(_client(row.client), tuple(row.scopes)) for row in living.order_by("client__name")[:PAGE_MAX]]


def has_allowed(*, person: PersonId, client: str, scopes: Iterable[str]) -> bool:
    """Tell whether a person allows a client all of some scopes, without having taken it back."""
    row = Consent.objects.filter(person_id=person, client_id=client, ended_at__isnull=True).first()
    return row is not None and set(scopes) <= set(row.scopes)


def _client(row: Client) -> ClientView:
    kind = ClientKind.APP if row.type == Client.Type.PUBLIC else ClientKind.SITE
    if Client.GrantType.CLIENT_CREDENTIALS in row.get_grant_types():
        kind = ClientKind.MACHINE
    owner = PersonId(row.owner_id) if row.owner_id else None
    return ClientView(
        row.pk, row.name, kind, tuple(row.get_scopes()), tuple(row.get_redirect_uris()), owner, row.created_at
    )


def _view(row: Person) -> PersonView:
    told_in = row.language or row.read_in
    return PersonView(PersonId(row.pk), row.email, row.name, row.language, told_in, Theme(row.theme), row.is_staff)
