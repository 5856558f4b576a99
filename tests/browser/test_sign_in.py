"""Signing in with a passkey alone: a real browser, a virtual authenticator that keeps real keys."""

from __future__ import annotations

import itertools
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.support.browser import (
    DESK,
    PHONE,
    PageAt,
    Site,
    assert_accessible,
    assert_accessible_in_both_themes,
    assert_no_sideways_scroll,
)

pytestmark = pytest.mark.browser

PASSWORD = "plough-orchard-lantern"
_numbers = itertools.count(1)


def secure_address(site: Site) -> str:
    """Return the site's address by name: passkeys belong to names, never to numbers."""
    return f"http://localhost:{urlsplit(site.url).port}"


def plug_in(page: Page) -> tuple[CDPSession, str]:
    """Give the page a device that keeps passkeys and always recognises its owner, until axe has looked at the page."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def sign_up(page: Page, address: str, *, name: str) -> str:
    """Sign up as a new person and return their e-mail address."""
    email = f"{name.lower()}-{next(_numbers)}@browser.example"
    page.goto(f"{address}/account/signup/")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    expect(page).to_have_url(f"{address}/")
    return email


def open_confirmed(page: Page, address: str) -> None:
    """Open a page that first asks for the password again."""
    page.goto(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(address)


def sign_out(page: Page, address: str) -> None:
    page.goto(f"{address}/settings/")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{address}/")


def type_password(page: Page, address: str, *, email: str) -> None:
    page.goto(address)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def make_passkey(page: Page, address: str, *, name: str) -> None:
    open_confirmed(page, f"{address}/account/second-factor/webauthn/add/")
    page.get_by_label("Name of this device").fill(name)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def test_a_passkey_alone_signs_in(page_at: PageAt, site: Site) -> None:
    page, address = page_at(), secure_address(site)
    device, authenticator = plug_in(page)
    sign_up(page, address, name="Nora")
    make_passkey(page, address, name="My phone")
    kept = device.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
    assert [one["isResidentCredential"] for one in kept] == [True]
    sign_out(page, address)
    page.goto(f"{address}/account/login/?next=/settings/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(f"{address}/settings/")
    page.goto(f"{address}/account/second-factor/webauthn/")
    expect(page.get_by_role("link", name="Rename My phone")).to_be_visible()
    expect(page.get_by_text("Last used on")).to_be_visible()


def test_the_password_asks_for_the_passkey_as_second_step(page_at: PageAt, site: Site) -> None:
    page, address = page_at(), secure_address(site)
    plug_in(page)
    email = sign_up(page, address, name="Nils")
    make_passkey(page, address, name="Laptop")
    sign_out(page, address)
    type_password(page, f"{address}/account/login/?next=/settings/", email=email)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{address}/settings/")


def test_a_passkey_shows_once_more_who_it_is(page_at: PageAt, site: Site) -> None:
    page, address = page_at(), secure_address(site)
    plug_in(page)
    sign_up(page, address, name="Nuria")
    make_passkey(page, address, name="Ring")
    page.goto(f"{address}/account/second-factor/webauthn/reauthenticate/?next=/settings/")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page).to_have_url(f"{address}/settings/")


def test_a_device_without_the_passkey_is_told_so_and_may_try_again(page_at: PageAt, site: Site) -> None:
    page, address = page_at(), secure_address(site)
    device, authenticator = plug_in(page)
    device.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.goto(f"{address}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Your device did not answer")).to_be_visible()
    assert_accessible(page)


def test_a_passkey_is_renamed(page_at: PageAt, site: Site) -> None:
    page, address = page_at(), secure_address(site)
    plug_in(page)
    sign_up(page, address, name="Nadja")
    make_passkey(page, address, name="Watch")
    page.goto(f"{address}/account/second-factor/webauthn/")
    page.get_by_role("link", name="Rename Watch").click()
    page.get_by_label("Name of this device").fill("Wrist")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Rename Wrist")).to_be_visible()


def test_a_removed_passkey_lets_nobody_in(page_at: PageAt, site: Site) -> None:
    page, address = page_at(), secure_address(site)
    plug_in(page)
    sign_up(page, address, name="Nela")
    make_passkey(page, address, name="Old phone")
    page.goto(f"{address}/account/second-factor/webauthn/")
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("No passkey yet")).to_be_visible()
    sign_out(page, address)
    page.goto(f"{address}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile(r"/account/login/$"))
    expect(page.locator(".alert.bad:visible")).to_have_count(1)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_pages_of_second_factors_are_accessible(page_at: PageAt, site: Site, width: int) -> None:
    page, address = page_at(width), secure_address(site)
    email = sign_up(page, address, name="Nura")
    factors = f"{address}/account/second-factor/"
    page.goto(f"{factors}webauthn/")
    faults = _look(page)
    plug_in(page)
    make_passkey(page, address, name="A telephone with quite a long name")
    for path in ["", "webauthn/", "webauthn/add/", "totp/activate/", "recovery-codes/", "recovery-codes/generate/"]:
        page.goto(factors + path)
        faults += _look(page)
    page.goto(f"{factors}webauthn/")
    for name in ("Rename", "Remove"):
        page.get_by_role("link", name=name).click()
        faults += _look(page)
        page.go_back()
    for path in ("reauthenticate/", "webauthn/reauthenticate/"):
        page.goto(factors + path)
        faults += _look(page)
    sign_out(page, address)
    type_password(page, f"{address}/account/login/", email=email)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    faults += _look(page)
    assert not faults, "\n\n".join(faults)


def _look(page: Page) -> list[str]:
    try:
        assert_no_sideways_scroll(page)
        assert_accessible_in_both_themes(page)
    except AssertionError as fault:
        return [str(fault)]
    return []
