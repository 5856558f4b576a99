"""Tables of the payments."""

from worgl.payments.models.imports import ForeignAccount, ImportRun, RefusedRow
from worgl.payments.models.payment import Payment

__all__ = ["ForeignAccount", "ImportRun", "Payment", "RefusedRow"]
