"""What pages and the API of the domains above share with those of payments, and where they may draw."""

from __future__ import annotations

from worgl.core.fragments import Slot
from worgl.payments.pages.active import active_page, active_till_page
from worgl.payments.rules import Receipt

ON_RECEIPT: Slot[Receipt] = Slot("receipt")
"""Below a receipt."""
ON_ACTIVITY: Slot[None] = Slot("activity")
"""Beside the title of the activity."""
TYPED: Slot[str] = Slot("typed")
"""What else was meant by what was typed in the search for a payee."""
WAYS_TO_PAY: Slot[None] = Slot("ways to pay")
"""Rows of more ways to pay."""
WAYS_TO_BE_PAID: Slot[None] = Slot("ways to be paid")
"""Rows of more ways to be paid."""
BESIDE_BALANCE: Slot[None] = Slot("beside balance")
"""Buttons below the balance of one's home."""

__all__ = [
    "BESIDE_BALANCE",
    "ON_ACTIVITY",
    "ON_RECEIPT",
    "TYPED",
    "WAYS_TO_BE_PAID",
    "WAYS_TO_PAY",
    "active_page",
    "active_till_page",
]
