"""Pay lists: read and kept as a draft, then confirmed by the payer and paid, at once or by a job."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from worgl.communities import queries as communities
from worgl.communities.queries import Member
from worgl.communities.rules import CommunityId, MemberId, MemberState
from worgl.core.commands import IdempotencyKey, command
from worgl.core.counts import Count
from worgl.core.errors import NotFound
from worgl.core.ids import InvalidCode, new_id, read_code
from worgl.core.jobs import enqueue
from worgl.core.limits import FILE_NAME_MAX
from worgl.core.sealing import seal
from worgl.core.sheets import rows_of
from worgl.core.spending import spend, spending_from
from worgl.core.transitions import step
from worgl.currency.queries import currency_of
from worgl.identity.rules import fold
from worgl.orders.commands.list_runs import run_list
from worgl.orders.errors import ListNotPayable, ListUnreadable
from worgl.orders.models import PayList, PayListRow
from worgl.orders.queries.pay_lists import LISTS
from worgl.orders.rules.pay_lists import (
    AT_ONCE_MAX,
    DRAFTS_MAX,
    KEPT_DAYS,
    LIFE,
    LIST_JOB,
    ROWS_MAX,
    ListAct,
    ListMode,
    ListRow,
    ListState,
    PayListId,
    RowState,
    Writing,
    find_places,
    is_payable,
    read_row,
)
from worgl.orders.seals import LIST, LIST_ROW
from worgl.payments.errors import PayerNotActive

_NOT_KEPT_AT_ONCE = 500


@command
def draft_list(*, actor: MemberId, text: str, file_name: str, key: IdempotencyKey, now: datetime) -> PayListId:
    """Read a table of members and amounts and keep it with what is wrong with each row; nothing is paid.

    Refuses PayerNotActive, and ListUnreadable for a table that is empty, has more than ROWS_MAX rows, or in which
    no column of members and amounts is found.
    """
    payer = communities.member(actor)
    if not payer.is_active:
        raise PayerNotActive
    rows = _read(payer, text)
    own = PayList.objects.create(
        id=new_id(),
        community=payer.community,
        payer=actor,
        file_name=file_name[:FILE_NAME_MAX],
        digest=hashlib.sha256(text.encode()).digest(),
        made_at=now,
    )
    PayListRow.objects.bulk_create((_row(own, row, payee) for row, payee in rows), batch_size=500)
    _give_way(payer)
    return PayListId(own.pk)


def _read(payer: Member, text: str) -> list[tuple[ListRow, MemberId | None]]:
    """Return the rows of a table with whom each pays; a row that says nothing sound carries its reason."""
    town, currency = communities.community(payer.community), currency_of(payer.community)
    found = list(rows_of(text))
    if not found:
        raise ListUnreadable(field="file", reason=_("There is nothing in it. Put one payment into each row."))
    places = find_places(found[0])
    if places is None:
        reason = _("No columns were found. Begin with a line that names them: member, amount, note.")
        raise ListUnreadable(field="file", reason=reason)
    if places.has_header:
        del found[0]
    if not found:
        raise ListUnreadable(field="file", reason=_("There is no row below the names of the columns."))
    if len(found) > ROWS_MAX:
        reason = _("There are {rows} rows in it, and at most {most} fit. Send it in several parts.")
        raise ListUnreadable(field="file", reason=reason.format(rows=Count(len(found)), most=Count(ROWS_MAX)))
    writing = Writing(currency.exponent, town.decimal_mark, (currency.name, currency.unit))
    rows = [read_row(row, places, writing) for row in found]
    return _meant(payer, rows)


def _meant(payer: Member, rows: Iterable[ListRow]) -> list[tuple[ListRow, MemberId | None]]:
    rows = list(rows)
    people = _People.among(payer.community, [row.payee for row in rows if not row.wrong])
    return [(row, None) if row.wrong else _one_meant(payer, row, people) for row in rows]


def _one_meant(payer: Member, row: ListRow, people: _People) -> tuple[ListRow, MemberId | None]:
    """Return a row with the member it names, or with what is wrong about them."""
    fitting = people.called(row.payee)
    if not fitting:
        sentence = _("Nobody here is called “{name}”. Check the spelling, or write the member's code.")
        return replace(row, code="payee_unknown", wrong=sentence.format(name=row.payee[:80])), None
    if len(fitting) > 1:
        sentence = _("Several members are called “{name}”. Write the member's code instead.")
        return replace(row, code="payee_unclear", wrong=sentence.format(name=row.payee[:80])), None
    (member,) = fitting
    if member.id == payer.id:
        return replace(row, code="paying_oneself", wrong=_("This is you. Remove the row.")), None
    if not member.is_active:
        sentence = _("{name} is not an active member now. Remove the row.")
        return replace(row, code="payee_gone", wrong=sentence.format(name=member.name)), None
    return row, member.id


@dataclass(frozen=True, slots=True)
class _People:
    """Members of a community by code, and by name where a row may name them so."""

    by_code: Mapping[str, Member]
    by_name: Mapping[str, list[Member]] = field(default_factory=dict)

    @classmethod
    def among(cls, community: CommunityId, named: Iterable[str]) -> _People:
        """Look up everybody a table names, in a number of queries that does not grow with each row."""
        codes = {name: _code(name) for name in named}
        by_code = communities.members_by_codes(community=community, codes={code for code in codes.values() if code})
        known = {code for code in by_code if by_code[code].state is not MemberState.APPLIED}
        if all(code in known for code in codes.values()):
            return cls(by_code)
        by_name: dict[str, list[Member]] = {}
        cursor, more = "", True
        while more:
            page = communities.page_of_members(community=community, states=[MemberState.ACTIVE], cursor=cursor)
            for member in page.items:
                by_name.setdefault(fold(member.name), []).append(member)
            cursor, more = page.next_cursor, bool(page.next_cursor)
        return cls({code: by_code[code] for code in known}, by_name)

    def called(self, name: str) -> list[Member]:
        """Return who has this code, else who has this name."""
        found = self.by_code.get(_code(name))
        return [found] if found is not None else self.by_name.get(fold(name), [])


def _code(text: str) -> str:
    try:
        return read_code(text)
    except InvalidCode:
        return ""


def _row(own: PayList, row: ListRow, payee: MemberId | None) -> PayListRow:
    return PayListRow(
        id=new_id(),
        community=own.community,
        pay_list=own,
        line=row.line,
        text=row.text,
        payee=payee,
        amount_minor=row.amount_minor,
        note=row.note,
        state=RowState.WRONG.value if row.wrong else RowState.GOOD.value,
        code=row.code,
        reason=row.wrong,
    )


def _give_way(payer: Member) -> None:
    """Forget the oldest drafts of a member above DRAFTS_MAX: nothing was paid by them."""
    drafts = PayList.objects.filter(community=payer.community, payer=payer.id, state=ListState.DRAFT)
    old = list(drafts.order_by("-pk").values_list("pk", flat=True)[DRAFTS_MAX:])
    PayList.objects.filter(pk__in=old, state=ListState.DRAFT).delete()


@command
def start_list(
    *, actor: MemberId, pay_list: PayListId, mode: ListMode, key: IdempotencyKey, now: datetime
) -> PayListId:
    """Confirm a draft: short lists are paid before the answer, long ones by a job. A started list stays as it is.

    Refuses NotFound to all but the payer, PayerNotActive, and ListNotPayable when no row is good, or one is wrong
    and all or nothing was asked. What stops single rows stands in the list afterwards.
    """
    row = PayList.objects.select_for_update().filter(pk=pay_list, payer=actor).first()
    if row is None:
        raise NotFound
    if LIFE.after(ListState(row.state), ListAct.START) is None:
        return pay_list
    if not communities.member(actor).is_active:
        raise PayerNotActive
    rows = [(RowState(state), minor) for state, minor in row.rows.values_list("state", "amount_minor")]
    if not is_payable([state for state, _minor in rows], mode):
        raise ListNotPayable
    step(LISTS, row, ListAct.START, values={"mode": mode.value}, seals=[LIST], now=now)
    seal(LIST_ROW, row.rows.order_by("line").iterator())
    if len(rows) <= AT_ONCE_MAX:
        # What a program may spend is taken below, for the list as a whole, as when a job pays it.
        with spending_from(None):
            run_list(pay_list=pay_list, now=now, told=lambda _done, _whole: None)
    else:
        enqueue(LIST_JOB, {"list": str(pay_list)}, key=str(pay_list), due_at=now, now=now)
    good = sum(minor or 0 for state, minor in rows if state is RowState.GOOD)
    spend(community=CommunityId(row.community), minor=good, now=now)
    return pay_list


def forget_drafts(*, now: datetime) -> int:
    """Delete lists that were read KEPT_DAYS ago and never paid; returns how many. Paid lists stay for good."""
    old = PayList.objects.filter(state=ListState.DRAFT, made_at__lt=now - timedelta(days=KEPT_DAYS))
    kept_no_longer = list(old.order_by("made_at").values_list("pk", flat=True)[:_NOT_KEPT_AT_ONCE])
    PayList.objects.filter(pk__in=kept_no_longer, state=ListState.DRAFT).delete()
    return len(kept_no_longer)
