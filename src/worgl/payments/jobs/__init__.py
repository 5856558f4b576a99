"""Work of the payments that falls due by itself; importing this room registers it."""

from worgl.payments.jobs import pay_lists, requests, standing

__all__ = [
    "pay_lists",
    "requests",
    "standing",
]
