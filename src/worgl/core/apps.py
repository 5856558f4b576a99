"""Django's registration of the core."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The core's tables."""

    name = "worgl.core"
    label = "core"
