"""Django's registration of the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from worgl.core import domains
from worgl.core.needs import NeedKind

if TYPE_CHECKING:
    from ninja import Router


def _routers() -> tuple[Router, ...]:
    from worgl.web.api import router

    return (router,)


class WebConfig(domains.DomainConfig):
    """The shell has pages and no tables."""

    name = "worgl.web"
    label = "web"

    def ready(self) -> None:
        """Register the jobs, and the tables operators may look into."""
        from worgl.web import jobs  # noqa: F401 -- importable only once the tables are known
        from worgl.web.tables import open_tables

        open_tables()

    def declares(self) -> domains.Domain:
        """Return what waits of all domains: work that has stopped."""
        from worgl.web.views.needs import given_up

        return domains.Domain(
            routers=_routers, needs=(NeedKind("job", 10, _("Failed"), "b", "circle-alert", given_up),)
        )
