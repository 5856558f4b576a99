"""Work of the payments that falls due by itself; importing this room registers it."""

from worgl.payments.jobs import disputes, pay_lists, requests, standing, vouchers

__all__ = [
    "disputes",
    "pay_lists",
    "requests",
    "standing",
    "vouchers",
]
