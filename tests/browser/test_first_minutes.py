"""The first five minutes with Alderbrook, as the specification tells them (experience.md, First five minutes)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.browser import HEIGHTS, PHONE, Site, act_as, assert_accessible, prepared, served
from tests.support.ports import free_port

pytestmark = pytest.mark.browser

YEAR = """
import django
django.setup()
from worgl.core import clock
from worgl.demo.commands import load
load(now=clock.now(), days=120)
"""
AMOUNT = re.compile(r"[\d,]+\.\d\d")
CHART = "svg.chart"
MONTHS_MOST = 3
"""The works of the town take all that is due in some months, and never in three that follow."""


@pytest.fixture
def own_town(tmp_path: Path) -> Iterator[Site]:
    """Serve a town of its own: its clock is moved, which the pages of other tests would not understand."""
    site = prepared(tmp_path / "home", host="127.0.0.1", port=free_port(), WORGL_DEMO="yes")
    site.run("-c", YEAR)
    with served(site):
        yield site


@pytest.fixture
def visitor(chromium: Browser, own_town: Site) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=own_town.url, viewport={"width": PHONE, "height": HEIGHTS[PHONE]}, locale="en-GB"
    )
    yield context.new_page()
    context.close()


def number(place: Locator) -> Decimal:
    """Return the first amount that stands in a place."""
    found = AMOUNT.search(place.inner_text())
    assert found, place.inner_text()
    return Decimal(found.group().replace(",", ""))


def become(page: Page, part: str) -> None:
    """Switch to another of the cast by their button in the bar: one click."""
    with page.expect_navigation():
        page.locator(f"button[name=part][value={part}]").first.click()


def test_the_first_five_minutes_go_as_they_are_told(visitor: Page) -> None:
    page = visitor
    page.goto("/")
    become(page, "mira")
    expect(page.get_by_role("heading", name=re.compile("Mira$"))).to_be_visible()
    balance = number(page.locator(".amount"))
    expect(page.get_by_text(re.compile(r"in \d+ days?")).first).to_be_visible()
    receipt_for_bread(page)
    page.goto("/c/alderbrook/")
    assert number(page.locator(".amount")) == balance - Decimal("3.20")
    become(page, "anna")
    page.goto("/c/alderbrook/")
    expect(page.locator("main")).to_contain_text("bread for the first time")
    page.goto("/c/alderbrook/receive/")
    expect(page.locator(".code-large")).to_be_visible()
    a_month_passes(page)
    what_if(page)
    a_town_of_ones_own(page)


def receipt_for_bread(page: Page) -> None:
    page.goto("/c/alderbrook/pay/?q=Anna")
    page.get_by_role("link", name=re.compile("Anna’s Bakery")).first.click()
    page.fill("#id_amount", "3.20")
    page.fill("#id_note", "bread for the first time")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("What remains")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Pay 3.20")).click()
    expect(page.get_by_text("You paid Anna’s Bakery")).to_be_visible()


def a_month_passes(page: Page) -> None:
    """Let months pass by a click each: coins fade, figures move, the common fund pays what it did not spend."""
    page.goto("/c/alderbrook/town/")
    before = page.locator(CHART).first.inner_html()
    shared = page.get_by_text(re.compile("was paid to all members alike"))
    for _month in range(MONTHS_MOST):
        page.get_by_role("button", name="Let a month pass").click()
        expect(page.get_by_text(re.compile(r"It is now .* faded into the common fund"))).to_be_visible()
        if shared.count():
            break
    expect(shared).to_be_visible()
    assert_accessible(page)
    page.goto("/c/alderbrook/town/")
    assert page.locator(CHART).first.inner_html() != before, "the chart has moved"


def what_if(page: Page) -> None:
    town = act_as(page, "admin")
    page.goto(f"{town}town/rehearsal/")
    page.fill("#id_rate", "2")
    page.get_by_role("button", name="Try it on today").click()
    page.wait_for_url(re.compile("rate=2"))
    now, tried = (number(page.locator(".split li", has_text=text)) for text in ("Now, at 1", "At 2"))
    # Each member's part is rounded down, so it is not exactly twice as much.
    assert 2 * now <= tried < 2 * now + 10, "twice the rate takes twice as much"


def a_town_of_ones_own(page: Page) -> None:
    page.get_by_role("link", name="Start my own").click()
    page.get_by_label("Name of your community").fill("Hillside")
    page.get_by_label("Name of your coin").fill("acorn")
    expect(page.locator("input[name=preset]")).to_have_count(3)
    page.get_by_role("button", name="Start the community").click()
    expect(page.get_by_text("Your community is ready.")).to_be_visible()
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_role("heading", name="The link is ready")).to_be_visible()
