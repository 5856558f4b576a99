"""What people are told and what they write to each other, in a real browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import (
    DESK,
    PHONE,
    PageAt,
    act_as,
    assert_accessible_in_both_themes,
    assert_no_sideways_scroll,
)
from tests.support.patience import wait_until
from worgl.inbox.tests.pushservice import Device

pytestmark = pytest.mark.browser


def chat_with(page: Page, town: str, name: str) -> str:
    """Open the conversation with a member, by the list of members, and return its address."""
    page.goto(f"{town}members/?q={name}")
    page.locator("#rows a.row").first.click()
    page.get_by_role("link", name="Write").click()
    expect(page.get_by_label("Your message")).to_be_visible()
    return page.url


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_notices_messages_and_reports_are_accessible(page_at: PageAt, width: int) -> None:
    page = page_at(width)
    town = act_as(page, "mira")
    chat = chat_with(page, town, "Anna")
    page.get_by_label("Your message").fill("Is there bread left? " * 12)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".chat .mine").last).to_contain_text("Is there bread left?")
    faults = []
    for address in (chat, "/notices/", "/settings/notices/", f"{town}messages/", chat.split("#")[0] + "report/"):
        answer = page.goto(address)
        try:
            assert answer is None or answer.ok
            assert_no_sideways_scroll(page)
            assert_accessible_in_both_themes(page)
        except AssertionError as fault:
            faults.append(str(fault))
    assert not faults, "\n\n".join(faults)


def test_a_message_appears_on_the_other_side_by_itself(page_at: PageAt) -> None:
    mira, anna = page_at(), page_at()
    chat_with(mira, act_as(mira, "mira"), "Anna")
    chat_with(anna, act_as(anna, "anna"), "Mira")
    mira.get_by_label("Your message").fill("First, so that there is a conversation")
    mira.get_by_role("button", name="Send").click()
    anna.reload()
    anna.get_by_label("Your message").fill("I am still typing")
    mira.get_by_label("Your message").fill("Two loaves, please")
    mira.get_by_role("button", name="Send").click()
    expect(anna.locator(".chat")).to_contain_text("Two loaves, please")
    expect(anna.get_by_label("Your message")).to_have_value("I am still typing")


def test_a_device_agrees_to_be_told_and_shows_what_it_is_told(page_at: PageAt, tmp_path: Path) -> None:
    page, device = page_at(), Device()
    # There is no push service here: what it would answer is put in its place; the rest is the browser's own.
    given = json.dumps({"public": device.public_text, "secret": device.secret_text})
    page.add_init_script(
        f"""const given = {given};
        const bytes = (text) => Uint8Array.from(
            atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0)).buffer;
        PushManager.prototype.subscribe = async () => ({{
            endpoint: "https://push.example.org/" + Math.random(),
            getKey: (name) => bytes(name === "auth" ? given.secret : given.public),
        }});"""
    )
    page.context.grant_permissions(["notifications"])
    act_as(page, "otto")
    page.goto("/settings/notices/")
    page.get_by_role("button", name="Turn on notifications on this device").click()
    expect(page.get_by_text("This device gets notifications from now on.")).to_be_visible()
    expect(page.locator("#devices")).to_contain_text("Chrome, Linux")
    told = {"title": "Alderbrook", "body": "Anna paid you 3.00 alder.", "url": "/notices/", "tag": "x"}
    for _twice in range(2):
        deliver(page, json.dumps(told))
    shown = page.evaluate(
        """async () => {
            const worker = await navigator.serviceWorker.getRegistration("/static/inbox/");
            let shown = [];
            for (let tries = 0; tries < 300 && !shown.length; tries += 1) {
                await new Promise((done) => setTimeout(done, 100));
                shown = await worker.getNotifications();
            }
            return shown.map((one) => [one.title, one.body, one.data]);
        }"""
    )
    assert shown == [["Alderbrook", "Anna paid you 3.00 alder.", "/notices/"]]
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The device is removed.")).to_be_visible()


def deliver(page: Page, text: str) -> None:
    """Let the browser hand a push message to the service worker of notices, as its push service would."""
    debugger = page.context.new_cdp_session(page)
    found: list[str] = []
    debugger.on(
        "ServiceWorker.workerRegistrationUpdated",
        # The site's own worker, which keeps pages for when there is no connection, is registered beside it.
        lambda event: found.extend(
            one["registrationId"] for one in event["registrations"] if one["scopeURL"].endswith("/static/inbox/")
        ),
    )
    debugger.send("ServiceWorker.enable")
    # What the browser tells is heard only while it is asked something.
    wait_until(lambda: bool(page.evaluate("true")) and bool(found))
    origin = page.evaluate("location.origin")
    debugger.send("ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": found[-1], "data": text})
