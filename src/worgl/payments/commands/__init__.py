"""The payments' writes: pay, refund, ask and answer, record what happened elsewhere, import history."""

from worgl.payments.commands.answering import deny_request, pay_request, preview_request
from worgl.payments.commands.batches import record_batch
from worgl.payments.commands.disputing import (
    answer_dispute,
    open_dispute,
    rule_dispute,
    settle_dispute,
    withdraw_dispute,
)
from worgl.payments.commands.import_run import ImportReport
from worgl.payments.commands.importing import Wish as ImportWish
from worgl.payments.commands.importing import import_transfers, rehearse_transfers
from worgl.payments.commands.list_runs import run_list
from worgl.payments.commands.ordering import pay_many
from worgl.payments.commands.owing import collect_owed
from worgl.payments.commands.pay_lists import draft_list, forget_drafts, start_list
from worgl.payments.commands.paying import pay, preview_payment
from worgl.payments.commands.paying_together import Wish as PaymentWish
from worgl.payments.commands.paying_together import pay_what_fits
from worgl.payments.commands.refunding import preview_refund, refund
from worgl.payments.commands.requesting import cancel_request, remind, request_payment, show_at_till
from worgl.payments.commands.standing import (
    Wish,
    cancel_order,
    cancel_orders_of,
    make_order,
    pause_order,
    resume_order,
    skip_next,
    try_order,
)
from worgl.payments.commands.standing_runs import pay_due
from worgl.payments.commands.vouchers import cancel_series, issue_vouchers, redeem_voucher, return_expired

__all__ = [
    "ImportReport",
    "ImportWish",
    "PaymentWish",
    "Wish",
    "answer_dispute",
    "cancel_order",
    "cancel_orders_of",
    "cancel_request",
    "cancel_series",
    "collect_owed",
    "deny_request",
    "draft_list",
    "forget_drafts",
    "import_transfers",
    "issue_vouchers",
    "make_order",
    "open_dispute",
    "pause_order",
    "pay",
    "pay_due",
    "pay_many",
    "pay_request",
    "pay_what_fits",
    "preview_payment",
    "preview_refund",
    "preview_request",
    "record_batch",
    "redeem_voucher",
    "refund",
    "rehearse_transfers",
    "remind",
    "request_payment",
    "resume_order",
    "return_expired",
    "rule_dispute",
    "run_list",
    "settle_dispute",
    "show_at_till",
    "skip_next",
    "start_list",
    "try_order",
    "withdraw_dispute",
]
