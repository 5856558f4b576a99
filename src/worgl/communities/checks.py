"""What proves a community: no act is missing in its record, no rule has another past, its counts are right."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q

from worgl.communities import models
from worgl.communities.rules import SEATED
from worgl.communities.seals import ACT, INVITATION, MEMBER, RULE, STAFF, TOWN, WISH
from worgl.core.checks import Fault, Subject, proves
from worgl.core.moment import one_view
from worgl.core.sealing import faults_of


@proves("communities.record", "The record holds every act, as it was written.")
def record(subject: Subject) -> Iterator[Fault]:
    """Compare the acts with their seals."""
    if subject.community is not None:
        with one_view():
            yield from faults_of(ACT, subject)


@proves("communities.rules", "Each rule applied when, and with the value, that was written down.")
def rules(subject: Subject) -> Iterator[Fault]:
    """Compare the rules with their seals."""
    if subject.community is not None:
        with one_view():
            yield from faults_of(RULE, subject)


@proves("communities.powers", "Who is a member, with which roles, who acts for a shop, and what the community is.")
def powers(subject: Subject) -> Iterator[Fault]:
    """Compare members, staff and the community with their seals."""
    if subject.community is not None:
        with one_view():
            for kind in (MEMBER, STAFF, TOWN):
                yield from faults_of(kind, subject)


@proves("communities.invitations", "Whom an invitation lets in, and for whom it was wished that they act for a shop.")
def invitations(subject: Subject) -> Iterator[Fault]:
    """Compare invitations and wishes with their seals."""
    if subject.community is not None:
        with one_view():
            for kind in (INVITATION, WISH):
                yield from faults_of(kind, subject)


@proves("communities.counts", "As many seats are taken as there are members, and as many administrators counted.")
def counts(subject: Subject) -> Iterator[Fault]:
    """Count the members again."""
    if subject.community is None:
        return
    with one_view():
        town = models.Community.objects.get(pk=subject.community)
        seated = Count("pk", filter=Q(state__in=[state.value for state in SEATED]))
        found = models.Member.objects.filter(community=town).aggregate(
            seats=seated, admins=Count("pk", filter=Q(is_admin=True))
        )
    for what, counted in (("seats", town.seats), ("admins", town.admins)):
        if counted != found[what]:
            sentence = f"{town.name} counts {counted} {what}; its members come to {found[what]}."
            yield Fault("count_wrong", subject.book, f"{what} of {town.slug}", sentence)


CHECKS = (
    record,
    rules,
    powers,
    invitations,
    counts,
)
