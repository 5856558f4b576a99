"""How it feels: the camera, the pad, what is paid, sharing, numbers that stay whole, paper, and the wide desk."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, expect
from pypdf import PdfReader

from tests.support.access import moving
from tests.support.browser import (
    DESK,
    FLAGS,
    PHONE,
    PageAt,
    Site,
    act_as,
    assert_accessible,
    assert_accessible_in_both_themes,
    assert_no_sideways_scroll,
    demo_site,
    served,
)
from tests.support.patience import BROWSER_S
from tools.bootstrap import find_chromium

pytestmark = pytest.mark.browser

NO_DETECTOR = "delete window.BarcodeDetector"
NO_CAMERA = """navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", "%s"); };"""
CODE = """
import django
django.setup()
from worgl.demo.queries import demo_community
from worgl.communities.queries import page_of_members
town = demo_community()
print(next(one.code for one in page_of_members(community=town.id, limit=500).items if one.name.startswith("Anna")))
"""
RICHES = """
import django
django.setup()
from worgl.communities.models import PolicyRow
from worgl.communities.queries import page_of_members
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.currency import commands
from worgl.demo.queries import demo_community
from worgl.payments import commands as payments
town, now = demo_community(), clock.now()
people = page_of_members(community=town.id, limit=500).items
admin = next(one for one in people if one.is_treasurer)
mira = next(one for one in people if one.name == "Mira Feldner")
otto = next(one for one in people if one.name == "Otto Lindbacher")
rich = 10**12
for number, one in enumerate((mira, otto)):
    commands.set_limits(
        actor=admin.id,
        member=one.id,
        credit_minor=None,
        ceiling_minor=rich * 90,
        key=IdempotencyKey(f"limit-{number}"),
        now=now,
    )
commands.issue(
    actor=admin.id, payee=mira.id, amount_minor=rich * 2, reason="a great deal", key=IdempotencyKey("rich"), now=now
)
# The most one payment may move is a rule of founding; a town without it is tried here.
PolicyRow.objects.filter(community=town.id, name__in=["payment_limit", "payment_share"]).update(value=0)
paid = payments.pay(actor=mira.id, payee=otto.id, amount_minor=rich, memo="", key=IdempotencyKey("paid"), now=now)
asked = payments.request_payment(
    actor=otto.id, payer=mira.id, amount_minor=rich, note="", days=None, key=IdempotencyKey("asked"), now=now
)
print(paid.payment, asked)
"""
BROKEN = """() => {
  const number = /[+−]?\\d{1,3}(?:[.,\\u202f']\\d{3})+(?:[.,]\\d+)?/g;
  const faults = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility()) continue;
    for (const found of node.data.matchAll(number)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const lines = [...range.getClientRects()].filter((one) => one.width > 1 && one.height > 1);
      if (new Set(lines.map((one) => Math.round(one.top))).size > 1) faults.push(`broken: ${found[0]}`);
      const isOut = (one) => one.right > innerWidth + 1 || one.left < -1;
      if (lines.some(isOut)) faults.push(`leaves the window: ${found[0]}`);
      const card = node.parentElement.closest(".card, .hero");
      const edge = card && card.getBoundingClientRect().right;
      if (card && lines.some((one) => one.right > edge + 1)) faults.push(`leaves its card: ${found[0]}`);
    }
  }
  return faults;
}"""
COUNTED = "() => [...document.body.innerText.matchAll(/\\d{1,3}(?:,\\d{3}){3,}\\.\\d\\d/g)].length"


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
    code = site.run("-c", CODE).strip()
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


def typed(page: Page, signs: str) -> str:
    for sign in signs:
        key = "[data-erase]" if sign == "<" else f'[data-digit="{sign}"]'
        page.locator(f".pad {key}").tap()
    return page.locator("#id_amount").input_value()


@pytest.mark.parametrize("path", ["till/", "requests/ask/", "pay/{code}/"])
def test_the_pad_types_into_the_ordinary_field(page_at: PageAt, site: Site, path: str) -> None:
    page = page_at(has_touch=True)
    town = act_as(page, "mira")
    page.goto(town + path.format(code=site.run("-c", CODE).strip()))
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


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str, str]]:
    """Serve a town in which two people have a million million."""
    one = demo_site(tmp_path_factory.mktemp("rich"), host="127.0.0.1")
    payment, asked = one.run("-c", RICHES).split()
    with served(one):
        yield one, payment, asked


@pytest.mark.parametrize("width", [320, PHONE, DESK])
def test_large_numbers_never_break_and_leave_nothing(
    chromium: Browser, rich: tuple[Site, str, str], width: int
) -> None:
    site, payment, asked = rich
    context = chromium.new_context(base_url=site.url, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    faults, counted = [], 0
    for who, paths in (
        (
            "mira",
            [
                "",
                "activity/",
                "statement/",
                f"receipt/{payment}/",
                f"requests/{asked}/",
                "requests/",
                "town/",
                "vouchers/",
            ],
        ),
        ("otto", ["", f"receipt/{payment}/refund/", "till/", "till/day/"]),
        ("admin", ["admin/", "admin/members/?sort=most", "town/limits/", "town/issue/", "town/rehearsal/"]),
    ):
        town = act_as(page, who)
        for path in paths:
            page.goto(town + path)
            counted += page.evaluate(COUNTED)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            faults += [f"{page.url}: {fault}" for fault in page.evaluate(BROKEN)]
            faults += [f"{page.url}: {wide} px too wide"] if wide > 0 else []
    context.close()
    assert counted > 15, "there are no large numbers on these pages"
    assert not faults, "\n".join(faults)


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
