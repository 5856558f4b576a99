"""Addresses of the API."""

from __future__ import annotations

from django.urls import include, path

from worgl.api.api import api, around, root
from worgl.api.views import about, hooks, keys

app_name = "api"

urlpatterns = [
    path("settings/keys/", keys.keys, name="keys"),
    path("settings/keys/<uuid:personal_key>/revoke/", keys.revoke, name="revoke_key"),
    path("c/<slug:slug>/webhooks/", hooks.hooks, name="hooks"),
    path("c/<slug:slug>/webhooks/<uuid:endpoint>/", hooks.hook, name="hook"),
    path("c/<slug:slug>/webhooks/<uuid:endpoint>/messages/<uuid:message>/replay/", hooks.replay, name="hook_replay"),
    path("c/<slug:slug>/webhooks/<uuid:endpoint>/<str:act>/", hooks.act, name="hook_act"),
    path("api/", about.about, name="about"),
    path("api/topics/<slug:topic>/", about.topic, name="topic"),
    path("api/topics/<slug:topic>/<slug:operation>/", about.address, name="address"),
    path("api/v1/", around(root, ("GET",)), name="root"),
    path("api/v1/", include((api.patterns(), "v1"))),
]
