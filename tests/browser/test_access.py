"""For everybody: the keyboard alone, letters twice as large, narrow windows, pages that keep still."""

from __future__ import annotations

import base64
import hmac
import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_administration import APPLY
from tests.browser.test_town import READINGS
from tests.support.access import Keyboard, faults_of_reading, moving
from tests.support.browser import DESK, PHONE, PageAt, Site, act_as

pytestmark = pytest.mark.browser

PASSWORD = "plough-orchard-lantern"
RECEIPT = re.compile(r"/receipt/[0-9a-f-]{36}/$")
LAID_OVER = """label => {
  const top = (one) => one.getBoundingClientRect().top;
  const down = top(document.querySelector("label[for=id_login]")) - top(label);
  label.style.cssText = `position: relative; top: ${down}px`;
}"""
WALKED = ["", "pay/", "receive/", "requests/ask/", "activity/", "town/", "statement/"]
WALKED_BY_ADMIN = ["admin/", "admin/members/", "admin/rules/levy_rate/", "town/limits/"]


def by_keyboard(page_at: PageAt, part: str, width: int = DESK) -> tuple[Keyboard, str]:
    """Sign in as one of the cast by the keyboard and return their keyboard and the path of their town."""
    page = page_at(width)
    page.goto("/account/login/")
    keyboard = Keyboard(page)
    keyboard.press(page.locator(f"main button[name=part][value={part}]"))
    page.wait_for_url(re.compile(r"/c/[^/]+/$"))
    return keyboard, page.url


def operators_page(page_at: PageAt) -> Page:
    page = page_at(DESK)
    page.goto("/account/login/")
    with page.expect_navigation(url=lambda url: "/account/login/" not in url):
        page.locator("button[name=part][value=operator]").first.evaluate("button => button.form.requestSubmit(button)")
    return page


def test_the_operator_and_a_visitor_lose_nothing_either(page_at: PageAt) -> None:
    operator, visitor = operators_page(page_at), page_at(DESK)
    operator.goto("/operator/")
    faults = [fault for reading in READINGS for fault in faults_of_reading(operator, **reading)]
    for path in ("/", "/account/login/", "/account/signup/", "/account/password/reset/"):
        visitor.goto(path)
        faults += [fault for reading in READINGS for fault in faults_of_reading(visitor, **reading)]
    assert not faults, "\n".join(faults)


def test_what_is_cut_off_or_overlaps_is_found(page_at: PageAt) -> None:
    page = page_at(DESK)
    page.goto("/account/login/")
    button = page.get_by_role("button", name="Sign in", exact=True)
    button.evaluate("button => { button.style.cssText = 'width: 20px; min-width: 0; padding: 0; white-space: nowrap' }")
    page.locator("h1").evaluate("one => { one.style.cssText = 'overflow: hidden; height: 8px' }")
    page.locator("label[for=id_password]").evaluate(LAID_OVER)
    faults = "\n".join(faults_of_reading(page, width=DESK, height=900))
    assert "wider than its button" in faults
    assert "cut off below" in faults
    assert "overlap" in faults


def test_the_keyboard_reaches_everything_in_order_and_comes_out_again(page_at: PageAt) -> None:
    for part, width, paths in (("mira", PHONE, WALKED), ("admin", DESK, WALKED_BY_ADMIN)):
        keyboard, town = by_keyboard(page_at, part, width)
        for path in paths:
            keyboard.page.goto(town + path)
            assert keyboard.walk() > 8


