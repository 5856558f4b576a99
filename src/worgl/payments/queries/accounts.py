"""An account in words: its activity page by page, and its statement over a period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from worgl.communities.queries import Community, Member, members_by_ids
from worgl.communities.queries import community as community_of
from worgl.communities.rules import MemberId
from worgl.core.errors import NotFound, TooLarge
from worgl.core.limits import PAGE_MAX
from worgl.core.paging import InvalidCursor, Page, decode_cursor, encode_cursor
from worgl.currency.queries import CurrencyView, currency_of, entry_texts, wallet, wallets_by_account
from worgl.currency.rules import Holder, TransferCode
from worgl.currency.rules.sentences import code_text
from worgl.ledger import queries as ledger
from worgl.ledger.rules import AccountId, Entry, micros, moment
from worgl.payments.errors import PeriodBackwards, PeriodTooLong
from worgl.payments.models import Payment
from worgl.payments.rules import STATEMENT_LINES_MAX, ActivityLine, Party, PaymentId, StatementView, csv_of

_LOOKED_UP_TOGETHER = 500
_CODES = {code.value: code.name.lower() for code in TransferCode}
_WITH_ROW = frozenset({TransferCode.PAYMENT, TransferCode.REFUND})
OTHER = "other"


@dataclass(frozen=True, slots=True)
class _Ledger:
    """Whose account is read, and where it is; `account` is None before the member's wallet is opened."""

    holder: Member
    community: Community
    currency: CurrencyView
    account: AccountId | None


def activity(*, member: MemberId, viewer: MemberId, cursor: str = "", limit: int = 50) -> Page[ActivityLine]:
    """Return a page of what happened on a member's account, newest first.

    For the member himself and the officers of his community; else NotFound. The number of database
    queries does not depend on the number of lines.
    """
    book = _ledger_of(member=member, viewer=viewer)
    before = decode_cursor(cursor, length=1)
    if book.account is None:
        return Page(())
    before_seq = _seq_of(before[0]) if before else None
    asked = min(limit, PAGE_MAX)
    entries = ledger.entries(book.currency.book, book.account, before_seq=before_seq, limit=asked + 1)
    more = len(entries) > asked
    shown = entries[:asked]
    return Page(tuple(_lines(book, shown)), encode_cursor((shown[-1].seq,)) if more else "")


def statement(*, member: MemberId, viewer: MemberId, start: date, end: date) -> StatementView:
    """Return a member's account from the first to the last day, both included, in the community's zone.

    For the member himself and the officers of his community; else NotFound. Refuses PeriodBackwards, and
    PeriodTooLong above STATEMENT_LINES_MAX lines. Opening, lines and closing add up.
    """
    book = _ledger_of(member=member, viewer=viewer)
    if end < start:
        raise PeriodBackwards
    zone = ZoneInfo(book.community.zone)
    opening, entries, closing = _period(book, _midnight(start, zone), _midnight(end, zone, days=1))
    view = StatementView(
        community=book.community.id,
        community_name=book.community.name,
        holder=Party(book.holder.name, book.holder.code, book.holder.hue, book.holder.id),
        currency=book.currency.name,
        unit=book.currency.unit,
        exponent=book.currency.exponent,
        zone=book.community.zone,
        start=start,
        end=end,
        opening_minor=opening,
        lines=tuple(_lines(book, entries)),
        closing_minor=closing,
    )
    assert view.adds_up, "an account's entries make its balance"
    return view


def statement_csv(view: StatementView) -> str:
    """Return a statement as CSV; see `rules.csv_of`."""
    return csv_of(view)


def _ledger_of(*, member: MemberId, viewer: MemberId) -> _Ledger:
    found = members_by_ids([member, viewer])
    holder, asker = found.get(member), found.get(viewer)
    if holder is None or asker is None or asker.community != holder.community:
        raise NotFound
    is_officer = asker.is_active and (asker.is_admin or asker.is_treasurer)
    if asker.id != holder.id and not is_officer:
        raise NotFound
    own = wallet(member)
    return _Ledger(holder, community_of(holder.community), currency_of(holder.community), own.account if own else None)


def _seq_of(part: str | int) -> int:
    if not isinstance(part, int):
        raise InvalidCursor(field="cursor", reason=_("This page of the list is not known. Start from the first page."))
    return part


def _midnight(day: date, zone: ZoneInfo, *, days: int = 0) -> int:
    """Return the moment a day begins in a zone, in microseconds; the ends of the calendar stay themselves."""
    try:
        return micros(datetime.combine(day + timedelta(days=days), time.min, tzinfo=zone).astimezone(UTC))
    except OverflowError:
        return micros(datetime.combine(day, time.min, tzinfo=UTC))


def _period(book: _Ledger, start: int, end: int) -> tuple[int, Sequence[Entry], int]:
    if book.account is None:
        return 0, (), 0
    try:
        read = ledger.statement(book.currency.book, book.account, start=start, end=end, limit=STATEMENT_LINES_MAX)
    except TooLarge:
        raise PeriodTooLong(limit=STATEMENT_LINES_MAX) from None
    return read.opening, read.lines, read.closing


def _lines(book: _Ledger, entries: Sequence[Entry]) -> list[ActivityLine]:
    """Put entries into words; the names, notes and sentences of many entries are looked up together."""
    lines: list[ActivityLine] = []
    for start in range(0, len(entries), _LOOKED_UP_TOGETHER):
        part = entries[start : start + _LOOKED_UP_TOGETHER]
        holders = wallets_by_account(book.community.id, {entry.counter for entry in part})
        memos = dict(
            Payment.objects.filter(pk__in=[entry.transfer for entry in part if entry.code in _WITH_ROW]).values_list(
                "pk", "memo"
            )
        )
        others = [entry.transfer for entry in part if entry.code not in _WITH_ROW]
        texts = entry_texts(book.community.id, others) if others else {}
        lines.extend(_line(entry, holders=holders, memos=memos, texts=texts) for entry in part)
    return lines


def _line(
    entry: Entry, *, holders: Mapping[AccountId, Holder], memos: Mapping[UUID, str], texts: Mapping[UUID, str]
) -> ActivityLine:
    return ActivityLine(
        transfer=entry.transfer,
        at=moment(entry.at),
        kind=_CODES.get(entry.code, OTHER),
        counterparty=_party(holders.get(entry.counter)),
        text=memos[entry.transfer] if entry.transfer in memos else texts.get(entry.transfer) or code_text(entry.code),
        delta_minor=entry.delta,
        balance_after_minor=entry.balance_after,
        payment=PaymentId(entry.transfer) if entry.transfer in memos else None,
    )


def _party(holder: Holder | None) -> Party:
    if holder is None:
        return Party("")
    return Party(holder.name, holder.code, holder.hue, holder.member)
