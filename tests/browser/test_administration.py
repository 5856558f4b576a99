"""What an administrator does in the evening, in as few taps as promised (spec experience.md, Taps at most)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import (
    DESK,
    PHONE,
    PageAt,
    Site,
    act_as,
    assert_accessible,
    assert_accessible_in_both_themes,
    assert_no_sideways_scroll,
)

pytestmark = pytest.mark.browser

APPLY = """
import django
django.setup()
from worgl.communities import commands, queries
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.ids import new_id
from worgl.identity.commands import register_person
town = queries.all_communities(limit=1)[0]
sponsor = next(one for one in queries.page_of_members(community=town.id).items if one.is_active and not one.roles)
now = clock.now()
link = commands.invite(actor=sponsor.id, uses=1, days=7, key=IdempotencyKey(str(new_id())), now=now)
person = register_person(email="newcomer@example.org", name="Nora Newcomer", password=None, now=now)
commands.join(
    actor=person, token=link.token, name="Nora Newcomer", answers=[], key=IdempotencyKey(str(new_id())), now=now
)
"""

ARRIVE = """
import django
django.setup()
from worgl.communities import queries
from worgl.core import clock, jobs
from worgl.core.commands import IdempotencyKey
from worgl.currency import commands
town = queries.all_communities(limit=1)[0]
admin = next(one for one in queries.administrators(town.id) if one.is_treasurer)
now = clock.now()
table = commands.check_member_import(
    actor=admin.id, content="name,email\\nZora Zabel,zora@example.org\\nZeno Zabel,zeno@example.org\\n",
    file_name="town.csv", key=IdempotencyKey("arrive-1"), now=now,
)
job = commands.start_member_import(
    actor=admin.id, arrivals=table, only_whole=True, key=IdempotencyKey("arrive-2"), now=now
)
jobs.run_job(job, now=now)
print(table)
"""


class Taps:
    """Counts what a person taps; typing is not counted."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, place: Locator) -> None:
        """Tap once."""
        self.count += 1
        place.click()


def to_administration(page: Page, taps: Taps) -> None:
    """Go from home to administration as a person does."""
    taps.on(page.get_by_role("navigation", name="Main").get_by_role("link", name="Town"))
    taps.on(page.get_by_role("link", name=re.compile("^Administration")))


def test_an_administrator_clears_an_item_of_the_queue_within_three_taps(page_at: PageAt, site: Site) -> None:
    site.run("-c", APPLY)
    page, taps = page_at(PHONE), Taps()
    act_as(page, "admin")
    to_administration(page, taps)
    expect(page.get_by_text("Nora Newcomer wants to join", exact=True)).to_be_visible()
    assert_accessible(page)
    taps.on(page.get_by_role("button", name=re.compile("Let in.*Nora Newcomer")))
    expect(page.get_by_text("Nora Newcomer is a member now.")).to_be_visible()
    assert taps.count <= 3


def test_an_administrator_tries_and_proposes_a_rate_within_five_taps(page_at: PageAt) -> None:
    page, taps = page_at(PHONE), Taps()
    act_as(page, "admin")
    to_administration(page, taps)
    taps.on(page.get_by_role("link", name=re.compile("^Try another rate")))
    page.get_by_label("New value").fill("1.5")
    taps.on(page.get_by_role("button", name="Show what it changes"))
    expect(page.get_by_text("With the new rule")).to_be_visible()
    assert_accessible(page)
    taps.on(page.get_by_role("button", name="Announce the change"))
    expect(page.get_by_text("The change is announced")).to_be_visible()
    assert taps.count <= 5
    # Taken back, so that other tests find the rules as they were.
    page.get_by_role("button", name=re.compile("^Withdraw")).first.click()
    expect(page.get_by_text("The change is withdrawn.")).to_be_visible()


def test_one_switches_from_oneself_to_a_shop_and_back_in_one_place(page_at: PageAt) -> None:
    page = page_at(PHONE)
    town = act_as(page, "admin")
    page.goto(f"{town}shop/")
    page.get_by_label("Name of the shop").fill("Corner Shop")
    page.get_by_role("button", name="Open the shop").click()
    page.get_by_role("button", name=re.compile("Switch.*Corner Shop")).click()
    expect(page.get_by_role("link", name=re.compile("You act as Corner Shop"))).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("You act as Corner Shop")).click()
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("Switch.*Greta")).click()
    expect(page.get_by_role("link", name=re.compile("You act as Greta"))).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_letters_with_links_are_asked_about_sent_and_stopped_on_an_accessible_page(
    page_at: PageAt, site: Site, width: int
) -> None:
    table = site.run("-c", ARRIVE).strip().splitlines()[-1]
    page = page_at(width)
    town = act_as(page, "admin")
    page.goto(f"{town}admin/import/{table}/")
    assert_no_sideways_scroll(page)
    assert_accessible_in_both_themes(page)
    page.get_by_role("link", name="Send the links by e-mail").click()
    expect(page.get_by_role("button", name="Send 2 e-mails")).to_be_visible()
    assert_no_sideways_scroll(page)
    assert_accessible_in_both_themes(page)


def test_a_shop_gets_a_picture_that_stands_on_its_code_to_print(page_at: PageAt, tmp_path: Path) -> None:
    photo = tmp_path / "shop.jpg"
    Image.new("RGB", (300, 400), "orange").save(photo)
    page = page_at(PHONE)
    town = act_as(page, "admin")
    page.goto(f"{town}shop/")
    page.get_by_label("Name of the shop").fill("Picture Shop")
    page.get_by_role("button", name="Open the shop").click()
    expect(page.get_by_text("The shop is open.")).to_be_visible()
    page.goto(f"{town}members/?q=Picture+Shop")
    page.locator("a.row", has_text="Picture Shop").first.click()
    page.get_by_role("link", name=re.compile("Who acts for this shop")).click()
    page.get_by_label("Picture of the shop").set_input_files(photo)
    page.get_by_role("button", name="Show this picture").click()
    expect(page.get_by_text("This is how the shop is shown from now on.")).to_be_visible()
    assert_no_sideways_scroll(page)
    assert_accessible_in_both_themes(page)
    page.goto("/acting/")
    page.get_by_role("button", name=re.compile("Switch.*Picture Shop")).click()
    expect(page.get_by_role("link", name=re.compile("You act as Picture Shop"))).to_be_visible()
    page.goto(f"{town}till/code/")
    face = page.locator(".poster img.avatar")
    assert face.evaluate("image => image.decode().then(() => image.naturalWidth)") == 256
    assert_accessible_in_both_themes(page)
