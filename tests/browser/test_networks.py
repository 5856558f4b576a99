"""One worgl signs people in with the accounts of another; an independent client does the same.

Two processes, two data folders, two ports. They go by two names of this machine, because browsers keep cookies by name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import KeySet
from playwright.sync_api import Page, expect

from tests.support.browser import PHONE, PageAt, Site, assert_accessible, prepared, served
from tests.support.patience import PATIENCE_S
from tests.support.ports import free_port

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("networks")]

PASSWORD = "plough-orchard-lantern"
BACK = "http://localhost:9/back"
"""Where the independent client wants its answer; nobody listens there, the browser's address tells it."""
REGISTER = """
import sys, django
django.setup()
from allauth.account.models import EmailAddress
from worgl.core import clock
from worgl.identity.commands import register_person
email, name, confirmed = sys.argv[1:]
person = register_person(email=email, name=name, password="plough-orchard-lantern", now=clock.now())
EmailAddress.objects.filter(user_id=person).update(verified=confirmed == "yes")
print(person)
"""
ASK_BEARER = """
import sys, django
django.setup()
from worgl.identity.queries import bearer
found = bearer(sys.argv[1])
print(found and f"{found.person} {found.client} {' '.join(sorted(found.scopes))}")
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes: people of `network` sign in at `town`."""

    town: Site
    network: Site


def register(site: Site, email: str, *, name: str, confirmed: str = "yes") -> str:
    return site.run("-c", REGISTER, email, name, confirmed).strip()


def add_client(site: Site, *arguments: str) -> dict[str, str]:
    made: dict[str, str] = json.loads(site.run("-m", "worgl.cli", "client", "add", *arguments, "--json"))
    return made


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    town_port = free_port()
    network = prepared(tmp_path_factory.mktemp("network"), host="localhost", port=free_port())
    back = f"http://127.0.0.1:{town_port}/account/networks/oidc/forum/login/callback/"
    made = add_client(network, "The town of Alderbrook", "--redirect", back)
    folder = tmp_path_factory.mktemp("town")
    (folder / "secret").write_text(made["secret"], encoding="utf-8")
    (folder / "networks.toml").write_text(
        f"""[[network]]
id = "forum"
name = "Neighbours’ forum"
server = "{network.url}"
client_id = "{made["id"]}"
secret_file = "{folder / "secret"}"
trust_email = true
""",
        encoding="utf-8",
    )
    settings = {"WORGL_NETWORKS": str(folder / "networks.toml")}
    town = prepared(folder, host="127.0.0.1", port=town_port, **settings)
    with served(network), served(town):
        yield Pair(town, network)


