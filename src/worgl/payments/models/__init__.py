"""Tables of the payments."""

from worgl.payments.models.disputes import Dispute
from worgl.payments.models.imports import ForeignAccount, ImportedNote, ImportRun, RefusedRow
from worgl.payments.models.pay_lists import PayList, PayListRow
from worgl.payments.models.payment import Payment
from worgl.payments.models.requests import PaymentRequest
from worgl.payments.models.standing import StandingOrder, StandingRun
from worgl.payments.models.vouchers import Voucher

__all__ = [
    "Dispute",
    "ForeignAccount",
    "ImportRun",
    "ImportedNote",
    "PayList",
    "PayListRow",
    "Payment",
    "PaymentRequest",
    "RefusedRow",
    "StandingOrder",
    "StandingRun",
    "Voucher",
]
