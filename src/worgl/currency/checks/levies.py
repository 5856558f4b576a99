"""Levies, their lines and their shares, reckoned again and compared with what the ledger booked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum

from worgl.communities import queries as communities
from worgl.core.checks import Fault, proves
from worgl.core.money import Ppm
from worgl.currency.checks.frame import PAGE, of_currency
from worgl.currency.checks.wallets import pages
from worgl.currency.models import Levy, LevyLine, LevyShare
from worgl.currency.queries.policy import LevyCalendar, local_date
from worgl.currency.rules import CurrencyView, demurrage_due
from worgl.currency.rules.demurrage import next_levy_date
from worgl.ledger import queries as ledger
from worgl.ledger.rules import Recorded


@proves("currency.levies", "Each levy is the sum of its lines and was shared out whole.")
@of_currency
def sums(currency: CurrencyView) -> Iterator[Fault]:
    """Compare each levy with its lines and its shares."""
    lines = LevyLine.objects.filter(community_id=currency.community).values("levy").order_by("levy")
    found = {
        row["levy"]: (row["wallets"], row["base"], row["taken"], row["owing"])
        for row in lines.annotate(
            wallets=Count("pk"), base=Sum("base_minor"), taken=Sum("taken_minor"), owing=Sum("owing_minor")
        )
    }
    shares = LevyShare.objects.filter(community_id=currency.community).values("levy").order_by("levy")
    shared = {row["levy"]: row["minor"] for row in shares.annotate(minor=Sum("minor"))}
    for levy in Levy.objects.filter(community_id=currency.community).order_by("date"):
        said = (levy.wallets, levy.base_minor, levy.taken_minor, levy.owing_minor)
        where = f"levy {levy.date}"
        if found.get(levy.pk, (0, 0, 0, 0)) != said:
            sentence = f"The levy of {levy.date} is not the sum of its lines."
            yield Fault("levy_not_its_lines", currency.book, where, sentence)
        got = shared.get(levy.pk, 0)
        if got != levy.taken_minor:
            sentence = f"The levy of {levy.date} took {levy.taken_minor} and its receivers got {got}."
            yield Fault("levy_not_its_shares", currency.book, where, sentence)
    yield from _skipped(currency)


def _skipped(currency: CurrencyView) -> Iterator[Fault]:
    """Find a levy that is noted as taken, or passed over, and was not."""
    town = communities.community(currency.community)
    dates = Levy.objects.filter(community_id=currency.community).order_by("-date").values_list("date", flat=True)
    last = dates.first() or local_date(currency.created_at, town.zone)
    following = next_levy_date(after=last, terms_on=LevyCalendar(town).terms_on)
    if currency.levied_through < last or (following is not None and following <= currency.levied_through):
        sentence = f"Levies are noted as taken through {currency.levied_through}; the last one is of {last}."
        yield Fault("levy_skipped", currency.book, f"levy {following or last}", sentence)


_LINE = (
    *("wallet__account", "levy__date", "base_minor", "due_minor", "owed_before_minor", "taken_minor", "owing_minor"),
    *("transfer", "levy__rate_ppm", "levy__exempt_minor"),
)


@proves("currency.levy_lines", "Each line of a levy was reckoned by the levy's terms, and took what it says.")
@of_currency
def lines(currency: CurrencyView) -> Iterator[Fault]:
    """Reckon each line again; what it took is compared with its transfer."""
    owing: Counter[int] = Counter()
    rows = LevyLine.objects.filter(community_id=currency.community).order_by("levy__date", "pk")
    for page in pages(rows.values_list(*_LINE).iterator(chunk_size=PAGE)):
        booked = ledger.transfers_by_ids(currency.book, [row[7] for row in page if row[7] is not None])
        for row in page:
            sentence = _line_fault(row, currency, owing, booked)
            if sentence:
                where = f"levy {row[1]}, account {row[0]}"
                yield Fault("levy_line_wrong", currency.book, where, f"The line of account {row[0]} {sentence}.")


def _line_fault(row: Sequence[Any], currency: CurrencyView, owing: Counter[int], booked: dict[UUID, Recorded]) -> str:
    account, _day, base, due, owed_before, taken, owes, transfer, rate, exempt = row
    before, owing[account] = owing[account], owes
    if due != demurrage_due(base, rate=Ppm(rate), exempt_minor=exempt):
        return f"is due {due} on {base}, which is not what the levy's rate gives"
    # Nothing is owed any more by who has left in between.
    if owed_before not in {0, before}:
        return f"owed {owed_before} before, while the levy before it left {before}"
    if transfer is None:
        return f"took {taken} by no transfer" if taken else ""
    return _booked_fault(booked.get(transfer), amount=taken, debit=account, credit=currency.levy_pool)


def _booked_fault(found: Recorded | None, *, amount: int, debit: int, credit: int) -> str:
    if found is None:
        return "names a transfer that is not in the ledger"
    if (found.amount, found.debit, found.credit) != (amount, debit, credit):
        return f"says {amount} from {debit} to {credit}, and its transfer says otherwise"
    return ""


@proves("currency.levy_shares", "Each receiver of a levy got what the levy says.")
@of_currency
def shares(currency: CurrencyView) -> Iterator[Fault]:
    """Compare each share with its transfer."""
    rows = LevyShare.objects.filter(community_id=currency.community, levy__stage=Levy.Stage.SHARED).order_by("pk")
    columns = rows.values_list("levy__date", "receiver", "minor", "wallet__account", "transfer")
    for page in pages(columns.iterator(chunk_size=PAGE)):
        booked = ledger.transfers_by_ids(currency.book, [row[4] for row in page])
        for day, receiver, minor, account, transfer in page:
            found = booked.get(transfer)
            sentence = _booked_fault(found, amount=minor, debit=currency.levy_pool, credit=account)
            if sentence:
                where = f"levy {day}, account {account}"
                yield Fault("levy_share_wrong", currency.book, where, f"The share of the {receiver} {sentence}.")


CHECKS = (
    sums,
    lines,
    shares,
)
