"""How many taps things take: each budget of the specification that has its pages; typing is not counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import PageAt, Site, act_as, assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.browser

RECEIPT = re.compile(r"/receipt/[0-9a-f-]{36}/$")


@dataclass
class Finger:
    """Taps on a page, and counts."""

    page: Page
    taps: int = 0

    def tap(self, place: Locator) -> None:
        place.first.tap()
        self.taps += 1
        self.page.wait_for_load_state()


def at_home(page_at: PageAt, part: str) -> tuple[Page, str]:
    page = page_at(has_touch=True)
    return page, act_as(page, part)


def code_of(page: Page, town: str) -> str:
    page.goto(town + "receive/")
    return page.locator(".code-large").inner_text().replace(" ", "")


def asked(page: Page, town: str, *, whom: str = "", amount: str = "1.00", note: str = "a roll") -> str:
    """Ask for a payment and return the address of the request."""
    page.goto(town + "requests/ask/")
    page.fill("#id_amount", amount)
    page.fill("#id_whom", whom)
    page.fill("#id_note", note)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.wait_for_url(re.compile(r"/requests/[0-9a-f-]{36}/$"))
    return page.url


def test_paying_a_shops_code_by_the_phones_camera_takes_two_taps(page_at: PageAt) -> None:
    shop, town = at_home(page_at, "anna")
    code = code_of(shop, town)
    page, _town = at_home(page_at, "mira")
    finger = Finger(page)
    page.goto(f"/p/{code}/")
    page.fill("#id_amount", "1.00")
    finger.tap(page.get_by_role("button", name="Continue"))
    finger.tap(page.get_by_role("button", name=re.compile("^Pay 1.00")))
    expect(page).to_have_url(RECEIPT)
    assert finger.taps <= 2


def test_paying_the_code_on_a_till_takes_one_tap_and_the_till_says_paid_within_three_seconds(page_at: PageAt) -> None:
    shop, town = at_home(page_at, "anna")
    shop.goto(town + "till/")
    for digit in ("3", ".", "5", "0"):
        shop.locator(f'[data-digit="{digit}"]').tap()
    shop.get_by_role("button", name="Show the code").tap()
    expect(shop.get_by_role("heading", name="To pay")).to_be_visible()
    assert_accessible(shop)
    assert_no_sideways_scroll(shop)
    code = shop.locator(".code-large").inner_text().replace(" ", "")
    page, _town = at_home(page_at, "mira")
    finger = Finger(page)
    page.goto(f"/r/{code}/")
    finger.tap(page.get_by_role("button", name=re.compile("^Pay 3.50")))
    expect(page).to_have_url(RECEIPT)
    assert finger.taps <= 2
    expect(shop.get_by_role("heading", name="Paid")).to_be_visible()
    assert_accessible(shop)


def test_a_till_that_lost_its_connection_shows_what_was_paid_meanwhile(page_at: PageAt, complaints: list[str]) -> None:
    shop, town = at_home(page_at, "anna")
    shop.goto(town + "till/")
    shop.fill("#id_amount", "2.25")
    shop.get_by_role("button", name="Show the code").click()
    code = shop.locator(".code-large").inner_text().replace(" ", "")
    shop.context.set_offline(True)
    expect(shop.locator("#offline")).to_be_visible()
    page, _town = at_home(page_at, "mira")
    page.goto(f"/r/{code}/")
    page.get_by_role("button", name=re.compile("^Pay 2.25")).click()
    expect(page).to_have_url(RECEIPT)
    expect(shop.get_by_role("heading", name="To pay")).to_be_visible()
    shop.context.set_offline(False)
    expect(shop.get_by_role("heading", name="Paid")).to_be_visible()
    # htmx notes each question that found no connection.
    complaints[:] = [each for each in complaints if not each.startswith("htmx:")]


def test_paying_a_person_again_takes_three_taps(page_at: PageAt) -> None:
    page, town = at_home(page_at, "mira")
    finger = Finger(page)
    page.goto(town)
    finger.tap(page.locator(".people a"))
    page.fill("#id_amount", "1.00")
    finger.tap(page.get_by_role("button", name="Continue"))
    finger.tap(page.get_by_role("button", name=re.compile("^Pay 1.00")))
    expect(page).to_have_url(RECEIPT)
    assert finger.taps <= 3


def test_asking_a_member_for_a_payment_takes_three_taps_and_paying_it_three(page_at: PageAt) -> None:
    page, town = at_home(page_at, "anna")
    finger = Finger(page)
    page.goto(town)
    finger.tap(page.get_by_role("link", name="Get paid"))
    finger.tap(page.get_by_role("link", name="Ask for a payment"))
    page.fill("#id_amount", "4.00")
    page.fill("#id_whom", "Mira Feldner")
    page.fill("#id_note", "a cake")
    finger.tap(page.get_by_role("button", name="Ask", exact=True))
    expect(page.get_by_role("heading", name="You ask Mira Feldner for")).to_be_visible()
    assert finger.taps <= 3
    assert_accessible(page)
    assert_no_sideways_scroll(page)

    mira, _town = at_home(page_at, "mira")
    payer = Finger(mira)
    mira.goto(town)
    payer.tap(mira.get_by_role("link", name=re.compile("payment requests? waits? for you")))
    payer.tap(mira.locator(".row", has_text="a cake"))
    assert_accessible(mira)
    assert_no_sideways_scroll(mira)
    payer.tap(mira.get_by_role("button", name=re.compile("^Pay 4.00")))
    expect(mira).to_have_url(RECEIPT)
    assert payer.taps <= 3
    expect(page.get_by_text("Mira Feldner has paid")).to_be_visible()


DETECTOR = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect(video) { return video.videoWidth ? [{ rawValue: window.seen }] : []; }
};
"""
"""Chromium on Linux has a camera of its own for tests, but no detector of codes."""


