"""The pages of a town: every one in both themes, on a phone and on a desk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.support.browser import (
    DESK,
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


@pytest.mark.parametrize(("part", "paths"), [("mira", MEMBER_PAGES), ("admin", ADMIN_PAGES)])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_pages_are_accessible(page_at: PageAt, width: int, part: str, paths: list[str]) -> None:
    page = page_at(width)
    town = act_as(page, part)
    faults = []
    for path in paths:
        answer = page.goto(town + path)
        try:
            assert answer is not None
            assert answer.ok, f"{page.url} answers {answer.status}"
            assert_no_sideways_scroll(page)
            assert_accessible_in_both_themes(page)
        except AssertionError as fault:
            faults.append(str(fault))
    assert not faults, "\n\n".join(faults)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_settings_are_accessible(page_at: PageAt, width: int) -> None:
    page = page_at(width)
    act_as(page, "mira")
    for path in PERSON_PAGES:
        page.goto(path)
        assert_no_sideways_scroll(page)
        assert_accessible_in_both_themes(page)


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
