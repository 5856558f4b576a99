"""Rules of standing orders and pay lists."""

from worgl.orders.rules.pay_lists import ListMode, PayListId
from worgl.orders.rules.standing import CatchUp, OrderId, Plan, Rhythm

__all__ = ["CatchUp", "ListMode", "OrderId", "PayListId", "Plan", "Rhythm"]