def test_a_code_before_the_camera_opens_its_payment_and_a_foreign_one_does_not(page_at: PageAt) -> None:
    shop, town = at_home(page_at, "anna")
    code = code_of(shop, town)
    page, _town = at_home(page_at, "mira")
    page.context.grant_permissions(["camera"])
    page.add_init_script(DETECTOR)
    page.goto(town + "pay/")
    page.evaluate("window.seen = 'https://elsewhere.example/p/ABCDEFGH/'")
    page.get_by_role("button", name="Scan a code").tap()
    expect(page.get_by_text("This code is not one of this community’s site.")).to_be_visible()
    assert_accessible(page)
    page.evaluate(f"window.seen = location.origin + '/p/{code}/'")
    page.wait_for_url(f"**/pay/{code}/")


def test_without_a_camera_nothing_is_offered_that_does_not_work(page_at: PageAt) -> None:
    page, town = at_home(page_at, "mira")
    # So it is in a town that is served without HTTPS.
    page.add_init_script("Object.defineProperty(navigator, 'mediaDevices', { value: undefined })")
    page.goto(town + "pay/")
    expect(page.locator("[data-scan]")).to_be_hidden()


INVITE = """
import django
django.setup()
from worgl.communities import commands, queries
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.ids import new_id
town = queries.all_communities(limit=1)[0]
admin = next(one for one in queries.page_of_members(community=town.id, limit=500).items if one.is_admin)
link = commands.invite(actor=admin.id, uses=1, days=7, key=IdempotencyKey(str(new_id())), now=clock.now())
print(link.token)
"""


def test_joining_by_invitation_until_the_wallet_is_seen_takes_five_taps(page_at: PageAt, site: Site) -> None:
    token = site.run("-c", INVITE).strip()
    page = page_at(has_touch=True)
    finger = Finger(page)
    # The link is opened by the phone's camera or out of a message: the first tap.
    page.goto(f"/join/{token}/")
    finger.taps += 1
    finger.tap(page.get_by_role("link", name="Make an account"))
    page.fill("#id_name", "Zora Newcomer")
    page.fill("#id_email", "zora@example.org")
    page.fill("#id_password1", "four words in a row")
    finger.tap(page.get_by_role("button", name="Make my account"))
    finger.tap(page.get_by_role("button", name="Join"))
    expect(page.get_by_text("My balance")).to_be_visible()
    expect(page.locator(".wallet, main").first).to_contain_text("alder")
    assert finger.taps <= 5
    assert_accessible(page)
    assert_no_sideways_scroll(page)
