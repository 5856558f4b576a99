"""Addresses of what a person is told: the same for all their communities."""

from django.urls import path

from worgl.inbox.views import devices, notices, settings

app_name = "inbox"

urlpatterns = [
    path("notices/", notices.notices_page, name="notices"),
    path("notices/read/", notices.read_all, name="read_all"),
    path("notices/<uuid:notice>/", notices.open_notice, name="open"),
    path("settings/notices/", settings.settings_page, name="settings"),
    path("settings/notices/hours/", settings.save_hours, name="hours"),
    path("settings/notices/address/", settings.trust_address, name="trust_address"),
    path("settings/notices/devices/", devices.add, name="add_device"),
    path("settings/notices/devices/<uuid:endpoint>/remove/", devices.remove, name="remove_device"),
    path("off/<str:token>/", settings.turn_off, name="off"),
]
