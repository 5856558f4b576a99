"""The look of a community on pages and in the app, as browsers ask for it."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from worgl.communities import queries
from worgl.communities.tests.builders import fresh_key
from worgl.core.colours import style_of
from worgl.currency.tests.walkers import Walkers, walk_in

pytestmark = pytest.mark.django_db


def a_png(wide: int, high: int, colour: tuple[int, int, int, int] = (200, 20, 20, 0)) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (wide, high), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def walkers(db: None) -> Walkers:
    return walk_in()


def choose(walkers: Walkers, **given: object) -> int:
    data = {"name": "Alderbrook", "colour": "#aa3300", "key": fresh_key(), **given}
    return walkers.alice.post(f"/c/{walkers.slug}/admin/look/", data).status_code


def test_pages_bear_what_was_chosen_and_strangers_get_what_browsers_need(walkers: Walkers) -> None:
    files = {
        "logo": SimpleUploadedFile("l.png", a_png(90, 30), "image/png"),
        "icon": SimpleUploadedFile("i.png", a_png(64, 64), "image/png"),
    }
    assert choose(walkers, name="Alderbrook am See", **files) == 302
    page = walkers.bob.get(f"/c/{walkers.slug}/").content.decode()
    assert "Alderbrook am See" in page
    place = queries.community(walkers.community)
    style = f"/c/{walkers.slug}/look/{place.look}.css"
    assert style in page
    given = walkers.anonymous.get(style)
    assert given.content.decode() == style_of("#aa3300")
    assert given.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "max-age=300" in walkers.anonymous.get(f"/c/{walkers.slug}/look/old.css").headers["Cache-Control"]
    manifest = walkers.anonymous.get(f"/c/{walkers.slug}/app.webmanifest").json()
    assert (manifest["name"], manifest["short_name"]) == ("Alderbrook am See", "Alderbrook a")
    assert f"/c/{walkers.slug}/app.webmanifest" in page
    assert manifest["start_url"] == f"/c/{walkers.slug}/"
    for icon in manifest["icons"]:
        answer = walkers.anonymous.get(icon["src"])
        with Image.open(io.BytesIO(answer.content)) as drawn:
            assert f"{drawn.width}x{drawn.height}" == icon["sizes"]
    for path in (style, manifest["icons"][0]["src"], f"/c/{walkers.slug}/app.webmanifest"):
        assert not walkers.anonymous.get(path).cookies


def test_a_town_that_chose_nothing_looks_as_usual(walkers: Walkers) -> None:
    page = walkers.bob.get(f"/c/{walkers.slug}/").content.decode()
    assert "/look/" not in page
    assert 'href="/manifest.webmanifest"' in page
    assert choose(walkers, usual="on") == 302
    assert queries.community(walkers.community).look == ""


def test_a_wrong_picture_is_said_at_its_field_and_the_rest_of_the_page_stands(walkers: Walkers) -> None:
    sent = {"icon": SimpleUploadedFile("i.png", b"no picture", "image/png")}
    answer = walkers.alice.post(
        f"/c/{walkers.slug}/admin/look/", {"name": "Alderbrook", "colour": "#aa3300", "key": fresh_key(), **sent}
    )
    assert answer.status_code == 422
    assert 'id="id_icon_error"' in answer.content.decode()
    assert choose(walkers, colour="red") == 422
    assert choose(walkers, name="") == 422
