"""Codes are read by the camera, also where the browser reads none; who cannot use it is told what to do."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from PIL import Image
from playwright.sync_api import Page, Playwright, expect

from tests.support.browser import (
    FLAGS,
    PHONE,
    PageAt,
    Site,
    act_as,
    assert_accessible,
    code_of_bakery,
)
from tests.support.patience import BROWSER_S
from tools.bootstrap import find_chromium

pytestmark = pytest.mark.browser

NO_DETECTOR = "delete window.BarcodeDetector"
NO_CAMERA = """navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", "%s"); };"""


def video_of(code: str, folder: Path) -> Path:
    """Make a film of one picture, as Chromium's camera plays it (MJPEG): a code held before it, not quite straight."""
    picture = folder / "code.png"
    segno.make(code, error="m", micro=False).save(str(picture), scale=8, border=6)
    held = Image.open(picture).convert("RGB").rotate(7, expand=True, fillcolor="white")
    scene = Image.new("RGB", (640, 480), (120, 110, 100))
    held.thumbnail((400, 400))
    scene.paste(held, (120, 40))
    out = io.BytesIO()
    scene.save(out, "JPEG", quality=80)
    film = folder / "camera.mjpeg"
    film.write_bytes(out.getvalue() * 3)
    return film


@pytest.fixture
def filmed(playwright: Playwright, site: Site, tmp_path: Path) -> Iterator[tuple[Page, str]]:
    """Open a phone whose camera looks at the code of Anna's bakery, in a browser that cannot read codes itself."""
    code = code_of_bakery(site)
    film = video_of(f"{site.url}/p/{code}/", tmp_path)
    flags = [*FLAGS, f"--use-file-for-fake-video-capture={film}"]
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*flags, *as_root])
    context = browser.new_context(base_url=site.url, viewport={"width": PHONE, "height": 844}, has_touch=True)
    context.grant_permissions(["camera"])
    context.set_default_timeout(BROWSER_S * 1_000)
    page = context.new_page()
    page.add_init_script(NO_DETECTOR)
    yield page, code
    browser.close()


def test_a_phone_without_a_detector_of_its_own_reads_a_code(filmed: tuple[Page, str]) -> None:
    page, code = filmed
    town = act_as(page, "mira")
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(town + "pay/")
    assert not [url for url in fetched if "jsQR" in url]
    page.get_by_role("button", name="Scan a code").tap()
    page.wait_for_url(f"**/pay/{code}/")
    assert [url for url in fetched if "jsQR" in url]


def test_the_installed_app_has_the_reader_ready(filmed: tuple[Page, str]) -> None:
    page, _code = filmed
    town = act_as(page, "mira")
    page.goto(town)
    page.evaluate("navigator.serviceWorker.ready")
    page.goto(town + "pay/")
    page.wait_for_function(
        "async () => Boolean(await caches.match(document.querySelector('[data-decoder]').dataset.decoder))"
    )
    page.context.set_offline(True)
    loaded = page.evaluate(
        """() => new Promise((done) => { const one = document.createElement("script");
        one.src = document.querySelector("[data-decoder]").dataset.decoder;
        one.onload = () => done(true); one.onerror = () => done(false); document.head.append(one); })"""
    )
    assert loaded
    assert page.evaluate("typeof jsQR") == "function"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("NotAllowedError", "This site may not use the camera."),
        ("NotFoundError", "This device shows no camera."),
        ("NotReadableError", "The camera is in use by something else."),
    ],
)
@pytest.mark.parametrize("path", ["pay/", "vouchers/redeem/"])
def test_who_cannot_use_the_camera_is_told_what_to_do(page_at: PageAt, path: str, fault: str, words: str) -> None:
    page = page_at(has_touch=True)
    page.add_init_script(NO_DETECTOR + ";" + NO_CAMERA % fault)
    town = act_as(page, "mira")
    page.goto(town + path)
    page.get_by_role("button", name="Scan a code").tap()
    expect(page.locator(".scan [role=status]")).to_contain_text(words)
    expect(page.get_by_role("button", name="Scan a code")).to_be_focused()
    assert_accessible(page)


def test_a_reader_that_cannot_be_fetched_is_said(page_at: PageAt, complaints: list[str]) -> None:
    page = page_at(has_touch=True, service_workers="block")
    page.context.grant_permissions(["camera"])
    page.add_init_script(NO_DETECTOR)
    town = act_as(page, "mira")
    page.route("**/jsQR*", lambda route: route.abort())
    page.goto(town + "pay/")
    page.get_by_role("button", name="Scan a code").tap()
    expect(page.get_by_text("There is no connection to fetch the code reader.")).to_be_visible()