def test_the_first_stop_leads_past_the_navigation(page_at: PageAt) -> None:
    keyboard, town = by_keyboard(page_at, "mira")
    keyboard.page.goto(town)
    keyboard.press(keyboard.page.get_by_role("link", name="Skip to content"))
    expect(keyboard.page.locator("main")).to_be_focused()
    keyboard.step()
    assert keyboard.page.evaluate("document.querySelector('main').contains(document.activeElement)")
    keyboard.step("Shift+Tab")
    assert not keyboard.page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_member_is_paid_from_home_to_receipt_by_the_keyboard(page_at: PageAt, width: int) -> None:
    keyboard, town = by_keyboard(page_at, "mira", width)
    page = keyboard.page
    keyboard.press(page.get_by_role("navigation", name="Main").get_by_role("link", name="Pay"))
    keyboard.fill(page.get_by_role("searchbox"), "Anna")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=Anna"))
    keyboard.press(page.locator("#found a.row").first)
    keyboard.fill(page.locator("#id_amount"), "1.00")
    keyboard.press(page.get_by_role("button", name="Continue"))
    keyboard.press(page.get_by_role("button", name=re.compile("^Pay 1.00")), key="Space")
    expect(page).to_have_url(RECEIPT)
    assert town in page.url


def test_a_payment_is_asked_for_and_the_request_is_paid_by_the_keyboard(page_at: PageAt) -> None:
    anna, _town = by_keyboard(page_at, "anna", PHONE)
    anna.press(anna.page.get_by_role("link", name="Get paid"))
    anna.press(anna.page.get_by_role("link", name="Ask for a payment"))
    anna.fill(anna.page.locator("#id_amount"), "1.25")
    anna.fill(anna.page.locator("#id_whom"), "Mira Feldner")
    anna.fill(anna.page.locator("#id_note"), "a loaf by keyboard")
    anna.press(anna.page.get_by_role("button", name="Ask", exact=True))
    expect(anna.page.get_by_role("heading", name="You ask Mira Feldner for")).to_be_visible()

    mira, _town = by_keyboard(page_at, "mira", PHONE)
    mira.press(mira.page.get_by_role("link", name=re.compile("payment requests? waits? for you")))
    mira.press(mira.page.locator("a.row", has_text="a loaf by keyboard"))
    no = mira.page.locator("summary", has_text="I do not want to pay this")
    mira.press(no)
    expect(mira.page.get_by_role("button", name="Say no")).to_be_visible()
    mira.page.keyboard.press("Space")
    expect(mira.page.get_by_role("button", name="Say no")).to_be_hidden()
    expect(no).to_be_focused()
    mira.to(mira.page.get_by_role("button", name=re.compile("^Pay 1.25")), key="Shift+Tab")
    mira.page.keyboard.press("Enter")
    expect(mira.page).to_have_url(RECEIPT)


def test_a_newcomer_is_let_in_and_a_rule_announced_by_the_keyboard(page_at: PageAt, site: Site) -> None:
    site.run("-c", APPLY.replace("newcomer@", "keyboard@").replace("Nora Newcomer", "Kim Keyboard"))
    keyboard, _town = by_keyboard(page_at, "admin")
    page = keyboard.page
    keyboard.press(page.get_by_role("navigation", name="Main").get_by_role("link", name="Town"))
    keyboard.press(page.get_by_role("link", name=re.compile("^Administration")))
    keyboard.press(page.get_by_role("button", name=re.compile("Let in.*Kim Keyboard")))
    expect(page.get_by_text("Kim Keyboard is a member now.")).to_be_visible()
    keyboard.press(page.get_by_role("link", name=re.compile("^Try another rate")))
    keyboard.fill(page.get_by_label("New value"), "1.5")
    keyboard.press(page.get_by_role("button", name="Show what it changes"))
    keyboard.press(page.get_by_role("button", name="Announce the change"))
    expect(page.get_by_text("The change is announced")).to_be_visible()
    # Taken back, so that other tests find the rules as they were.
    keyboard.press(page.get_by_role("button", name=re.compile("^Withdraw")).first)
    expect(page.get_by_text("The change is withdrawn.")).to_be_visible()


