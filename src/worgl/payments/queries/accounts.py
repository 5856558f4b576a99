"""An account in words: its activity page by page, and its statement over a period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from worgl.communities.queries import Community, Member, members_by_ids
from worgl.communities.queries import community as community_of
from worgl.communities.rules import MemberId
from worgl.core.domains import code_text, codes
from worgl.core.errors import NotFound, TooLarge
from worgl.core.limits import PAGE_MAX
from worgl.core.paging import Page, decode_cursor, encode_cursor, number_in
from worgl.currency.queries import CurrencyView, currency_of, entry_texts, member_holder, wallet, wallets_by_account
from worgl.currency.rules import Holder
from worgl.ledger import queries as ledger
from worgl.ledger.rules import AccountId, Entry, micros, moment
from worgl.payments.errors import PeriodBackwards, PeriodTooLong
from worgl.payments.models import Payment
from worgl.payments.queries.payees import PaymentRow, Waiting, active_parties, glance
from worgl.payments.queries.receipts import party_of
from worgl.payments.rules import (
    STATEMENT_LINES_MAX,
    ActivityLine,
    Direction,
    Party,
    PaymentId,
    StatementPage,
    StatementView,
    csv_of,
)

_LOOKED_UP_TOGETHER = 500
_LOOKED_THROUGH = 1_000
"""Most entries read for one page of one direction."""
OTHER = "other"


@dataclass(frozen=True, slots=True)
class _Ledger:
    """Whose account is read, and where it is; `account` is None before the member's wallet is opened."""

    holder: Member
    community: Community
    currency: CurrencyView
    account: AccountId | None


def activity(
    *, member: MemberId, viewer: MemberId, direction: Direction | None = None, cursor: str = "", limit: int = 50
) -> Page[ActivityLine]:
    """Return a page of what happened on a member's account, newest first; all of it or one direction.

    For the member and the officers of their community; else NotFound. The number of database
    queries does not depend on the number of lines. Of one direction a page holds what fits among the next
    _LOOKED_THROUGH entries: it can be short, or empty, though more follow.
    """
    book = _ledger_of(member=member, viewer=viewer)
    mark = decode_cursor(cursor, length=1)
    shown, following = _entries(
        book, direction, before_seq=number_in(mark) if mark else None, limit=min(limit, PAGE_MAX)
    )
    return Page(tuple(_lines(book, shown)), encode_cursor((following,)) if following else "")


@dataclass(frozen=True, slots=True)
class Overview:
    """What a member's home shows: their latest lines, whom they paid lately, and what waits for them, as templates."""

    lines: tuple[ActivityLine, ...]
    people: tuple[Party, ...]
    waiting: tuple[Waiting, ...]


def overview(*, member: MemberId, lines: int, people: int, now: datetime) -> Overview:
    """Return what a member's home shows; all names are looked up at once. With no people nothing waits either."""
    book = _ledger_of(member=member, viewer=member)
    shown, _following = _entries(book, None, before_seq=None, limit=lines)
    assert lines <= _LOOKED_UP_TOGETHER
    if not people:
        return Overview(tuple(_lines(book, shown)), (), ())
    seen = glance(book.holder, transfers=_with_row(shown), now=now)
    words = _words_of(book, shown, rows=seen.rows, also=seen.paid)
    told = tuple(_line(entry, words) for entry in shown)
    return Overview(told, active_parties(members_by_ids(seen.paid), seen.paid, limit=people), seen.waiting)


def _entries(
    book: _Ledger, direction: Direction | None, *, before_seq: int | None, limit: int
) -> tuple[list[Entry], int | None]:
    """Return entries and the number before which the next page goes on, None when nothing follows."""
    if book.account is None:
        return [], None
    asked = limit + 1 if direction is None else _LOOKED_THROUGH
    read = ledger.entries(book.currency.book, book.account, before_seq=before_seq, limit=asked)
    fitting = [entry for entry in read if direction is None or direction.fits(entry.delta)]
    if len(fitting) > limit:
        return fitting[:limit], fitting[limit - 1].seq
    return fitting, read[-1].seq if direction is not None and len(read) == asked else None


