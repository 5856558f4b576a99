"""The pages a visitor sees before he has signed in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.support.browser import DESK, PHONE, PageAt, Theme, assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.browser
DOORS = ["account_login", "account_signup", "account_reset_password"]
PATHS = ["/", "/there/is/no/such/page/", *DOORS]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_door_is_accessible_in_every_width_and_theme(page_at: PageAt, path: str, theme: Theme, width: int) -> None:
    page = page_at(width, theme)
    page.goto(reverse(path) if path in DOORS else path)
    assert_no_sideways_scroll(page)
    assert_accessible(page)
