"""How it feels: the pad, what is paid, sharing, paper, and the wide desk."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.support.access import moving
from tests.support.browser import (
    DESK,
    PHONE,
    PageAt,
    Site,
    act_as,
    assert_accessible_in_both_themes,
    assert_no_sideways_scroll,
    code_of_bakery,
)

pytestmark = pytest.mark.browser


def typed(page: Page, signs: str) -> str:
    for sign in signs:
        key = "[data-erase]" if sign == "<" else f'[data-digit="{sign}"]'
        page.locator(f".pad {key}").tap()
    return page.locator("#id_amount").input_value()


@pytest.mark.parametrize("path", ["till/", "requests/ask/", "pay/{code}/"])
def test_the_pad_types_into_the_ordinary_field(page_at: PageAt, site: Site, path: str) -> None:
    page = page_at(has_touch=True)
    town = act_as(page, "mira")
    page.goto(town + path.format(code=code_of_bakery(site)))
    field = page.locator("#id_amount")
    assert field.get_attribute("inputmode") == "none" or page.evaluate("!matchMedia('(pointer: coarse)').matches")
    assert typed(page, "12.50") == "12.50"
    assert typed(page, ".") == "12.50"
    assert typed(page, "7") == "12.50", "a third decimal is not typed"
    assert typed(page, "<<<") == "12"
    assert typed(page, "<<.5") == "0.5"
    field.fill("135")
    field.evaluate("one => { one.focus(); one.setSelectionRange(1, 2); }")
    assert typed(page, "2") == "125", "what is marked is replaced"
    assert_accessible_in_both_themes(page)
    assert_no_sideways_scroll(page)


def test_without_a_finger_the_pad_stays_away_but_at_the_till(page_at: PageAt, site: Site) -> None:
    page = page_at(DESK)
    town = act_as(page, "mira")
    page.goto(town + "requests/ask/")
    expect(page.locator(".pad")).to_be_hidden()
    page.goto(town + "till/")
    expect(page.locator(".pad")).to_be_visible()


def test_what_is_paid_moves_for_a_moment_and_keeps_still_for_those_who_ask_for_it(page_at: PageAt) -> None:
    page = page_at()
    town = act_as(page, "mira")
    page.goto(town + "pay/")
    page.locator("a.row[href*='/pay/']").first.click()
    page.fill("#id_amount", "1.00")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name=re.compile("^Pay 1.00")).click()
    tick = page.locator(".tick-mark.fresh")
    expect(tick).to_be_visible()
    assert moving(page) == []
    page.emulate_media(reduced_motion="no-preference")
    assert [one for one in moving(page) if "tick-mark" in one]
    page.emulate_media(reduced_motion="reduce")
    # Looked at again later, it is a receipt like any other.
    page.reload()
    expect(page.locator(".tick-mark")).to_be_visible()
    expect(page.locator(".tick-mark.fresh")).to_have_count(0)


def test_the_till_sounds_only_when_it_was_asked_to(page_at: PageAt) -> None:
    page = page_at(has_touch=True)
    page.add_init_script(
        """window.sounds = 0; const make = AudioContext.prototype.createOscillator;
        AudioContext.prototype.createOscillator = function () { window.sounds += 1; return make.call(this); };"""
    )
    town = act_as(page, "mira")
    page.goto(town + "till/")
    page.fill("#id_amount", "1.00")
    page.get_by_role("button", name="Show the code").tap()
    sound = page.get_by_role("button", name="Sound when paid")
    expect(sound).to_have_attribute("aria-pressed", "false")
    swapped = "document.body.dispatchEvent(new CustomEvent('till:paid'))"
    page.evaluate(swapped)
    assert page.evaluate("window.sounds") == 0
    sound.tap()
    expect(sound).to_have_attribute("aria-pressed", "true")
    page.evaluate(swapped)
    page.wait_for_function("window.sounds > 0")
    page.reload()
    expect(page.get_by_role("button", name="Sound when paid")).to_have_attribute("aria-pressed", "true")


SHARE = """navigator.share = async (what) => { window.shared = what; };
Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { window.copied = text; } } });"""


@pytest.mark.parametrize("path", ["invite/", "receive/", "requests/ask/"])
def test_links_are_shared_and_copied_and_that_is_said(page_at: PageAt, path: str) -> None:
    page = page_at()
    page.add_init_script(SHARE)
    town = act_as(page, "anna")
    page.goto(town + path)
    if path == "invite/":
        page.get_by_role("button", name="Make the link").click()
    if path == "requests/ask/":
        page.fill("#id_amount", "2.00")
        page.get_by_role("button", name="Ask", exact=True).click()
    link = page.locator("#link").input_value()
    page.get_by_role("button", name=re.compile("^Copy(?! the)")).click()
    expect(page.locator("#link_said")).to_have_text("Copied")
    assert page.evaluate("window.copied") == link
    page.get_by_role("button", name=re.compile("^Share")).click()
    shared = page.evaluate("window.shared")
    assert shared["url"] == link
    assert shared["text"]
    assert_accessible_in_both_themes(page)


def test_without_a_clipboard_the_link_is_marked(page_at: PageAt) -> None:
    page = page_at()
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false;"
    )
    town = act_as(page, "anna")
    page.goto(town + "receive/")
    page.get_by_role("button", name=re.compile("^Copy(?! the)")).click()
    expect(page.locator("#link_said")).to_have_text("Marked; copy it with your keyboard")
    assert page.evaluate(
        "getSelection().toString() || document.activeElement.value.slice("
        "document.activeElement.selectionStart, document.activeElement.selectionEnd)"
    ).startswith("http")


def test_without_script_a_link_can_be_selected_and_no_button_that_needs_it_is_shown(
    chromium: Browser, site: Site
) -> None:
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/account/login/")
    page.locator("main button[name=part][value=anna]").click()
    page.get_by_role("link", name="Get paid").first.click()
    expect(page.locator("#link")).to_have_value(re.compile(r"/p/[0-9A-Z]{8}/"))
    for name in ("Copy", "Share", "Scan a code"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page.locator(".help summary").click()
    expect(page.get_by_text("Show this code and others pay you.")).to_be_visible()
    context.close()


def paper_of(page: Page) -> list[str]:
    pages = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return [" ".join(one.extract_text().split()) for one in pages]


@pytest.mark.parametrize(
    ("part", "path", "first"),
    [
        ("mira", "activity/", "−"),
        ("mira", "statement/?start=2026-10-01&end=2026-10-31", "Every movement"),
        ("anna", "till/day/", "Every payment"),
        ("mira", "members/", "Anna"),
        ("admin", "admin/members/", "Limits"),
    ],
)
def test_paper_has_no_bars_and_its_list_begins_on_the_first_page(
    page_at: PageAt, part: str, path: str, first: str
) -> None:
    page = page_at(DESK, "dark", service_workers="block")
    town = act_as(page, part)
    page.goto(town + path)
    sheets = paper_of(page)
    for words in ("You are:", "Let a month pass", "Skip to content", "You act as", "CSV", "Show more", "Search"):
        assert words not in " ".join(sheets)
    page.emulate_media(media="print")
    shown = page.locator("main ul.rows > li, main table tbody tr").first
    expect(shown).to_be_visible()
    height = page.evaluate("one => one.getBoundingClientRect().top", shown.element_handle())
    assert height < 600, "the list does not begin on the first page"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for gone in (".tabs", ".demo", ".bell", ".help", "main form.card", ".btn"):
        assert page.locator(f"{gone}:visible").count() == 0, gone


def test_members_stand_beside_each_other_on_a_desk_and_below_each_other_on_a_phone(page_at: PageAt) -> None:
    for width, columns in ((DESK, 2), (PHONE, 1)):
        page = page_at(width)
        town = act_as(page, "admin")
        page.goto(town + "members/")
        lefts = page.locator("#rows > li:not(.more)").evaluate_all(
            "all => new Set(all.slice(0, 8).map((one) => Math.round(one.getBoundingClientRect().left))).size"
        )
        assert lefts == columns
    page = page_at(DESK)
    town = act_as(page, "admin")
    page.goto(town + "admin/members/")
    lines = page.locator("#rows > li:not(.more)").evaluate_all(
        "all => all.slice(0, 10).map((one) => one.getBoundingClientRect().height)"
    )
    assert max(lines) < 90
    edges = page.locator("#rows > li:not(.more) .amt:not(.limits)").evaluate_all(
        "all => new Set(all.slice(0, 10).map((one) => Math.round(one.getBoundingClientRect().right))).size"
    )
    assert edges == 1, "the balances stand in one column"
    assert_accessible_in_both_themes(page)


def test_help_opens_says_what_the_page_is_for_and_leads_to_the_recipe(page_at: PageAt) -> None:
    page = page_at()
    town = act_as(page, "anna")
    page.goto(town + "till/")
    page.locator(".help summary").click()
    expect(page.get_by_text("Type the amount, show the code, and wait for the tick.")).to_be_visible()
    assert_accessible_in_both_themes(page)
    assert_no_sideways_scroll(page)
    page.get_by_role("link", name="Step by step").click()
    expect(page.get_by_role("heading", name="Keep a till")).to_be_visible()
    assert_accessible_in_both_themes(page)
    assert_no_sideways_scroll(page)
    page.goto("/help/")
    assert_accessible_in_both_themes(page)
