"""Draw the pictures of the README anew from a town that `worgl run` serves: `python -m tools.pictures ADDRESS`.

Nothing is paid by it. The colours are reduced to a palette, which keeps a picture below 120 KB.
"""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools.bootstrap import find_chromium

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
MOST_BYTES = 120_000


def main(address: str) -> None:
    """Draw all pictures."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=as_root)
        mira = _signed_in(browser, address, part="mira", window=PHONE)
        home = mira.url
        _draw(mira, "home")
        mira.locator(".people a").first.click()
        mira.fill("#id_amount", "4.50")
        mira.get_by_role("button", name="Continue").click()
        mira.get_by_role("button", name=re.compile("^Pay 4.50")).wait_for()
        _draw(mira, "pay")
        mira.emulate_media(color_scheme="dark")
        mira.goto(home + "activity/")
        _draw(mira, "activity-dark")
        member = _signed_in(browser, address, part="mira", window=DESK)
        member.goto(home + "town/")
        _draw(member, "town")
        admin = _signed_in(browser, address, part="admin", window=DESK)
        admin.goto(home + "admin/")
        admin.locator("#health").evaluate("heading => heading.scrollIntoView()")
        _draw(admin, "administration")
        browser.close()


def _signed_in(browser: Browser, address: str, *, part: str, window: dict[str, int]) -> Page:
    context = browser.new_context(
        base_url=address,
        viewport={"width": window["width"], "height": window["height"]},
        device_scale_factor=2 if window == PHONE else 1,
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = context.new_page()
    page.goto("/account/login/")
    page.locator(f"main button[name=part][value={part}]").click()
    page.wait_for_url("**/c/*/")
    return page


def _draw(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    drawn = Image.open(io.BytesIO(page.screenshot()))
    reduced = drawn.convert("RGB").quantize(224, dither=Image.Dither.NONE)
    file = FOLDER / f"{name}.png"
    reduced.save(file, optimize=True)
    assert file.stat().st_size < MOST_BYTES, f"{file} has {file.stat().st_size} bytes"


if __name__ == "__main__":
    main(sys.argv[1])
