"""The pages of a town: every one in both themes, on a phone and on a desk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.support.access import faults_of_reading
from tests.support.browser import (
    DESK,
    HEIGHTS,
    PHONE,
    PageAt,
    act_as,
    assert_accessible,
    assert_accessible_in_both_themes,
    assert_no_sideways_scroll,
)

pytestmark = pytest.mark.browser

MEMBER_PAGES = [
    "",
    "pay/",
    "standing/",
    "standing/new/",
    "many/",
    "disputes/",
    "vouchers/",
    "vouchers/redeem/",
    "receive/",
    "requests/",
    "requests/?side=by_me",
    "requests/ask/",
    "till/",
    "till/code/",
    "till/day/",
    "activity/",
    "statement/",
    "members/",
    "messages/",
    "rules/",
    "leave/",
    "webhooks/",
    "town/",
    "town/fading/",
    "town/commons/",
]
ADMIN_PAGES = [
    "admin/",
    "admin/queue/",
    "admin/reports/",
    "admin/community/",
    "admin/?days=365",
    "admin/members/",
    "admin/members/?activity=dormant&least=1",
    "admin/limits/?limit=ceiling&base=200",
    "admin/questions/",
    "admin/notices/",
    "admin/coin/",
    "admin/import/",
    "admin/rules/levy_rate/",
    "admin/log/?what=people",
    "town/commons/spend/",
    "me/",
    "shop/",
    "admin/log/",
    "invite/",
    "town/issue/",
    "town/limits/",
    "town/rehearsal/",
]
PERSON_PAGES = [
    "/settings/",
    "/settings/apps/",
    "/settings/everything/",
    "/settings/keys/",
    "/account/email/",
    "/api/",
    "/api/topics/payments/",
    "/api/topics/payments/payments_pay/",
    "/api/topics/what-a-webhook-sends/told_payments_paid/",
]


READINGS = [
    # WCAG 1.4.10: 1280 px at a zoom of 400 %.
    {"width": 320, "height": 800},
    # 1280 by 900 px at a zoom of 200 %.
    {"width": 640, "height": 450},
    # WCAG 1.4.4: letters alone.
    {"width": PHONE, "height": 844, "letters": 200},
    {"width": DESK, "height": 900, "letters": 200},
]
OFF_CENTRE = """[...document.querySelectorAll('.avatar > .icon')].filter(icon => {
    const inner = icon.getBoundingClientRect(), outer = icon.parentElement.getBoundingClientRect();
    const away = (low, high, from, to) => Math.abs((low + high) - (from + to)) / 2;
    return inner.width && (away(inner.left, inner.right, outer.left, outer.right) > 1
        || away(inner.top, inner.bottom, outer.top, outer.bottom) > 1);
}).map(icon => icon.parentElement.parentElement.innerText.slice(0, 60))"""
LOOSE_SUMS = """[...document.querySelectorAll('.split > li')].filter(line => {
    const last = line.lastElementChild;
    return line.children.length > 1
        && Math.abs(last.getBoundingClientRect().right - line.getBoundingClientRect().right) > 1;
}).map(line => line.innerText)"""


@pytest.mark.slow
@pytest.mark.parametrize(("part", "paths"), [("mira", [*MEMBER_PAGES, *PERSON_PAGES]), ("admin", ADMIN_PAGES)])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_is_accessible_keeps_its_order_and_loses_nothing_when_it_is_enlarged(
    page_at: PageAt, width: int, part: str, paths: list[str]
) -> None:
    page = page_at(width)
    town = act_as(page, part)
    faults = []
    for path in paths:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        answer = page.goto(path if path.startswith("/") else town + path)
        assert answer is not None
        if not answer.ok:
            faults.append(f"{page.url} answers {answer.status}")
        faults += faults_of(page)
        if width == DESK:
            faults += [fault for reading in READINGS for fault in faults_of_reading(page, **reading)]
    assert not faults, "\n\n".join(faults)


def faults_of(page: Page) -> list[str]:
    """Return what is wrong with a page as it lies there; everything is looked at before it is said."""
    faults = [f"{page.url}: not in the middle of its disc: {one}" for one in page.evaluate(OFF_CENTRE)]
    faults += [f"{page.url}: not at the edge: {one}" for one in page.evaluate(LOOSE_SUMS)]
    for owes in (assert_no_sideways_scroll, assert_accessible_in_both_themes):
        try:
            owes(page)
        except AssertionError as fault:
            faults.append(str(fault))
    return faults


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_operators_page_is_accessible(page_at: PageAt, width: int) -> None:
    page = page_at(width)
    page.goto("/account/login/")
    with page.expect_navigation(url=lambda url: "/account/login/" not in url):
        page.locator("button[name=part][value=operator]").first.evaluate("button => button.form.requestSubmit(button)")
    page.goto("/operator/")
    expect(page.get_by_role("heading", name="This node")).to_be_visible()
    assert_no_sideways_scroll(page)
    assert_accessible_in_both_themes(page)


def test_a_stranger_is_sent_to_the_sign_in_page(page_at: PageAt) -> None:
    page = page_at()
    town = act_as(page, "mira")
    page.context.clear_cookies()
    page.goto(town)
    expect(page).to_have_url(re.compile(r"/account/login/\?next=/c/"))


def test_a_picture_is_shown_and_removed_and_the_settings_stay_accessible(page_at: PageAt, tmp_path: Path) -> None:
    photo = tmp_path / "me.jpg"
    Image.new("RGB", (300, 400), "green").save(photo)
    page = page_at(PHONE, "dark")
    town = act_as(page, "lena")
    page.goto("/settings/")
    page.get_by_label("Your picture").set_input_files(photo)
    page.get_by_role("button", name="Show this picture").click()
    expect(page.get_by_text("This is how you are shown from now on.")).to_be_visible()
    assert_accessible(page)
    page.goto(town)
    face = page.locator(".top-me img.avatar")
    expect(face).to_be_visible()
    assert face.evaluate("image => image.decode().then(() => image.naturalWidth)") == 256
    page.goto("/settings/")
    page.get_by_role("button", name="Remove my picture").click()
    expect(page.get_by_text("Your picture is removed.")).to_be_visible()
    expect(page.locator("img.avatar")).to_have_count(0)
