"""A town with its own look and its own terms, in a real browser: both themes, phone and desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import (
    DESK,
    PHONE,
    PageAt,
    Site,
    Theme,
    act_as,
    assert_accessible,
    assert_no_sideways_scroll,
    demo_site,
    served,
)

pytestmark = pytest.mark.browser

BRAND = """
import django
django.setup()
import io
from PIL import Image, ImageDraw
from worgl.communities import commands, queries
from worgl.communities.rules import TextKind
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
town = queries.all_communities(limit=1)[0]
admin, now = queries.administrators(town.id)[0], clock.now()
def key(text): return IdempotencyKey("brand-" + text)
def drawn(wide, high):
    picture = Image.new("RGBA", (wide, high), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((0, 0, high - 1, high - 1), fill=(138, 47, 107, 255))
    if wide > high:
        pen.rectangle((high * 5 // 4, high // 3, wide, high * 2 // 3), fill=(242, 182, 90, 255))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
commands.set_colour(actor=admin.id, colour="#8a2f6b", key=key("colour"), now=now)
commands.show_logo(actor=admin.id, content=drawn(400, 120), key=key("logo"), now=now)
commands.show_icon(actor=admin.id, content=drawn(512, 512), key=key("icon"), now=now)
terms = '''# What we promise each other
We pay what we owe, and we **say so early** when we cannot.

## The coin
- It fades by one in a hundred each month.
- Nobody is ever charged on a debt.

1. Pay, or take back.
2. Ask an administrator.

More stands at https://example.org/rules. Write to [the office](mailto:office@example.org).'''
commands.publish_text(actor=admin.id, kind=TextKind.TERMS, body=terms, key=key("terms"), now=now)
commands.publish_text(actor=admin.id, kind=TextKind.IMPRINT, body="Town office, Mill Lane 1", key=key("i"), now=now)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a town of its own, because all its members are asked to agree."""
    home = tmp_path_factory.mktemp("branded")
    one = demo_site(home, host="127.0.0.1")
    one.run("-c", BRAND)
    with served(one):
        yield one


def go_in(page: Page, role: str) -> str:
    """Act as somebody and agree; returns where the town is."""
    act_as(page, role)
    if "/agree/" in page.url:
        page.get_by_label("I have read this and agree").check()
        page.get_by_role("button", name="Agree and go on").click()
    return "/".join(page.url.split("/")[:5])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_town_the_terms_and_the_look_before_giving_stand_in_its_colours(
    page_at: PageAt, tmp_path: Path, width: int, theme: Theme
) -> None:
    page = page_at(width, theme)
    act_as(page, "admin")
    if "/agree/" in page.url:
        _keep(page, tmp_path, f"agree-{width}-{theme}")
    town = go_in(page, "admin")
    brand = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--brand')")
    assert brand.startswith("light-dark(#")
    for name, address in (
        ("home", "/"),
        ("town", "/town/"),
        ("administration", "/admin/"),
        ("look", "/admin/look/"),
        ("terms", "/texts/terms/"),
        ("write", "/admin/texts/terms/"),
        ("words", "/admin/community/?language=de"),
        ("give", "/admin/give/?amount=5&source=issuer&reason=For+the+feast&state=active"),
    ):
        page.goto(town + address)
        _keep(page, tmp_path, f"{name}-{width}-{theme}")
    page.get_by_role("button", name="Give ").click()
    expect(page.get_by_text("It is one entry in the record.")).to_be_visible()
    _keep(page, tmp_path, f"giving-{width}-{theme}")


def _keep(page: Page, folder: Path, name: str) -> None:
    """Look at a page as everybody must be able to, and keep its picture."""
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.screenshot(path=folder / f"{name}.png", full_page=True)


def test_who_has_not_agreed_is_asked_and_may_leave_instead(page_at: PageAt) -> None:
    page = page_at(320)
    act_as(page, "mira")
    expect(page.get_by_role("heading", name="Please read and agree")).to_be_visible()
    page.get_by_role("button", name="Agree and go on").click()
    expect(page.get_by_label("I have read this and agree")).to_be_visible()
    assert_no_sideways_scroll(page)
    page.get_by_role("link", name="I do not agree and want to leave").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Leave")
