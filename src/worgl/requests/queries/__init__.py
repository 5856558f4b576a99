"""Reads of payment requests and of the till."""

from worgl.requests.queries.own import files_of_member
from worgl.requests.queries.requests import (
    count_waiting,
    find_request,
    find_requests,
    has_overdue,
    request_days,
    request_view,
    requests,
    waiting_rows,
)
from worgl.requests.queries.till import till_day

__all__ = [
    "count_waiting",
    "files_of_member",
    "find_request",
    "find_requests",
    "has_overdue",
    "request_days",
    "request_view",
    "requests",
    "till_day",
    "waiting_rows",
]
