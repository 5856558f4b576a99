"""Fixtures of the browser: a real server, a real Chromium, and what every page must keep."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, expect, sync_playwright

from tests.support.homes import made_once, prepare
from tests.support.patience import BROWSER_S, PATIENCE_S
from tests.support.ports import free_port
from tools.bootstrap import find_chromium

Theme = Literal["light", "dark"]
Rules = dict[str, str | list[str]]
PHONE, DESK = 390, 1280
HEIGHTS = {PHONE: 844, DESK: 900}
expect.set_options(timeout=BROWSER_S * 1_000)
FLAGS = [
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A camera that shows a test picture, for the page that scans codes.
    "--use-fake-device-for-media-stream",
]
# A levy lies behind these days, so every page has something to show.
LOAD_TOWN = """
import django
django.setup()
from worgl.core import clock
from worgl.demo.commands import load
load(now=clock.now(), days=70)
"""
CODE_OF_BAKERY = """
import django
django.setup()
from worgl.demo.queries import demo_community
from worgl.communities.queries import page_of_members
town = demo_community()
print(next(one.code for one in page_of_members(community=town.id, limit=500).items if one.name.startswith("Anna")))
"""
AXE_RULES: Rules = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
}
COLOUR_RULES: Rules = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""All of axe's rules that look at colours (its tag cat.color) and belong to AXE_RULES."""


class PageAt(Protocol):
    """Opens a fresh browser profile of a width and theme."""

    def __call__(
        self,
        width: int = PHONE,
        theme: Theme = "light",
        *,
        has_touch: bool = False,
        service_workers: Literal["allow", "block"] = "allow",
        locale: str = "en-GB",
    ) -> Page:
        """Return its empty page; what its visitor wishes to read is the profile's `locale`."""


@dataclass(frozen=True, slots=True)
class Site:
    """A running worgl: its address, data folder and environment."""

    url: str
    home: Path
    environment: dict[str, str] = field(repr=False)

    def run(self, *arguments: str) -> str:
        """Run Python with these arguments in the site's environment and return what it printed."""
        return run_python(self.environment, *arguments)


def run_python(environment: dict[str, str], *arguments: str) -> str:
    """Run this Python and return what it printed; what it wrote to stderr is in the failure."""
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )
    assert done.returncode == 0, f"{' '.join(arguments)} left with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a fresh SQLite database with the demo town's last weeks, by granian on a free port."""
    one = demo_site(tmp_path_factory.mktemp("site"), host="127.0.0.1")
    with served(one):
        yield one


def demo_site(home: Path, *, host: str, **settings: str) -> Site:
    """Set up a copy of the demo town's last weeks in a folder; nobody else sees what is done in it."""
    shutil.copytree(made_once("town", _load_town), home, dirs_exist_ok=True)
    return _site(home, host=host, port=free_port(), WORGL_DEMO="yes", **settings)


def _load_town(home: Path) -> None:
    one = prepared(home, host="127.0.0.1", port=free_port(), WORGL_DEMO="yes")
    one.run("-c", LOAD_TOWN)


def prepared(home: Path, *, host: str, port: int, **settings: str) -> Site:
    """Set up a worgl of its own in a folder, with an empty SQLite database."""
    prepare(home)
    made = _site(home, host=host, port=port, **settings)
    made.run("-m", "worgl.cli", "init")
    return made


def _site(home: Path, *, host: str, port: int, **settings: str) -> Site:
    url = f"http://{host}:{port}"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("WORGL_", "DATABASE_URL"))}
    own = {"WORGL_HOME": str(home), "WORGL_URL": url, "DJANGO_SETTINGS_MODULE": "worgl.config.settings"}
    return Site(url=url, home=home, environment={**clean, **own, **settings})


@contextmanager
def served(site: Site) -> Iterator[None]:
    """Serve a site while the block runs."""
    with (site.home / "server.log").open("wb") as log:
        command = _serve(urlsplit(site.url).port or 80)
        server = subprocess.Popen(command, env=site.environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _await(site.url, server, site.home / "server.log")
        yield
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_S)


def _serve(port: int) -> list[str]:
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "4"]
    return [sys.executable, "-m", "granian", *options, "worgl.config.wsgi:application"]


