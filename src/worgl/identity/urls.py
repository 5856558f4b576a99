"""Addresses of a person's own pages and of consent; the rest of signing in and out is allauth's."""

from django.urls import path

from worgl.identity.views import language, own, provider

app_name = "identity"

urlpatterns = [
    path("settings/", own.settings_page, name="settings"),
    path("settings/name/", own.rename, name="rename"),
    path("settings/picture/", own.picture, name="picture"),
    path("settings/picture/remove/", own.forget_picture, name="forget_picture"),
    path("language/", language.switch_language, name="language"),
    path("settings/apps/", provider.connected, name="connected"),
    path("settings/apps/<str:client>/", provider.disconnect, name="disconnect"),
    # These stand before allauth's own of the same path.
    path("identity/o/authorize", provider.authorize, name="authorize"),
    path("identity/o/logout", provider.sign_out, name="sign_out_asked"),
    path("identity/o/device", provider.not_offered, name="no_device"),
    path("identity/o/api/device/code", provider.not_offered, name="no_device_code"),
]
