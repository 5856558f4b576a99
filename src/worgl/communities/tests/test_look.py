"""How a community is shown: its own colour, logo and icon on pages, in the app, in letters and on papers."""

from __future__ import annotations

import io
from email.utils import parseaddr

import pytest
from PIL import Image

from worgl.communities import commands, queries
from worgl.communities.models import LookPicture
from worgl.communities.rules import LookKind, Role
from worgl.communities.tests.builders import Town, fresh_key, town
from worgl.core.errors import InvalidInput, NotFound, PictureRefused, PicturesOften, Refusal
from worgl.core.letterheads import letter_look
from worgl.core.limits import PICTURES
from worgl.core.papers import Letterhead, Paper
from worgl.core.pictures import LOGO_HEIGHT, LOGO_WIDTH
from worgl.identity.tests.builders import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Town:
    return town()


def a_png(wide: int, high: int, colour: tuple[int, int, int, int] = (200, 20, 20, 0)) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (wide, high), colour).save(out, "PNG")
    return out.getvalue()


def test_a_colour_is_kept_in_one_way_and_what_is_none_is_refused(here: Town) -> None:
    commands.set_colour(actor=here.alice, colour=" #AA3300 ", key=fresh_key(), now=NOW)
    assert queries.community(here.community).colour == "#aa3300"
    for text in ("red", "#12345", "#ff0000;background:url(//evil.example)", "</style>"):
        with pytest.raises(InvalidInput):
            commands.set_colour(actor=here.alice, colour=text, key=fresh_key(), now=NOW)
    commands.set_colour(actor=here.alice, colour="", key=fresh_key(), now=NOW)
    assert queries.community(here.community).colour == ""
    acts = [act for act in queries.audit_log(community=here.community, viewer=here.alice).items if "look" in act.what]
    assert [(act.before, act.after) for act in acts] == [("#aa3300", ""), ("", "#aa3300")]


def test_logo_and_icons_are_drawn_anew_in_the_sizes_phones_ask_for(here: Town) -> None:
    commands.show_logo(actor=here.alice, content=a_png(2_000, 400), key=fresh_key(), now=NOW)
    commands.show_icon(actor=here.alice, content=a_png(300, 600), key=fresh_key(), now=NOW)
    sizes = {}
    for row in LookPicture.objects.filter(community=here.community):
        with Image.open(io.BytesIO(bytes(row.content))) as drawn:
            assert (drawn.format, drawn.info) == ("PNG", {})
            sizes[row.kind] = drawn.size
    assert sizes == {
        "logo": (LOGO_WIDTH, LOGO_HEIGHT * 4 // 5),
        "icon_180": (180, 180),
        "icon_192": (192, 192),
        "icon_512": (512, 512),
    }
    seen = queries.community(here.community)
    assert (len(seen.logo), len(seen.icon)) == (64, 64)
    commands.remove_logo(actor=here.alice, key=fresh_key(), now=NOW)
    commands.remove_icon(actor=here.alice, key=fresh_key(), now=NOW)
    assert queries.community(here.community).look == ""
    assert not LookPicture.objects.exists()
    with pytest.raises(NotFound):
        queries.look_picture(community=here.community, kind=LookKind.LOGO)


@pytest.mark.parametrize("content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", a_png(9, 9)[:45]])
def test_what_is_no_picture_is_refused_and_nothing_kept(here: Town, content: bytes) -> None:
    for show in (commands.show_logo, commands.show_icon):
        with pytest.raises(PictureRefused):
            show(actor=here.alice, content=content, key=fresh_key(), now=NOW)
    assert not LookPicture.objects.exists()


def test_only_administrators_choose_the_look(here: Town) -> None:
    commands.grant_role(actor=here.alice, member=here.bob, role=Role.TREASURER, key=fresh_key(), now=NOW)
    for show in (commands.show_logo, commands.show_icon):
        with pytest.raises(Refusal):
            show(actor=here.bob, content=a_png(9, 9), key=fresh_key(), now=NOW)
    with pytest.raises(Refusal):
        commands.set_colour(actor=here.bob, colour="#112233", key=fresh_key(), now=NOW)
    assert not LookPicture.objects.exists()


def test_a_letter_comes_under_the_communitys_name_with_its_colour_and_logo(here: Town) -> None:
    name = queries.community(here.community).name
    assert letter_look(here.community).colour == ""
    commands.set_colour(actor=here.alice, colour="#aa3300", key=fresh_key(), now=NOW)
    commands.show_logo(actor=here.alice, content=a_png(90, 30), key=fresh_key(), now=NOW)
    look = letter_look(here.community)
    assert parseaddr(look.sender("post@example.org"))[0] == name
    assert look.colour.startswith("#")
    assert look.logo.startswith("http")
    assert f"/c/{here.slug}/look/logo-" in look.logo


def test_a_paper_bears_colour_and_logo() -> None:
    plain = Paper("Receipt", kicker="Alderbrook", letterhead=None).pdf()
    branded = Paper("Receipt", kicker="Alderbrook", letterhead=Letterhead("#aa3300", a_png(90, 30))).pdf()
    assert b"/Subtype /Image" in branded
    assert b"/Subtype /Image" not in plain


def test_an_administrator_has_so_many_logos_and_icons_drawn_in_an_hour_and_no_more(here: Town) -> None:
    shows = (commands.show_logo, commands.show_icon)
    for number in range(PICTURES.most):
        shows[number % 2](actor=here.alice, content=a_png(30, 30), key=fresh_key(), now=NOW)
    for show in shows:
        with pytest.raises(PicturesOften) as no:
            show(actor=here.alice, content=a_png(30, 30), key=fresh_key(), now=NOW)
        assert no.value.status == 429
