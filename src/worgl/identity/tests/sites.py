"""A site as OAuth knows it, and what it asks and is told."""

from __future__ import annotations

import base64
import hashlib
import json
from urllib.parse import parse_qs, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client

from worgl.identity import commands
from worgl.identity.rules import ClientKind, NewClient
from worgl.identity.tests.builders import NOW

BACK = "https://shop.example.org/back"
VERIFIER = "a-verifier-of-the-shop-that-is-long-enough-for-the-rule"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
AUTHORIZE, TOKEN = "/identity/o/authorize", "/identity/o/api/token"
ALL = ["openid", "profile", "email", "read", "pay"]


def site(back: str = BACK, **more: list[str]) -> NewClient:
    return commands.add_client(
        name="Shop", kind=ClientKind.SITE, redirect_uris=[back], scopes=ALL, owner=None, now=NOW, **more
    )


def ask(
    client: Client, made: NewClient, *, back: str = BACK, scope: str = "openid read", **more: str
) -> HttpResponseBase:
    proof = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
    asked = {"client_id": made.id, "redirect_uri": back, "scope": scope, "response_type": "code", "state": "s"}
    return client.get(AUTHORIZE, {**asked, **proof, **more})


def told(answer: HttpResponseBase) -> dict[str, str]:
    assert answer.status_code == 302
    return {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}


def allow(client: Client, made: NewClient, *, back: str = BACK, scope: str = "openid read", **more: str) -> str:
    """Let Alice say yes on the page, and return the code."""
    page = ask(client, made, back=back, scope=scope, **more)
    assert page.status_code == 200
    form = page.context_data["form"]  # type: ignore[attr-defined]  # a page of a form
    answer = client.post(AUTHORIZE, {"request": form["request"].value(), "scopes": scope.split(), "action": "grant"})
    return told(answer)["code"]


def exchange(made: NewClient, code: str, *, back: str = BACK, verifier: str = VERIFIER) -> tuple[int, dict[str, str]]:
    given = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    return post_token(made, given)


def refresh(made: NewClient, token: str, **more: str) -> tuple[int, dict[str, str]]:
    return post_token(made, {"grant_type": "refresh_token", "refresh_token": token, **more})


def post_token(made: NewClient, given: dict[str, str]) -> tuple[int, dict[str, str]]:
    answer = Client().post(TOKEN, {**given, "client_id": made.id, "client_secret": made.secret})
    return answer.status_code, answer.json()


def claims_of(token: dict[str, str]) -> dict[str, object]:
    body = token["id_token"].split(".")[1]
    found: dict[str, object] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return found
