"""Django's registration of identity."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """People and sign-in."""

    name = "worgl.identity"
    label = "identity"

    def ready(self) -> None:
        """Register checks and jobs; put our counters and our rules for clients in the place of allauth's."""
        from allauth.account.internal.flows import reauthentication

        from worgl.identity import checks, jobs, pages  # noqa: F401 -- importable only once the tables are known
        from worgl.identity.adapter import rates, validator

        rates.install()
        validator.install()
        reauthentication.did_recently_reauthenticate = pages.is_confirmed
