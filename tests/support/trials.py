"""Trying a write to see what it would leave behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

Answer = TypeVar("Answer")


def taken_back(body: Callable[[], Answer]) -> Answer:
    """Return what a write and the reads after it answer; nothing of it stays."""
    with transaction.atomic():
        answer = body()
        transaction.set_rollback(True)
    return answer
