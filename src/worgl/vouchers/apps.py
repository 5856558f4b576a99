"""Registers vouchers with Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worgl.core import domains

if TYPE_CHECKING:
    from ninja import Router


def _routers() -> tuple[Router, ...]:
    from worgl.vouchers.api import router

    return (router,)


class VouchersConfig(domains.DomainConfig):
    """Vouchers."""

    name = "worgl.vouchers"
    label = "vouchers"

    def ready(self) -> None:
        """Register the checks, the jobs, the notices and the readers of facts."""
        from worgl.vouchers import checks, jobs, notices  # noqa: F401 -- importable only once the tables are known

    def declares(self) -> domains.Domain:
        """Return what vouchers are."""
        from worgl.vouchers import facts, models, pages
        from worgl.vouchers.portability import TABLES
        from worgl.vouchers.queries import files_of_member, promised_in
        from worgl.vouchers.rules import CODES

        return domains.Domain(
            routers=_routers,
            files_of_member=files_of_member,
            personal=(models.Voucher,),
            tables=TABLES,
            untold=facts.UNTOLD,
            codes=CODES,
            promised=promised_in,
            fragments=pages.FRAGMENTS,
        )
