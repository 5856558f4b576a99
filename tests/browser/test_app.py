"""The site as an app on a phone: what is there without a connection, and that nothing of it outlives signing out."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import (
    DESK,
    PHONE,
    PageAt,
    Site,
    act_as,
    assert_accessible,
    assert_accessible_in_both_themes,
    assert_no_sideways_scroll,
)
from tests.support.patience import wait_until

pytestmark = pytest.mark.browser

READY = """
async () => {
  const names = await caches.keys();
  if (!names.includes("worgl-mine")) return "";
  const kept = await (await caches.open("worgl-mine")).keys();
  return kept.map((one) => new URL(one.url).pathname).sort().join(" ");
}
"""


def kept_pages(page: Page) -> list[str]:
    return [str(path) for path in str(page.evaluate(READY)).split()]


def at_home(page: Page, part: str) -> str:
    """Open a member's home and wait until the service worker has everything ready."""
    town = act_as(page, part)
    page.goto(town)
    wanted = page.evaluate(
        "[...document.querySelectorAll('[data-home] a[href]')].map((a) => a.pathname)"
        ".filter((path) => /receipt/.test(path)).length"
    )
    assert wanted > 0

    def is_ready() -> bool:
        kept = kept_pages(page)
        return town in kept and len([path for path in kept if re.search("receipt|receive", path)]) > wanted

    wait_until(is_ready, every_s=0.1)
    return town


def caches_of(page: Page) -> list[str]:
    return [str(name) for name in page.evaluate("caches.keys()")]


def test_the_balance_with_its_time_my_code_and_the_last_receipts_are_there_without_a_connection(
    page_at: PageAt,
) -> None:
    page = page_at()
    town = at_home(page, "mira")
    expect(page.locator(".as-of")).to_be_hidden()
    balance = page.locator(".hero .amount").inner_text()
    receipt = page.locator('a[href*="/receipt/"]').first.get_attribute("href")
    page.goto(town + "receive/")
    code = page.locator(".code-large").inner_text()
    page.context.set_offline(True)

    page.goto(town)
    assert page.locator(".hero .amount").inner_text() == balance
    expect(page.locator(".as-of")).to_have_text(re.compile(r"^As of \d{1,2} \w+ \d{4}, \d{2}:\d{2}$"))
    expect(page.locator("#offline")).to_be_visible()
    assert_no_sideways_scroll(page)
    page.goto("/")
    expect(page).to_have_url(re.compile(re.escape(town) + "$"))
    page.goto(town + "receive/")
    assert page.locator(".code-large").inner_text() == code
    assert receipt
    page.goto(receipt)
    expect(page.locator(".pairs")).to_be_visible()

    page.goto(town + "members/")
    expect(page.get_by_role("heading", name="This page needs a connection")).to_be_visible()
    page.goto(town)
    expect(page.locator(".as-of")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".as-of")).to_be_hidden()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_is_shown_without_a_connection_is_accessible(page_at: PageAt, width: int) -> None:
    page = page_at(width)
    town = at_home(page, "mira")
    for path in (town, town + "receive/", town + "members/"):
        # Looking with axe through the debugger ends the pretended loss of the connection.
        page.context.set_offline(True)
        page.goto(path)
        assert_no_sideways_scroll(page)
        assert_accessible_in_both_themes(page)
        page.context.set_offline(False)


def test_nothing_of_a_person_is_left_after_signing_out(page_at: PageAt) -> None:
    page = page_at()
    town = at_home(page, "mira")
    assert town in kept_pages(page)
    page.goto("/settings/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")
    wait_until(lambda: not kept_pages(page), every_s=0.1)
    page.context.set_offline(True)
    page.goto(town)
    expect(page.get_by_role("heading", name="This page needs a connection")).to_be_visible()
    assert "Mira" not in page.content()


