"""Addresses of a person's own pages; signing in and out is allauth's, under /account/."""

from django.urls import path

from worgl.identity import views

app_name = "identity"

urlpatterns = [
    path("settings/", views.settings_page, name="settings"),
    path("settings/name/", views.rename, name="rename"),
]
