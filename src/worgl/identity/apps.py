"""Django's registration of identity."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """People and sign-in."""

    name = "worgl.identity"
    label = "identity"
