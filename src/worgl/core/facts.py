"""The base of every fact: what happened, written by `core.outbox` in the transaction in which it happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Fact:
    """Base of every fact; a subclass is a frozen dataclass with a stable `topic` such as "payments.paid"."""

    topic: ClassVar[str] = ""
