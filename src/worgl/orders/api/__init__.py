"""The API's addresses about standing orders and pay lists."""

from worgl.orders.api import pay_lists, standing

__all__ = ["pay_lists", "standing"]
