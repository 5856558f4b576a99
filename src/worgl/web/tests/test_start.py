"""The start page, signing up, founding a town, settings: from nothing to a first coin."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from worgl.communities.queries import community_by_slug
from worgl.currency.queries import currency_of
from worgl.currency.tests.walkers import Walkers, walk_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

SIGN_UP = {"name": "Nora Fink", "email": "nora@example.org", "password1": "rye and river 1932"}
FOUNDING = {
    "name": "Bäckerei Tal",
    "coin_name": "Taler",
    "unit": "",
    "preset": "woergl_1932",
    "zone": "Europe/Vienna",
    "decimal_mark": ",",
    "slug": "",
    "key": "founding-1",
}


@pytest.fixture
def town(db: None) -> Walkers:
    """Open a town where Alice runs things, Bob is a member, Charlie a stranger."""
    return walk_in()


@pytest.fixture
def nora(db: None) -> Client:
    """Return the browser of somebody who has just signed up."""
    client = Client()
    assert client.post("/account/signup/", SIGN_UP).status_code == 302
    return client


def text_of(response: Answer) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_a_visitor_learns_what_this_is_with_one_query_for_the_texts_at_the_foot(db: None) -> None:
    client = Client()
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/")
    assert len(asked.captured_queries) == 1
    assert "Start a community" in text_of(page)
    assert "Sign in" in text_of(page)


def test_the_only_community_opens_at_once(town: Walkers) -> None:
    assert town.bob.get("/").headers["Location"] == "/c/alderbrook/"
    assert "Alderbrook" in text_of(town.bob.get("/?all=1"))
    assert "Your application waits" in text_of(town.emil.get("/"))


def test_who_belongs_nowhere_is_told_what_to_do(nora: Client) -> None:
    assert "You belong to no community yet" in text_of(nora.get("/"))


def test_founding_needs_three_words_and_one_choice(nora: Client) -> None:
    answer = nora.post("/found/", FOUNDING)
    assert answer.headers["Location"] == "/c/backerei-tal/invite/"
    currency = currency_of(community_by_slug("backerei-tal").id)
    assert (currency.name, currency.unit) == ("Taler", "TAL")
    assert "Invite the first members" in text_of(nora.get("/c/backerei-tal/invite/"))


def test_a_second_click_founds_no_second_town(nora: Client) -> None:
    places = {nora.post("/found/", FOUNDING).headers["Location"] for _click in range(2)}
    assert places == {"/c/backerei-tal/invite/"}
    taken = nora.post("/found/", {**FOUNDING, "key": "founding-2"})
    assert taken.status_code == 422
    assert "has the address" in text_of(taken)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("coin_name", ""), ("unit", "€€"), ("preset", "gold"), ("zone", "Mars/Base"), ("slug", "a b")],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(nora: Client, field: str, value: str) -> None:
    answer = nora.post("/found/", {**FOUNDING, field: value})
    assert answer.status_code == 422
    assert "error" in answer.content.decode()
    assert 'value="Bäckerei Tal"' in answer.content.decode() or field == "name"


def test_visitors_sign_in_before_they_found(db: None) -> None:
    assert Client().get("/found/").headers["Location"] == "/account/login/?next=/found/"


@pytest.mark.parametrize(
    "address",
    [
        "login/",
        "signup/",
        "password/reset/",
        "password/reset/done/",
        "inactive/",
        "confirm-email/",
        "password/reset/key/1-x/",
    ],
)
def test_pages_of_signing_in_are_ours(db: None, address: str) -> None:
    page = Client().get(f"/account/{address}").content.decode()
    assert 'class="shell slim' in page
    assert "style=" not in page


def test_fields_tell_the_browser_what_they_are(db: None) -> None:
    sign_in = Client().get("/account/login/").content.decode()
    assert 'autocomplete="current-password"' in sign_in
    assert 'autocomplete="email"' in sign_in
    sign_up = Client().get("/account/signup/").content.decode()
    assert 'autocomplete="new-password"' in sign_up
    assert 'autocomplete="name"' in sign_up


def test_a_wrong_password_is_one_sentence_above_the_form(nora: Client) -> None:
    answer = Client().post("/account/login/", {"login": SIGN_UP["email"], "password": "something else"})
    assert 'role="alert"' in answer.content.decode()


def test_a_new_password_comes_by_a_letter_in_plain_words(nora: Client) -> None:
    mail.outbox.clear()
    answer = Client().post("/account/password/reset/", {"email": SIGN_UP["email"]}, follow=True)
    assert "an e-mail with a link is on its way" in text_of(answer)
    assert "choose one" in mail.outbox[0].body


def test_signing_out_asks_first(nora: Client) -> None:
    assert "Sign out?" in text_of(nora.get("/account/logout/"))
    assert nora.post("/account/logout/").status_code == 302
    assert nora.get("/settings/").status_code == 302


def test_the_theme_chosen_is_the_theme_shown(nora: Client) -> None:
    assert "data-theme" not in nora.get("/settings/").content.decode()
    assert nora.post("/settings/", {"theme": "dark", "language": "", "key": "s1"}).status_code == 302
    assert 'data-theme="dark"' in nora.get("/settings/").content.decode()
    assert nora.post("/settings/", {"theme": "pink", "language": "xx", "key": "s2"}).status_code == 422


def test_ones_name_is_changed_in_the_settings(nora: Client) -> None:
    assert nora.post("/settings/name/", {"name": "Nora Berg", "key": "n1"}).status_code == 302
    assert 'value="Nora Berg"' in nora.get("/settings/").content.decode()
    assert nora.post("/settings/name/", {"name": " ", "key": "n2"}).status_code == 422
    assert nora.get("/settings/name/").headers["Location"] == "/settings/"


@pytest.mark.parametrize(("language", "mark"), [("en", "."), ("de", ","), ("fr", ","), ("es", ",")])
def test_the_founding_form_proposes_the_mark_of_the_readers_language(nora: Client, language: str, mark: str) -> None:
    html = nora.get("/found/", headers={"accept-language": language}).content.decode()
    chosen = re.search(r'<select name="decimal_mark".*?<option value="([.,])" selected', html, re.DOTALL)
    assert chosen is not None
    assert chosen[1] == mark
