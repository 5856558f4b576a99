"""Tables of standing orders and pay lists."""

from worgl.orders.models.pay_lists import PayList, PayListRow
from worgl.orders.models.standing import StandingOrder, StandingRun

__all__ = ["PayList", "PayListRow", "StandingOrder", "StandingRun"]
