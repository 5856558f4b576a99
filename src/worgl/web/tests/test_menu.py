"""One menu of administration with one name for each thing: on the page, in the README and in the recipes."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings

from worgl.currency.tests.walkers import Walkers, walk_in

ROOT = Path(__file__).parents[4]
NAMED = re.compile(r"Administration(?:,| →|, \*\*| ›) ?\**([A-Z][A-Za-z ]+?)(?=[*.:,;]|$)", re.MULTILINE)


@pytest.fixture
def town(db: None) -> Walkers:
    return walk_in()


def menu(town: Walkers) -> dict[str, str]:
    """Return the names of the menu with their addresses."""
    page = town.alice.get(f"/c/{town.slug}/admin/").content.decode()
    (nav,) = re.findall(r'<nav class="card flush" aria-label="Administration">(.*?)</nav>', page, re.DOTALL)
    return {unescape(name): href for href, name in re.findall(r'href="([^"]+)".*?<b>(.*?)</b>', nav, re.DOTALL)}


def test_the_page_of_the_town_calls_the_treasurers_pages_as_the_menu_does(town: Walkers) -> None:
    known = menu(town)
    page = town.alice.get(f"/c/{town.slug}/town/").content.decode()
    card = page[page.index('aria-labelledby="tools"') :].split("</section>")[0]
    found = {unescape(name): href for href, name in re.findall(r'href="([^"]+)".*?<b>(.*?)</b>', card, re.DOTALL)}
    assert found.pop("Administration") == f"/c/{town.slug}/admin/"
    assert set(found) == {"Members", "Give out coins", "Give to many", "Common fund", "Limits", "Levy rehearsal"}
    assert all(known[name] == href for name, href in found.items())


def test_where_coins_are_not_issued_no_menu_offers_it(db: None) -> None:
    circle = walk_in(preset="merchants")
    for path in ("town/", "admin/"):
        page = circle.alice.get(f"/c/{circle.slug}/{path}").content.decode()
        assert "Give to many" in page
        assert "Give out coins" not in page, path


def test_every_page_of_the_menu_is_headed_by_the_name_that_led_to_it(town: Walkers) -> None:
    found = menu(town)
    assert len(found) > 12
    for name, href in found.items():
        page = town.alice.get(href, follow=True).content.decode()
        (heading,) = re.findall(r"<h1>(.*?)</h1>", page, re.DOTALL)
        assert unescape(heading).strip() == name, href


def test_documents_in_english_name_pages_of_administration_as_the_menu_does(town: Walkers) -> None:
    known, wrong, count = set(menu(town)), [], 0
    documents = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    for path in (path for path in documents if path.parent.name not in dict(settings.LANGUAGES)):
        for name in NAMED.findall(path.read_text(encoding="utf-8")):
            count += 1
            if name.strip() not in known:
                wrong.append((path.name, name))
    assert count >= 4, "documents name pages"
    assert wrong == []