def test_one_members_limit_is_changed_by_the_keyboard(page_at: PageAt) -> None:
    keyboard, town = by_keyboard(page_at, "admin")
    page = keyboard.page
    page.goto(f"{town}town/limits/")
    keyboard.fill(page.get_by_role("searchbox"), "Mira")
    page.keyboard.press("Enter")
    expect(page.locator("#found a.row").first).to_contain_text("Mira")
    keyboard.press(page.locator("#found a.row", has_text="Mira Feldner"))
    ceiling = page.locator("#id_ceiling")
    keyboard.fill(ceiling, "much")
    keyboard.press(page.get_by_role("button", name="Set these limits"))
    expect(ceiling).to_have_attribute("aria-invalid", "true")
    assert keyboard.walk() > 5
    keyboard.fill(ceiling, "9000")
    keyboard.press(page.get_by_role("button", name="Set these limits"), key="Space")
    expect(page.get_by_text("9,000.00")).to_be_visible()
    # Taken back, so that other tests find the limits as they were.
    keyboard.fill(ceiling, "0")
    page.keyboard.press("Backspace")
    keyboard.press(page.get_by_role("button", name="Set these limits"))
    expect(page.get_by_text("9,000.00")).to_have_count(0)


def test_one_signs_up_out_and_in_again_with_password_and_code_by_the_keyboard(page_at: PageAt) -> None:
    page = page_at(PHONE)
    keyboard, email = Keyboard(page), "kit-keyboard@browser.example"
    page.goto("/account/signup/")
    keyboard.fill(page.get_by_label("Your name"), "Kit Keyboard")
    keyboard.fill(page.get_by_label("E-mail address"), email)
    keyboard.fill(page.get_by_label("Password"), PASSWORD)
    keyboard.press(page.get_by_role("button", name="Make my account"))
    page.wait_for_url(lambda url: "/account/signup/" not in url)
    secret = turn_on_codes(keyboard)

    page.goto("/settings/")
    keyboard.press(page.get_by_role("button", name="Sign out"))
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    page.goto("/account/login/")
    for password in ("not-my-password", PASSWORD):
        keyboard.fill(page.get_by_label("E-mail address"), email)
        keyboard.fill(page.get_by_label("Password"), password)
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        if password != PASSWORD:
            expect(page.get_by_role("alert").first).to_be_visible()
    page.wait_for_url(re.compile("/account/second-factor/authenticate/"))
    code = page.locator("#id_code")
    keyboard.fill(code, "000000")
    page.keyboard.press("Enter")
    expect(code).to_have_attribute("aria-invalid", "true")
    assert keyboard.walk() > 1
    keyboard.fill(code, code_of(secret, later=1))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/account/" not in url)
    page.goto("/settings/")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def turn_on_codes(keyboard: Keyboard) -> str:
    """Turn codes from an app on by the keyboard and return their secret."""
    page = keyboard.page
    page.goto("/account/second-factor/totp/activate/")
    if "/reauthenticate/" in page.url:
        keyboard.fill(page.get_by_label("Password"), PASSWORD)
        keyboard.press(page.get_by_role("button", name="Continue"))
        page.wait_for_url(re.compile("/totp/activate/"))
    keyboard.press(page.locator("summary", has_text="I cannot scan it"))
    secret = page.locator("code").inner_text().strip()
    keyboard.fill(page.locator("#id_code"), code_of(secret))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/totp/activate/" not in url)
    return secret


def code_of(secret: str, *, later: int = 0) -> str:
    """Return the code an app shows (RFC 6238), so many turns of half a minute later."""
    turn = int(time.time()) // 30 + later
    digest = hmac.digest(base64.b32decode(secret), turn.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0xF
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def test_pages_keep_still_for_those_who_ask_for_it(page_at: PageAt) -> None:
    page = page_at()
    town = act_as(page, "mira")
    page.goto(town + "pay/")
    still = page.locator(".spinner, main .btn").first
    still.hover(force=True)
    page.locator(".spinner").first.evaluate("one => one.classList.add('htmx-request')")
    assert moving(page) == []
    page.emulate_media(reduced_motion="no-preference")
    assert moving(page), "nothing moves on this page at all: look at another one"
    page.emulate_media(reduced_motion="reduce")
    for path in ("", "town/", "till/", "receive/"):
        page.goto(town + path)
        page.locator("main a:visible, main button:visible").last.hover()
        assert moving(page) == []
        assert page.evaluate("document.getAnimations().length") == 0
