"""How often programs may ask: counted in memory, where nothing pushes a count out."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from worgl.api.api.authentication import ADDRESS_SLOTS, Windows, slot_of


class Hand:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = 61.0

    def __call__(self) -> float:
        return self.at


def test_other_names_push_no_count_out_and_the_next_window_forgets_them_all() -> None:
    hand = Hand()
    windows = Windows(hand)
    for _each in range(3):
        windows.count("key a", limit=3)
    for number in range(30_000):
        windows.count(f"key {number}", limit=3)
    assert not windows.count("key a", limit=3).is_allowed
    hand.at = 120
    assert windows.count("key a", limit=3).is_allowed
    assert len(windows) == 1


def test_however_many_addresses_ask_no_more_is_kept_than_there_are_slots() -> None:
    windows = Windows(Hand())
    for number in range(200_000):
        windows.count(slot_of(f"2001:db8::{number:x}"), limit=3)
    assert len(windows) <= ADDRESS_SLOTS


@pytest.mark.django_db
def test_guesses_are_counted_by_the_visitors_address_behind_a_proxy_and_by_network_on_ipv6(settings: Settings) -> None:
    settings.PROXIES, settings.API_GUESSES_A_MINUTE = 1, 2

    def guess(address: str) -> int:
        headers = {"X-Forwarded-For": address, "Authorization": "Bearer guessed"}
        return Client(REMOTE_ADDR="127.0.0.1").get("/api/v1/me", headers=headers).status_code

    assert [guess("2001:db8:5:5::1"), guess("2001:db8:5:5::2"), guess("2001:db8:5:5::3")] == [401, 401, 429]
    assert guess("2001:db8:5:6::1") == 401
