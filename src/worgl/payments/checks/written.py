"""What members wrote with payments and follows from nothing else: compared with its seals."""

from __future__ import annotations

from worgl.core.checks import proves
from worgl.payments.queries.proving import unchanged
from worgl.payments.seals import PAYMENT

proves("payments.payment", "Note, day, sides and kind of each payment are as they were written.")(unchanged(PAYMENT))
