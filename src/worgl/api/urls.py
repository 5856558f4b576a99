"""Addresses of the API."""

from __future__ import annotations

from django.urls import include, path

from worgl.api.api import house

app_name = "api"

urlpatterns = [
    path("api/v1/", include((house.patterns(), "v1"))),
]
