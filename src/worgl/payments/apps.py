"""Registers the payments with Django."""

from __future__ import annotations

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """The payments."""

    name = "worgl.payments"
    label = "payments"
