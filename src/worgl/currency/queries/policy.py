"""Reads of the policy in force: by moment for values, by date of the community's zone for the levy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from worgl.communities import queries as communities
from worgl.communities.queries import Community, PolicyTimeline
from worgl.communities.rules import CommunityId
from worgl.core.errors import InvalidInput
from worgl.core.parameters import Parameter, PolicyValue
from worgl.currency.queries.currencies import currency_of
from worgl.currency.rules import (
    PARAMETERS,
    CreditTerms,
    CurrencyKind,
    LevyTerms,
    PaymentTerms,
    Receiver,
    credit_terms,
    levy_terms,
    payment_terms,
)


def values_at(community: CommunityId, at: datetime) -> Mapping[str, object]:
    """Return every parameter's value in force at a moment."""
    return communities.policy_values(community=community, defaults=PARAMETERS, at=at)


def check_split(community: UUID, parameter: Parameter, value: PolicyValue) -> None:
    """Refuse InvalidInput for a levy that takes out of circulation what nobody issues."""
    is_burnt = isinstance(value, Mapping) and bool(value.get(Receiver.BURN.value))
    if is_burnt and currency_of(CommunityId(community)).kind is CurrencyKind.CREDIT:
        reason = _("Nobody issues this currency, so nothing can be taken out of circulation.")
        raise InvalidInput(field=parameter.name, reason=reason)


def credit_terms_at(community: CommunityId, at: datetime) -> CreditTerms:
    """Return the terms of credit and ceiling in force at a moment."""
    return credit_terms(values_at(community, at))


def payment_terms_at(community: CommunityId, at: datetime) -> PaymentTerms:
    """Return the limits on payments in force at a moment."""
    return payment_terms(values_at(community, at))


def levy_terms_at(*, community: CommunityId, at: datetime) -> LevyTerms:
    """Return the levy's terms in force at a moment."""
    return levy_terms(values_at(community, at))


def local_date(at: datetime, zone: str) -> date:
    """Return the calendar date of a moment in a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


@lru_cache(maxsize=1_024)
def day_begins(day: date, zone: str) -> datetime:
    """Return the moment a calendar date begins in a zone, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


class LevyCalendar:
    """The levy's terms on each date of a community: past dates by their rows, coming ones with what is announced.

    All is read at once when the first date is asked for, and anew for a date before it.
    """

    def __init__(self, community: Community) -> None:
        self._community = community
        self._known: dict[date, LevyTerms] = {}
        self._timeline: PolicyTimeline | None = None

    def terms_on(self, day: date) -> LevyTerms:
        """Return the terms in force when a date begins."""
        terms = self._known.get(day)
        if terms is None:
            begins = day_begins(day, self._community.zone)
            values = self._read(begins).values_at(begins, defaults=PARAMETERS)
            terms = self._known[day] = levy_terms(values)
        return terms

    def _read(self, since: datetime) -> PolicyTimeline:
        if self._timeline is None or self._timeline.since > since:
            self._timeline = communities.policy_timeline(community=self._community.id, since=since)
        return self._timeline


def next_midnight(now: datetime, zone: str) -> datetime:
    """Return when the next local day begins."""
    return day_begins(local_date(now, zone) + timedelta(days=1), zone)
