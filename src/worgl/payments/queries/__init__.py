"""The payments' reads: receipts, activity, statements, people to pay."""

from worgl.payments.queries.accounts import activity, overview, statement, statement_csv, statement_page
from worgl.payments.queries.checking import faults, faults_of, faults_of_node, towns_by_book
from worgl.payments.queries.disputes import (
    DisputeView,
    disputable_until,
    dispute,
    dispute_of_payment,
    disputes_of,
    disputes_waiting,
    judges_of,
)
from worgl.payments.queries.mine import files_of_member, statement_files
from worgl.payments.queries.papers import receipt_pdf, statement_pdf
from worgl.payments.queries.pay_lists import ListRowView, ListView, pay_list, pay_list_csv, pay_list_rows, pay_lists
from worgl.payments.queries.payees import find_payees, payee_named, recent_payees
from worgl.payments.queries.receipts import receipt, refund_days
from worgl.payments.queries.requests import (
    count_waiting,
    find_request,
    find_requests,
    request_days,
    request_view,
    requests,
)
from worgl.payments.queries.standing import OrderView, RunView, standing_order, standing_orders, standing_runs
from worgl.payments.queries.till import till_day
from worgl.payments.queries.vouchers import (
    SeriesView,
    VoucherView,
    series_of,
    voucher_codes,
    voucher_series,
    vouchers_pdf,
)
from worgl.payments.rules import ActivityLine, Party, Preview, Receipt, RefundLine, StatementView

__all__ = [
    "ActivityLine",
    "DisputeView",
    "ListRowView",
    "ListView",
    "OrderView",
    "Party",
    "Preview",
    "Receipt",
    "RefundLine",
    "RunView",
    "SeriesView",
    "StatementView",
    "VoucherView",
    "activity",
    "count_waiting",
    "disputable_until",
    "dispute",
    "dispute_of_payment",
    "disputes_of",
    "disputes_waiting",
    "faults",
    "faults_of",
    "faults_of_node",
    "files_of_member",
    "find_payees",
    "find_request",
    "find_requests",
    "judges_of",
    "overview",
    "pay_list",
    "pay_list_csv",
    "pay_list_rows",
    "pay_lists",
    "payee_named",
    "receipt",
    "receipt_pdf",
    "recent_payees",
    "refund_days",
    "request_days",
    "request_view",
    "requests",
    "series_of",
    "standing_order",
    "standing_orders",
    "standing_runs",
    "statement",
    "statement_csv",
    "statement_files",
    "statement_page",
    "statement_pdf",
    "till_day",
    "towns_by_book",
    "voucher_codes",
    "voucher_series",
    "vouchers_pdf",
]
