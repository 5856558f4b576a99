"""What goes wrong on a phone: fingers that tap twice, two tabs, the back button, an answer that never comes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.browser import PageAt, act_as, assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.browser

RECEIPT = re.compile(r"/receipt/[0-9a-f-]{36}/$")
PAY = re.compile("^Pay 1.00")


def balance(page: Page, town: str) -> int:
    """Return the balance in minor units."""
    page.goto(town)
    return int(re.sub(r"\D", "", page.locator(".hero .amount .num").inner_text()))


def to_check(page: Page, town: str, *, amount: str = "1.00", note: str = "") -> None:
    """Walk to the page whose button pays."""
    page.goto(town)
    page.locator(".people a").first.click()
    page.fill("#id_amount", amount)
    page.fill("#id_note", note)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()


def test_a_double_click_pays_once(page_at: PageAt) -> None:
    page = page_at()
    town = act_as(page, "mira")
    before = balance(page, town)
    to_check(page, town)
    page.get_by_role("button", name=PAY).dblclick()
    page.wait_for_url(RECEIPT)
    assert balance(page, town) == before - 100


def test_two_tabs_with_the_same_payment_pay_once(page_at: PageAt) -> None:
    page = page_at()
    town = act_as(page, "mira")
    before = balance(page, town)
    to_check(page, town)
    other = page.context.new_page()
    other.goto(page.url)
    button = other.get_by_role("button", name=PAY)
    expect(button).to_be_visible()
    page.get_by_role("button", name=PAY).click()
    page.wait_for_url(RECEIPT)
    button.click()
    other.wait_for_url(RECEIPT)
    assert other.url == page.url
    assert balance(page, town) == before - 100


def test_the_back_button_after_paying_leads_to_the_receipt_and_pays_nothing_more(page_at: PageAt) -> None:
    page = page_at()
    town = act_as(page, "mira")
    before = balance(page, town)
    to_check(page, town)
    page.get_by_role("button", name=PAY).click()
    page.wait_for_url(RECEIPT)
    receipt = page.url
    page.go_back()
    page.wait_for_load_state()
    again = page.get_by_role("button", name=PAY)
    if again.count():
        again.click()
    page.wait_for_url(RECEIPT)
    assert page.url == receipt
    assert balance(page, town) == before - 100


@pytest.mark.parametrize("how", ["reload", "send again"])
def test_an_answer_lost_after_pressing_pay_is_asked_for_again_and_nothing_is_paid_twice(
    page_at: PageAt, how: str
) -> None:
    page = page_at(service_workers="block")
    town = act_as(page, "mira")
    before = balance(page, town)
    to_check(page, town)
    address = page.url

    def lose(route: Route) -> None:
        """Let the request through and keep its answer from the browser."""
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    page.route("**/check/**", lose)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name=PAY).click(no_wait_after=True)
    page.unroute("**/check/**")
    if how == "reload":
        page.goto(address)
    else:
        page.go_back()
        page.goto(address)
    page.wait_for_url(RECEIPT)
    assert balance(page, town) == before - 100


def test_a_request_paid_in_two_tabs_is_paid_once(page_at: PageAt) -> None:
    shop = page_at()
    town = act_as(shop, "anna")
    shop.goto(town + "till/")
    shop.fill("#id_amount", "1.00")
    shop.get_by_role("button", name="Show the code").click()
    code = shop.locator(".code-large").inner_text().replace(" ", "")
    page = page_at()
    act_as(page, "mira")
    before = balance(page, town)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"/r/{code}/")
        expect(tab.get_by_role("button", name=PAY)).to_be_visible()
    for tab in (page, other):
        tab.get_by_role("button", name=PAY).click()
        tab.wait_for_url(RECEIPT)
    assert page.url == other.url
    assert balance(page, town) == before - 100


def test_signs_of_other_scripts_stand_on_the_receipt_as_typed_and_break_no_page(page_at: PageAt) -> None:
    page = page_at()
    town = act_as(page, "mira")
    note = "שלום 🙂 مرحبا " + "x" * 60
    to_check(page, town, note=note)
    page.get_by_role("button", name=PAY).click()
    page.wait_for_url(RECEIPT)
    expect(page.locator(".quote")).to_have_text(note)
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    with page.expect_download() as paper:
        page.get_by_role("link", name="PDF").click()
    assert paper.value.path().read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("amount", ["1.000", "1,000.5.0", "1,0000.5", "12.5.0", "1.12.2024"])
def test_an_amount_that_is_none_or_could_be_two_is_refused_with_a_reason(page_at: PageAt, amount: str) -> None:
    page = page_at()
    town = act_as(page, "mira")
    page.goto(town)
    page.locator(".people a").first.click()
    page.fill("#id_amount", amount)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("#id_amount_error")).to_be_visible()
    expect(page.locator("#id_amount")).to_have_value(amount)


@pytest.mark.parametrize(("amount", "read"), [("1,50", "1.50"), ("१२", "12.00"), ("٣٫٥", "3.50"), ("2,5", "2.50")])
def test_an_amount_as_phones_of_other_countries_write_it_is_read(page_at: PageAt, amount: str, read: str) -> None:
    page = page_at()
    town = act_as(page, "mira")
    page.goto(town)
    page.locator(".people a").first.click()
    page.fill("#id_amount", amount)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(re.compile("/check/"))
    expect(page.locator("main")).to_contain_text(read)
