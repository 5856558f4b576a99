"""What proves the doors for programs: keys with their limits and what they spent, and webhooks, by their seals."""

from __future__ import annotations

from collections.abc import Iterator

from worgl.api.models import PersonalKey
from worgl.api.seals import KEY, SPENDING, WEBHOOK
from worgl.core.checks import Fault, Subject, proves, proves_of_node
from worgl.core.moment import one_view
from worgl.core.sealing import faults_of


@proves("api.keys", "Who may do what with a key for one community, and pay how much a day by it.")
def keys(subject: Subject) -> Iterator[Fault]:
    """Compare the community's keys, and what each with a limit has spent, with their seals."""
    if subject.community is None:
        return
    with one_view():
        yield from faults_of(KEY, subject)
        limited = PersonalKey.objects.filter(community_id=subject.community, day_limit_minor__isnull=False)
        for own in limited.order_by("id").values_list("id", flat=True):
            yield from faults_of(SPENDING, Subject(subject.book, own))


@proves_of_node("api.keys_of_all", "Who may do what with a key for all communities.")
def keys_of_all(subject: Subject) -> Iterator[Fault]:
    """Compare the keys of all communities with their seals."""
    with one_view():
        yield from faults_of(KEY, subject)


@proves("api.webhooks", "Whose each webhook is, where it leads and what it is told.")
def webhooks(subject: Subject) -> Iterator[Fault]:
    """Compare the webhooks with their seals."""
    if subject.community is not None:
        with one_view():
            yield from faults_of(WEBHOOK, subject)


CHECKS = (
    keys,
    keys_of_all,
    webhooks,
)
