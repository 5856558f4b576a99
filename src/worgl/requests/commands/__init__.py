"""Writes of payment requests: ask, show at the till, pay, say no, remind, take back."""

from worgl.requests.commands.answering import deny_request, pay_request, preview_request
from worgl.requests.commands.requesting import cancel_request, expire_requests, remind, request_payment, show_at_till

__all__ = [
    "cancel_request",
    "deny_request",
    "expire_requests",
    "pay_request",
    "preview_request",
    "remind",
    "request_payment",
    "show_at_till",
]
