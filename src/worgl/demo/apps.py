"""Django's entry for the demo domain."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The living demo town."""

    name = "worgl.demo"
    label = "demo"
