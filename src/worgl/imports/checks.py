"""Imports, beside the rows they refused and the accounts they made."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count

from worgl.core.checks import Fault, proves
from worgl.currency.queries import CurrencyView
from worgl.imports.models import ForeignAccount, ImportRun, RefusedRow
from worgl.imports.seals import FOREIGN, IMPORT, NOTE, REFUSED
from worgl.ledger import queries as ledger
from worgl.ledger.rules import AccountId
from worgl.payments.queries.proving import PAGE, of_currency, pages, unchanged


@proves("payments.imports", "Each import counts the rows it refused, and its accounts are there.")
@of_currency
def imports(currency: CurrencyView) -> Iterator[Fault]:
    """Count refused rows again, and look for the accounts."""
    refused = RefusedRow.objects.filter(community=currency.community).values("run").annotate(rows=Count("pk"))
    counted = {row["run"]: row["rows"] for row in refused.order_by()}
    for run in ImportRun.objects.filter(community=currency.community).order_by("pk"):
        if run.refused != counted.get(run.pk, 0):
            sentence = f"The import {run.pk} counts {run.refused} refused rows; {counted.get(run.pk, 0)} are kept."
            yield Fault("import_wrong", currency.book, f"import {run.pk}", sentence)
    rows = ForeignAccount.objects.filter(community=currency.community).order_by("pk")
    for page in pages(rows.values_list("external_id", "account").iterator(chunk_size=PAGE)):
        known = ledger.accounts(currency.book, [AccountId(account) for _name, account in page])
        for name, account in page:
            if account not in known:
                sentence = f"“{name}” of an import is account {account}, which does not exist."
                yield Fault("import_wrong", currency.book, f"account {account}", sentence)


for _kind, _what in (
    (NOTE, "What was said of an imported transfer is as it was read."),
    (IMPORT, "Each import is of the file it was made of, and as far as it came."),
    (REFUSED, "Each row an import refused is kept as it stood in the file."),
    (FOREIGN, "Each account of an imported file is the account it was given here."),
):
    proves(f"payments.{_kind.noun}", _what)(unchanged(_kind))
