"""Codes, refresh tokens and the addresses they go to: each counts once, and only where it belongs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.idp.oidc.models import Token
from django.db import connections
from django.test import Client

from worgl.core import clock
from worgl.identity import commands, queries
from worgl.identity.models import Consent, Grant
from worgl.identity.rules import NewClient, PersonId
from worgl.identity.tests.builders import NOW, person
from worgl.identity.tests.sites import (
    BACK,
    VERIFIER,
    allow,
    ask,
    exchange,
    refresh,
    site,
)

# Codes and refresh tokens


def test_a_code_used_twice_ends_all_that_came_of_it(client: Client, alice: PersonId) -> None:
    made = site()
    code = allow(client, made)
    token = exchange(made, code)[1]
    newer = refresh(made, token["refresh_token"])[1]
    assert exchange(made, code)[1]["error"] == "invalid_grant"
    assert queries.bearer(token["access_token"]) is None
    assert queries.bearer(newer["access_token"]) is None
    assert refresh(made, newer["refresh_token"])[1]["error"] == "invalid_grant"
    assert not Token.objects.filter(user_id=alice).exists()


def test_a_refresh_token_used_twice_ends_its_family_and_no_other(client: Client, alice: PersonId) -> None:
    made = site()
    token, other = (exchange(made, allow(client, made))[1] for _each in range(2))
    newer = refresh(made, token["refresh_token"])[1]
    newest = refresh(made, newer["refresh_token"])[1]
    assert refresh(made, token["refresh_token"])[1]["error"] == "invalid_grant"
    assert refresh(made, newest["refresh_token"])[1]["error"] == "invalid_grant"
    assert queries.bearer(newest["access_token"]) is None
    assert queries.bearer(other["access_token"]) is not None
    assert refresh(made, other["refresh_token"])[0] == 200


def test_a_refresh_token_in_anothers_hands_ends_its_family(client: Client, alice: PersonId) -> None:
    made, thief = site(), site("https://thief.example.org/")
    token = exchange(made, allow(client, made))[1]
    assert refresh(thief, token["refresh_token"])[0] == 400
    assert refresh(made, token["refresh_token"])[0] == 400


@pytest.mark.parametrize("text", ["", "guessed", "0" * 32 + ".secret", "é"])
def test_made_up_refresh_tokens_are_refused(client: Client, alice: PersonId, text: str) -> None:
    assert refresh(site(), text)[0] in {400, 401}


def test_a_code_is_good_for_its_site_address_proof_and_minute_alone(client: Client, alice: PersonId) -> None:
    made, thief = site(), site("https://thief.example.org/")
    code = allow(client, made)
    assert exchange(thief, code)[0] == 400
    assert exchange(made, code, back="https://thief.example.org/")[0] == 400
    assert exchange(made, code, verifier=VERIFIER.upper())[0] == 400
    Grant.objects.update(code_until=clock.now())
    assert exchange(made, code)[0] == 400


def test_a_refreshed_token_can_do_less_but_its_family_no_less(client: Client, alice: PersonId) -> None:
    made = site()
    token = exchange(made, allow(client, made, scope="openid read pay"))[1]
    narrow = refresh(made, token["refresh_token"], scope="read")[1]
    assert narrow["scope"] == "read"
    wide = refresh(made, narrow["refresh_token"], scope="openid read pay")
    assert wide[0] == 200
    assert refresh(made, wide[1]["refresh_token"], scope="email")[0] == 400


def test_a_refresh_token_from_before_there_were_families_begins_one(client: Client, alice: PersonId) -> None:
    made = site()
    commands.allow_client(person=alice, client=made.id, scopes=["read"], now=NOW)
    row = Token(type=Token.Type.REFRESH_TOKEN, client_id=made.id, user_id=alice)
    row.set_value("an-older-token")
    row.set_scopes(["read"])
    row.save()
    first = refresh(made, "an-older-token")[1]
    assert refresh(made, "an-older-token")[0] == 400
    second = refresh(made, first["refresh_token"])
    assert second[0] == 200
    assert refresh(made, first["refresh_token"])[0] == 400
    assert refresh(made, second[1]["refresh_token"])[0] == 400


def test_a_site_revokes_its_own_tokens_alone_and_with_the_refresh_token_all(client: Client, alice: PersonId) -> None:
    made, other = site(), site("https://other.example.org/")
    token = exchange(made, allow(client, made))[1]

    def revoke(by: NewClient, value: str) -> None:
        given = {"token": value, "client_id": by.id, "client_secret": by.secret}
        assert Client().post("/identity/o/api/revoke", given).status_code == 200

    revoke(other, token["access_token"])
    assert queries.bearer(token["access_token"]) is not None
    revoke(made, token["refresh_token"])
    assert queries.bearer(token["access_token"]) is None
    assert refresh(made, token["refresh_token"])[0] == 400


def test_of_many_uses_of_one_refresh_token_at_once_one_counts_and_then_none(committed_db: None) -> None:
    alice, made = person("Alice"), site(f"https://{uuid4().hex}.example.org/")
    commands.allow_client(person=alice, client=made.id, scopes=["read"], now=clock.now())
    row = Token(type=Token.Type.REFRESH_TOKEN, client_id=made.id, user_id=alice)
    row.set_value(value := uuid4().hex)
    row.set_scopes(["read"])
    row.save()
    token = refresh(made, value)[1]["refresh_token"]

    def use(_number: int) -> int:
        try:
            return refresh(made, token)[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(use, range(8)))
    assert sorted(answers) == [200, *[400] * 7]
    assert not Token.objects.filter(user_id=alice).exists()


def test_what_is_over_is_swept(client: Client, alice: PersonId) -> None:
    made = site()
    exchange(made, allow(client, made))
    later = clock.now() + timedelta(days=181)
    Token.objects.update(expires_at=NOW)
    assert commands.sweep_grants(now=later) == 3
    assert not Grant.objects.exists()
    assert not Token.objects.exists()
    assert Consent.objects.exists()


# Addresses


@pytest.mark.parametrize(
    "wrong",
    [
        f"{BACK}?next=x",
        f"{BACK}/",
        f"{BACK}#",
        "https://shop.example.org/Back",
        "https://SHOP.example.org/back",
        "https://shop.example.org:443/back",
        "https://shop.example.org/a/../back",
        "http://shop.example.org/back",
    ],
)
def test_people_are_sent_back_only_to_the_very_address(client: Client, alice: PersonId, wrong: str) -> None:
    answer = ask(client, site(), back=wrong)
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_an_address_with_a_query_is_met_by_that_query_alone(client: Client, alice: PersonId) -> None:
    made = site(f"{BACK}?town=alder&lang=de")
    assert ask(client, made, back=f"{BACK}?town=alder&lang=de").status_code == 200
    for other in (BACK, f"{BACK}?lang=de&town=alder", f"{BACK}?town=alder&lang=de&more=1", f"{BACK}?town=alder"):
        assert ask(client, made, back=other).status_code == 400


def test_an_app_may_listen_at_any_port_of_its_own_machine(client: Client, alice: PersonId) -> None:
    made = site("http://127.0.0.1/back?a=1")
    assert ask(client, made, back="http://127.0.0.1:49152/back?a=1").status_code == 200
    for other in ("http://127.0.0.1:49152/back", "http://localhost/back?a=1", "http://127.0.0.1.example.org/back?a=1"):
        assert ask(client, made, back=other).status_code == 400
