"""The payments' writes: pay, refund, ask and answer, record what happened elsewhere, import history."""

from worgl.payments.commands.answering import deny_request, pay_request, preview_request
from worgl.payments.commands.batches import record_batch
from worgl.payments.commands.import_run import ImportReport
from worgl.payments.commands.importing import import_transfers
from worgl.payments.commands.paying import pay, preview_payment
from worgl.payments.commands.refunding import preview_refund, refund
from worgl.payments.commands.requesting import cancel_request, remind, request_payment, show_at_till

__all__ = [
    "ImportReport",
    "cancel_request",
    "deny_request",
    "import_transfers",
    "pay",
    "pay_request",
    "preview_payment",
    "preview_refund",
    "preview_request",
    "record_batch",
    "refund",
    "remind",
    "request_payment",
    "show_at_till",
]
