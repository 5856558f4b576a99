"""The browser's own checks catch what they are there for."""

from __future__ import annotations

import pytest

from tests.support.browser import PHONE, PageAt, assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.browser


def test_an_inaccessible_page_is_caught(page_at: PageAt) -> None:
    page = page_at()
    page.goto("/")
    page.evaluate("document.body.append(document.createElement('button'))")
    with pytest.raises(AssertionError, match="button-name"):
        assert_accessible(page)


def test_a_page_wider_than_the_window_is_caught(page_at: PageAt) -> None:
    page = page_at(PHONE)
    page.goto("/")
    page.evaluate(
        "{ const wide = document.body.appendChild(document.createElement('p'));"
        " wide.textContent = 'wide'; wide.style.minWidth = '900px'; }"
    )
    with pytest.raises(AssertionError, match="wider than the window"):
        assert_no_sideways_scroll(page)


def test_inline_scripts_do_not_run(page_at: PageAt, complaints: list[str]) -> None:
    page = page_at()
    page.goto("/")
    page.evaluate(
        "{ const script = document.createElement('script'); script.textContent = 'window.ran = true';"
        " document.body.append(script); }"
    )
    assert page.evaluate("window.ran") is None
    assert "Content Security Policy" in complaints.pop()
