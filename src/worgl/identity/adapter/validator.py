"""Which codes and tokens of clients are good: our rules in the place of allauth's where OAuth 2.1 asks for more.

allauth keeps codes in the cache, compares addresses loosely, forgets a refresh token when it is exchanged, and takes
any site's consent for every site's. Here a code and the refresh tokens that come of it are one `Grant`: what is used
a second time ends them all, and nothing is made without a living consent of this person for this client.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from allauth.core import context
from allauth.idp.oidc.adapter import get_adapter as provider
from allauth.idp.oidc.internal.oauthlib import server
from allauth.idp.oidc.internal.oauthlib.request_validator import OAuthLibRequestValidator
from allauth.idp.oidc.internal.oauthlib.utils import ValidatorContext, get_validator_context
from allauth.idp.oidc.internal.tokens import decode_jwt_token
from allauth.idp.oidc.models import Client, Token
from oauthlib.common import Request
from oauthlib.oauth2.rfc6749.utils import scope_to_list

from worgl.core import clock
from worgl.identity.adapter.provider import authenticated_at
from worgl.identity.commands import begin_grant, end_grant, hashed, locked_grant
from worgl.identity.commands.clients import REFRESH_LASTS
from worgl.identity.models import Grant
from worgl.identity.queries import has_allowed
from worgl.identity.rules import PersonId, grant_of, is_registered

OFFLINE = "offline_access"
KEPT_OF_CODE = ("code_challenge", "code_challenge_method")


@dataclass
class _Found:
    """What this request has found out; lives as long as the request."""

    grant: Grant | None = None


def _found() -> _Found:
    known = get_validator_context().__dict__
    found = known.setdefault("worgl", _Found())
    assert isinstance(found, _Found)
    return found


class Validator(OAuthLibRequestValidator):
    """Answers oauthlib's questions about clients, codes, tokens and consents."""

    def validate_redirect_uri(
        self, client_id: str, redirect_uri: str, request: Request, *args: object, **kwargs: object
    ) -> bool:
        """Tell whether a client may have people sent to an address: only to those it is registered with."""
        return is_registered(redirect_uri, request.client.get_redirect_uris())

    def validate_scopes(
        self, client_id: str, scopes: list[str], client: Client, request: Request, *args: object, **kwargs: object
    ) -> bool:
        """Tell whether a client may ask for scopes; for offline access it need not ask, and may."""
        request.scopes = _but_offline(scopes)
        return bool(request.scopes) and bool(super().validate_scopes(client_id, request.scopes, client, request))

    def is_within_original_scope(
        self, request_scopes: list[str], refresh_token: str, request: Request, *args: object, **kwargs: object
    ) -> bool:
        """Tell whether a refresh asks for no more than there was; offline access was part of it, asked for or not."""
        request.scopes = _but_offline(request_scopes)
        there_were = scope_to_list(self.get_original_scopes(refresh_token, request))
        return bool(request.scopes) and set(request.scopes) <= set(there_were)

    def save_authorization_code(
        self, client_id: str, code: dict[str, str], request: Request, *args: object, **kwargs: object
    ) -> None:
        """Begin the grant of a code; of the code itself only a hash is kept."""
        ctx: ValidatorContext = get_validator_context()
        pkce = {name: getattr(request, name, None) for name in KEPT_OF_CODE}
        terms = {
            "code": {"nonce": getattr(request, "nonce", None)},
            "redirect_uri": request.redirect_uri,
            "scopes": list(request.scopes),
            "claims": request.claims or None,
            "resources": ctx.requested_resources,
            "email": ctx.email,
            "pkce": pkce if pkce["code_challenge"] else None,
            "auth_time": authenticated_at(context.request),
        }
        begin_grant(
            person=PersonId(request.user.pk), client=request.client.pk, code=code["code"], terms=terms, now=clock.now()
        )

    def validate_code(
        self, client_id: str, code: str, client: Client, request: Request, *args: object, **kwargs: object
    ) -> bool:
        """Tell whether a code is good for this client, once; one that was used before ends all that came of it."""
        now = clock.now()
        grant = locked_grant(code_hash=hashed(code), now=now)
        if grant is None or grant.client_id != request.client.pk:
            return False
        if grant.used_at is not None:
            end_grant(grant, now=now)
            return False
        if grant.code_until <= now:
            return False
        ctx, terms = get_validator_context(), grant.terms
        request.user, request.scopes, request.claims = grant.person, terms["scopes"], terms["claims"]
        ctx.granted_resources, ctx.email = terms["resources"], terms["email"]
        _found().grant = grant
        return True

    def invalidate_authorization_code(
        self, client_id: str, code: str, request: Request, *args: object, **kwargs: object
    ) -> None:
        """Note that a code was used."""
        Grant.objects.filter(code_hash=hashed(code)).update(used_at=clock.now())

    def _lookup_authorization_code(self, request: Request, client_id: str, code: str) -> dict[str, Any] | None:
        # It is asked for before the code is found to be good, to see whether an ID token belongs to it.
        terms: dict[str, Any] | None = (
            Grant.objects.filter(code_hash=hashed(code)).values_list("terms", flat=True).first()
        )
        return terms

    def validate_refresh_token(
        self, refresh_token: str, client: Client, request: Request, *args: object, **kwargs: object
    ) -> bool:
        """Tell whether a refresh token is its grant's newest and this client's; any other of the grant ends it."""
        now, own = clock.now(), grant_of(refresh_token)
        if own is None:
            return self._adopts(refresh_token, client, request)
        grant = locked_grant(pk=own, now=now)
        if grant is None:
            return False
        if grant.client_id != client.pk or not super().validate_refresh_token(refresh_token, client, request):
            end_grant(grant, now=now)
            return False
        _found().grant = grant
        return True

    def _adopts(self, refresh_token: str, client: Client, request: Request) -> bool:
        """Begin a grant for a refresh token that was made before there were any."""
        if not super().validate_refresh_token(refresh_token, client, request):
            return False
        person = PersonId(request.user.pk)
        if not has_allowed(person=person, client=client.pk, scopes=()):
            return False
        # Of two at once one finds the token gone; what the other has then is the grant's first.
        row = Token.objects.select_for_update().filter(pk=get_validator_context().refresh_token.pk).first()
        if row is None:
            return False
        _found().grant = begin_grant(person=person, client=client.pk, code=None, terms={}, now=clock.now())
        return True

    def save_bearer_token(self, token: dict[str, Any], request: Request, *args: object, **kwargs: object) -> None:
        """Keep the tokens a client is given; a new refresh token may all that its first one might."""
        before: Token | None = get_validator_context().refresh_token
        scopes = before.scopes if before is not None else ""
        super().save_bearer_token(token, request, *args, **kwargs)
        grant = _found().grant
        if grant is None:
            return
        Grant.objects.filter(pk=grant.pk).update(kept_until=clock.now() + REFRESH_LASTS)
        if scopes and "refresh_token" in token:
            Token.objects.by_value(token["refresh_token"]).update(scopes=scopes)

    def _prep_access_token(self, ctx: ValidatorContext, token: dict[str, Any], request: Request) -> Token:
        return _of_grant(super()._prep_access_token(ctx, token, request))

    def _prep_refresh_token(self, ctx: ValidatorContext, refresh_token: str, request: Request) -> Token:
        return _of_grant(super()._prep_refresh_token(ctx, refresh_token, request))

    def revoke_token(self, token: str, token_type_hint: str, request: Request, *args: object, **kwargs: object) -> None:
        """End a client's own token; with a refresh token all that came of its grant (RFC 7009, section 2.1)."""
        types = [Token.Type.ACCESS_TOKEN, Token.Type.REFRESH_TOKEN]
        row = Token.objects.by_value(token).filter(type__in=types, client=request.client).first()
        if row is None:
            return
        grant = Grant.objects.filter(pk=(row.data or {}).get("grant", "")).first()
        if row.type == Token.Type.REFRESH_TOKEN and grant is not None:
            end_grant(grant, now=clock.now())
        row.delete()

    def validate_silent_authorization(self, request: Request) -> bool:
        """Tell whether who is signed in has allowed this client these scopes, and not taken it back."""
        person = PersonId(context.request.user.pk)
        return has_allowed(person=person, client=request.client.pk, scopes=request.scopes)

    def validate_user_match(self, id_token_hint: str, scopes: Any, claims: Any, request: Request) -> bool:  # noqa: ANN401 -- oauthlib's signature
        """Tell whether who is signed in is whom the client expects (OpenID Connect Core, 3.1.2.1 and 5.5.1)."""
        wanted = set(_subjects(claims))
        if id_token_hint:
            # A hint that is over still says whom the client means.
            told = decode_jwt_token(id_token_hint, client_id=request.client.pk, verify_exp=False, verify_iss=True)
            wanted.add((told or {}).get("sub", ""))
        if not wanted:
            return True
        user = context.request.user
        return user.is_authenticated and wanted == {provider().get_user_sub(request.client, user)}


