"""Help: each page has some, from one table; the recipes it leads to are pages themselves."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from worgl.core import recipes
from worgl.currency.tests.walkers import walk_in
from worgl.web.help import HELP, NO_HELP, help_of
from worgl.web.tests.doors import DOORS

LINES = [line.split() for line in DOORS.strip().splitlines()]
PAGES = [name for name, *words in LINES if {"in", "none", "bad"} & set(words[: words.index("|")])]


def is_no_page(name: str) -> bool:
    return name.endswith(("_csv", "_pdf", "_fetch")) or any(
        name == one or name.startswith((f"{one}:", f"{one}_")) for one in NO_HELP
    )


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_table_of_doors_has_help(name: str) -> None:
    assert is_no_page(name) or help_of(name), f"{name} has no help: put a line into web/help.py"


def test_no_line_of_help_is_about_a_page_that_is_gone() -> None:
    names = [name for name, *_words in LINES] + ["api:keys"]
    stale = [one for one in [*HELP, *NO_HELP] if not any(name.startswith(one) for name in names)]
    assert not stale


@pytest.mark.parametrize("name", sorted({one.recipe for one in HELP.values() if one.recipe}))
def test_every_recipe_that_help_leads_to_is_there(name: str) -> None:
    assert name in recipes.names()


def test_a_page_takes_its_own_line_or_that_of_its_kind() -> None:
    assert help_of("mfa_activate_totp") is HELP["mfa"]
    assert help_of("payments:pay_member") is HELP["payments:pay"]
    assert help_of("orders:pay_list_new") is HELP["orders:pay_list"]
    assert help_of("currency:arrival_letters") is HELP["currency:arrival"]
    assert help_of("no:such") is None


@pytest.mark.parametrize("name", recipes.names())
def test_every_recipe_is_a_page_whose_links_lead_somewhere(db: None, name: str) -> None:
    client = Client()
    html = client.get(reverse("web:recipe", args=[name])).content.decode()
    assert html.count("<h1>") == 1
    article = html[html.index("<article") : html.index("</article>")]
    links = re.findall(r'href="([^"#]+)', article)
    assert all(link.startswith("https://") or client.get(link).status_code == 200 for link in links)
    assert ".md" not in "".join(links)
    assert re.search(r"\sstyle=|<script", article) is None


def test_html_in_a_recipe_is_shown_as_text_and_links_to_what_is_not_served_are_text(tmp_path: object) -> None:
    found = recipes.recipe("use-the-api", lambda name: f"/help/{name}/")
    assert found is not None
    assert "../reference" not in found.html
    assert recipes.recipe("../../README", lambda name: name) is None


def test_the_list_of_recipes_and_the_question_mark_stand_on_the_pages(db: None) -> None:
    town = walk_in()
    listed = town.anonymous.get(reverse("web:recipes")).content.decode()
    assert listed.count('class="row"') == len(recipes.names())
    home = town.bob.get(reverse("payments:home", args=[town.slug])).content.decode()
    assert 'class="help"' in home
    assert reverse("web:recipe", args=["pay-and-refund"]) in home
    assert town.anonymous.get(reverse("web:recipe", args=["no-such-recipe"])).status_code == 404