def sign_in(page: Page, *, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def go_on_with_the_forum(page: Page, pair: Pair) -> None:
    page.goto(f"{pair.town.url}/account/login/?next=/settings/")
    page.get_by_role("button", name="Continue with Neighbours’ forum").click()


def test_who_is_new_is_registered_and_comes_back_as_the_same_person(page_at: PageAt, pair: Pair) -> None:
    register(pair.network, "nora@example.org", name="Nora Berg")
    page = page_at()
    go_on_with_the_forum(page, pair)
    assert page.url.startswith(pair.network.url)
    sign_in(page, email="nora@example.org")
    expect(page.get_by_role("heading", name="Allow The town of Alderbrook?")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Allow").click()
    expect(page).to_have_url(f"{pair.town.url}/settings/")
    expect(page.get_by_label("Your name")).to_have_value("Nora Berg")
    page.get_by_role("button", name="Sign out").click()
    go_on_with_the_forum(page, pair)
    page.get_by_role("button", name="Allow").click()
    expect(page).to_have_url(f"{pair.town.url}/settings/")
    people = "import django; django.setup(); from worgl.identity.models import Person; print(Person.objects.count())"
    assert pair.town.run("-c", people).strip() == "1"
    page.goto(f"{pair.town.url}/account/networks/")
    assert_accessible(page)
    page.get_by_role("button", name="Disconnect").click()
    expect(page.get_by_text("Choose a password first")).to_be_visible()
    page.goto(f"{pair.network.url}/settings/apps/")
    assert_accessible(page)
    page.get_by_role("button", name="Disconnect").click()
    expect(page.get_by_text("You have allowed no other site")).to_be_visible()


def test_who_says_no_is_told_that_nothing_happened(page_at: PageAt, pair: Pair) -> None:
    register(pair.network, "nils@example.org", name="Nils")
    page = page_at(PHONE, "dark")
    go_on_with_the_forum(page, pair)
    sign_in(page, email="nils@example.org")
    page.get_by_role("button", name="No").click()
    expect(page.get_by_text("Nothing was changed")).to_be_visible()
    assert page.url.startswith(pair.town.url)
    assert_accessible(page)


@pytest.mark.parametrize(("here", "linked"), [("yes", True), ("no", False)])
def test_an_existing_person_is_linked_only_by_an_address_confirmed_on_both_sides(
    page_at: PageAt, pair: Pair, here: str, linked: bool
) -> None:
    email = f"otto-{here}@example.org"
    register(pair.town, email, name="Otto of the town", confirmed=here)
    register(pair.network, email, name="Otto of the forum")
    page = page_at()
    go_on_with_the_forum(page, pair)
    sign_in(page, email=email)
    page.get_by_role("button", name="Allow").click()
    if linked:
        expect(page).to_have_url(f"{pair.town.url}/settings/")
        expect(page.get_by_label("Your name")).to_have_value("Otto of the town")
        return
    expect(page.get_by_role("heading", name="Almost there")).to_be_visible()
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_text("Somebody is registered here with this e-mail address")).to_be_visible()
    assert_accessible(page)


def test_a_person_connects_and_disconnects_an_account_himself(page_at: PageAt, pair: Pair) -> None:
    register(pair.town, "lena@example.org", name="Lena")
    register(pair.network, "other-lena@example.org", name="Lena elsewhere")
    page = page_at()
    page.goto(f"{pair.town.url}/account/login/?next=/account/networks/")
    sign_in(page, email="lena@example.org")
    page.get_by_role("button", name="Continue with Neighbours’ forum").click()
    sign_in(page, email="other-lena@example.org")
    page.get_by_role("button", name="Allow").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("The account is connected")).to_be_visible()
    page.get_by_role("button", name="Disconnect").click()
    expect(page.get_by_text("The account is disconnected")).to_be_visible()


def discovered(pair: Pair) -> dict[str, list[str] | str]:
    found: dict[str, list[str] | str] = requests.get(
        f"{pair.network.url}/.well-known/openid-configuration", timeout=PATIENCE_S
    ).json()
    return found


def test_discovery_offers_code_alone_and_pairwise_subjects(pair: Pair) -> None:
    found = discovered(pair)
    assert found["issuer"] == pair.network.url
    assert found["response_types_supported"] == ["code"]
    assert found["subject_types_supported"] == ["pairwise"]
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert "device_authorization_endpoint" not in found
    assert "pay" in found["scopes_supported"]


def test_an_independent_client_gets_its_tokens_by_code_and_proof(page_at: PageAt, pair: Pair) -> None:
    person = register(pair.network, "mira@example.org", name="Mira Feldner")
    scopes = ["openid", "profile", "email", "read"]
    arguments = [word for scope in scopes for word in ("--scope", scope)]
    subjects = []
    for name, back in (("First shop", BACK), ("Second shop", BACK.replace("localhost", "127.0.0.1"))):
        made = add_client(pair.network, name, "--redirect", back, *arguments)
        claims, token = _signed_in(page_at(), pair, made, back=back, scopes=scopes)
        assert (claims["name"], claims["email"], claims["email_verified"]) == ("Mira Feldner", "mira@example.org", True)
        assert person not in json.dumps(claims)
        told = pair.network.run("-c", ASK_BEARER, token).strip()
        assert told == f"{person} {made['id']} email openid profile read"
        me = requests.get(
            f"{pair.network.url}/api/v1/me", headers={"Authorization": f"Bearer {token}"}, timeout=PATIENCE_S
        ).json()
        assert (me["name"], me["scopes"]) == ("Mira Feldner", ["read"])
        subjects.append(claims["sub"])
    assert subjects[0] != subjects[1]