def _but_offline(scopes: list[str]) -> list[str]:
    """Return scopes without the one that asks for a refresh token (OpenID Connect Core, 11): every code brings one.

    Many programs ask for it and cannot be told not to.
    """
    return [scope for scope in scopes if scope != OFFLINE]


def _subjects(claims: Any) -> list[str]:  # noqa: ANN401 -- whatever a client has sent
    """Return for whom alone the claims are asked."""
    found = []
    for place in ("id_token", "userinfo"):
        asked = claims.get(place) if isinstance(claims, dict) else None
        subject = asked.get("sub") if isinstance(asked, dict) else None
        if isinstance(subject, dict):
            found += [str(one) for one in (subject.get("value"), *(subject.get("values") or ())) if one is not None]
    return found


def _of_grant(token: Token) -> Token:
    grant = _found().grant
    if grant is not None:
        token.data = {**(token.data or {}), "grant": grant.pk}
    return token


def generate_refresh_token(request: Request) -> str:
    """Return a new refresh token, which begins with its grant's id: so one that was exchanged is known again."""
    grant = _found().grant
    assert grant is not None, "refresh tokens come of a grant"
    return f"{grant.pk}.{secrets.token_urlsafe(48)}"


def install() -> None:
    """Let allauth's server of tokens ask this validator; it has no setting for that."""
    server.OAuthLibRequestValidator = Validator
    server.generate_refresh_token = generate_refresh_token
