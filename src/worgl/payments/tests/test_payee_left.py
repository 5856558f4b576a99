"""A payee leaves in the middle of being paid: each page says so, and no coin moves."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from worgl.core import clock
from worgl.currency.queries import balance
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.payments.models import Payment

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

GONE = "Emma Neu is not an active member now, so no coins can go there."


@pytest.fixture
def town(db: None) -> Walkers:
    """Open the town; Bob has 100.00."""
    return walk_in()


def text_of(response: Answer) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def at(town: Walkers, name: str, *args: object) -> str:
    return reverse(f"payments:{name}", args=[town.slug, *args])


def emma_leaves(town: Walkers) -> None:
    answer = town.emma.post(reverse("web:leave", args=[town.slug]), {"sure": "on", "rest": "0", "key": "leaving"})
    assert answer.status_code == 302


def nothing_moved(town: Walkers) -> bool:
    bob = balance(member=town.bob_id, viewer=town.bob_id, now=clock.now())
    return bob.posted_minor == 10_000 and not Payment.objects.exists()


def test_who_leaves_while_a_payment_is_checked_is_not_paid_and_it_is_said(town: Walkers) -> None:
    form = {"amount": "12.50", "note": "bread", "key": "form-1"}
    assert town.bob.post(at(town, "pay_member", town.emma_code), form).status_code in {302, 303}
    check = f"{at(town, 'pay_check', town.emma_code)}?key=form-1"
    assert "Pay 12.50" in text_of(town.bob.get(check))
    emma_leaves(town)
    answer = town.bob.post(check)
    assert answer.status_code == 409
    assert GONE in text_of(answer)
    assert "Pay 12.50" not in text_of(town.bob.get(check))
    assert nothing_moved(town)


def test_the_code_and_the_pay_page_of_who_left_say_so(town: Walkers) -> None:
    emma_leaves(town)
    seen = town.bob.get(at(town, "pay_member", town.emma_code))
    assert GONE in text_of(seen)
    assert 'name="amount"' not in seen.content.decode()
    link = reverse("payments:link", args=[town.emma_code])
    assert town.bob.get(link).headers["Location"] == at(town, "pay_member", town.emma_code)
    assert town.charlie.get(link).status_code == 404
    sent = town.bob.post(at(town, "pay_member", town.emma_code), {"amount": "1.00", "note": "", "key": "form-2"})
    assert sent.status_code == 409
    assert GONE in text_of(sent)
    assert nothing_moved(town)