def _signed_in(
    page: Page, pair: Pair, made: dict[str, str], *, back: str, scopes: list[str]
) -> tuple[dict[str, object], str]:
    """Sign Mira in at a shop by authlib; return what the ID token claims, and the access token."""
    found = discovered(pair)
    client = OAuth2Session(made["id"], made["secret"], scope=scopes, redirect_uri=back, code_challenge_method="S256")
    verifier = "a-verifier-of-the-shop-that-is-long-enough-for-the-rule"
    address, state = client.create_authorization_url(
        found["authorization_endpoint"], code_verifier=verifier, nonce="once"
    )
    page.goto(address)
    sign_in(page, email="mira@example.org")
    with page.expect_request(lambda request: request.url.startswith(back)) as answer:
        page.get_by_role("button", name="Allow").click()
    token = client.fetch_token(
        found["token_endpoint"], authorization_response=answer.value.url, code_verifier=verifier, state=state
    )
    keys = KeySet.import_key_set(requests.get(str(found["jwks_uri"]), timeout=PATIENCE_S).json())
    claims = jwt.decode(token["id_token"], keys).claims
    jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": pair.network.url},
        aud={"essential": True, "value": made["id"]},
        nonce={"essential": True, "value": "once"},
        exp={"essential": True},
    ).validate(claims)
    seen = client.get(found["userinfo_endpoint"]).json()
    assert seen["sub"] == claims["sub"]
    return dict(claims), token["access_token"]


BYE = "http://localhost:9/bye?from=worgl"
VERIFIER = "a-verifier-of-the-shop-that-is-long-enough-for-the-rule"


class Shop:
    """An independent client, by authlib, of a person who sits at a browser."""

    def __init__(self, pair: Pair, page: Page, name: str, scopes: list[str]) -> None:
        arguments = [word for scope in scopes for word in ("--scope", scope)]
        made = add_client(pair.network, name, "--redirect", BACK, "--after-sign-out", BYE, *arguments)
        self.found, self.page, self.name, self.id = discovered(pair), page, name, made["id"]
        self.url = pair.network.url
        self.session = OAuth2Session(
            made["id"], made["secret"], scope=scopes, redirect_uri=BACK, code_challenge_method="S256"
        )

    def question(self, **more: str) -> str:
        """Return where the shop sends the browser."""
        address, _state = self.session.create_authorization_url(
            self.found["authorization_endpoint"], code_verifier=VERIFIER, **more
        )
        return str(address)

    def silent(self, **more: str) -> dict[str, str]:
        """Ask without a page, in the browser's session, and return what the shop is told."""
        answer = self.page.request.get(self.question(prompt="none", **more), max_redirects=0)
        assert answer.status == 302, answer.text()
        assert answer.headers["location"].startswith(BACK)
        told = {name: one[0] for name, one in parse_qs(urlsplit(answer.headers["location"]).query).items()}
        assert told["iss"] == self.url
        return told

    def exchange(self, code: str) -> dict[str, str]:
        """Take tokens for a code."""
        token: dict[str, str] = self.session.fetch_token(
            self.found["token_endpoint"], grant_type="authorization_code", code=code, code_verifier=VERIFIER
        )
        return token

    def refresh(self, token: str) -> dict[str, str]:
        """Take newer tokens."""
        newer: dict[str, str] = self.session.refresh_token(self.found["token_endpoint"], refresh_token=token)
        return newer

    def may_read(self, token: dict[str, str]) -> bool:
        """Tell whether the API knows a token."""
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        return requests.get(f"{self.url}/api/v1/me", headers=headers, timeout=PATIENCE_S).status_code == 200

    def allowed(self) -> dict[str, str]:
        """Let the person say yes on the page, and take the tokens."""
        self.page.goto(self.question())
        with self.page.expect_request(lambda request: request.url.startswith(BACK)) as answer:
            self.page.get_by_role("button", name="Allow").click()
        return self.exchange(parse_qs(urlsplit(answer.value.url).query)["code"][0])


