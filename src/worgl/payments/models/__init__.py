"""Tables of the payments."""

from worgl.payments.models.imports import ForeignAccount, ImportRun, RefusedRow
from worgl.payments.models.payment import Payment
from worgl.payments.models.requests import PaymentRequest

__all__ = ["ForeignAccount", "ImportRun", "Payment", "PaymentRequest", "RefusedRow"]
