"""Every bound of disputes, met at its edge: the last that fits goes through, the next is refused by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from worgl.core.errors import Refusal
from worgl.disputes import commands as disputes_commands
from worgl.disputes import rules as disputes
from worgl.disputes.errors import TextMissing, WrongMove
from worgl.payments.errors import TextTooLong
from worgl.payments.tests.builders import NOW, Town, fresh_key, fund, new_town, pay


@pytest.fixture
def town(db: None) -> Town:
    """Alice's town, in which Bob has 50.00."""
    made = new_town()
    fund(made, made.bob, 5_000)
    return made


def disputed(town: Town) -> disputes.DisputeId:
    own = pay(town.bob, town.alice, 100).payment
    return disputes_commands.open_dispute(actor=town.bob, payment=own, reason="stale", key=fresh_key(), now=NOW)


def refused(kind: type[Refusal], act: Callable[[], object], *, field: str = "") -> None:
    """Expect a refusal, at the field it names."""
    with pytest.raises(kind) as no:
        act()
    assert no.value.fields.get("field", "") == field
    assert "{" not in str(no.value)


def test_the_texts_of_a_dispute_keep_their_bounds(town: Town) -> None:
    own = disputed(town)

    def answer(text: str) -> None:
        disputes_commands.answer_dispute(actor=town.alice, dispute=own, answer=text, key=fresh_key(), now=NOW)

    refused(TextMissing, lambda: answer("  "), field="answer")
    refused(TextTooLong, lambda: answer("x" * (disputes.TEXT_MAX + 1)), field="answer")
    answer("x" * disputes.TEXT_MAX)


def test_a_dispute_that_is_over_takes_no_answer(town: Town) -> None:
    own = disputed(town)
    disputes_commands.withdraw_dispute(actor=town.bob, dispute=own, key=fresh_key(), now=NOW)
    refused(
        WrongMove,
        lambda: disputes_commands.answer_dispute(
            actor=town.alice, dispute=own, answer="fresh", key=fresh_key(), now=NOW
        ),
    )
