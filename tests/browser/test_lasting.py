"""A standing order in a real browser: typed wrong, typed right, skipped, paused."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import (
    DESK,
    PHONE,
    PageAt,
    act_as,
    assert_accessible_in_both_themes,
    assert_no_sideways_scroll,
)

pytestmark = pytest.mark.browser


def looked_at(page: Page) -> None:
    assert_no_sideways_scroll(page)
    assert_accessible_in_both_themes(page)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_an_order_is_made_and_paused(page_at: PageAt, width: int) -> None:
    page = page_at(width)
    town = act_as(page, "mira")
    page.goto(f"{town}standing/new/")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Type a name or a code.")).to_be_visible()
    looked_at(page)
    page.get_by_label("Whom do you pay?").fill("Anna")
    page.get_by_label("How much?").fill("90")
    page.get_by_label("What is it for?").fill("A new oven, together")
    page.get_by_label("First on").fill("2031-01-31")
    page.get_by_label("How many times?").fill("7")
    page.get_by_label("The amount is the whole").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("28 February 2031")).to_be_visible()
    looked_at(page)
    page.get_by_role("button", name="Make this standing order").click()
    page.get_by_role("button", name="Skip the next date").click()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("The order is paused.")).to_be_visible()
    looked_at(page)
    page.goto(f"{town}standing/")
    looked_at(page)
