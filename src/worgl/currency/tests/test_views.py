"""What the pages of the town's money promise: open figures for members, tools for the treasurer, nothing by GET."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.db.models import F
from django.test import Client
from django.urls import reverse

from tests.support.queries import statements
from worgl.core.limits import LETTERS_OF_LIMITS
from worgl.core.models import Counter
from worgl.currency.rules import DayFigure
from worgl.currency.rules.tables import figures_csv, filled
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.currency.views.figures import DAILY_BARS_MAX, WEEKLY_BARS_MAX, bucketed, change_ppm

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

QUERIES_MAX = 12
MONDAY = date(2026, 3, 2)


@pytest.fixture
def town(db: None) -> Walkers:
    """Open a town where Alice runs things, Bob is a member, Charlie a stranger, Dora suspended, Emil an applicant."""
    return walk_in()


def page(town: Walkers, name: str, *args: object) -> str:
    """Return the address of a page of the town."""
    return reverse(f"currency:{name}", args=[town.slug, *args])


def text_of(response: Answer) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


#                  alice bob  charlie dora anonymous
DOORS = """
town               200   200  403     200  302
figures_csv        200   200  403     200  302
levies             200   200  403     200  302
commons            200   200  403     200  302
issue              200   403  403     403  302
issue_check        200   403  403     403  302
limits             200   403  403     403  302
limits_member      200   403  403     403  302
rehearsal          200   403  403     403  302
running            200   403  403     403  302
"""


@pytest.mark.parametrize("row", DOORS.strip().splitlines())
def test_each_page_opens_to_those_it_is_for(town: Walkers, row: str) -> None:
    name, *expected = row.split()
    args = [town.emma_code] if name == "limits_member" else []
    query = "?key=k" if name == "issue_check" else ""
    for client in town.clients() if query else ():
        typed(town, client)
    seen = [str(client.get(page(town, name, *args) + query).status_code) for client in town.clients()]
    assert seen == expected


@pytest.mark.parametrize("name", DOORS.split()[::6])
def test_a_page_keeps_its_budget_of_queries(town: Walkers, name: str) -> None:
    args = [town.emma_code] if name == "limits_member" else []
    query = "?key=k" if name == "issue_check" else ""
    typed(town, town.alice)
    with statements() as asked:
        assert town.alice.get(page(town, name, *args) + query).status_code == 200
    assert len(asked) <= QUERIES_MAX, "\n".join(asked)


def test_trying_another_rate_keeps_the_rehearsal_in_its_budget(town: Walkers) -> None:
    with statements() as asked:
        assert town.alice.get(page(town, "rehearsal"), {"rate": "2"}).status_code == 200
    assert len(asked) <= QUERIES_MAX, "\n".join(asked)


def test_the_town_shows_supply_members_and_the_way_to_every_detail(town: Walkers) -> None:
    seen = town.bob.get(page(town, "town"))
    words = text_of(seen)
    assert "100.00" in words
    assert "In circulation" in words
    assert page(town, "levies") in seen.content.decode()
    assert page(town, "issue") not in seen.content.decode()
    assert page(town, "issue") in town.alice.get(page(town, "town")).content.decode()


def test_the_figures_can_be_taken_along(town: Walkers) -> None:
    rows = town.bob.get(page(town, "figures_csv")).content.decode().splitlines()
    assert rows[0] == "day,volume,payments,minted,retired,faded,supply"
    assert rows[-1].endswith(",0.00,0,100.00,0.00,0.00,100.00")


def test_the_rule_is_told_with_its_yearly_figure_and_the_members_own_part(town: Walkers) -> None:
    words = text_of(town.bob.get(page(town, "levies")))
    assert "1 % a month, 11.4 % a year" in words
    assert "1.00" in words


def typed(town: Walkers, client: Client, *, amount: str = "5.00", reason: str = "start", key: str = "k") -> Answer:
    """Type an issue to Emma and go on to the check page."""
    asked = {"payee": town.emma_code, "amount": amount, "reason": reason, "key": key}
    return client.post(page(town, "issue"), asked)


def issued(town: Walkers, client: Client, *, key: str = "k") -> Answer:
    """Send a confirmed issue to Emma."""
    typed(town, client, key=key)
    return client.post(f"{page(town, 'issue_check')}?key={key}")


def test_the_treasurer_issues_after_seeing_what_happens_and_once_per_form(town: Walkers) -> None:
    sent = typed(town, town.alice)
    assert sent.headers["Location"] == f"{page(town, 'issue_check')}?key=k"
    checked = text_of(town.alice.get(sent.headers["Location"]))
    assert "105.00" in checked
    assert issued(town, town.alice).status_code == issued(town, town.alice).status_code == 302
    assert "5.00" in text_of(town.alice.get(page(town, "issue")))
    assert "105.00" in text_of(town.bob.get(page(town, "town")))


def test_an_issue_confirmed_twice_with_other_content_is_asked_again(town: Walkers) -> None:
    issued(town, town.alice)
    typed(town, town.alice, amount="6.00")
    again = town.alice.post(f"{page(town, 'issue_check')}?key=k")
    assert again.status_code == 303
    assert again.headers["Location"] != f"{page(town, 'issue_check')}?key=k"
    assert "Nothing more was issued" in text_of(town.alice.get(again.headers["Location"]))
    assert "105.00" in text_of(town.bob.get(page(town, "town")))


def test_a_check_page_without_what_was_typed_leads_back_to_the_form(town: Walkers) -> None:
    answer = town.alice.get(f"{page(town, 'issue_check')}?key=gone", follow=True)
    assert "What you typed is no longer here" in text_of(answer)


def test_nobody_else_issues(town: Walkers) -> None:
    assert issued(town, town.bob).status_code == 403
    assert issued(town, town.charlie).status_code == 403
    assert "105.00" not in text_of(town.bob.get(page(town, "town")))


@pytest.mark.parametrize(
    ("payee", "amount", "reason", "field"),
    [
        ("AAAAAAAA", "5", "x", "payee"),
        ("", "5", "x", "payee"),
        ("{emma}", "five", "x", "amount"),
        ("{emma}", "5", "", "reason"),
    ],
)
def test_a_wrong_issue_is_explained_beside_its_field(
    town: Walkers, payee: str, amount: str, reason: str, field: str
) -> None:
    asked = {"payee": payee.replace("{emma}", town.emma_code), "amount": amount, "reason": reason, "key": "k"}
    answer = town.alice.post(page(town, "issue"), asked)
    assert answer.status_code in {404, 422}
    assert f'aria-describedby="id_{field}' in answer.content.decode()
    assert f'id="id_{field}_error"' in answer.content.decode()


def test_the_treasurer_sets_a_ceiling_and_it_stands(town: Walkers) -> None:
    address = page(town, "limits_member", town.emma_code)
    done = town.alice.post(address, {"credit": "0", "ceiling": "250", "key": "k"})
    assert done.status_code == 302
    assert "250.00" in text_of(town.alice.get(address))
    wrong = town.alice.post(address, {"credit": "0", "ceiling": "lots", "key": "k2"})
    assert wrong.status_code == 422
    assert 'value="lots"' in wrong.content.decode()
    assert town.bob.post(address, {"credit": "0", "ceiling": "1", "key": "k3"}).status_code == 403


def test_a_treasurer_is_written_to_of_changed_limits_once_in_a_while(town: Walkers) -> None:
    def letters_of(client: Client, times: int) -> int:
        before = len(mail.outbox)
        for number in range(times):
            given = {"credit": "0", "ceiling": "250", "key": f"{before} {number}"}
            assert client.post(page(town, "limits_member", town.emma_code), given).status_code == 302
        return len(mail.outbox) - before

    mail.outbox.clear()
    assert letters_of(town.alice, LETTERS_OF_LIMITS.most) == LETTERS_OF_LIMITS.most
    assert "the limits of a member of Alderbrook were changed" in str(mail.outbox[-1].body)
    assert letters_of(town.alice, 2) == 0
    passed = timedelta(seconds=LETTERS_OF_LIMITS.span_s)
    Counter.objects.filter(rate=LETTERS_OF_LIMITS.name).update(ends_at=F("ends_at") - passed)
    assert letters_of(town.alice, LETTERS_OF_LIMITS.most + 1) == LETTERS_OF_LIMITS.most


def test_a_rehearsal_books_nothing_and_another_rate_can_be_tried(town: Walkers) -> None:
    seen = text_of(town.alice.get(page(town, "rehearsal"), {"rate": "2"}))
    assert "2.00" in seen
    assert "21.5 %" in seen
    for typed in ("2,5", "2.5 %", "2,5%", "2.500"):
        assert 'value="' in town.alice.get(page(town, "rehearsal"), {"rate": typed}).content.decode()
        assert "At 2.5 %" in text_of(town.alice.get(page(town, "rehearsal"), {"rate": typed})), typed
    wrong = town.alice.get(page(town, "rehearsal"), {"rate": "2.5.1"})
    assert wrong.status_code == 422
    assert "between 0 and 100" in text_of(wrong)
    assert town.alice.get(page(town, "rehearsal"), {"rate": "many"}).status_code == 422
    assert town.alice.get(page(town, "rehearsal"), {"rate": "101"}).status_code == 422
    assert "100.00" in text_of(town.bob.get(page(town, "town")))


@pytest.mark.parametrize("name", ["issue_check", "limits_member"])
def test_a_change_without_the_pages_own_token_is_refused(town: Walkers, name: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = town.alice.cookies
    args = [town.emma_code] if name == "limits_member" else []
    assert strict.post(page(town, name, *args), {"credit": "0"}).status_code == 403


def figure(day: date, *, volume: int = 0, supply: int = 0) -> DayFigure:
    """Return a day's figures."""
    return DayFigure(day, volume, 1 if volume else 0, 0, 0, 0, supply)


