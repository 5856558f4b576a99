"""Standing orders and pay lists that fall due by themselves; importing this room registers it."""

from worgl.orders.jobs import pay_lists, standing

__all__ = ["pay_lists", "standing"]
