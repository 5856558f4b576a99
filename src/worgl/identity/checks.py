"""What proves who may act for whom: operators, clients and consents by their seals, tokens by the consents."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.idp.oidc.models import Client, Token

from worgl.core.checks import Fault, Subject, proves_of_node
from worgl.core.moment import one_view
from worgl.core.sealing import compare, faults_of
from worgl.identity.models import Consent
from worgl.identity.seals import CLIENT, CONSENT, OPERATOR, client_cells

_TYPES = (Token.Type.ACCESS_TOKEN.value, Token.Type.REFRESH_TOKEN.value)


@proves_of_node("identity.operators", "Who runs the node was made its operator.")
def operators(subject: Subject) -> Iterator[Fault]:
    """Compare the operators with their seals."""
    with one_view():
        yield from faults_of(OPERATOR, subject)


@proves_of_node("identity.clients", "Each site and program is as it was registered, and may no more.")
def clients(subject: Subject) -> Iterator[Fault]:
    """Compare the clients with their seals."""
    with one_view():
        yield from compare("client", CLIENT, client_cells(Client.objects.all()), book=subject.book)


@proves_of_node("identity.consents", "People allow sites and programs what they have allowed them.")
def consents(subject: Subject) -> Iterator[Fault]:
    """Compare the consents with their seals."""
    with one_view():
        yield from faults_of(CONSENT, subject)


@proves_of_node("identity.tokens", "No token may more than its person, or the operator, has allowed its client.")
def tokens(subject: Subject) -> Iterator[Fault]:
    """Compare tokens with consents, those of machines with what the machine may."""
    with one_view():
        living = Consent.objects.filter(ended_at__isnull=True).values_list("person_id", "client_id", "scopes")
        allowed = {(person, client): set(scopes) for person, client, scopes in living.iterator(chunk_size=1_000)}
        machines = {row.pk: set(row.get_scopes()) for row in Client.objects.exclude(owner=None)}
        rows = Token.objects.filter(type__in=_TYPES).order_by("pk")
        for row in rows.iterator(chunk_size=1_000):
            may = allowed.get((row.user_id, row.client_id)) if row.user_id else machines.get(row.client_id)
            beyond = set(row.get_scopes()) - (may or set())
            if beyond or may is None:
                sentence = f"Token {row.pk} may {', '.join(sorted(beyond)) or 'act'}, which nobody has allowed."
                yield Fault("token_beyond_consent", subject.book, f"token {row.pk}", sentence)


CHECKS = (
    operators,
    clients,
    consents,
    tokens,
)
