"""worgl as the place other sites sign in with: subjects, scopes, the signing key, what discovery says."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from allauth.account.internal.flows.login import get_authentication_records
from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.internal.oauthlib.utils import get_validator_context
from allauth.idp.oidc.models import Client, PrivateKey
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from worgl.identity.models import Person
from worgl.identity.rules import SCOPES, Scope

KEY_FILE = "oidc.key"
KEY_BITS = 2048


class ProviderAdapter(DefaultOIDCAdapter):
    """Tells each site another subject for the same person, so that sites cannot compare whom they know."""

    scope_display = SCOPES

    def get_issuer(self) -> str:
        """Return the site's address, whatever name a request came under."""
        return str(settings.SITE_URL)

    def get_user_sub(self, client: Client, user: Person) -> str:
        """Return the subject of a person for one site: their id, sealed with the site's name."""
        sealed = _seal().encrypt(user.pk.bytes, [_sector(client).encode()])
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def get_user_by_sub(self, client: Client, sub: str) -> Person | None:
        """Return the person of a subject that this site was told, None for any other text."""
        try:
            sealed = base64.urlsafe_b64decode(sub + "=" * (-len(sub) % 4))
            own = UUID(bytes=_seal().decrypt(sealed, [_sector(client).encode()]))
        except (ValueError, InvalidTag):
            return None
        return Person.objects.filter(pk=own, is_active=True).first()

    def list_private_keys(self, **kwargs: Any) -> list[PrivateKey]:  # noqa: ANN401 -- allauth's signature
        """Return the one key tokens are signed with; it lies in the data folder and is made when it is missing."""
        return [PrivateKey(pem=_key_text(Path(settings.HOME) / KEY_FILE))]

    def populate_id_token(self, id_token: dict[str, Any], client: Client, scopes: Iterable[str], **kwargs: Any) -> None:  # noqa: ANN401 -- allauth's signature
        """Say in an ID token when its person last showed who they are; a later one of the same grant says the same."""
        found = get_validator_context().__dict__.get("worgl")
        grant = found.grant if found is not None else None
        if grant is not None and grant.terms.get("auth_time"):
            id_token["auth_time"] = grant.terms["auth_time"]

    def populate_server_metadata(self, data: dict[str, Any]) -> None:
        """Say in the discovery document what is offered, and nothing else."""
        data.update(
            {
                "subject_types_supported": ["pairwise"],
                "response_types_supported": ["code"],
                "response_modes_supported": ["query"],
                "grant_types_supported": ["authorization_code", "client_credentials", "refresh_token"],
                "scopes_supported": [scope.value for scope in Scope],
                "claims_supported": ["sub", "auth_time", "name", "email", "email_verified"],
                # Who may be asked for, by claims or by a request object, is said in the scopes alone.
                "claims_parameter_supported": False,
                "request_parameter_supported": False,
                "request_uri_parameter_supported": False,
                "authorization_response_iss_parameter_supported": True,
            }
        )
        data.pop("device_authorization_endpoint", None)


def authenticated_at(request: HttpRequest) -> int:
    """Return when somebody last showed in this session who they are, in seconds since 1970; 0 when never."""
    if not isinstance(request.user, AbstractBaseUser):
        return 0
    return int(max((record["at"] for record in get_authentication_records(request, request.user)), default=0))


def _sector(client: Client) -> str:
    """Return what a site is told apart by: its host, or the client's id when it has none or several."""
    hosts = {urlsplit(address).hostname or "" for address in client.get_redirect_uris()}
    return hosts.pop() if len(hosts) == 1 and "" not in hosts else str(client.pk)


def _seal() -> AESSIV:
    # The same person and site give the same subject each time, and only we can read it back.
    return AESSIV(hashlib.sha512(b"worgl subjects " + settings.SECRET_KEY.encode()).digest())


def _key_text(path: Path) -> str:
    if not path.exists():
        key = rsa.generate_private_key(public_exponent=65_537, key_size=KEY_BITS)
        text = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        try:
            # Of several server processes only one may write it.
            with path.open("xb") as file:
                path.chmod(0o600)
                file.write(text)
        except FileExistsError:
            pass
    return path.read_text(encoding="ascii")
