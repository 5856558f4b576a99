"""The payments' writes: pay, refund, record what happened elsewhere."""

from worgl.payments.commands.batch_lines import pay_many
from worgl.payments.commands.batches import record_batch
from worgl.payments.commands.paying import pay, preview_payment
from worgl.payments.commands.paying_in_bulk import BulkPayment, pay_in_bulk
from worgl.payments.commands.refunding import preview_refund, refund

__all__ = [
    "BulkPayment",
    "pay",
    "pay_in_bulk",
    "pay_many",
    "preview_payment",
    "preview_refund",
    "record_batch",
    "refund",
]
