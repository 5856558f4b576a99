"""An idle worker: what it asks in a round is little, and reads no table that grows from end to end."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from tests.support.queries import statements, writes
from worgl.core import clock
from worgl.core.jobs import run_due

pytestmark = pytest.mark.django_db
STATEMENTS_MAX = 45
GROW = {
    "api_message",
    "api_endpoint",
    "core_answeredcommand",
    "core_delivery",
    "core_fact",
    "core_job",
    "core_undelivered",
    "inbox_notice",
    "inbox_outgoing",
    "ledger_transfer",
    "payments_payment",
    "requests_paymentrequest",
    "vouchers_voucher",
}


def test_an_idle_round_asks_little_writes_nothing_and_reads_no_growing_table_whole() -> None:
    now = clock.now()
    for _round in range(3):
        run_due(now=now)
    with statements() as asked:
        run_due(now=now)
    assert len(asked) <= STATEMENTS_MAX, asked
    assert [sql for sql in writes(asked) if not sql.startswith('INSERT INTO "core_cache"')] == []
    if connection.vendor == "sqlite":
        assert {table: sql for sql in asked for table in scanned(sql)} == {}


def scanned(sql: str) -> set[str]:
    """Return the growing tables a statement would read whole."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + sql.replace("%", "%%"), [])
        steps = [str(row[3]) for row in cursor.fetchall()]
    whole = [found[1] for step in steps if (found := re.match(r"SCAN (\w+)(?! USING)", step))]
    return GROW & set(whole)
