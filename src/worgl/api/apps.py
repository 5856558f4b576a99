"""Registers the API with Django."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API."""

    name = "worgl.api"
    label = "api"
