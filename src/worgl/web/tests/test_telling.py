"""Announcements on the first page, the record with its filter, the town's own words, spending the common fund."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.support.queries import statements
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.currency import commands
from worgl.currency.queries import common_accounts
from worgl.currency.tests.walkers import Walkers, walk_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


@pytest.fixture
def town(db: None) -> Walkers:
    """Open the town."""
    return walk_in()


def text_of(response: Answer) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def key_in(response: Answer) -> str:
    """Return the key the form of a page carries."""
    found = re.search(r'name="key" value="([^"]+)"', response.content.decode())
    assert found
    return found[1]


def test_an_announcement_stands_on_home_until_it_is_put_away(town: Walkers) -> None:
    address, home = f"/c/{town.slug}/admin/notices/", f"/c/{town.slug}/"
    answer = town.alice.post(
        address, {"title": "Market day", "body": "On Sunday.", "days": "3", "key": "n"}, follow=True
    )
    assert "All members read it" in text_of(answer)
    page = town.bob.get(home)
    assert "Market day" in text_of(page)
    away = re.search(r"/notices/[0-9a-f-]+/dismiss/", page.content.decode())
    assert away
    town.bob.post(f"/c/{town.slug}{away.group()}", {"key": "d"})
    assert "Market day" not in text_of(town.bob.get(home))
    assert "1 has dismissed it" in text_of(town.alice.get(address))
    assert town.bob.get(address).status_code == 403
    assert town.alice.post(address, {"title": "", "days": "3", "key": "e"}).status_code == 422


def test_home_still_asks_the_database_little(town: Walkers) -> None:
    town.bob.get(f"/c/{town.slug}/")
    with statements() as asked:
        town.bob.get(f"/c/{town.slug}/")
    assert len(asked) <= 12, "\n".join(asked)


def test_the_record_is_filtered_on_the_page_and_in_the_table(town: Walkers) -> None:
    base = f"/c/{town.slug}/admin/log"
    assert "Suspended a member" in text_of(town.alice.get(f"{base}/?what=people"))
    assert "Nothing matches" in text_of(town.alice.get(f"{base}/?what=rules"))
    rows = list(csv.DictReader(io.StringIO(town.alice.get(f"{base}.csv?what=people").content.decode())))
    assert {row["code"] for row in rows} == {"communities.invited", "communities.suspended"}
    assert {row["whom"] for row in rows if row["code"] == "communities.suspended"} == {"Dora Klee"}
    assert town.alice.get(f"{base}/?since=moon").status_code == 422
    assert town.alice.get(f"{base}.csv?since=moon").status_code == 302
    assert town.bob.get(f"{base}.csv").status_code == 403


def test_the_towns_own_words_stand_where_those_words_stand(town: Walkers) -> None:
    own = {"community": "valley", "members": "neighbours", "commons": "village chest", "offer": "talent"}
    town.alice.post(f"/c/{town.slug}/admin/community/", {**own, "what": "words", "key": "w"})
    page = text_of(town.bob.get(f"/c/{town.slug}/town/"))
    for word in ("Valley", "Neighbours", "Village chest"):
        assert word in page
    assert "Village chest" in text_of(town.bob.get(f"/c/{town.slug}/town/commons/"))
    assert "Neighbours" in text_of(town.alice.get(f"/c/{town.slug}/admin/members/"))
    told = {"name": "Bob Hain", "about": "I mend bicycles", "key": "me"}
    assert town.bob.post(f"/c/{town.slug}/me/", told).status_code == 302
    assert "Talent I mend bicycles" in text_of(town.alice.get(f"/c/{town.slug}/members/{town.bob_code}/"))


def test_the_coin_is_renamed_everywhere_and_its_sign_stays(town: Walkers) -> None:
    address = f"/c/{town.slug}/admin/coin/"
    assert town.alice.post(address, {"coin_name": "oak", "key": "c"}).status_code == 302
    assert "oak" in text_of(town.bob.get(f"/c/{town.slug}/"))
    assert "ALD" in text_of(town.alice.get(address))
    assert "from “alder” to “oak”" in text_of(town.alice.get(f"/c/{town.slug}/admin/log/"))
    assert town.bob.post(address, {"coin_name": "elm", "key": "c"}).status_code == 403
    assert town.alice.post(address, {"coin_name": " ", "key": "e"}).status_code == 422


def test_the_common_fund_is_spent_with_a_reason_after_a_look(town: Walkers) -> None:
    commands.give_to_commons(actor=town.bob_id, amount_minor=3_000, key=IdempotencyKey("g"), now=clock.now())
    address = f"/c/{town.slug}/town/commons/spend/"
    typed = {"source": "commons", "payee": "Emma", "amount": "12.50", "reason": "New swings", "key": "once"}
    shown = town.alice.post(address, typed)
    assert (shown.status_code, shown.headers["Location"]) == (303, f"{address}?key=once")
    assert "30.00 Afterwards 17.50" in text_of(town.alice.get(shown.headers["Location"]))
    assert common_accounts(town.community).commons_minor == 3_000
    assert "New swings" in town.alice.get(address).content.decode()
    answer = town.alice.post(shown.headers["Location"], follow=True)
    assert "Emma Neu has received 12.50 alder." in text_of(answer)
    assert common_accounts(town.community).commons_minor == 1_750
    assert "New swings" in text_of(town.bob.get(f"/c/{town.slug}/town/commons/"))
    assert "New swings" not in town.alice.get(address).content.decode()
    answer = town.alice.post(shown.headers["Location"], follow=True)
    assert "Look below whether it was paid already" in text_of(answer)
    assert common_accounts(town.community).commons_minor == 1_750


def test_what_is_typed_for_the_common_fund_is_checked_and_its_key_pays_once(town: Walkers) -> None:
    commands.give_to_commons(actor=town.bob_id, amount_minor=3_000, key=IdempotencyKey("g"), now=clock.now())
    address = f"/c/{town.slug}/town/commons/spend/"
    typed = {"source": "commons", "payee": "Emma", "amount": "12.50", "reason": "New swings", "key": "once"}
    for wrong in ({"payee": "Nobody"}, {"amount": "x"}, {"reason": ""}):
        assert town.alice.post(address, {**typed, **wrong}).status_code == 422
    assert town.bob.get(address).status_code == town.bob.post(address, typed).status_code == 403
    town.alice.post(address, {**typed, "amount": "99"})
    assert "There is not so much" in text_of(town.alice.get(f"{address}?key=once"))
    refused = town.alice.post(f"{address}?key=once")
    assert refused.status_code == 422
    assert common_accounts(town.community).commons_minor == 3_000
    # A refusal is the answer of its key: the form that is shown again bears another, and pays once.
    again = key_in(refused)
    assert again != "once"
    town.alice.post(address, {**typed, "key": again})
    town.alice.post(f"{address}?key={again}")
    assert common_accounts(town.community).commons_minor == 1_750
    # The same key again with something else, as a page kept open would send it.
    town.alice.post(address, {**typed, "amount": "1", "key": again})
    answer = town.alice.post(f"{address}?key={again}", follow=True)
    assert "Nothing more was paid" in text_of(answer)
    assert common_accounts(town.community).commons_minor == 1_750
    assert "worgl_spend" in town.alice.cookies
    assert "worgl_spend" not in town.bob.cookies


@pytest.mark.parametrize("amount", ["99", "12.50"])
def test_a_page_of_the_common_fund_that_was_refused_pays_nothing_when_it_is_sent_again(
    town: Walkers, amount: str
) -> None:
    address = f"/c/{town.slug}/town/commons/spend/"
    typed = {"source": "commons", "payee": "Emma", "amount": "99", "reason": "New swings", "key": "once"}
    town.alice.post(address, typed)
    assert town.alice.post(f"{address}?key=once").status_code == 422
    commands.give_to_commons(actor=town.bob_id, amount_minor=9_900, key=IdempotencyKey("g"), now=clock.now())
    town.alice.post(address, {**typed, "amount": amount})
    told = text_of(town.alice.post(f"{address}?key=once", follow=True))
    assert "This form has had its answer: “There is not enough" in told
    assert "already paid" not in told
    assert common_accounts(town.community).commons_minor == 9_900
