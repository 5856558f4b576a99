"""The payments' writes: pay, refund, record what happened elsewhere."""

from worgl.payments.commands.batches import record_batch
from worgl.payments.commands.ordering import pay_many
from worgl.payments.commands.paying import pay, preview_payment
from worgl.payments.commands.paying_together import Wish as PaymentWish
from worgl.payments.commands.paying_together import pay_what_fits
from worgl.payments.commands.refunding import preview_refund, refund

__all__ = [
    "PaymentWish",
    "pay",
    "pay_many",
    "pay_what_fits",
    "preview_payment",
    "preview_refund",
    "record_batch",
    "refund",
]
