"""Hashing of passwords, bounded: each costs a hundred megabytes for as long as it is computed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import Argon2PasswordHasher

from worgl.identity.errors import PasswordsBusy

AT_ONCE = 2
"""Passwords that one process hashes at the same time, each with all of the machine's cores."""
IN_LINE_MAX = 8
"""Passwords that are hashed or wait for it in a process; each holds a thread that pages need too."""
WAIT_S = 10.0
_hashing = threading.BoundedSemaphore(AT_ONCE)
_line = threading.BoundedSemaphore(IN_LINE_MAX)


class BoundedArgon2(Argon2PasswordHasher):
    """Argon2 as Django sets it, no more than AT_ONCE at a time; refuses PasswordsBusy when too many wait.

    Sign-ins, new passwords, and the secrets of sites and programs all come through here.
    """

    def encode(self, password: str, salt: str) -> str:
        """Return the hash of a password; refuses PasswordsBusy."""
        with _turn():
            encoded: str = super().encode(password, salt)
        return encoded

    def verify(self, password: str, encoded: str) -> bool:
        """Tell whether a password is the one of a hash; refuses PasswordsBusy."""
        with _turn():
            return bool(super().verify(password, encoded))


@contextmanager
def _turn() -> Iterator[None]:
    if not _line.acquire(blocking=False):
        raise PasswordsBusy
    try:
        if not _hashing.acquire(timeout=WAIT_S):
            raise PasswordsBusy
        try:
            yield
        finally:
            _hashing.release()
    finally:
        _line.release()
