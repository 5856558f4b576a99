"""What the pages of a community promise: who may see what, nothing happens twice, few questions to the database."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from worgl.communities import queries
from worgl.communities.rules import CommunityId, Member, MemberState, Role
from worgl.currency.tests.walkers import Walkers, walk_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

QUERIES_MAX = 12


@pytest.fixture
def town(db: None) -> Walkers:
    """Open a town where Alice runs things, Bob is a member, Charlie a stranger, Dora suspended, Emil an applicant."""
    return walk_in()


def text_of(response: Answer) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def key_in(response: Answer) -> str:
    """Return the idempotency key of the first form of a page."""
    found = re.search(r'name="key" value="([^"]+)"', response.content.decode())
    assert found
    return found.group(1)


def member_named(town: Walkers, name: str) -> Member:
    """Return a member, or who wants to become one, by name."""
    waiting = queries.pending(community=town.community, viewer=town.alice_id).items
    known = queries.page_of_members(community=town.community).items
    return next(one for one in (*known, *(application.member for application in waiting)) if one.name == name)


#                        alice bob  charlie dora anonymous
DOORS = """
communities:members      200   200  403     200  302
communities:member       200   200  403     200  302
communities:invite       200   200  403     200  302
web:admin                200   403  403     403  302
communities:queue        200   403  403     403  302
communities:about        200   403  403     403  302
communities:log          200   403  403     403  302
web:rules                200   200  403     200  302
web:announce             200   403  403     403  302
web:leave                200   200  403     200  302
"""


def door(town: Walkers, name: str) -> str:
    """Return the address of a page of the town, with the member or rule it is about."""
    about = {"communities:member": [town.bob_code], "web:announce": ["levy_rate"]}
    return reverse(name, args=[town.slug, *about.get(name, [])])


@pytest.mark.parametrize("line", DOORS.strip().splitlines())
def test_each_page_opens_to_those_it_is_for(town: Walkers, line: str) -> None:
    name, *expected = line.split()
    answers = [client.get(door(town, name)) for client in town.clients()]
    assert [str(answer.status_code) for answer in answers] == expected
    assert answers[-1].headers["Location"].startswith("/account/login/?next=/c/alderbrook/")


@pytest.mark.parametrize("line", DOORS.strip().splitlines())
def test_each_page_asks_the_database_little(town: Walkers, line: str) -> None:
    address = door(town, line.split(maxsplit=1)[0])
    town.alice.get(address)
    with CaptureQueriesContext(connection) as asked:
        town.alice.get(address)
    assert len(asked) <= QUERIES_MAX, "\n".join(query["sql"] for query in asked.captured_queries)


def test_an_unknown_community_and_an_unknown_member_are_404(town: Walkers) -> None:
    assert town.alice.get("/c/nowhere/members/").status_code == 404
    assert town.alice.get("/c/alderbrook/members/ZZZZZZZZ/").status_code in {404, 422}


def writes(town: Walkers) -> list[str]:
    """Return the addresses that only change something."""
    bob = str(town.bob_id)
    return [
        reverse("communities:act", args=[town.slug, bob, "suspend"]),
        reverse("communities:role", args=[town.slug, bob]),
        reverse("communities:revoke_invitation", args=[town.slug, bob]),
        reverse("web:withdraw", args=[town.slug, bob]),
    ]


def test_what_changes_something_takes_no_get_and_no_stranger(town: Walkers) -> None:
    for address in writes(town):
        assert town.alice.get(address).status_code == 405
        assert town.bob.post(address, {"role": "admin", "give": "yes"}).status_code in {403, 404}
        assert town.charlie.post(address, {"role": "admin", "give": "yes"}).status_code == 403
        assert town.anonymous.post(address).status_code == 302
    assert member_named(town, "Bob Hain").state is MemberState.ACTIVE


def test_a_form_without_its_protection_mark_is_refused_and_nothing_changes(town: Walkers) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = town.alice.cookies
    answer = strict.post(writes(town)[0])
    assert answer.status_code == 403
    assert "open too long" in text_of(answer)
    assert member_named(town, "Bob Hain").state is MemberState.ACTIVE


def test_an_administrator_lets_an_applicant_in(town: Walkers) -> None:
    assert "Emil Wart" in text_of(town.alice.get(door(town, "web:admin")))
    emil = member_named(town, "Emil Wart")
    answer = town.alice.post(
        reverse("communities:act", args=[town.slug, emil.id, "approve"]), {"key": "a"}, follow=True
    )
    assert "Emil Wart is a member now." in text_of(answer)
    assert "Nothing is waiting" in text_of(answer)
    assert town.emil.get(f"/c/{town.slug}/waiting/").status_code == 302


def test_a_second_click_on_let_in_is_the_same_click(town: Walkers) -> None:
    emil = member_named(town, "Emil Wart")
    address = reverse("communities:act", args=[town.slug, emil.id, "approve"])
    assert [town.alice.post(address, {"key": "once"}).status_code for _click in range(2)] == [302, 302]


def test_letting_in_whom_another_has_declined_says_so_on_the_page(town: Walkers) -> None:
    emil = member_named(town, "Emil Wart")
    town.alice.post(reverse("communities:act", args=[town.slug, emil.id, "decline"]), {"key": "d", "reason": "twice"})
    answer = town.alice.post(reverse("communities:act", args=[town.slug, emil.id, "approve"]), {"key": "a"})
    assert answer.status_code == 409
    assert "so this cannot be done" in text_of(answer)


def test_an_applicant_is_led_to_the_waiting_page_from_everywhere(town: Walkers) -> None:
    for name in ("communities:members", "web:admin", "communities:invite"):
        answer = town.emil.get(door(town, name))
        assert (answer.status_code, answer.headers.get("Location")) == (302, f"/c/{town.slug}/waiting/")
    assert "Your application was sent" in text_of(town.emil.get(f"/c/{town.slug}/waiting/"))


def test_pausing_and_letting_act_again_are_recorded_with_their_reason(town: Walkers) -> None:
    for act in ("suspend", "reinstate"):
        address = reverse("communities:act", args=[town.slug, town.bob_id, act])
        assert town.alice.post(address, {"key": f"{act} Bob", "reason": f"because of {act}"}).status_code == 302
    record = text_of(town.alice.get(door(town, "communities:log")))
    assert "because of suspend" in record
    assert "because of reinstate" in record


def test_a_member_of_another_community_cannot_be_acted_on(town: Walkers) -> None:
    stranger = Charlies.member(town)
    answer = town.alice.post(reverse("communities:act", args=[town.slug, stranger.id, "suspend"]), {"key": "x"})
    assert answer.status_code == 404


class Charlies:
    """A community next door."""

    @staticmethod
    def member(town: Walkers) -> Member:
        town.charlie.post("/found/", {**FOUNDING, "name": "Elsewhere", "key": "elsewhere"})
        place = queries.community_by_slug("elsewhere")
        return queries.page_of_members(community=CommunityId(place.id)).items[0]


FOUNDING = {
    "name": "Birchwater",
    "coin_name": "birch",
    "unit": "",
    "preset": "time_bank",
    "zone": "Europe/Vienna",
    "decimal_mark": ",",
    "slug": "",
    "key": "founding-1",
}


def test_roles_are_given_and_taken_back_but_the_last_administrator_stays(town: Walkers) -> None:
    roles = reverse("communities:role", args=[town.slug, town.bob_id])
    assert town.alice.post(roles, {"role": "treasurer", "give": "yes", "key": "g"}).status_code == 302
    assert Role.TREASURER in queries.member(town.bob_id).roles
    assert town.alice.post(roles, {"role": "treasurer", "give": "no", "key": "t"}).status_code == 302
    own = reverse("communities:role", args=[town.slug, town.alice_id])
    answer = town.alice.post(own, {"role": "admin", "give": "no", "key": "own"})
    assert answer.status_code == 409
    assert "Give the role to another member first" in text_of(answer)


def test_the_list_finds_by_name_without_accents_and_says_when_nobody_fits(town: Walkers) -> None:
    found = text_of(town.bob.get(door(town, "communities:members"), {"q": "HÄIN"}))
    assert "Bob Hain" in found
    assert "Alice Moser" not in found
    assert "Nobody found" in text_of(town.bob.get(door(town, "communities:members"), {"q": "<script>"}))


def test_a_long_list_goes_on_from_its_mark(town: Walkers) -> None:
    answer = town.alice.get(door(town, "communities:members"), {"cursor": "nonsense"})
    assert answer.status_code == 422


def test_an_invitation_leads_in_and_shows_its_link_once(town: Walkers) -> None:
    form = town.bob.get(door(town, "communities:invite"))
    sent = {"uses": "3", "days": "7", "key": key_in(form)}
    answers = [town.bob.post(door(town, "communities:invite"), sent) for _click in range(2)]
    links = [re.findall(r'value="(http[^"]+/join/[^"]+)"', answer.content.decode()) for answer in answers]
    assert len(links[0]) == 1
    assert links[0] == links[1], "a second click makes no second link"
    path = links[0][0].removeprefix("http://localhost:8000")
    assert "Make an account" in text_of(town.anonymous.get(path))
    joined = town.charlie.post(path, {"name": "Charlie Fern", "key": "join"}, follow=True)
    assert "Your application was sent" in text_of(joined)


def test_bad_numbers_in_an_invitation_are_said_at_their_field(town: Walkers) -> None:
    answer = town.bob.post(door(town, "communities:invite"), {"uses": "0", "days": "9999", "key": "k"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'aria-invalid="true"' in page
    assert 'id="id_uses_error"' in page
    assert 'aria-describedby="id_uses_error"' in page


def test_an_unknown_invitation_is_a_page_that_says_so(town: Walkers) -> None:
    answer = town.anonymous.get("/join/unknown/")
    assert answer.status_code == 404
    assert "Ask for a new link" in text_of(answer)


def test_the_cap_is_changed_within_bounds(town: Walkers) -> None:
    about = door(town, "communities:about")
    assert town.alice.post(about, {"what": "cap", "cap": "600", "key": "c1"}).status_code == 302
    assert queries.community(town.community).cap == 600
    answer = town.alice.post(about, {"what": "cap", "cap": "2", "key": "c2"})
    assert answer.status_code == 422
    assert "Choose a number from" in text_of(answer)


def test_own_words_replace_the_usual_ones(town: Walkers) -> None:
    about = door(town, "communities:about")
    assert town.alice.post(about, {"what": "words", "treasurer": "purser", "key": "w"}).status_code == 302
    assert "purser" in text_of(town.bob.get(door(town, "communities:members")))


def test_a_rule_is_announced_ahead_shown_to_all_and_withdrawn(town: Walkers) -> None:
    announce = door(town, "web:announce")
    form = town.alice.get(announce).content.decode()
    first = re.search(r'name="applies_from" value="([^"]+)"', form)
    assert first
    sent = {"value": "1.5", "applies_from": first.group(1), "key": "r1"}
    assert town.alice.post(announce, sent).status_code == 302
    rules = town.bob.get(door(town, "web:rules"))
    assert "1.5 %" in text_of(rules).replace("\u202f", " ")
    change = queries.announced(community=town.community, at=queries.community(town.community).created_at)[0]
    assert town.alice.post(reverse("web:withdraw", args=[town.slug, change.id]), {"key": "w1"}).status_code == 302
    assert "No change is announced" in text_of(town.bob.get(door(town, "web:rules")))


@pytest.mark.parametrize("typed", ["2,5", "2.5", "2,5 %", "2,50"])
def test_a_rate_is_understood_with_either_mark_also_in_a_town_that_writes_a_point(town: Walkers, typed: str) -> None:
    assert queries.community(town.community).decimal_mark == "."
    announce = door(town, "web:announce")
    first = re.search(r'name="applies_from" value="([^"]+)"', town.alice.get(announce).content.decode())
    assert first
    tried = text_of(town.alice.get(announce, {"value": typed, "applies_from": first[1]}))
    assert "2.5 %" in tried.replace("\u202f", " ").replace("\xa0", " ")
    sent = {"value": typed, "applies_from": first[1], "key": "r1"}
    assert town.alice.post(announce, sent).status_code == 302
    (change,) = queries.announced(community=town.community, at=queries.community(town.community).created_at)
    assert (change.name, change.value) == ("levy_rate", 25_000)


def test_rules_without_effect_are_not_shown_as_counting(town: Walkers) -> None:
    page = text_of(town.bob.get(door(town, "web:rules")))
    assert "Part of every balance that fades" in page
    assert "newcomer" not in page


@pytest.mark.parametrize(
    ("value", "day", "said"),
    [
        ("1.5", "2020-01-01", "Changes are announced ahead"),
        ("99", "2099-01-01", "Choose a whole number"),
        ("much", "2099-01-01", "Type a rate in per cent between 0 and"),
        ("", "", "Choose the day"),
    ],
)
def test_a_rule_that_cannot_be_announced_says_why(town: Walkers, value: str, day: str, said: str) -> None:
    answer = town.alice.post(door(town, "web:announce"), {"value": value, "applies_from": day, "key": "r"})
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_leaving_names_the_balance_and_takes_nothing_that_was_not_confirmed(town: Walkers) -> None:
    leave = door(town, "web:leave")
    assert "100.00 alder" in text_of(town.bob.get(leave))
    assert "Tick the box" in text_of(town.bob.post(leave, {"rest": "10000", "key": "l0"}))
    assert town.bob.post(leave, {"sure": "on", "rest": "1", "key": "l1"}).status_code == 422
    assert queries.member(town.bob_id).is_active
    answer = town.bob.post(leave, {"sure": "on", "rest": "10000", "key": "l2"}, follow=True)
    assert "You have left Alderbrook." in text_of(answer)
    assert queries.member(town.bob_id).state is MemberState.LEFT


def test_no_page_carries_inline_style_or_script(town: Walkers) -> None:
    for line in DOORS.strip().splitlines():
        page = town.alice.get(door(town, line.split(maxsplit=1)[0]))
        assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=", page.content.decode()), line
        assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]
