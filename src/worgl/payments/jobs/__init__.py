"""Work of the payments that falls due by itself; importing this room registers it."""

from worgl.payments.jobs import requests

__all__ = ["requests"]
