"""How pages use their room: two columns on a desk, buttons together on a phone, words inside what is pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.browser import DESK, PHONE, PageAt, act_as, settled

pytestmark = pytest.mark.browser

BESIDE = ["many/", "till/day/", "admin/community/", "admin/questions/", "admin/notices/", "admin/look/", "disputes/"]
"""Pages with a form and what it is about, or with two lists."""
TOO_WIDE = """[...document.querySelectorAll('main :is(.choice, .btn, .tag, .chip)')].filter(
    box => box.clientWidth && box.scrollWidth > box.clientWidth + 1).map(
    box => `${box.innerText}: ${box.scrollWidth} px in ${box.clientWidth}, ${box.outerHTML.slice(0, 200)}`)"""


def cards(page: Page) -> list[dict[str, float]]:
    boxes: list[dict[str, float]] = page.evaluate(
        "[...document.querySelectorAll('main.beside > :is(section, form)')].map(one => one.getBoundingClientRect())"
        ".map(({left, right, top}) => ({left, right, top}))"
    )
    return boxes


@pytest.mark.parametrize("path", BESIDE)
def test_what_belongs_together_stands_side_by_side_on_a_desk_and_below_each_other_on_a_phone(
    page_at: PageAt, path: str
) -> None:
    page = page_at(DESK)
    town = act_as(page, "admin")
    page.goto(town + path)
    first, second = cards(page)[:2]
    assert first["top"] == second["top"]
    assert first["right"] < second["left"]
    assert second["right"] > DESK * 0.8, "the room is used"
    page.set_viewport_size({"width": PHONE, "height": 844})
    first, second = cards(page)[:2]
    assert first["left"] == second["left"]
    assert first["top"] < second["top"]


@pytest.mark.parametrize("path", ["till/day/", "members/", "activity/", "statement/"])
def test_what_can_be_done_with_a_page_stands_together_at_the_end_of_its_head(page_at: PageAt, path: str) -> None:
    page = page_at(PHONE)
    town = act_as(page, "mira")
    page.goto(town + path)
    edge = page.locator(".top").evaluate("head => head.getBoundingClientRect().right")
    assert page.locator(".top-actions").evaluate("all => all.getBoundingClientRect().right") == edge
    rows = page.locator(".top-actions :is(a, button)").evaluate_all(
        "all => new Set(all.filter(one => one.offsetWidth).map(one => one.getBoundingClientRect())"
        ".map(({top, bottom}) => Math.round((top + bottom) / 2))).size"
    )
    assert rows <= 2, "no button has a line of its own for want of order"


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
@pytest.mark.parametrize("width", [PHONE, 640, DESK])
def test_words_stay_inside_what_is_pressed_in_every_language(page_at: PageAt, width: int, language: str) -> None:
    page = page_at(width, locale=language)
    town = act_as(page, "admin")
    for path in ["/settings/", f"{town}admin/members/", f"{town}pay/", f"{town}statement/", "/found/"]:
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == language
        settled(page)
        assert page.evaluate(TOO_WIDE) == [], path


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
@pytest.mark.parametrize("width", [PHONE, 960, DESK])
def test_a_month_can_be_let_pass_and_a_town_begun_without_scrolling_the_bar(
    page_at: PageAt, width: int, language: str
) -> None:
    page = page_at(width, locale=language)
    act_as(page, "mira")
    for one in (page.locator(".demo form").nth(1), page.locator(".demo > .btn")):
        box = one.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.locator(".demo").evaluate("bar => bar.scrollWidth <= bar.clientWidth")


def test_bell_and_question_mark_stand_together_at_the_edge_however_long_the_heading(page_at: PageAt) -> None:
    page = page_at(PHONE)
    town = act_as(page, "mira")
    page.goto(town + "town/commons/")
    for heading in ("Fund", "Gemeinschaftskassenführung", "Conditions, protection des données, mentions légales"):
        page.evaluate("text => document.querySelector('h1').textContent = text", heading)
        bell, help_ = page.locator(".top .bell").bounding_box(), page.locator(".top .help > summary").bounding_box()
        assert bell is not None
        assert help_ is not None
        assert abs(bell["y"] - help_["y"]) < 2
        assert 0 <= help_["x"] - bell["x"] - bell["width"] < 20
        assert help_["x"] + help_["width"] > PHONE - 40