def test_days_without_a_transfer_keep_the_supply_and_trade_nothing() -> None:
    given = [figure(MONDAY, volume=5, supply=100), figure(MONDAY + timedelta(days=3), volume=7, supply=90)]
    days = filled(given, since=MONDAY + timedelta(days=1), through=MONDAY + timedelta(days=4))
    assert [(day.volume_minor, day.supply_minor) for day in days] == [(0, 100), (0, 100), (7, 90), (0, 90)]


@pytest.mark.parametrize(
    ("count", "bars"),
    [(DAILY_BARS_MAX, 31), (32, 6), (90, 14), (365, 53), (7 * WEEKLY_BARS_MAX, 61), (421, 15), (700, 24)],
)
def test_bars_gather_days_until_they_find_room_and_lose_nothing(count: int, bars: int) -> None:
    days = [figure(MONDAY + timedelta(days=offset), volume=offset) for offset in range(count)]
    gathered = bucketed(days)
    assert len(gathered) in {bars - 1, bars}
    assert sum(value for _day, value in gathered) == sum(range(count))


def test_growth_from_nothing_has_no_rate() -> None:
    assert change_ppm(0, 5) is None
    assert change_ppm(100, 103) == 30_000


def test_the_file_of_figures_has_a_row_a_day() -> None:
    assert figures_csv([figure(MONDAY, volume=150, supply=7)], exponent=2).splitlines()[1] == (
        "2026-03-02,1.50,1,0.00,0.00,0.00,0.07"
    )