def statement(*, member: MemberId, viewer: MemberId, start: date, end: date) -> StatementView:
    """Return a member's account from the first to the last day, both included, in the community's zone.

    For the member and the officers of their community; else NotFound. Refuses PeriodBackwards, and
    PeriodTooLong above STATEMENT_LINES_MAX lines. Opening, lines and closing add up.
    """
    book = _ledger_of(member=member, viewer=viewer)
    opening, entries, closing = _period(book, start, end)
    view = StatementView(
        community=book.community.id,
        community_name=book.community.name,
        holder=party_of(book.holder),
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


def statement_page(
    *, member: MemberId, viewer: MemberId, start: date, end: date, first: int, limit: int
) -> StatementPage:
    """Return up to `limit` lines of a statement from place `first` on, with the sums of all; see `statement`."""
    book = _ledger_of(member=member, viewer=viewer)
    opening, entries, closing = _period(book, start, end)
    came, went = sum(max(0, entry.delta) for entry in entries), -sum(min(0, entry.delta) for entry in entries)
    assert opening + came - went == closing, "an account's entries make its balance"
    lines = tuple(_lines(book, entries[first : first + min(limit, _LOOKED_UP_TOGETHER)]))
    return StatementPage(party_of(book.holder), opening, came, went, closing, len(entries), first, lines)


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


def _midnight(day: date, zone: ZoneInfo, *, days: int = 0) -> int:
    """Return the moment a day begins in a zone, in microseconds; the ends of the calendar stay themselves."""
    try:
        return micros(datetime.combine(day + timedelta(days=days), time.min, tzinfo=zone).astimezone(UTC))
    except OverflowError:
        return micros(datetime.combine(day, time.min, tzinfo=UTC))


def _period(book: _Ledger, first: date, last: date) -> tuple[int, Sequence[Entry], int]:
    if last < first:
        raise PeriodBackwards
    if book.account is None:
        return 0, (), 0
    zone = ZoneInfo(book.community.zone)
    start, end = _midnight(first, zone), _midnight(last, zone, days=1)
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
        rows = Payment.objects.filter(pk__in=_with_row(part)).values_list("pk", "note", "payer", "payee")
        words = _words_of(book, part, rows=rows)
        lines.extend(_line(entry, words) for entry in part)
    return lines


def _with_row(entries: Sequence[Entry]) -> list[UUID]:
    known = codes()
    return [entry.transfer for entry in entries if entry.code in known and known[entry.code].row]


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said of some entries: notes of payments, sentences of the rest, and who is on the other side."""

    memos: Mapping[UUID, str]
    texts: Mapping[UUID, str]
    holders: Mapping[AccountId, Holder]


def _words_of(
    book: _Ledger, entries: Sequence[Entry], *, rows: Iterable[PaymentRow], also: Sequence[MemberId] = ()
) -> _Words:
    """Put together what is said of entries; the names of the members in `also` are looked up with the others."""
    memos: dict[UUID, str] = {}
    others: dict[UUID, MemberId] = {}
    for own, note, payer, payee in rows:
        memos[own], others[own] = note, MemberId(payee if payer == book.holder.id else payer)
    people = members_by_ids([*others.values(), *also])
    sides = {entry.counter: people[others[entry.transfer]] for entry in entries if entry.transfer in others}
    rest = [entry for entry in entries if entry.transfer not in others]
    unnamed = {entry.counter for entry in rest} - sides.keys()
    holders = wallets_by_account(book.community.id, unnamed) if unnamed else {}
    texts = entry_texts(book.community.id, [entry.transfer for entry in rest]) if rest else {}
    texts = {**texts, **_notes_of(rest)}
    return _Words(memos, texts, holders | {account: member_holder(person) for account, person in sides.items()})


def _notes_of(entries: Sequence[Entry]) -> dict[UUID, str]:
    """Return what the domains that booked entries keep as their notes."""
    notes: dict[UUID, str] = {}
    for code in {entry.code for entry in entries}:
        meaning = codes().get(code)
        if meaning is not None and meaning.notes is not None:
            notes |= meaning.notes([entry.transfer for entry in entries if entry.code == code])
    return notes


def _line(entry: Entry, words: _Words) -> ActivityLine:
    has_row = entry.transfer in words.memos
    return ActivityLine(
        transfer=entry.transfer,
        at=moment(entry.at),
        kind=codes()[entry.code].name if entry.code in codes() else OTHER,
        counterparty=_party(words.holders.get(entry.counter)),
        text=words.memos[entry.transfer] if has_row else words.texts.get(entry.transfer) or code_text(entry.code),
        delta_minor=entry.delta,
        balance_after_minor=entry.balance_after,
        payment=PaymentId(entry.transfer) if has_row else None,
    )


def _party(holder: Holder | None) -> Party:
    if holder is None:
        return Party("")
    return Party(holder.name, holder.code, holder.hue, holder.member, holder.picture)
