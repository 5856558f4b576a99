"""Work of the payments that falls due by itself."""

from worgl.payments.jobs import disputes, pay_lists, requests, standing, vouchers

JOBS = (*disputes.JOBS, *pay_lists.JOBS, *requests.JOBS, *standing.JOBS, *vouchers.JOBS)

__all__ = ["JOBS", "disputes", "pay_lists", "requests", "standing", "vouchers"]
