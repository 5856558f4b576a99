"""What of people is sealed: who runs the node, which sites and programs there are, and what people allow them.

All of it is the node's. Who signs in with what is not sealed: it is written wherever somebody signs in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from allauth.idp.oidc.models import Client

from worgl.core.sealing import Cells, sealed
from worgl.identity import models
from worgl.identity.rules import client_key

OPERATOR = sealed("operator", models.Person, ("id", "is_staff"), community="", among=("is_staff", (True,)))
CONSENT = sealed(
    "consent", models.Consent, ("id", "person_id", "client_id", "scopes", "given_at", "ended_at"), community=""
)
KINDS = (OPERATOR, CONSENT)

CLIENT = "client:0"
"""The chain of the sites and programs, whose ids are neither numbers nor UUIDs."""
CLIENT_COLUMNS = ("id", "secret", "type", "scopes", "grant_types", "redirect_uris", "owner_id", "skip_consent")


def client_cells(rows: Iterable[Client]) -> Iterator[Cells]:
    """Yield what is sealed of clients, in the order of their keys."""
    keyed = {client_key(row.pk): row for row in rows}
    for key in sorted(keyed):
        yield (key, *(getattr(keyed[key], column) for column in CLIENT_COLUMNS))


def client_keys(rows: Iterable[Client]) -> list[UUID]:
    """Return under which keys clients are sealed."""
    return [client_key(row.pk) for row in rows]
