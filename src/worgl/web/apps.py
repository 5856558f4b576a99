"""Django's registration of the shell."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The shell has pages and no tables."""

    name = "worgl.web"
    label = "web"
