"""The pages a visitor sees before they have signed in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.support.browser import DESK, PHONE, PageAt, assert_accessible_in_both_themes, assert_no_sideways_scroll

pytestmark = pytest.mark.browser
DOORS = ["account_login", "account_signup", "account_reset_password"]
PATHS = ["/", "/there/is/no/such/page/", *DOORS]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_door_is_accessible_in_every_width_and_theme(page_at: PageAt, path: str, width: int) -> None:
    page = page_at(width)
    page.goto(reverse(path) if path in DOORS else path)
    assert_no_sideways_scroll(page)
    assert_accessible_in_both_themes(page)
