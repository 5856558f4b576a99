"""Every form of every page is sent once by a real browser, with valid data, and none is refused.

Pages are found by following links as each of the cast, and the forms on them are told apart by where they send, by
their button and by their fields. A new form is sent as it is; where it needs what `tests/support/valid.py` does not
know, this test says so.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Route

from tests.support.browser import PageAt, Site, act_as, demo_site, served
from tests.support.forms import Seen, Walk, faults_of_headers, keys_of, read
from tests.support.patience import BROWSER_S
from tests.support.ports import free_port
from tests.support.sending import faults_of_page, send
from tests.support.tls import certificate, tls_before
from tests.support.valid import AGAIN, DOWNLOADS, ELSEWHERE, LATE, ONLY, PASSWORD, put_files, values_of, view_in

pytestmark = pytest.mark.browser

CAST = ("operator", "mira", "anna", "admin")
NEWCOMER = "nell@browser.example"
TRIES = 3
"""On how many pages a form is tried before it counts as refused: its first may be about something that is over."""
SRC = Path(__file__).resolve().parents[2] / "src" / "worgl"
SENT_TO = re.compile(r'<form\b[^>]*\baction="{% url "([\w:]+)')


@dataclass
class Trial:
    """What was seen, sent and refused so far."""

    site: Site
    towns: frozenset[str]
    places: dict[str, list[str]]
    seen: dict[str, Seen] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)
    tries: dict[str, int] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    faults: set[str] = field(default_factory=set)
    pages: int = 0
    views_once: bool = False
    """Whether one form of each view is enough."""

    def walk(self, who: str, page: Page) -> None:
        """Let somebody look at every kind of page there is for them, and send what nobody has sent yet."""
        places = [self.site.url + path for path in self.places.get(who, [])]
        seeds = [*places, page.url, f"{self.site.url}/", f"{self.site.url}/settings/"]
        walk = Walk(self.site.url, seeds, towns=self.towns)
        for address in walk:
            answer = page.context.request.get(address)
            self.pages += 1
            if answer.ok and "text/html" in answer.headers["content-type"]:
                self._look(answer)
                self._take(who, page, walk, answer.text(), answer.url)

    def _look(self, answer: APIResponse) -> None:
        is_own = answer.headers.get("worgl-reader", "nobody") != "nobody"
        self.faults |= {f"{answer.url}: {fault}" for fault in faults_of_headers(answer.headers, is_own=is_own)}

    def _take(self, who: str, page: Page, walk: Walk, html: str, address: str) -> None:
        forms, links = read(html, address)
        walk.found(links)
        for form in forms:
            for key, _button in keys_of(form):
                self.seen.setdefault(key, Seen(key, who, address, tuple(form.fields)))
                if self._is_due(key, who):
                    self._send(Seen(key, who, address, tuple(form.fields)), page, walk)

    def _is_due(self, key: str, who: str) -> bool:
        view = view_in(key)
        over = key in self.sent or self.tries.get(key, 0) >= TRIES
        if self.views_once and view in {view_in(sent) for sent in self.sent}:
            return False
        return not over and view not in ELSEWHERE and view not in LATE and ONLY.get(view, who) == who

    def _send(self, one: Seen, page: Page, walk: Walk) -> None:
        self.tries[one.key] = self.tries.get(one.key, 0) + 1
        if self.put(one, page, walk) and view_in(one.key) in AGAIN:
            self.put(one, page, walk, again=True)

    def put(self, one: Seen, page: Page, walk: Walk | None = None, *, again: bool = False) -> bool:
        """Send a form and note what became of it; tells whether it was taken."""
        values = values_of(one.key, one.fields, self.site.home, again=again)
        became = send(
            page,
            one,
            values=values,
            is_file=view_in(one.key) in DOWNLOADS,
            reads=lambda answer: self.faults.update(faults_of_page(answer)),
        )
        if became.faults:
            self.refused[one.key] = f"{one.who} on {one.page}: {'; '.join(became.faults)}"
            return False
        self.sent.add(one.key)
        if became.html and walk is not None:
            self._take(one.who, page, walk, became.html, became.address)
        return True

    def left(self) -> list[str]:
        """Return each form that was seen and not taken, with why."""
        keys = [key for key in sorted(self.seen) if key not in self.sent and view_in(key) not in ELSEWHERE]
        return [f"{key}\n    {self.refused.get(key, f'nobody sent it, seen on {self.seen[key].page}')}" for key in keys]


@pytest.fixture
def forms(tmp_path: Path) -> Iterator[tuple[Site, dict[str, list[str]]]]:
    """Serve a town of its own in which there is something to be done with every form."""
    site = demo_site(tmp_path, host="localhost", WORGL_WEBHOOKS_ANYWHERE="yes")
    put_files(tmp_path)
    places = json.loads(site.run("-m", "tests.support.form_things", "things"))
    with served(site):
        yield site, places


@contextmanager
def visit(chromium: Browser, site: Site) -> Iterator[Page]:
    context = chromium.new_context(base_url=site.url, ignore_https_errors=True, locale="en-GB")
    context.set_default_timeout(BROWSER_S * 1_000)
    try:
        yield context.new_page()
    finally:
        context.close()


def sign_in(page: Page, who: str) -> None:
    page.goto("/account/login/")
    if who in CAST:
        with page.expect_navigation(url=lambda url: "/account/login/" not in url):
            button = page.locator(f"button[name=part][value={who}]").first
            button.evaluate("button => button.form.requestSubmit(button)")
    elif who == "newcomer":
        page.get_by_label("E-mail address").fill(NEWCOMER)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(lambda url: "/account/login/" not in url)


def agree(page: Page) -> None:
    """Agree to what the administrator has published by the way, where that is asked before anything else."""
    page.goto("/c/alderbrook/")
    if "/agree/" in page.url:
        page.get_by_label("I have read this and agree").check()
        page.get_by_role("button", name="Agree and go on").click()
        page.wait_for_url(lambda url: "/agree/" not in url)


def views_of_templates() -> Iterator[tuple[str, str]]:
    """Yield the view each form of a template sends to, where the template names it, and the template."""
    for file in sorted(SRC.rglob("templates/**/*.html")):
        for found in SENT_TO.finditer(file.read_text(encoding="utf-8")):
            yield found.group(1), file.name


def send_late(trial: Trial, chromium: Browser) -> None:
    """Send what ends or changes what other forms need, each by whom it was seen, in a browser of its own."""
    for view in LATE:
        for key in sorted(key for key in trial.seen if view_in(key) == view):
            one = trial.seen[key]
            with visit(chromium, trial.site) as page:
                sign_in(page, one.who)
                agree(page)
                trial.put(one, page)


@pytest.mark.slow
def test_every_form_of_every_page_is_taken(
    chromium: Browser, forms: tuple[Site, dict[str, list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    site, places = forms
    trial = Trial(site, frozenset({"alderbrook"}), places)
    for who in (*CAST, "newcomer", "stranger"):
        with visit(chromium, site) as page:
            sign_in(page, who)
            trial.walk(who, page)
            if who == "newcomer":
                # What was turned on by the way can be turned off now.
                trial.walk(who, page)
    site.run("-m", "tests.support.form_things", "work")
    with visit(chromium, site) as page:
        sign_in(page, "admin")
        trial.walk("admin", page)
    send_late(trial, chromium)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(trial.sent)} forms sent, {trial.pages} pages looked at\n")
    assert not trial.left(), "\n".join(trial.left())
    assert not trial.faults, "\n".join(sorted(trial.faults))
    sent = {view_in(key) for key in trial.sent} | {view_in(key) for key in trial.seen}
    for place in ELSEWHERE.values():
        file, _, name = place.partition("::")
        assert f"def {name}(" in Path(__file__).with_name(file).read_text(encoding="utf-8"), place
    missed = {view: template for view, template in views_of_templates() if view not in sent and view not in ELSEWHERE}
    assert not missed, f"forms that stand in a template and that nobody met: {missed}"


@pytest.mark.slow
def test_forms_are_taken_behind_a_server_that_ends_tls(
    chromium: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    port = free_port()
    site = demo_site(
        tmp_path,
        host="localhost",
        WORGL_URL=f"https://localhost:{port}",
        WORGL_HTTPS="yes",
        WORGL_WEBHOOKS_ANYWHERE="yes",
    )
    put_files(tmp_path)
    places = json.loads(site.run("-m", "tests.support.form_things", "things"))
    safe = replace(site, url=f"https://localhost:{port}")
    trial = Trial(safe, frozenset({"alderbrook"}), places, views_once=True)
    inner = urlsplit(site.url).port or 80
    with served(site), tls_before(inner, own_port=port, pem=certificate(tmp_path)):
        for who in ("mira", "stranger"):
            with visit(chromium, safe) as page:
                sign_in(page, who)
                trial.walk(who, page)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(trial.sent)} forms sent over HTTPS\n")
    sent = {view_in(key) for key in trial.sent}
    refused = {key: why for key, why in trial.refused.items() if view_in(key) not in sent}
    assert not refused, refused
    assert {"vouchers:redeem", "payments:pay_check", "account_signup", "identity:settings"} <= sent
    assert not trial.faults, "\n".join(sorted(trial.faults))


def test_a_form_that_is_refused_and_one_without_valid_data_are_named(page_at: PageAt, site: Site) -> None:
    page = page_at(service_workers="block")
    act_as(page, "mira")
    page.route("**/notices/", _with_faults)
    trial = Trial(site, frozenset(), {"mira": ["/settings/notices/"]})
    address = f"{site.url}/settings/notices/"
    for key in ("POST inbox:hours (hour, zone)", "POST inbox:settings (shoe_size)"):
        view = view_in(key)
        trial.seen[key] = Seen(key, "mira", address, ("hour", "zone") if view == "inbox:hours" else ("shoe_size",))
        assert not trial.put(trial.seen[key], page)
    hours, settings = trial.left()
    assert "answers 403" in hours
    assert "no valid value is known for shoe_size" in settings
    assert "its referrer policy is 'no-referrer'" in "".join(trial.faults)


def _with_faults(route: Route) -> None:
    """Give a page with a policy that makes browsers send `Origin: null`, and a form with a field nobody knows."""
    answer = route.fetch()
    form = '<form method="post" action="/settings/notices/"><input name="shoe_size"><button>Send</button></form>'
    text = answer.text().replace('<main id="main"', f'{form}<main id="main"', 1)
    route.fulfill(response=answer, body=text, headers={**answer.headers, "referrer-policy": "no-referrer"})
