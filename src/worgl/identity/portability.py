"""People out and in, for the export and import of a community.

No password goes out, no session, no rank: in the new place a person sets a password by e-mail. Somebody who
is registered there already keeps his own id; the community's rows are rewritten to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from worgl.core.portability import BATCH, Row, RowRefused
from worgl.identity.models import Person
from worgl.identity.rules import PersonId, clean_email, clean_name

PEOPLE = "people"
HEADER: Row = ("id", "email", "name", "language", "theme", "registered_at")


def written(persons: Iterable[PersonId]) -> Iterator[Row]:
    """Yield people as text, in order of their ids, without the header."""
    ids = iter(sorted(set(persons)))
    while batch := list(islice(ids, BATCH)):
        for row in Person.objects.filter(pk__in=batch).order_by("pk"):
            yield (str(row.pk), row.email, row.name, row.language, row.theme, row.registered_at.isoformat())


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
