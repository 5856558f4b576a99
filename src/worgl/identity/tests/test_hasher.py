"""Passwords cost memory while they are checked: only a few are at a time, and who is too many is told so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.urls import reverse

from worgl.identity.adapter import hasher
from worgl.identity.adapter.hasher import AT_ONCE, IN_LINE_MAX, BoundedArgon2
from worgl.identity.errors import PasswordsBusy
from worgl.identity.tests.builders import PASSWORD, person
from worgl.identity.tests.test_sign_in import is_signed_in

WAIT_S = 30


class Gate(Argon2PasswordHasher):
    """Stands in the place of Argon2: counts who is within, and lets nobody out before it is opened."""

    lock, within, most, opened = threading.Lock(), 0, 0, threading.Event()
    full = threading.Semaphore(0)

    def encode(self, password: str, salt: str) -> str:
        with Gate.lock:
            Gate.within += 1
            Gate.most = max(Gate.most, Gate.within)
        Gate.full.release()
        assert Gate.opened.wait(WAIT_S)
        with Gate.lock:
            Gate.within -= 1
        return password


class Guarded(BoundedArgon2, Gate):
    """The gate behind the bound."""


@contextmanager
def held(places: threading.Semaphore, count: int) -> Iterator[None]:
    """Hold all places of a kind."""
    for _place in range(count):
        assert places.acquire(timeout=WAIT_S)
    try:
        yield
    finally:
        places.release(count)


def test_a_few_passwords_are_hashed_at_a_time_and_a_few_wait() -> None:
    def hash_one(number: int) -> bool:
        try:
            Guarded().encode(f"password-{number}", "salt")
        except PasswordsBusy:
            return False
        return True

    with ThreadPoolExecutor(3 * IN_LINE_MAX) as pool:
        asked = [pool.submit(hash_one, number) for number in range(IN_LINE_MAX)]
        for _one in range(AT_ONCE):
            assert Gate.full.acquire(timeout=WAIT_S)
        while hasher._line.acquire(blocking=False):
            hasher._line.release()
        late = [pool.submit(hash_one, number) for number in range(IN_LINE_MAX)]
        assert not any(one.result(WAIT_S) for one in late)
        Gate.opened.set()
        assert all(one.result(WAIT_S) for one in asked)
    assert (Gate.most, Gate.within) == (AT_ONCE, 0)


def test_who_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hasher, "WAIT_S", 0.0)
    with held(hasher._hashing, AT_ONCE), pytest.raises(PasswordsBusy):
        BoundedArgon2().encode(PASSWORD, "salt-of-this-test")
    assert hasher._line.acquire(blocking=False), "who was refused leaves the line"
    hasher._line.release()


@pytest.mark.django_db
def test_too_many_sign_ins_at_once_are_told_so_and_cost_nobody_a_try() -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    right = {"login": "mira@example.org", "password": PASSWORD}
    with held(hasher._line, IN_LINE_MAX):
        for _try in range(12):
            answer = Client().post(reverse("account_login"), right)
            assert (answer.status_code, "Retry-After" in answer.headers) == (PasswordsBusy.status, True)
            assert "Many people are signing in right now" in answer.content.decode()
    client = Client()
    client.post(reverse("account_login"), right)
    assert is_signed_in(client)
