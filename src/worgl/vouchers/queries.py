"""A member's vouchers, and the sheet on which they are printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Min, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from worgl.communities.queries import community as community_of
from worgl.communities.queries import member as member_of
from worgl.communities.queries import members_by_ids
from worgl.communities.rules import MemberId
from worgl.core.cards import Card, cards_pdf
from worgl.core.dates import day_text_at
from worgl.core.domains import File
from worgl.core.errors import NotFound
from worgl.core.limits import PAGE_MAX
from worgl.core.paging import Page, decode_cursor, id_in, page_of
from worgl.core.personal_exports import told_rows, written
from worgl.core.promises import Promised
from worgl.core.transitions import Course, course_by_column, overdue
from worgl.payments.queries.papers import letterhead_of
from worgl.payments.queries.receipts import party_of
from worgl.payments.rules import Party, PaymentId
from worgl.vouchers.models import Voucher
from worgl.vouchers.rules import (
    LIFE,
    SeriesId,
    VoucherAct,
    VoucherId,
    VoucherPart,
    VoucherState,
    code_of,
    grouped,
    mark_of,
)

VOUCHERS: Course[Voucher, VoucherPart, VoucherState, VoucherAct] = course_by_column(LIFE, Voucher, expires="expires_at")
_SALT = "worgl.payments.vouchers"


@dataclass(frozen=True, slots=True)
class SeriesView:
    """Vouchers issued together, by how many stand where."""

    id: SeriesId
    amount_minor: int
    note: str
    issued_at: datetime
    expires_at: datetime
    count: int
    open: int
    redeemed: int
    expired: int
    cancelled: int

    @property
    def last_moment(self) -> datetime:
        """Return a moment of the last day on which they are good."""
        return self.expires_at - timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class VoucherView:
    """One voucher of the viewer's own, without its code."""

    id: VoucherId
    state: VoucherState
    redeemer: Party | None
    payment: PaymentId | None
    ended_at: datetime | None


def secret_code(voucher: VoucherId) -> str:
    """Return the code of a voucher; this node's secret key makes it, and nothing that is kept tells it."""
    return code_of(salted_hmac(_SALT, str(voucher), algorithm="sha256").digest())


def voucher_series(*, viewer: MemberId, cursor: str = "", limit: int = PAGE_MAX) -> Page[SeriesView]:
    """Return a page of the series the viewer has issued, the newest first."""
    mine = Q(issuer=viewer, community=member_of(viewer).community)
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        mine &= Q(series__lt=id_in(mark))
    limit = max(1, min(limit, PAGE_MAX))
    return page_of(_counted(mine, most=limit + 1), limit=limit, cursor_of=lambda view: (view.id.hex,))


def series_of(*, series: UUID, viewer: MemberId) -> tuple[SeriesView, tuple[VoucherView, ...]]:
    """Return a series with its vouchers to its issuer; refuses NotFound to everybody else."""
    rows = _own(series, viewer)
    (counted,) = _counted(Q(issuer=viewer, series=series), most=1)
    people = members_by_ids(MemberId(row.redeemer) for row in rows if row.redeemer)
    views = tuple(
        VoucherView(
            VoucherId(row.pk),
            VoucherState(row.state),
            party_of(people[MemberId(row.redeemer)]) if row.redeemer else None,
            PaymentId(row.payment) if row.payment else None,
            row.ended_at,
        )
        for row in rows
    )
    return counted, views


def has_expired(now: datetime) -> bool:
    """Tell whether the last day of any open voucher is over; for the job that gives the coins back."""
    return overdue(VOUCHERS, now=now).exists()


def voucher_codes(*, series: UUID, viewer: MemberId) -> dict[VoucherId, str]:
    """Return the codes of the open vouchers of a series; refuses NotFound to all but the issuer.

    A code that another node has made is not known here and left out.
    """
    rows = [row for row in _own(series, viewer) if row.state == VoucherState.OPEN]
    return {VoucherId(row.pk): secret_code(VoucherId(row.pk)) for row in rows if bytes(row.mark) == _mark(row)}


def vouchers_pdf(*, series: UUID, viewer: MemberId, value: str, address: str) -> bytes:
    """Return the open vouchers of a series as A4 sheets with lines to cut along.

    Refuses NotFound to all but the issuer.
    `value` is the amount as text, `address` the page that redeems a code, to which the code is added. Vouchers
    whose code another node has made cannot be printed here and are left out.
    """
    known = voucher_codes(series=series, viewer=viewer)
    town, issuer = community_of(member_of(viewer).community), member_of(viewer)
    cards = []
    for row in _own(series, viewer):
        code = known.get(VoucherId(row.pk))
        if code is None:
            continue
        until = day_text_at(row.expires_at - timedelta(seconds=1), town.zone)
        lines = (row.note, _("from {name}").format(name=issuer.name), _("until {day}").format(day=until))
        cards.append(Card(town.name, value, tuple(line for line in lines if line), grouped(code), f"{address}{code}"))
    return cards_pdf(_("Vouchers"), cards, letterhead=letterhead_of(town))


def _mark(row: Voucher) -> bytes:
    return mark_of(community=row.community, code=secret_code(VoucherId(row.pk)))


def _own(series: UUID, viewer: MemberId) -> list[Voucher]:
    rows = list(Voucher.objects.filter(series=series, issuer=viewer).order_by("pk"))
    if not rows:
        raise NotFound
    return rows


def _counted(which: Q, *, most: int) -> tuple[SeriesView, ...]:
    def in_state(state: VoucherState) -> Count:
        return Count("pk", filter=Q(state=state))

    rows = (
        Voucher.objects.filter(which)
        .values("series", "amount_minor", "note")
        .annotate(
            issued=Min("issued_at"),
            expires=Max("expires_at"),
            count=Count("pk"),
            open=in_state(VoucherState.OPEN),
            redeemed=in_state(VoucherState.REDEEMED),
            expired=in_state(VoucherState.EXPIRED),
            cancelled=in_state(VoucherState.CANCELLED),
        )
        .order_by("-series")
    )
    return tuple(
        SeriesView(
            SeriesId(row["series"]),
            row["amount_minor"],
            row["note"],
            row["issued"],
            row["expires"],
            row["count"],
            row["open"],
            row["redeemed"],
            row["expired"],
            row["cancelled"],
        )
        for row in rows[:most]
    )


def promised_in(community: UUID) -> Promised:
    """Return what vouchers count against a limit of a day: their value when they are issued, not when redeemed."""
    rows = Voucher.objects.filter(community=community)
    redeemed = rows.filter(payment__isnull=False).values_list("payment", flat=True)
    return Promised(rows.values_list("issuer", "amount_minor", "issued_at"), redeemed)


def files_of_member(member: MemberId, now: datetime) -> Iterator[File]:
    """Yield the vouchers a member issued or redeemed; of them there is no code, because nothing keeps it."""
    town = member_of(member).community
    rows = Voucher.objects.filter(Q(issuer=member) | Q(redeemer=member), community=town)
    yield "vouchers.json", written({"vouchers": told_rows(rows, without=frozenset({"community", "mark", "hold"}))})
