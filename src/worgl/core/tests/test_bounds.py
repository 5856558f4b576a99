"""Bounds of the kit, met at their edge."""

from __future__ import annotations

import gc
from datetime import UTC, datetime

import pytest

from worgl.core import memory
from worgl.core.commands import KEY_MAX, IdempotencyKey, command
from worgl.core.drafts import COOKIE_MAX, DRAFTS_MAX, TYPED_MAX
from worgl.core.errors import InvalidInput
from worgl.core.paging import CURSOR_MAX, InvalidCursor, decode_cursor, encode_cursor

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@command
def _nothing(*, actor: str, key: IdempotencyKey, now: datetime) -> None: ...


@pytest.mark.django_db
def test_a_key_has_so_many_characters_and_no_more() -> None:
    _nothing(actor="a", key=IdempotencyKey("k" * KEY_MAX), now=NOW)
    for key in ("", "k" * (KEY_MAX + 1)):
        with pytest.raises(InvalidInput) as no:
            _nothing(actor="a", key=IdempotencyKey(key), now=NOW)
        assert no.value.fields["field"] == "key"


def test_drafts_fit_their_cookie() -> None:
    assert DRAFTS_MAX * TYPED_MAX < COOKIE_MAX


def test_a_mark_of_a_page_that_is_too_long_is_none() -> None:
    long = encode_cursor(("x" * CURSOR_MAX,))
    with pytest.raises(InvalidCursor):
        decode_cursor(long, length=1)


def test_the_collector_looks_as_soon_as_it_is_told_to() -> None:
    before = gc.get_threshold()
    try:
        memory.settle()
        assert gc.get_threshold()[0] == memory.YOUNG_MAX
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
