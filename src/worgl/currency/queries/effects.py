"""What a new value of a rule would change, tried on the balances of this moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId, MemberId
from worgl.core.parameters import PolicyValue
from worgl.currency.queries.balances import next_levy
from worgl.currency.queries.currencies import currency_of
from worgl.currency.queries.figures import supply_of
from worgl.currency.queries.member_register import earned_by_member, require_officer_reader, rows_of
from worgl.currency.queries.policy import local_date, values_at
from worgl.currency.queries.preview import preview_with
from worgl.currency.rules import (
    CreditTerms,
    CurrencyKind,
    CurrencyView,
    LevyPreview,
    credit_limit,
    credit_terms,
    day_limit,
    levy_terms,
    payment_limit,
    payment_terms,
)
from worgl.currency.rules.effects import Effect, Touched, touched_by
from worgl.currency.rules.member_register import LimitChange, RegisterFilter, RegisterRow

Values = Mapping[str, object]


def effect_of(*, community: CommunityId, viewer: MemberId, name: str, value: PolicyValue, now: datetime) -> Effect:
    """Return what a new value would change if it counted now. Refuses NotYours, ParameterUnknown, InvalidPolicy."""
    require_officer_reader(viewer, community=community)
    _parameter, checked = communities.checked_parameter(name, value, community=community)
    currency = currency_of(community)
    present = values_at(community, now)
    then = {**present, name: checked}
    touched = touched_by(name)
    if touched is Touched.LEVY:
        before, after = (_levy(currency, values, now=now) for values in (present, then))
        return Effect(touched, before=before, after=after)
    if touched is Touched.CEILING or (touched is Touched.CREDIT and currency.kind is CurrencyKind.CREDIT):
        return Effect(touched, changes=tuple(_changes(currency, touched, then, now=now)))
    if touched is Touched.PAYMENTS:
        return _payments(currency, present, then)
    return Effect(Touched.NOTHING)


def _levy(currency: CurrencyView, values: Values, *, now: datetime) -> LevyPreview | None:
    terms = levy_terms(values)
    if not terms.rate_ppm:
        return None
    town = communities.community(currency.community)
    coming = next_levy(town)
    on = coming[0] if coming else local_date(now, town.zone)
    return preview_with(currency, terms, on)


def _changes(currency: CurrencyView, touched: Touched, then: Values, *, now: datetime) -> Iterator[LimitChange]:
    """Yield whose limit would be another; a limit given to a member alone stays."""
    terms = credit_terms(then)
    earned = earned_by_member(currency, now=now) if touched is Touched.CREDIT and terms.growth_ppm else {}
    for row in rows_of(currency.community, RegisterFilter(), now=now):
        change = (
            _credit(row, terms, earned.get(row.member.id, 0)) if touched is Touched.CREDIT else _ceiling(row, terms)
        )
        if change is not None and change.before_minor != change.after_minor:
            yield change


def _credit(row: RegisterRow, terms: CreditTerms, earned: int) -> LimitChange | None:
    if row.given_credit_minor is not None:
        return None
    after = credit_limit(terms, given_minor=None, earned_minor=earned)
    return LimitChange(row.member, row.credit_minor, after, -row.balance_minor)


def _ceiling(row: RegisterRow, terms: CreditTerms) -> LimitChange | None:
    if row.given_ceiling_minor is not None:
        return None
    return LimitChange(row.member, row.ceiling_minor, terms.ceiling_minor or None, row.balance_minor)


def _payments(currency: CurrencyView, present: Values, then: Values) -> Effect:
    before, after = payment_terms(present), payment_terms(then)
    supply = supply_of(currency) if before.share_ppm or after.share_ppm else 0
    return Effect(
        Touched.PAYMENTS,
        payment_minor=(payment_limit(before, supply_minor=supply), payment_limit(after, supply_minor=supply)),
        day_minor=(day_limit(before), day_limit(after)),
    )
