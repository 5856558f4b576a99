"""A site asks for somebody's word: what it is told, page or no page, and how all of it ends."""

from __future__ import annotations

import json
import time

import pytest
from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.models import Client as Site
from django.conf import settings
from django.test import Client
from django.urls import reverse

from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.identity import commands, queries
from worgl.identity.models import Grant, Person
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import PASSWORD, person
from worgl.identity.tests.sites import (
    AUTHORIZE,
    BACK,
    CHALLENGE,
    allow,
    ask,
    claims_of,
    exchange,
    refresh,
    site,
    told,
)
from worgl.identity.tests.test_sign_in import confirm_password, sign_in

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
        (
            {"claims": '{"id_token": {"acr": {"essential": true, "value": "gold"}, "acr": null}}'},
            "invalid_request",
        ),
        (
            {"claims": '{"id_token": {"acr": {"essential": true, "value": "gold"}}, "id_token": {}}', "scope": "read"},
            "invalid_request",
        ),
        ({"claims": '{"id_token": {"acr": {"essential": true, "essential": false}}}'}, "invalid_request"),
        ({"claims": '{"userinfo": {"nickname": NaN}}'}, "invalid_request"),
        ({"claims": "[" * 3_000, "scope": "read"}, "invalid_request"),
        ({"claims": '{"id_token": {"sub": {"value": "somebody"}}}'}, "login_required"),
        ({"id_token_hint": "forged"}, "login_required"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"response_mode": "form_post"}, "invalid_request"),
        ({"request": "ey.ey."}, "request_not_supported"),
        ({"request_uri": "https://shop.example.org/r"}, "request_uri_not_supported"),
        ({"registration": "{}"}, "registration_not_supported"),
        ({"scope": "openid admin"}, "invalid_scope"),
        ({"scope": "offline_access"}, "invalid_scope"),
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


def test_claims_that_name_something_twice_are_refused_with_the_reason(client: Client, alice: PersonId) -> None:
    made = site()
    allow(client, made)
    twice = '{"id_token": {"acr": {"essential": true, "values": ["gold"]}, "acr": {}}}'
    for more in ({}, {"prompt": "none"}):
        answer = told(ask(client, made, claims=twice, **more))
        assert (answer["error"], answer["error_description"]) == ("invalid_request", "claims names each thing once.")


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


def test_who_asks_for_offline_access_gets_what_everybody_gets(client: Client, alice: PersonId) -> None:
    made = site()
    asked = "openid offline_access read"
    page = ask(client, made, scope=asked)
    form = page.context_data["form"]  # type: ignore[attr-defined]  # a page of a form
    given = {"request": form["request"].value(), "scopes": ["openid", "read"], "action": "grant"}
    status, token = exchange(made, told(client.post(AUTHORIZE, given))["code"])
    assert (status, set(token["scope"].split())) == (200, {"openid", "read"})
    status, token = refresh(made, token["refresh_token"], scope=asked)
    assert (status, set(token["scope"].split())) == (200, {"openid", "read"})
    assert "code" in told(ask(client, made, prompt="none", scope=asked))
    assert refresh(made, token["refresh_token"], scope=f"{asked} pay")[1]["error"] == "invalid_scope"