def test_who_signs_in_after_another_finds_nothing_of_his(page_at: PageAt) -> None:
    page = page_at()
    town = at_home(page, "mira")
    # The receipt of what Mira paid Anna is Anna's as well.
    receipt = page.locator('a[href*="/receipt/"]').filter(has_not_text="Anna").first.get_attribute("href")
    assert receipt in kept_pages(page)
    act_as(page, "anna")
    page.goto(town + "town/")
    assert receipt not in kept_pages(page)


def test_a_session_that_ended_takes_what_was_kept_with_it(page_at: PageAt) -> None:
    page = page_at()
    town = at_home(page, "mira")
    page.context.clear_cookies()
    page.goto(town)
    wait_until(lambda: not kept_pages(page), every_s=0.1)


def test_pressing_pay_without_a_connection_says_what_is_not_known_and_pays_once_afterwards(page_at: PageAt) -> None:
    page = page_at()
    town = at_home(page, "mira")
    before = page.locator(".hero .amount .num").inner_text()
    page.locator(".people a").first.click()
    page.fill("#id_amount", "1.00")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("button", name=re.compile("^Pay 1.00")).click()
    expect(page.get_by_role("heading", name="It is not known whether it arrived")).to_be_visible()
    assert_accessible(page)
    page.context.set_offline(False)
    page.get_by_role("link", name="Look again").click()
    page.get_by_role("button", name=re.compile("^Pay 1.00")).click()
    page.wait_for_url(re.compile(r"/receipt/"))
    page.goto(town)
    after = page.locator(".hero .amount .num").inner_text()
    assert round(float(before.replace(",", "")) - float(after.replace(",", "")), 2) == 1.0


def test_the_phone_can_install_it(page_at: PageAt, site: Site) -> None:
    page = page_at()
    page.goto("/")
    address = page.locator("link[rel=manifest]").get_attribute("href")
    answer = page.request.get(address or "")
    told = json.loads(answer.text())
    assert answer.headers["content-type"].startswith("application/manifest+json")
    assert (told["start_url"], told["scope"], told["display"]) == ("/", "/", "standalone")
    sizes = {icon["sizes"] for icon in told["icons"] if icon["type"] == "image/png"}
    assert {"192x192", "512x512"} <= sizes
    for icon in told["icons"]:
        assert page.request.get(icon["src"]).ok
    faults = page.context.new_cdp_session(page).send("Page.getInstallabilityErrors")
    assert [fault["errorId"] for fault in faults["installabilityErrors"]] in ([], ["in-incognito"])


def test_a_new_version_of_the_worker_takes_over_and_the_old_files_go(page_at: PageAt) -> None:
    page = page_at()
    page.goto("/")
    wait_until(lambda: any(name.startswith("worgl-static-") for name in caches_of(page)), every_s=0.1)
    page.evaluate("caches.open('worgl-static-of-an-old-version').then(() => undefined)")
    # An old worker has gone and this one begins anew, as after an update.
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.unregister())")
    page.reload()
    wait_until(lambda: "worgl-static-of-an-old-version" not in caches_of(page), every_s=0.1)
    assert len([name for name in caches_of(page) if name.startswith("worgl-static-")]) == 1


def test_a_receipt_is_shared_where_the_browser_can_and_offers_nothing_where_it_cannot(page_at: PageAt) -> None:
    page = page_at()
    town = act_as(page, "mira")
    page.goto(town)
    receipt = page.locator('a[href*="/receipt/"]').first.get_attribute("href") or ""
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(receipt)
    expect(page.locator("[data-share]")).to_be_hidden()
    page.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    page.goto(receipt)
    page.get_by_role("button", name="Share").click()
    shared = page.evaluate("window.shared")
    assert shared["url"].endswith(receipt)
    assert " alder, " in shared["text"]
    page.emulate_media(media="print")
    expect(page.locator(".pairs")).to_be_visible()
    expect(page.locator(".tabs")).to_be_hidden()
    expect(page.get_by_role("button", name="Share")).to_be_hidden()
