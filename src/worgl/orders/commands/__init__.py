"""Writes of what pays itself: standing orders and their dates, pay lists and their runs."""

from worgl.orders.commands.list_runs import run_list
from worgl.orders.commands.pay_lists import draft_list, forget_drafts, start_list
from worgl.orders.commands.standing import (
    OrderTerms,
    cancel_order,
    cancel_orders_of,
    make_order,
    pause_order,
    resume_order,
    skip_next,
    try_order,
)
from worgl.orders.commands.standing_runs import pay_due

__all__ = [
    "OrderTerms",
    "cancel_order",
    "cancel_orders_of",
    "draft_list",
    "forget_drafts",
    "make_order",
    "pause_order",
    "pay_due",
    "resume_order",
    "run_list",
    "skip_next",
    "start_list",
    "try_order",
]
