"""Reads of levies: taken, coming, and the sentence of each line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, DateField, Sum, Value

from worgl.communities import queries as communities
from worgl.communities.queries import Community
from worgl.communities.rules import CommunityId, MemberId
from worgl.core.dates import day_text
from worgl.core.money import format_minor
from worgl.core.paging import Page, day_in, decode_cursor, number_in, page_of
from worgl.currency.errors import NotYours
from worgl.currency.models import Grant, Levy, LevyLine, LevyShare
from worgl.currency.queries.balances import require_insight
from worgl.currency.queries.currencies import currency_of
from worgl.currency.rules import (
    RECEIVERS,
    CurrencyView,
    LevyLineView,
    LevySplit,
    LevyView,
    Receiver,
    levy_sentence,
)
from worgl.currency.rules.sentences import exempt_sentence, owed_sentence, owing_sentence, share_sentence


def levies(*, community: CommunityId, cursor: str = "", limit: int = 24) -> Page[LevyView]:
    """Return a community's levies, newest first, each with where it went; open to every member."""
    rows = Levy.objects.filter(community_id=community)
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        rows = rows.filter(date__lt=day_in(mark))
    page = page_of(
        list(rows.order_by("-date")[: limit + 1]), limit=limit, cursor_of=lambda row: (row.date.isoformat(),)
    )
    shares: dict[UUID, dict[Receiver, int]] = {row.pk: dict.fromkeys(RECEIVERS, 0) for row in page.items}
    given = LevyShare.objects.filter(levy__in=page.items).values("levy_id", "receiver")
    for entry in given.annotate(minor=Sum("minor")).order_by():
        shares[entry["levy_id"]][Receiver(entry["receiver"])] = entry["minor"]
    return Page(tuple(levy_view(row, shares[row.pk]) for row in page.items), page.next_cursor)


def levy_view(row: Levy, shares: Mapping[Receiver, int]) -> LevyView:
    """Return a levy's row as a value; for this domain's own rooms."""
    return LevyView(
        id=row.pk,
        date=row.date,
        rate_ppm=row.rate_ppm,
        exempt_minor=row.exempt_minor,
        wallets=row.wallets,
        base_minor=row.base_minor,
        taken_minor=row.taken_minor,
        owing_minor=row.owing_minor,
        shares=shares,
        is_shared=row.stage == Levy.Stage.SHARED,
        at=row.at,
    )


def levy_split_of(row: Levy) -> LevySplit:
    """Return the split a levy was taken with; for this domain's own rooms."""
    return LevySplit(row.burn_ppm, row.dividend_ppm, row.participation_ppm, row.commons_ppm, row.operator_ppm)


def lines_of_levy(*, levy: UUID, viewer: MemberId, cursor: str = "", limit: int = 50) -> Page[LevyLineView]:
    """Return everyone's lines of a levy, for the treasurer and administrators; refuses NotYours."""
    looking = communities.member(viewer)
    if not (looking.is_active and (looking.is_admin or looking.is_treasurer)):
        raise NotYours
    rows = LevyLine.objects.filter(levy_id=levy, community_id=looking.community).select_related("levy", "wallet")
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        rows = rows.filter(id__gt=number_in(mark))
    page = page_of(list(rows.order_by("id")[: limit + 1]), limit=limit, cursor_of=lambda row: (row.pk,))
    return Page(tuple(line_views(looking.community, page.items)), page.next_cursor)


def levy_lines(*, member: MemberId, viewer: MemberId, levies: Iterable[UUID]) -> dict[UUID, LevyLineView]:
    """Return a member's own line of those of the levies that charged them. Refuses NotYours."""
    person = communities.member(member)
    require_insight(member=person, viewer=viewer)
    rows = LevyLine.objects.filter(community_id=person.community, wallet__member_id=member, levy_id__in=list(levies))
    found = list(rows.select_related("levy", "wallet"))
    return {row.levy_id: view for row, view in zip(found, line_views(person.community, found), strict=True)}


def levy_line(*, community: CommunityId, transfer: UUID) -> LevyLineView | None:
    """Return the levy's line a transfer took, None when the transfer is no levy; the caller has checked its reader."""
    rows = LevyLine.objects.filter(community_id=community, transfer=transfer).select_related("levy", "wallet")
    return next(iter(line_views(community, list(rows))), None)


