"""The payments' writes: pay, refund, record what happened elsewhere, import history."""

from worgl.payments.commands.batches import record_batch
from worgl.payments.commands.import_run import ImportReport
from worgl.payments.commands.importing import import_transfers
from worgl.payments.commands.ordering import pay_many
from worgl.payments.commands.paying import pay, preview_payment
from worgl.payments.commands.refunding import preview_refund, refund

__all__ = [
    "ImportReport",
    "import_transfers",
    "pay",
    "pay_many",
    "preview_payment",
    "preview_refund",
    "record_batch",
    "refund",
]
