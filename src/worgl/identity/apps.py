"""Django's registration of identity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worgl.core import domains

if TYPE_CHECKING:
    from ninja import Router


def _routers() -> tuple[Router, ...]:
    from worgl.identity.api import router

    return (router,)


class IdentityConfig(domains.DomainConfig):
    """People and sign-in."""

    name = "worgl.identity"
    label = "identity"

    def ready(self) -> None:
        """Register checks and jobs; put our counters, rules and ways to confirm in the place of allauth's."""
        from allauth.account.internal.flows import reauthentication

        from worgl.identity import checks, jobs, pages  # noqa: F401 -- importable only once the tables are known
        from worgl.identity.adapter import confirming, rates, validator

        rates.install()
        validator.install()
        confirming.install()
        reauthentication.did_recently_reauthenticate = pages.is_confirmed

    def declares(self) -> domains.Domain:
        """Return how people go along with a community."""
        from worgl.identity import models
        from worgl.identity.queries import files_of_person

        return domains.Domain(
            routers=_routers,
            files_of_person=files_of_person,
            personal=(models.Person, models.Picture, models.Consent),
            impersonal={
                models.Grant: "hashes of codes that ended; the consent tells it",
            },
            stays={
                models.Person: "people are matched by their addresses, by the room for it",
                models.Picture: "pictures go along with their people, by the room for it",
                models.Consent: "what a person allows a site is this node's",
                models.Grant: "what a site was given is this node's",
            },
        )
