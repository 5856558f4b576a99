"""Style sheets: one for each domain, in the layers of all, linked by every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import engines

from tests.architecture.checks import sheets
from tests.architecture.planting import PACKAGE, plant, report
from worgl.core.domains import domains
from worgl.core.statics import GROUND, PAPER, stylesheets
from worgl.web.views.app import worker_text

SHEET = "@layer parts {\n  .till { color: red; }\n  @media print { .till { color: black; } }\n}\n"


def test_no_rule_stands_outside_the_layers() -> None:
    faults = sheets.outside_layers(PACKAGE)
    assert not faults, report(faults)


def test_no_rule_is_said_twice() -> None:
    faults = sheets.repeated(PACKAGE)
    assert not faults, report(faults)


def test_every_sheet_is_linked_after_those_it_adds_to() -> None:
    faults = sheets.unlinked(PACKAGE, [*stylesheets(), PAPER])
    assert not faults, report(faults)
    own = [name.removesuffix(".css") for name in stylesheets()[len(GROUND) :]]
    assert own == [name for name in domains() if name in own]


def test_a_page_and_the_service_worker_have_all_sheets() -> None:
    page = engines["django"].from_string("{% load worgl %}{% stylesheets %}").render({})
    for name in stylesheets():
        assert f"/static/{name}?v=" in page
        assert f"/static/{name}?v=" in worker_text()
    assert f"/static/{PAPER}?v=" in worker_text()


def test_a_rule_in_no_layer_is_caught(tmp_path: Path) -> None:
    text = SHEET + "@page { margin: 1cm; }\n@media print {\n  .shelf { color: black; }\n}\n"
    (fault,) = sheets.outside_layers(plant(tmp_path, {"shop/static/shop.css": text}))
    assert fault.line == 6


@pytest.mark.parametrize("place", ["shop/static/shop.css", "town/static/town.css"])
def test_a_rule_said_twice_is_caught(tmp_path: Path, place: str) -> None:
    again = "@layer parts {\n  /* once more */ .till { margin: 0; }\n}\n"
    files = {"shop/static/shop.css": SHEET}
    files[place] = files.get(place, "") + again
    assert len(sheets.repeated(plant(tmp_path, files))) == 1


def test_the_steps_of_two_movements_may_be_alike(tmp_path: Path) -> None:
    text = "@layer parts {\n  @keyframes a { to { x: 1; } }\n  @keyframes b { to { x: 1; } }\n}\n"
    assert not sheets.repeated(plant(tmp_path, {"shop/static/shop.css": text}))


def test_a_sheet_of_another_name_is_caught(tmp_path: Path) -> None:
    files = {"shop/static/shop.css": SHEET, "shop/static/shop/till.css": SHEET}
    (fault,) = sheets.unlinked(plant(tmp_path, files), ["shop.css"])
    assert fault.place == "shop/static/shop/till.css"
