"""Acting as one of the cast: one click in a demo, impossible anywhere else."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.test import Client, TestCase, override_settings

from worgl.core import clock
from worgl.demo.commands import load
from worgl.demo.errors import TimeHasPassed
from worgl.demo.models import DemoPerson
from worgl.demo.queries import player, town_day
from worgl.demo.rules import CAST, month_after
from worgl.demo.tests.builders import NOW
from worgl.identity.commands import register_person

ACT_AS, MONTH = "/demo/act-as/", "/demo/month/"


def signed_in(client: Client) -> str:
    return str(client.session.get("_auth_user_id", ""))


@override_settings(DEMO=True)
class ActingTests(TestCase):
    """A visitor of a demo whose town is loaded."""

    @classmethod
    def setUpTestData(cls) -> None:
        load(now=NOW, days=2)

    def test_one_click_makes_a_visitor_one_of_the_cast(self) -> None:
        for member in CAST:
            visitor = Client()
            answer = visitor.post(ACT_AS, {"part": member.part.value})
            assert (answer.status_code, answer["Location"]) == (302, "/")
            assert signed_in(visitor) == str(player(member.part).person)
            assert visitor.get("/", follow=True).status_code == 200

    def test_another_click_makes_him_another(self) -> None:
        self.client.post(ACT_AS, {"part": "mira"})
        self.client.post(ACT_AS, {"part": "anna"})
        assert signed_in(self.client) == str(player("anna").person)

    def test_what_the_page_before_still_asks_for_does_not_sign_out_again(self) -> None:
        self.client.post(ACT_AS, {"part": "anna"})
        before = self.client.cookies["sessionid"].value
        self.client.post(ACT_AS, {"part": "mira"})
        late = Client()
        late.cookies["sessionid"] = before
        till = late.get("/c/alderbrook/till/latest/", headers={"Sec-Fetch-Mode": "cors"})
        assert "sessionid" not in till.cookies
        # A visitor who goes there with a session that has ended loses its cookie, as everywhere.
        own = late.get("/c/alderbrook/till/", headers={"Sec-Fetch-Mode": "navigate"})
        assert own.cookies["sessionid"].value == ""

    def test_the_landing_and_sign_in_pages_offer_the_cast(self) -> None:
        for address in ("/", "/account/login/"):
            page = self.client.get(address).content.decode()
            assert all(f'name="part" value="{member.part.value}"' in page for member in CAST)

    def test_the_bar_says_who_one_is(self) -> None:
        self.client.post(ACT_AS, {"part": "mira"})
        page = self.client.get("/c/alderbrook/").content.decode()
        chosen = re.findall(r'value="(\w+)" aria-current="true"', page)
        assert (chosen, "You are:" in page) == (["mira"], True)

    def test_the_way_on_is_kept_when_it_stays_here(self) -> None:
        assert self.client.post(ACT_AS, {"part": "mira", "next": "/c/alderbrook/activity/"})["Location"].endswith(
            "/activity/"
        )
        for strange in ("https://example.com/", "//example.com", "javascript:alert(1)", "http:\\\\example.com"):
            assert self.client.post(ACT_AS, {"part": "mira", "next": strange})["Location"] == "/"

    def test_one_click_lets_a_month_pass_and_a_second_one_on_the_same_page_does_not(self) -> None:
        self.client.post(ACT_AS, {"part": "mira"})
        page = self.client.get("/c/alderbrook/town/").content.decode()
        since = re.findall(r'name="since" value="([\d-]+)"', page)[0]
        asked = {"since": since, "next": "/c/alderbrook/town/"}
        for _click in range(2):
            assert self.client.post(MONTH, asked)["Location"] == "/c/alderbrook/town/"
        shown = self.client.get("/c/alderbrook/town/").content.decode()
        later = month_after(date.fromisoformat(since))
        assert f'name="since" value="{later}"' in shown
        assert re.search(rf"It is now {later.day} \w+ {later.year}. Meanwhile [\d,]+ payments were made", shown)
        assert str(TimeHasPassed()) in shown

    def test_a_month_is_let_pass_only_by_who_looks_around_and_only_in_a_demo(self) -> None:
        since = {"since": town_day(now=clock.now()).isoformat()}
        assert "/account/login/" in self.client.post(MONTH, since)["Location"]
        self.client.post(ACT_AS, {"part": "mira"})
        for wrong in ("", "yesterday", "2026-13-01"):
            assert self.client.post(MONTH, {"since": wrong}).status_code == 422
        assert self.client.get(MONTH).status_code == 405
        self.enterContext(override_settings(DEMO=False))
        assert self.client.post(MONTH, since).status_code == 409
        assert clock.shift() == timedelta()

    def test_nobody_else_can_be_acted_as(self) -> None:
        for part in ("", "mayor", "MIRA", "../mira", "0", "mira\x00"):
            assert self.client.post(ACT_AS, {"part": part}).status_code == 404
            assert signed_in(self.client) == ""

    def test_a_person_the_demo_did_not_make_cannot_be_acted_as(self) -> None:
        stranger = register_person(email="real@example.org", name="Real", password=None, now=NOW)
        for asked in (str(stranger), stranger.hex, "real@example.org"):
            assert self.client.post(ACT_AS, {"part": asked, "person": str(stranger)}).status_code == 404
        assert signed_in(self.client) == ""

    def test_without_demo_it_is_impossible_even_with_a_town_in_the_database(self) -> None:
        self.enterContext(override_settings(DEMO=False))
        assert DemoPerson.objects.exists()
        for part in ("mira", "admin", "operator"):
            assert self.client.post(ACT_AS, {"part": part}).status_code == 404
        assert signed_in(self.client) == ""
        for address in ("/", "/account/login/"):
            assert "act-as" not in self.client.get(address).content.decode()

    def test_it_is_asked_by_post_only_and_from_our_own_pages(self) -> None:
        assert self.client.get(ACT_AS, {"part": "mira"}).status_code == 405
        guarded = Client(enforce_csrf_checks=True)
        assert guarded.post(ACT_AS, {"part": "mira"}).status_code == 403
        assert signed_in(self.client) == signed_in(guarded) == ""
