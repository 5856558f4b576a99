"""Every bound of vouchers, met at its edge: the last that fits goes through, the next is refused by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from worgl.core.errors import Refusal
from worgl.payments.tests.builders import NOW, Town, fresh_key, fund, new_town
from worgl.vouchers import commands as issuing
from worgl.vouchers import commands as vouchers_commands
from worgl.vouchers import rules as vouchers
from worgl.vouchers.api import CODE_TYPED_MAX, TypedCode
from worgl.vouchers.errors import TooManyVouchers, VoucherInvalid

TODAY = date(2026, 6, 10)
Patch = pytest.MonkeyPatch


@pytest.fixture
def town(db: None) -> Town:
    """Alice's town, in which Bob has 50.00."""
    made = new_town()
    fund(made, made.bob, 5_000)
    return made


def issue(town: Town, *, count: int = 1, days: int = 10) -> None:
    last_day = TODAY + timedelta(days=days)
    vouchers_commands.issue_vouchers(
        actor=town.bob, amount_minor=1, count=count, last_day=last_day, note="", key=fresh_key(), now=NOW
    )


def refused(kind: type[Refusal], act: Callable[[], object], *, field: str = "") -> None:
    """Expect a refusal, at the field it names."""
    with pytest.raises(kind) as no:
        act()
    assert no.value.fields.get("field", "") == field
    assert "{" not in str(no.value)


def test_open_vouchers_have_a_most(town: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(issuing, "OPEN_MAX", 3)
    issue(town, count=2)
    refused(TooManyVouchers, lambda: issue(town, count=2))
    issue(town, count=1)
    refused(TooManyVouchers, lambda: issue(town, count=1))


def test_a_series_of_vouchers_keeps_its_bounds(town: Town) -> None:
    issue(town, count=vouchers.COUNT_MAX, days=vouchers.DAYS_MAX)
    refused(VoucherInvalid, lambda: issue(town, count=vouchers.COUNT_MAX + 1), field="count")
    refused(VoucherInvalid, lambda: issue(town, count=0), field="count")
    refused(VoucherInvalid, lambda: issue(town, days=vouchers.DAYS_MAX + 1), field="last_day")
    refused(VoucherInvalid, lambda: issue(town, days=-1), field="last_day")


def test_a_code_is_typed_with_as_many_signs_around_it_as_fit() -> None:
    TypedCode(code=" " * CODE_TYPED_MAX)
    with pytest.raises(ValidationError) as no:
        TypedCode(code=" " * (CODE_TYPED_MAX + 1))
    assert [error["loc"] for error in no.value.errors()] == [("code",)]