def _await(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + PATIENCE_S
    while time.monotonic() < give_up:
        assert server.poll() is None, f"the server stopped:\n{log.read_text(encoding='utf-8')[-4000:]}"
        try:
            asked = urllib.request.Request(f"{url}/healthz", headers={"X-Forwarded-Proto": "https"})  # noqa: S310 -- our own address
            urllib.request.urlopen(asked, timeout=PATIENCE_S).close()  # noqa: S310 -- our own address
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server does not answer after {PATIENCE_S} s:\n{log.read_text(encoding='utf-8')[-4000:]}")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start Playwright's driver once."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Start Chromium once; each page has a profile of its own."""
    path = find_chromium()
    assert path, "there is no Chromium: run `python tools/bootstrap.py browser`, or name one in CHROMIUM"
    # Chromium's own sandbox does not work as root.
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *as_root])
    yield browser
    browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """Collect what the browser complains of: script errors, breaches of the content security policy."""
    return []


@pytest.fixture
def page_at(chromium: Browser, site: Site, complaints: list[str]) -> Iterator[PageAt]:
    """Open pages by width and theme; a complaint that is still there at the end fails the test."""
    contexts = []

    def open_page(
        width: int = PHONE,
        theme: Theme = "light",
        *,
        has_touch: bool = False,
        service_workers: Literal["allow", "block"] = "allow",
        locale: str = "en-GB",
    ) -> Page:
        context = chromium.new_context(
            base_url=site.url,
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            color_scheme=theme,
            reduced_motion="reduce",
            has_touch=has_touch,
            service_workers=service_workers,
            locale=locale,
            timezone_id="Europe/Vienna",
        )
        context.set_default_timeout(BROWSER_S * 1_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", _complaint_into(complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, complaints


def _complaint_into(complaints: list[str]) -> Callable[[ConsoleMessage], None]:
    def note(message: ConsoleMessage) -> None:
        # A page that answers 404 or 422 on purpose is noted by Chromium as an error of its own kind.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(f"{message.text} ({message.location.get('url', '')})")

    return note


def act_as(page: Page, part: str) -> str:
    """Sign the page's profile in as one of the demo's cast and return the path of their town, `/c/<slug>/`.

    Sent by the profile without drawing the page of the sign-in: nearly every test begins here, and those of the
    sign-in and of the keyboard press its buttons.
    """
    _send_part(page, part)
    return "/".join(urlsplit(page.url).path.split("/")[:3]) + "/"


def _send_part(page: Page, part: str) -> None:
    asked = page.context.request.get("/account/login/")
    form = _FORM_OF_PARTS.search(asked.text())
    assert form is not None, f"nobody's part can be taken on {asked.url}"
    told = {"csrfmiddlewaretoken": form["token"], "part": part}
    taken = page.context.request.post(form["action"], form=told)
    assert taken.ok, f"{taken.url} answers {taken.status}"
    page.goto(taken.url)


_FORM_OF_PARTS = re.compile(
    r'<form\b[^>]*\baction="(?P<action>[^"]+)"(?:(?!</form>).)*?name="csrfmiddlewaretoken" value="(?P<token>\w+)"'
    r'(?:(?!</form>).)*?name="part"',
    re.DOTALL,
)


def assert_accessible(page: Page) -> None:
    """Assert that axe finds nothing on the page: WCAG 2.0 to 2.2, A and AA, and its best practices.

    axe is evaluated through the debugger's own door, so the page keeps its content security policy.
    """
    with _axe(page) as violations:
        _assert_none(page, violations(AXE_RULES))


def assert_accessible_in_both_themes(page: Page) -> None:
    """Assert that axe finds nothing in the light theme, and nothing in the colours of the dark one.

    A theme changes colours and nothing else: the other rules would find the same once more.
    """
    page.emulate_media(color_scheme="light")
    with _axe(page) as violations:
        _assert_none(page, violations(AXE_RULES))
        page.emulate_media(color_scheme="dark")
        try:
            _assert_none(page, violations(COLOUR_RULES), "in the dark theme")
        finally:
            page.emulate_media(color_scheme="light")


@contextmanager
def _axe(page: Page) -> Iterator[Callable[[Rules], list[dict[str, Any]]]]:
    """Bring axe into the page; what is yielded runs rules and returns their violations."""
    debugger = page.context.new_cdp_session(page)

    def violations(rules: Rules) -> list[dict[str, Any]]:
        options = json.dumps({"runOnly": rules, "resultTypes": ["violations"]})
        run = f"axe.run(document, {options}).then(found => JSON.stringify(found.violations))"
        found: list[dict[str, Any]] = json.loads(_evaluate(debugger.send, run))
        return found

    try:
        _evaluate(debugger.send, _axe_script() + "; true")
        yield violations
    finally:
        debugger.detach()


@cache
def _axe_script() -> str:
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def _assert_none(page: Page, violations: list[dict[str, Any]], where: str = "") -> None:
    assert not violations, f"{page.url} {where}\n" + "\n".join(_told(violation) for violation in violations)


def _evaluate(send: Callable[[str, dict[str, Any]], dict[str, Any]], expression: str) -> str:
    answer = send("Runtime.evaluate", {"expression": expression, "awaitPromise": True, "returnByValue": True})
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    return str(answer["result"]["value"])


def _told(violation: dict[str, Any]) -> str:
    places = "\n    ".join(node["html"][:200] + "\n      " + node["failureSummary"] for node in violation["nodes"][:5])
    return f"{violation['id']} ({violation['impact']}): {violation['help']}\n    {places}"


def assert_no_sideways_scroll(page: Page) -> None:
    """Assert that nothing on the page is wider than the window."""
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{page.url} is {too_wide} px wider than the window"


def settled(page: Page) -> None:
    """Wait until a page lies as it stays: its letters are there, and what they moved has moved."""
    page.evaluate("document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => done())))")


def code_of_bakery(site: Site) -> str:
    """Return the code by which the bakery of the demo town is paid."""
    return site.run("-c", CODE_OF_BAKERY).strip()