def entry_texts(community: CommunityId, transfers: Iterable[UUID]) -> dict[UUID, str]:
    """Return the sentences of those of the transfers that are the currency's own: levies, shares, grants.

    The caller has checked that its reader may see these transfers.
    """
    asked = list(transfers)
    lines = LevyLine.objects.filter(community_id=community, transfer__in=asked)
    shares = LevyShare.objects.filter(community_id=community, transfer__in=asked)
    grants = Grant.objects.filter(community_id=community, id__in=asked)
    empty, no_day = Value(""), Value(None, output_field=DateField())
    # One question for all three: a charge brings its figures, a share the date of its levy, a grant its own words.
    rows = lines.values_list("transfer", empty, "levy__date", *_CHARGED).union(
        shares.values_list("transfer", "receiver", "levy__date", *_NOT_CHARGED),
        grants.values_list("id", "reason", no_day, *_NOT_CHARGED),
        all=True,
    )
    return {transfer: _entry_text(community, text, on, figures) for transfer, text, on, *figures in rows}


_CHARGED = (
    *("base_minor", "owed_before_minor", "owing_minor", "levy__rate_ppm", "levy__exempt_minor"),
    *("levy__burn_ppm", "levy__dividend_ppm", "levy__participation_ppm", "levy__commons_ppm", "levy__operator_ppm"),
)
_NOT_CHARGED = tuple(Value(None, output_field=BigIntegerField()) for _figure in _CHARGED)


def _entry_text(community: CommunityId, text: str, on: date | None, figures: Sequence[int | None]) -> str:
    base, owed_before, owing, rate, exempt, *split = figures
    if base is not None:
        charge = _Charge(
            base, owed_before or 0, owing or 0, rate or 0, exempt or 0, LevySplit(*(part or 0 for part in split))
        )
        return _charge_sentence(charge, town=communities.community(community), currency=currency_of(community))
    return text if on is None else share_sentence(receiver=Receiver(text), date=day_text(on))


def line_views(community: CommunityId, rows: Iterable[LevyLine]) -> list[LevyLineView]:
    """Return lines as members read them; for this domain's own rooms."""
    found = list(rows)
    if not found:
        return []
    town, currency = communities.community(community), currency_of(community)
    people = communities.members_by_ids([MemberId(row.wallet.member_id) for row in found if row.wallet.member_id])
    views = []
    for row in found:
        member = MemberId(row.wallet.member_id) if row.wallet.member_id else None
        name = people[member].name if member in people else row.wallet.name
        views.append(
            LevyLineView(
                date=row.levy.date,
                member=member,
                name=name,
                base_minor=row.base_minor,
                due_minor=row.due_minor,
                taken_minor=row.taken_minor,
                owing_minor=row.owing_minor,
                transfer=row.transfer,
                sentence=line_sentence(row, town=town, currency=currency),
            )
        )
    return views


def line_sentence(row: LevyLine, *, town: Community, currency: CurrencyView) -> str:
    """Return the sentence of a levy's line, "1 % of 342.50 for the common fund"; for this domain's own rooms."""
    levy = row.levy
    charge = _Charge(
        row.base_minor,
        row.owed_before_minor,
        row.owing_minor,
        levy.rate_ppm,
        levy.exempt_minor,
        levy_split_of(levy),
    )
    return _charge_sentence(charge, town=town, currency=currency)


class _Charge(NamedTuple):
    """What the sentence of a levy's line is made of."""

    base_minor: int
    owed_before_minor: int
    owing_minor: int
    rate_ppm: int
    exempt_minor: int
    split: LevySplit


def _charge_sentence(charge: _Charge, *, town: Community, currency: CurrencyView) -> str:
    def written(minor: int) -> str:
        group = "," if town.decimal_mark == "." else "."
        return format_minor(minor, exponent=currency.exponent, decimal_mark=town.decimal_mark, group_mark=group)

    sentence = levy_sentence(
        rate_ppm=charge.rate_ppm,
        base=written(max(0, charge.base_minor - charge.exempt_minor)),
        split=charge.split,
        decimal_mark=town.decimal_mark,
    )
    if charge.exempt_minor:
        exempt = written(min(charge.exempt_minor, charge.base_minor))
        sentence = exempt_sentence(sentence=sentence, exempt=exempt)
    if charge.owed_before_minor:
        sentence = owed_sentence(sentence=sentence, owed=written(charge.owed_before_minor))
    if charge.owing_minor:
        sentence = owing_sentence(sentence=sentence, owing=written(charge.owing_minor))
    return sentence
