"""The health of the money over time, read from what the job has counted: no account and no transfer is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db.models import Q, Subquery

from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId, MemberId
from worgl.currency.errors import NotYours
from worgl.currency.models import Currency, DayFigures, DayHealth
from worgl.currency.queries.policy import local_date
from worgl.currency.rules import ACTIVE_DAYS, Band, DayFigure, HealthDay, TownHealth, velocity_tenths


def town_health(*, community: CommunityId, viewer: MemberId, days: int, now: datetime) -> TownHealth:
    """Return the last `days` days of a community's money, for its administrators and treasurers. Refuses NotYours."""
    looking = communities.member(viewer)
    if looking.community != community or not (looking.is_admin or looking.is_treasurer):
        raise NotYours
    today = local_date(now, communities.community(community).zone)
    since = today - timedelta(days=days - 1)
    counted_at = Currency.objects.filter(community_id=community).values_list("figures_counted_at", flat=True).get()
    states = tuple(_states(_health_rows(community, since), since=since, through=today))
    if not states:
        return TownHealth(counted_at, (), (), ())
    # The pace of a day is that of the days before it, so reading begins earlier than what is shown.
    figures = tuple(_figures(community, since=states[0].day - timedelta(days=ACTIVE_DAYS), through=today))
    turns = velocity_tenths([own.volume_minor for own in figures], [own.supply_minor for own in figures])
    shown = len(states)
    return TownHealth(counted_at, figures[-shown:], states, tuple(turns[-shown:]))


def _health_rows(community: CommunityId, since: date) -> list[DayHealth]:
    rows = DayHealth.objects.filter(community_id=community)
    before = rows.filter(day__lt=since).order_by("-day").values("day")[:1]
    return list(rows.filter(Q(day__gte=since) | Q(day=Subquery(before))).order_by("day"))


def _states(rows: Sequence[DayHealth], *, since: date, through: date) -> Iterator[HealthDay]:
    """Yield a state for every day from the first one known; between two that are known the earlier one stands."""
    if not rows:
        return
    known = {row.day: state_of(row) for row in rows}
    day, state = max(since, rows[0].day), state_of(rows[0])
    while day <= through:
        state = known.get(day, replace(state, day=day, commons_in_minor=0, commons_out_minor=0))
        yield state
        day += timedelta(days=1)


def state_of(row: DayHealth) -> HealthDay:
    """Return a stored day as a value; for this domain's own rooms."""
    return HealthDay(
        day=row.day,
        members=row.members,
        active=row.active,
        gini_ppm=row.gini_ppm,
        idle_ppm=row.idle_ppm,
        commons_minor=row.commons_minor,
        commons_in_minor=row.commons_in_minor,
        commons_out_minor=row.commons_out_minor,
        bands=tuple(Band(*band) for band in row.bands),
    )


def _figures(community: CommunityId, *, since: date, through: date) -> Iterator[DayFigure]:
    rows = DayFigures.objects.filter(community_id=community)
    before = rows.filter(day__lt=since).order_by("-day").values("day")[:1]
    known = {row.day: row for row in rows.filter(Q(day__gte=since) | Q(day=Subquery(before)))}
    earlier = [row.supply_minor for day, row in known.items() if day < since]
    supply, day = (earlier[0] if earlier else 0), since
    while day <= through:
        row = known.get(day)
        supply = row.supply_minor if row else supply
        counted = (row.volume_minor, row.payments, row.minted_minor, row.retired_minor, row.faded_minor) if row else ()
        yield DayFigure(day, *(counted or (0, 0, 0, 0, 0)), supply)
        day += timedelta(days=1)
