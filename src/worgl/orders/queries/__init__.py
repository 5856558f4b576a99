"""Reads of standing orders and pay lists."""

from worgl.orders.queries.own import files_of_member
from worgl.orders.queries.pay_lists import ListRowView, ListView, pay_list, pay_list_csv, pay_list_rows, pay_lists
from worgl.orders.queries.standing import OrderView, RunView, standing_order, standing_orders, standing_runs

__all__ = [
    "ListRowView",
    "ListView",
    "OrderView",
    "RunView",
    "files_of_member",
    "pay_list",
    "pay_list_csv",
    "pay_list_rows",
    "pay_lists",
    "standing_order",
    "standing_orders",
    "standing_runs",
]
