"""What the pages of the inbox promise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django.fixtures import Settings

from tests.support.queries import statements
from worgl.core import clock
from worgl.identity.rules import PersonId
from worgl.inbox import commands, queries
from worgl.inbox.models import Notice, Reader
from worgl.inbox.rules import Email, NewNotification
from worgl.inbox.tests.builders import BREAD, MILK, bread, milk, reader, tell
from worgl.inbox.tests.pushservice import Device

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db
QUERIES_MAX = 12


@dataclass(frozen=True, slots=True)
class Desk:
    """A person at their browser."""

    person: PersonId
    client: Client


def sit_down(name: str) -> Desk:
    own, client = reader(name), Client()
    client.force_login(get_user_model().objects.get(pk=own))
    return Desk(own, client)


@pytest.fixture
def alice(db: None) -> Desk:
    return sit_down("Alice")


def said(answer: Answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def form_of(answer: Answer, action: str) -> dict[str, str]:
    """Return what the form of an address would send as it stands."""
    html = answer.content.decode()
    form = next(part for part in re.findall(r"<form.*?</form>", html, re.DOTALL) if f'action="{action}"' in part)
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if found.get("type") != "checkbox" or " checked" in tag:
            sent[found["name"]] = found.get("value", "on")
    for name, inner in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        sent[name] = chosen.group(1) if chosen else ""
    sent.pop("csrfmiddlewaretoken", None)
    return sent


@pytest.mark.parametrize("address", ["/notices/", f"/notices/{UUID(int=7)}/", "/settings/notices/"])
def test_a_visitor_signs_in_first(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")


def test_an_empty_list_says_what_will_stand_there(alice: Desk) -> None:
    page = said(alice.client.get("/notices/"))
    assert "Nothing new" in page
    assert "Mark all as read" not in page


def test_the_list_and_its_bell_say_what_is_unread(alice: Desk) -> None:
    commands.notify(bread(alice.person, note="still <warm>"), now=clock.now())
    page = alice.client.get("/notices/")
    assert "Unread: Anna has 3 loaves for you on 1 December 2026. still <warm> Alderbrook ·" in said(page)
    assert 'aria-label="Notices: 1 unread"' in alice.client.get("/settings/").content.decode()


def test_opening_a_notice_reads_it_and_leads_to_its_matter(alice: Desk) -> None:
    commands.notify(bread(alice.person), now=clock.now())
    address = f"/notices/{Notice.objects.get().pk}/"
    alice.client.head(address)
    assert queries.unread(alice.person) == 1
    for _twice in range(2):
        answer = alice.client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/settings/notices/")
    assert queries.unread(alice.person) == 0
    assert 'aria-label="Notices"' in alice.client.get("/settings/").content.decode()


def test_anothers_notice_is_not_there(alice: Desk) -> None:
    commands.notify(bread(alice.person), now=clock.now())
    bob = sit_down("Bob")
    assert bob.client.get(f"/notices/{Notice.objects.get().pk}/").status_code == 404
    assert "Anna" not in said(bob.client.get("/notices/"))
    assert queries.unread(alice.person) == 1


def test_all_can_be_marked_as_read(alice: Desk) -> None:
    commands.notify_many((milk(alice.person, told_as=str(number)) for number in range(3)), now=clock.now())
    sent = form_of(alice.client.get("/notices/"), "/notices/read/")
    commands.notify(milk(alice.person, told_as="later"), now=clock.now())
    assert alice.client.post("/notices/read/", sent).status_code == 302
    assert queries.unread(alice.person) == 1
    assert alice.client.post("/notices/read/", {"until": "x"}).status_code == 404


def test_saving_the_settings_as_they_stand_changes_nothing(alice: Desk) -> None:
    before = queries.choices(alice.person)
    as_it_stands = form_of(alice.client.get("/settings/notices/"), "/settings/notices/")
    assert alice.client.post("/settings/notices/", as_it_stands).status_code == 302
    assert queries.choices(alice.person) == before


def test_each_kind_can_be_chosen_by_itself(alice: Desk) -> None:
    sent = form_of(alice.client.get("/settings/notices/"), "/settings/notices/")
    del sent[f"app {MILK.key}"]
    sent |= {f"mail {MILK.key}": "weekly", f"push {MILK.key}": "on", f"mail {BREAD.key}": "never"}
    assert alice.client.post("/settings/notices/", sent).status_code == 302
    ways = {one.kind.key: one.ways for one in queries.choices(alice.person)}
    assert (ways[MILK.key].in_app, ways[MILK.key].email, ways[MILK.key].push) == (False, Email.WEEKLY, True)
    assert (ways[BREAD.key].in_app, ways[BREAD.key].email, ways[BREAD.key].push) == (True, Email.NEVER, True)


def test_a_way_that_is_none_is_said_beside_its_field(alice: Desk) -> None:
    sent = form_of(alice.client.get("/settings/notices/"), "/settings/notices/") | {f"mail {MILK.key}": "hourly"}
    answer = alice.client.post("/settings/notices/", sent)
    assert answer.status_code == 422
    assert "hourly" in said(answer)
    assert {one.kind.key: one.ways for one in queries.choices(alice.person)}[MILK.key] == MILK.ways


def test_notices_stand_by_the_clocks_of_the_community_until_one_chooses_others(alice: Desk) -> None:
    tell(NewNotification(alice.person, MILK.key, "of nobody"))
    assert "2 March 2026, 09:30" in said(alice.client.get("/notices/"))
    tell(bread(alice.person))
    assert said(alice.client.get("/notices/")).count("2 March 2026, 10:30") == 2
    alice.client.post("/settings/notices/hours/", {"zone": "Asia/Tokyo", "hour": "7"})
    tell(bread(alice.person, told_as="once more"))
    assert said(alice.client.get("/notices/")).count("2 March 2026, 18:30") == 3


def test_the_hour_and_zone_of_digests_can_be_chosen(alice: Desk) -> None:
    answer = alice.client.post("/settings/notices/hours/", {"zone": "Asia/Tokyo", "hour": "7"})
    assert answer.status_code == 302
    assert (queries.hours(alice.person).zone, queries.hours(alice.person).hour) == ("Asia/Tokyo", 7)
    for wrong in ({"zone": "Mars/Base", "hour": "7"}, {"zone": "Asia/Tokyo", "hour": "24"}, {}):
        assert alice.client.post("/settings/notices/hours/", wrong).status_code == 422
    assert queries.hours(alice.person).zone == "Asia/Tokyo"


def test_an_address_that_is_dead_or_not_confirmed_is_told(alice: Desk) -> None:
    assert "Your e-mails do not arrive" not in said(alice.client.get("/settings/notices/"))
    address = queries.mailbox(alice.person).address
    Reader.objects.create(person_id=alice.person, bounced_address=address, bounced_reason="550 no such user")
    page = said(alice.client.get("/settings/notices/"))
    assert f"the mail server of {address} says “550 no such user”" in page
    assert alice.client.post("/settings/notices/address/").status_code == 302
    assert "Your e-mails do not arrive" not in said(alice.client.get("/settings/notices/"))


def test_a_device_is_added_and_removed(alice: Desk, settings: Settings, tmp_path: Path) -> None:
    settings.PUSH_KEY_PATH = tmp_path / "push.key"
    assert "This site does not send notifications to devices." in said(alice.client.get("/settings/notices/"))
    commands.make_push_key()
    device = Device()
    sent = {"address": "https://push.example.org/x", "public": device.public_text, "secret": device.secret_text}
    assert alice.client.post("/settings/notices/devices/", sent | {"name": "Firefox, Android"}).status_code == 302
    page = alice.client.get("/settings/notices/")
    assert "Firefox, Android" in said(page)
    refused = alice.client.post("/settings/notices/devices/", sent | {"address": "https://10.0.0.1/"})
    assert refused.status_code == 422
    assert "public https addresses" in said(refused)
    own = queries.endpoints(alice.person)[0].id
    sit_down("Bob").client.post(f"/settings/notices/devices/{own}/remove/")
    assert len(queries.endpoints(alice.person)) == 1
    alice.client.post(f"/settings/notices/devices/{own}/remove/")
    assert queries.endpoints(alice.person) == ()


@pytest.mark.parametrize("address", ["/notices/", "/settings/notices/"])
def test_a_page_keeps_its_budget_of_queries(alice: Desk, address: str) -> None:
    commands.notify_many((milk(alice.person, told_as=str(number)) for number in range(60)), now=clock.now())
    with statements() as sent:
        assert alice.client.get(address).status_code == 200
    assert len(sent) <= QUERIES_MAX, "\n".join(sent)


def test_a_long_list_comes_by_pages(alice: Desk) -> None:
    commands.notify_many((milk(alice.person, told_as=str(number)) for number in range(40)), now=clock.now())
    first = alice.client.get("/notices/").content.decode()
    assert first.count("There is milk.") == 30
    following = re.search(r'href="(\?cursor=[^"]+)"', first)
    assert following
    assert alice.client.get(f"/notices/{unescape(following.group(1))}").content.decode().count("There is milk.") == 10
