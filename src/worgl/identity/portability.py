"""People out and in, for the export and import of a community.

No password goes out, no session, no rank: in the new place a person sets a password by e-mail. Somebody who
is registered there already keeps their own id; the community's rows are rewritten to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from uuid import UUID

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from worgl.core.limits import PICTURE_KEPT_MAX
from worgl.core.portability import BATCH, Row, RowRefused
from worgl.identity.models import Person, Picture
from worgl.identity.rules import PersonId, clean_email, clean_name

PEOPLE, PICTURES = "people", "pictures"
HEADER: Row = ("id", "email", "name", "language", "theme", "registered_at")

PICTURES_HEADER: Row = ("id", "person", "digest", "content", "made_at")
_AT_A_TIME = 100


def export_rows(persons: Iterable[PersonId]) -> Iterator[Row]:
    """Yield people as text, in order of their ids, without the header."""
    ids = iter(sorted(set(persons)))
    while batch := list(islice(ids, BATCH)):
        for row in Person.objects.filter(pk__in=batch).order_by("pk"):
            # In the new place they are written to in the language they have read here.
            language = row.language or row.read_in
            yield (str(row.pk), row.email, row.name, language, row.theme, row.registered_at.isoformat())


def read_back(rows: Iterable[Row]) -> dict[UUID, UUID]:
    """Register those who are not here yet, and return the ids of those who go under another one here.

    Belongs into a transaction; refuses RowRefused, InvalidEmail, InvalidName.
    """
    renamed: dict[UUID, UUID] = {}
    lines = enumerate(rows, start=2)
    while batch := [_read(line, row) for line, row in islice(lines, BATCH)]:
        here = dict(Person.objects.filter(email__in=[one.email for one in batch]).values_list("email", "pk"))
        renamed.update({one.pk: here[one.email] for one in batch if one.email in here and here[one.email] != one.pk})
        _register([one for one in batch if one.email not in here])
    return renamed


def _register(new: Sequence[Person]) -> None:
    for one in new:
        one.set_unusable_password()
    Person.objects.bulk_create(new)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, primary=True, verified=False) for one in new
    )


def _read(line: int, row: Row) -> Person:
    if len(row) != len(HEADER):
        raise RowRefused(table=PEOPLE, line=line, reason=_("it has too few or too many cells"))
    own, email, name, language, theme, registered_at = row
    try:
        return Person(
            id=UUID(own),
            email=clean_email(email),
            name=clean_name(name),
            language=language,
            theme=theme,
            registered_at=datetime.fromisoformat(registered_at),
        )
    except ValueError:
        raise RowRefused(table=PEOPLE, line=line, reason=_("it has no valid id or date")) from None


def pictures_written(persons: Iterable[PersonId]) -> Iterator[Row]:
    """Yield people's pictures as text, in order of the people's ids, without the header."""
    ids = iter(sorted(set(persons)))
    while batch := list(islice(ids, _AT_A_TIME)):
        for row in Picture.objects.filter(person__in=batch).order_by("person"):
            made_at = row.made_at.astimezone(UTC).isoformat()
            yield (str(row.pk), str(row.person_id), row.digest, bytes(row.content).hex(), made_at)


def read_pictures_back(rows: Iterable[Row], *, renamed: Mapping[UUID, UUID]) -> None:
    """Keep the pictures of those who have none here: what a person shows in this place goes before.

    Belongs into a transaction, after the people; refuses RowRefused.
    """
    lines = enumerate(rows, start=2)
    while batch := [_read_picture(line, row, renamed) for line, row in islice(lines, _AT_A_TIME)]:
        persons = [one.person_id for one in batch]
        has_one = set(Picture.objects.filter(person__in=persons).values_list("person_id", flat=True))
        Picture.objects.bulk_create(one for one in batch if one.person_id not in has_one)


def _read_picture(line: int, row: Row, renamed: Mapping[UUID, UUID]) -> Picture:
    if len(row) != len(PICTURES_HEADER):
        raise RowRefused(table=PICTURES, line=line, reason=_("it has too few or too many cells"))
    own, person, digest, content, made_at = row
    try:
        known, drawn = UUID(person), bytes.fromhex(content)
        moment = datetime.fromisoformat(made_at)
        fresh = Picture(id=UUID(own), person_id=renamed.get(known, known), digest=digest, content=drawn, made_at=moment)
    except ValueError:
        raise RowRefused(table=PICTURES, line=line, reason=_("it has no valid id, content or date")) from None
    is_sound = len(drawn) <= PICTURE_KEPT_MAX and hashlib.sha256(drawn).hexdigest() == digest
    if not is_sound or moment.tzinfo is None:
        raise RowRefused(table=PICTURES, line=line, reason=_("its content is not the picture it is named after"))
    return fresh
