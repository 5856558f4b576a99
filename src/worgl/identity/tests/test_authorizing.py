"""A site asks for somebody's word: what it is told, page or no page, and how all of it ends."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from allauth.core import context
from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.models import Client as Site
from allauth.idp.oidc.models import Token
from django.conf import settings
from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.identity import commands, queries
from worgl.identity.models import Consent, Grant, Person
from worgl.identity.rules import ClientKind, NewClient, PersonId
from worgl.identity.tests.builders import NOW, PASSWORD, person
from worgl.identity.tests.test_sign_in import confirm_password, sign_in

BACK = "https://shop.example.org/back"
VERIFIER = "a-verifier-of-the-shop-that-is-long-enough-for-the-rule"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
AUTHORIZE, TOKEN = "/identity/o/authorize", "/identity/o/api/token"
ALL = ["openid", "profile", "email", "read", "pay"]


def site(back: str = BACK, **more: list[str]) -> NewClient:
    return commands.add_client(
        name="Shop", kind=ClientKind.SITE, redirect_uris=[back], scopes=ALL, owner=None, now=NOW, **more
    )


@pytest.fixture
def alice(client: Client, db: None) -> Iterator[PersonId]:
    own = person("Alice", email="alice@example.org", password=PASSWORD)
    sign_in(client, "alice@example.org", PASSWORD)
    with context.request_context(HttpRequest()):
        yield own


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
    return _post(made, given)


def refresh(made: NewClient, token: str, **more: str) -> tuple[int, dict[str, str]]:
    return _post(made, {"grant_type": "refresh_token", "refresh_token": token, **more})


def _post(made: NewClient, given: dict[str, str]) -> tuple[int, dict[str, str]]:
    answer = Client().post(TOKEN, {**given, "client_id": made.id, "client_secret": made.secret})
    return answer.status_code, answer.json()


def claims_of(token: dict[str, str]) -> dict[str, object]:
    body = token["id_token"].split(".")[1]
    found: dict[str, object] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return found


# Silent answers


@pytest.mark.parametrize("scope", ["pay", "openid pay", "read"])
def test_without_a_consent_a_silent_question_is_refused(client: Client, alice: PersonId, scope: str) -> None:
    made = site()
    assert told(ask(client, made, scope=scope, prompt="none"))["error"] == "consent_required"
    assert not Grant.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("scope", ["pay", "openid pay"])
def test_a_silent_question_about_nobody_is_refused(client: Client, scope: str) -> None:
    answer = told(ask(client, site(), scope=scope, prompt="none"))
    assert (answer["error"], answer["state"], answer["iss"]) == ("login_required", "s", settings.SITE_URL)


@pytest.mark.parametrize("scope", ["openid read", "read"])
def test_what_was_allowed_to_one_site_is_not_allowed_to_another(client: Client, alice: PersonId, scope: str) -> None:
    first, second = site(), site("https://other.example.org/back")
    assert exchange(first, allow(client, first, scope=scope))[0] == 200
    answer = ask(client, second, back="https://other.example.org/back", scope=scope, prompt="none")
    assert told(answer)["error"] == "consent_required"


def test_a_consent_of_another_person_is_not_ones_own(client: Client, alice: PersonId) -> None:
    made = site()
    allow(client, made)
    person("Bob", email="bob@example.org", password=PASSWORD)
    other = Client()
    sign_in(other, "bob@example.org", PASSWORD)
    assert told(ask(other, made, prompt="none"))["error"] == "consent_required"


def test_a_silent_answer_gives_what_was_allowed_and_no_more(client: Client, alice: PersonId) -> None:
    made = site()
    allow(client, made, scope="openid read")
    for scope in ("openid pay", "openid read pay", "pay"):
        assert told(ask(client, made, scope=scope, prompt="none"))["error"] == "consent_required"
    for scope in ("openid read", "read"):
        status, token = exchange(made, told(ask(client, made, scope=scope, prompt="none"))["code"])
        assert (status, set(token["scope"].split())) == (200, set(scope.split()))
    allow(client, made, scope="openid pay")
    assert "code" in told(ask(client, made, scope="openid read pay", prompt="none"))


def test_only_what_was_ticked_is_allowed(client: Client, alice: PersonId) -> None:
    made = site()
    form = ask(client, made, scope="openid read pay").context_data["form"]  # type: ignore[attr-defined]  # a page
    given = {"request": form["request"].value(), "scopes": ["openid", "read"], "action": "grant"}
    code = told(client.post(AUTHORIZE, given))["code"]
    assert set(exchange(made, code)[1]["scope"].split()) == {"openid", "read"}
    assert told(ask(client, made, scope="openid read pay", prompt="none"))["error"] == "consent_required"


def test_who_said_no_has_allowed_nothing(client: Client, alice: PersonId) -> None:
    made = site()
    form = ask(client, made).context_data["form"]  # type: ignore[attr-defined]  # a page
    answer = client.post(AUTHORIZE, {"request": form["request"].value(), "scopes": ["read"], "action": "cancel"})
    assert told(answer)["error"] == "access_denied"
    assert told(ask(client, made, prompt="none"))["error"] == "consent_required"


def test_a_client_that_is_said_to_need_no_consent_needs_one(client: Client, alice: PersonId) -> None:
    made = site()
    Site.objects.filter(pk=made.id).update(skip_consent=True)
    assert ask(client, made).status_code == 200
    assert told(ask(client, made, prompt="none"))["error"] == "consent_required"


def test_a_disconnected_site_stays_disconnected(client: Client, alice: PersonId) -> None:
    made = site()
    code, unused = allow(client, made), allow(client, made)
    token = exchange(made, code)[1]
    commands.disconnect_client(actor=alice, client=made.id, key=IdempotencyKey("d"), now=clock.now())
    assert queries.bearer(token["access_token"]) is None
    assert refresh(made, token["refresh_token"])[0] == 400
    assert exchange(made, unused)[1]["error"] == "invalid_grant"
    assert told(ask(client, made, prompt="none"))["error"] == "consent_required"
    assert queries.connected_clients(alice) == []
    assert exchange(made, allow(client, made, scope="openid"))[0] == 200
    assert told(ask(client, made, scope="openid read", prompt="none"))["error"] == "consent_required"


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


GOLD = '{"id_token": {"acr": {"essential": true, "value": "gold"}}}'


# When somebody signed in, and what is asked of it


def test_an_id_token_says_when_its_person_signed_in_also_after_a_refresh(client: Client, alice: PersonId) -> None:
    made, before = site(), int(time.time()) - 120
    token = exchange(made, allow(client, made))[1]
    at = claims_of(token)["auth_time"]
    assert isinstance(at, int)
    assert before <= at <= time.time()
    assert claims_of(refresh(made, token["refresh_token"])[1])["auth_time"] == at


def _signed_in_long_ago(client: Client, seconds: int = 500) -> None:
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= seconds
    session.save()


@pytest.mark.parametrize("scope", ["openid read", "read"])
def test_who_signed_in_too_long_ago_shows_anew_who_they_are(client: Client, alice: PersonId, scope: str) -> None:
    made = site()
    allow(client, made, scope=scope)
    _signed_in_long_ago(client)
    assert told(ask(client, made, scope=scope, prompt="none", max_age="400"))["error"] == "login_required"
    assert "code" in told(ask(client, made, scope=scope, prompt="none", max_age="9000"))
    assert ask(client, made, scope=scope, max_age="9000").status_code == 200
    asked = ask(client, made, scope=scope, max_age="400")
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    again = client.post(asked["Location"], {"password": PASSWORD})
    assert again["Location"].startswith(AUTHORIZE)
    assert client.get(again["Location"]).status_code == 200


@pytest.mark.parametrize("more", [{"prompt": "login"}, {"max_age": "0"}, {"prompt": "login consent"}])
def test_a_site_that_wants_it_now_is_answered_after_one_sign_in(
    client: Client, alice: PersonId, more: dict[str, str]
) -> None:
    made = site()
    _signed_in_long_ago(client)
    asked = ask(client, made, **more)
    assert ask(client, made, **more).status_code == 302, "asking twice is no answer"
    again = client.post(asked["Location"], {"password": PASSWORD})
    assert client.get(again["Location"]).status_code == 200
    assert ask(client, made, **more).status_code == 302, "the next question is a new one"


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"max_age": "-1"}, "invalid_request"),
        ({"max_age": "soon"}, "invalid_request"),
        ({"max_age": "9" * 30}, "invalid_request"),
        ({"claims": "{"}, "invalid_request"),
        ({"claims": "[]"}, "invalid_request"),
        ({"claims": '{"id_token": 1}'}, "invalid_request"),
        (
            {"claims": '{"id_token": {"acr": {"essential": true, "value": "gold"}}}'},
            "unmet_authentication_requirements",
        ),
        ({"claims": '{"id_token": {"sub": {"value": "somebody"}}}'}, "login_required"),
        ({"id_token_hint": "forged"}, "login_required"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"response_mode": "form_post"}, "invalid_request"),
        ({"request": "ey.ey."}, "request_not_supported"),
        ({"request_uri": "https://shop.example.org/r"}, "request_uri_not_supported"),
        ({"registration": "{}"}, "registration_not_supported"),
        ({"scope": "openid admin"}, "invalid_scope"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(
    client: Client, alice: PersonId, more: dict[str, str], error: str
) -> None:
    made = site()
    answer = told(ask(client, made, **more))
    assert (answer["error"], answer["state"], answer["iss"]) == (error, "s", settings.SITE_URL)


@pytest.mark.parametrize(
    "claims",
    ['{"id_token": {"auth_time": {"essential": true}, "acr": null}}', '{"userinfo": {"nickname": null}}', "{}"],
)
def test_claims_that_ask_for_nothing_impossible_are_no_fault(client: Client, alice: PersonId, claims: str) -> None:
    made = site()
    assert "auth_time" in claims_of(exchange(made, allow(client, made, claims=claims))[1])


def test_a_site_may_say_whom_it_expects(client: Client, alice: PersonId) -> None:
    made = site()
    token = exchange(made, allow(client, made))[1]
    own = get_adapter().get_user_sub(Site.objects.get(pk=made.id), Person.objects.get(pk=alice))
    assert claims_of(token)["sub"] == own
    wanted = json.dumps({"id_token": {"sub": {"value": own}}})
    for more in ({"id_token_hint": token["id_token"]}, {"claims": wanted}):
        assert "code" in told(ask(client, made, prompt="none", **more))


# Ends


def test_signing_out_for_a_site_leads_to_its_registered_address_in_a_browser(client: Client, alice: PersonId) -> None:
    made = site(after_sign_out=["https://shop.example.org/bye?a=1"])
    token = exchange(made, allow(client, made))[1]
    asked = {"id_token_hint": token["id_token"], "post_logout_redirect_uri": "https://shop.example.org/bye?a=1"}
    page = client.get("/identity/o/logout", {**asked, "state": "x"})
    policy = page.headers["Content-Security-Policy"]
    assert "form-action 'self' https://shop.example.org" in policy
    answer = client.post("/identity/o/logout", {**asked, "state": "x", "action": "logout", "csrfmiddlewaretoken": "t"})
    assert answer["Location"] == "https://shop.example.org/bye?a=1&state=x"
    assert "_auth_user_id" not in client.session
    assert queries.bearer(token["access_token"]) is None
    assert refresh(made, token["refresh_token"])[0] == 400


@pytest.mark.parametrize("wrong", ["https://shop.example.org/other", "https://shop.example.org/bye?b=1", BACK])
def test_nobody_is_sent_to_another_address_after_signing_out(client: Client, alice: PersonId, wrong: str) -> None:
    for made in (site(after_sign_out=["https://shop.example.org/bye"]), site()):
        page = client.get("/identity/o/logout", {"client_id": made.id, "post_logout_redirect_uri": wrong})
        assert "form-action 'self' https" not in page.headers["Content-Security-Policy"]
        assert "Location" not in page.headers


def test_the_way_back_to_a_site_after_signing_in_leaves_by_a_page(client: Client, alice: PersonId) -> None:
    made = site()
    given = {"prompt": "none", "headers": {"Sec-Fetch-Site": "same-origin"}}
    asked = {"client_id": made.id, "redirect_uri": BACK, "scope": "read", "response_type": "code"}
    proof = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
    page = client.get(AUTHORIZE, {**asked, **proof, "prompt": "none"}, headers=given["headers"])  # type: ignore[arg-type]  # a header
    assert page.status_code == 200
    assert page.headers["Refresh"].startswith(f"0; url={BACK}?error=consent_required")


def test_a_new_password_ends_all_that_acted_with_the_old_one(client: Client, alice: PersonId) -> None:
    made = site()
    token = exchange(made, allow(client, made))[1]
    unused = allow(client, made)
    given = {"oldpassword": PASSWORD, "password1": "another-orchard-lantern", "password2": "another-orchard-lantern"}
    assert client.post(reverse("account_change_password"), given).status_code == 302
    assert queries.bearer(token["access_token"]) is None
    assert refresh(made, token["refresh_token"])[0] == 400
    assert exchange(made, unused)[0] == 400
    assert told(ask(client, made, prompt="none"))["error"] == "consent_required"
    assert queries.person(alice).name == "Alice"


def test_discovery_names_the_site_by_its_address_under_every_name() -> None:
    for host in ("localhost", "127.0.0.1:1"):
        found = Client().get("/.well-known/openid-configuration", headers={"host": host}).json()
        addresses = [value for name, value in found.items() if name.endswith(("_endpoint", "_uri"))]
        assert len(addresses) >= 5
        assert all(address.startswith(f"{settings.SITE_URL}/") for address in addresses)


def test_confirming_oneself_counts_as_signing_in(client: Client, alice: PersonId) -> None:
    made = site()
    _signed_in_long_ago(client)
    confirm_password(client)
    assert time.time() - float(str(claims_of(exchange(made, allow(client, made))[1])["auth_time"])) < 400
