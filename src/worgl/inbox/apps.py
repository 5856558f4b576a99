"""Django's registration of the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worgl.core import domains

if TYPE_CHECKING:
    from ninja import Router


def _routers() -> tuple[Router, ...]:
    from worgl.inbox.api import ROUTERS

    return ROUTERS


class InboxConfig(domains.DomainConfig):
    """The inbox's tables and its jobs."""

    name = "worgl.inbox"
    label = "inbox"

    def ready(self) -> None:
        """Register the jobs."""
        from worgl.inbox import jobs  # noqa: F401 -- importable only once the tables are known

    def declares(self) -> domains.Domain:
        """Return which tables go along with a community."""
        from worgl.inbox import models
        from worgl.inbox.portability import STAYS, TABLES
        from worgl.inbox.queries import files_of_person

        return domains.Domain(
            routers=_routers,
            files_of_person=files_of_person,
            personal=(models.Notice, models.Choice, models.Reader, models.Endpoint, models.Message, models.Report),
            impersonal={
                models.Outgoing: "which notice is on its way by which channel; the notice tells it",
                models.Conversation: "who writes to whom; the messages tell it",
                models.Side: "who writes to whom; the messages tell it",
            },
            tables=TABLES,
            stays=STAYS,
        )