@pytest.mark.parametrize("scopes", [["openid", "read", "pay"], ["read", "pay"]], ids=["openid", "oauth"])
def test_an_independent_client_walks_from_consent_to_sign_out(page_at: PageAt, pair: Pair, scopes: list[str]) -> None:
    email = f"tess-{len(scopes)}@example.org"
    register(pair.network, email, name="Tess")
    page = page_at()
    shop, other = (Shop(pair, page, name, scopes) for name in ("Bike rental", "Another shop"))
    assert shop.silent()["error"] == "login_required"
    page.goto(f"{pair.network.url}/account/login/")
    sign_in(page, email=email)
    expect(page).not_to_have_url(f"{pair.network.url}/account/login/")
    assert shop.silent()["error"] == "consent_required"
    token = shop.allowed()
    assert shop.may_read(token)
    assert other.silent()["error"] == "consent_required"
    assert shop.silent(max_age="0")["error"] == "login_required"
    quiet = shop.exchange(shop.silent()["code"])
    newer = shop.refresh(quiet["refresh_token"])
    with pytest.raises(OAuthError, match="invalid_grant"):
        shop.refresh(quiet["refresh_token"])
    assert [shop.may_read(one) for one in (token, quiet, newer)] == [True, False, False]
    page.goto(f"{pair.network.url}/settings/apps/")
    page.get_by_role("button", name="Disconnect").click()
    expect(page.get_by_text("You have allowed no other site")).to_be_visible()
    assert not shop.may_read(token)
    assert shop.silent()["error"] == "consent_required"
    shop.allowed()
    asked = urlencode({"client_id": shop.id, "post_logout_redirect_uri": BYE, "state": "once"})
    page.goto(f"{shop.found['end_session_endpoint']}?{asked}")
    assert_accessible(page)
    with page.expect_request(lambda request: request.url.startswith(BYE)) as gone:
        page.get_by_role("button", name="Sign out").click()
    assert gone.value.url == f"{BYE}&state=once"
    assert shop.silent()["error"] == "login_required"


def test_a_refusal_after_signing_in_reaches_the_site_in_a_browser(page_at: PageAt, pair: Pair) -> None:
    register(pair.network, "uma@example.org", name="Uma")
    page = page_at()
    shop = Shop(pair, page, "Shop that asks too much", ["openid"])
    page.goto(shop.question(scope="openid admin"))
    with page.expect_request(lambda request: request.url.startswith(BACK)) as answer:
        sign_in(page, email="uma@example.org")
    assert parse_qs(urlsplit(answer.value.url).query)["error"] == ["invalid_scope"]


def test_a_machine_acts_for_its_owner_until_it_is_removed(pair: Pair) -> None:
    owner = register(pair.network, "shop@example.org", name="The bakery")
    made = add_client(pair.network, "Till", "--kind", "machine", "--owner", "shop@example.org", "--scope", "receive")
    client = OAuth2Session(made["id"], made["secret"], scope="receive")
    token = client.fetch_token(discovered(pair)["token_endpoint"], grant_type="client_credentials")["access_token"]
    assert pair.network.run("-c", ASK_BEARER, token).strip() == f"{owner} {made['id']} receive"
    assert pair.network.run("-c", ASK_BEARER, "guessed").strip() == "None"
    pair.network.run("-m", "worgl.cli", "client", "remove", made["id"])
    assert pair.network.run("-c", ASK_BEARER, token).strip() == "None"


def test_what_the_provider_refuses(pair: Pair) -> None:
    made = add_client(pair.network, "Some shop", "--redirect", BACK)
    endpoint = str(discovered(pair)["authorization_endpoint"])
    asked = {"client_id": made["id"], "redirect_uri": BACK, "scope": "openid", "response_type": "code"}
    proof = {"code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method": "S256"}
    session = requests.Session()
    assert session.get(f"{endpoint}?{urlencode(asked)}", timeout=PATIENCE_S).status_code == 400
    plain = {**proof, "code_challenge_method": "plain"}
    assert session.get(f"{endpoint}?{urlencode({**asked, **plain})}", timeout=PATIENCE_S).status_code == 400
    register(pair.network, "signed-in@example.org", name="Signed in")
    token = session.get(f"{pair.network.url}/account/login/", timeout=PATIENCE_S).cookies["csrftoken"]
    session.post(
        f"{pair.network.url}/account/login/",
        {"login": "signed-in@example.org", "password": PASSWORD, "csrfmiddlewaretoken": token},
        timeout=PATIENCE_S,
    )
    wrong = {**asked, **proof, "redirect_uri": "http://localhost:9/elsewhere"}
    assert "This does not work" in session.get(f"{endpoint}?{urlencode(wrong)}", timeout=PATIENCE_S).text
    for change, error in (({"scope": "openid admin"}, "invalid_scope"), ({"response_type": "token"}, "unauthorized")):
        answer = session.get(
            f"{endpoint}?{urlencode({**asked, **proof, **change})}", allow_redirects=False, timeout=PATIENCE_S
        )
        told = urlsplit(answer.headers["Location"])
        assert error in (parse_qs(told.query) | parse_qs(told.fragment))["error"][0]
    assert session.get(f"{pair.network.url}/identity/o/device", timeout=PATIENCE_S).status_code == 404
