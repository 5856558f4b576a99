"""What waits for a person in a community: each domain tells its own, this page puts them in one list.

To add a kind: a function that takes the request and the moment and returns needs, in KINDS. Each does one
query, and gives a button that settles it here or the page on which it is settled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from worgl.communities import queries as communities
from worgl.communities.pages import MemberRequest
from worgl.communities.queries import Member
from worgl.core import jobs
from worgl.payments import queries as payments

ON_HUB = 8
"""Needs of one kind shown on the first page of administration."""


WORK: Mapping[str, Promise] = {
    "currency.levy": pgettext_lazy("work that goes on by itself", "the levy"),
    "currency.levy_soon": pgettext_lazy("work that goes on by itself", "telling members what will fade"),
    "currency.levy_told": pgettext_lazy("work that goes on by itself", "telling members what has faded"),
    "currency.rule_told": pgettext_lazy("work that goes on by itself", "telling members about a rule"),
    "currency.figures": pgettext_lazy("work that goes on by itself", "the figures of the town"),
    "currency.giving": pgettext_lazy("work that goes on by itself", "a gift to many"),
    "currency.arrivals": pgettext_lazy("work that goes on by itself", "bringing in members"),
    "currency.link_letters": pgettext_lazy("work that goes on by itself", "e-mails with personal links"),
    "currency.limits": pgettext_lazy("work that goes on by itself", "new limits for many"),
    "communities.announce": pgettext_lazy("work that goes on by itself", "an announcement"),
    "communities.still_waiting": pgettext_lazy("work that goes on by itself", "reminding of who waits to join"),
    "payments.standing": pgettext_lazy("work that goes on by itself", "standing orders"),
    "payments.pay_list": pgettext_lazy("work that goes on by itself", "a list of payments"),
    "payments.expire_requests": pgettext_lazy("work that goes on by itself", "ending old payment requests"),
    "payments.request_waits": pgettext_lazy("work that goes on by itself", "reminding of payment requests"),
    "payments.collect_ruling": pgettext_lazy("work that goes on by itself", "paying back what was ruled"),
}
"""What the jobs of a community do, for people who keep no server."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits: what, since when, the tag of its kind, and the way to settle it.

    `act` is the address a button of one tap posts to, "" where there is none; `href` leads to the details.
    """

    title: str
    sentence: str
    tag: str
    tone: str
    href: str
    act: str = ""
    act_name: str = ""
    person: Member | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Needs:
    """What is shown of all that waits; `more` leads to the rest of a kind, where there is one."""

    items: tuple[Need, ...]
    more: tuple[tuple[str, str], ...] = ()


Kind = Callable[[MemberRequest, datetime], Needs]


def applications(request: MemberRequest, now: datetime) -> Needs:
    """Return who waits to be let in, the longest first."""
    slug = request.community.slug
    waiting = communities.pending(community=request.community.id, viewer=request.member.id, limit=ON_HUB)
    items = tuple(
        Need(
            title=_("{name} wants to join").format(name=one.member.name),
            sentence=_("invited by {name}").format(name=one.invited_by),
            tag=pgettext("somebody wants to join", "Joining"),
            tone="g",
            href=reverse("communities:queue", args=[slug]) if one.answers else "",
            act=reverse("communities:act", args=[slug, one.member.id, "approve"]),
            act_name=_("Let in"),
            person=one.member,
        )
        for one in waiting.items
    )
    queue = reverse("communities:queue", args=[slug])
    return Needs(items, ((queue, _("Everybody who waits to join")),) if items else ())


def given_up(request: MemberRequest, now: datetime) -> Needs:
    """Return the community's work that failed too often and waits until somebody looks."""
    failed = jobs.failed(args={"community": str(request.community.id)}, limit=ON_HUB)
    return Needs(
        tuple(
            Need(
                title=_("Work has stopped: {kind}").format(kind=str(WORK.get(one.kind, one.kind))),
                sentence=one.error,
                tag=_("Failed"),
                tone="b",
                href="",
                act=reverse("web:retry_job", args=[request.community.slug, one.id]),
                act_name=_("Try again"),
                icon="circle-alert",
            )
            for one in failed
        )
    )


def reports(request: MemberRequest, now: datetime) -> Needs:
    """Return what members have reported, the longest first."""
    page = reverse("communities:reports", args=[request.community.slug])
    waiting = communities.reports_waiting(community=request.community.id, viewer=request.own.id)
    items = tuple(
        Need(
            title=_("{name} was reported").format(name=one.about.name),
            sentence=one.report.reason,
            tag=pgettext("something that was reported", "Report"),
            tone="a",
            href=page,
            person=one.about,
        )
        for one in waiting[:ON_HUB]
    )
    return Needs(items, ((page, _("All reports")),) if items else ())


def disputes(request: MemberRequest, now: datetime) -> Needs:
    """Return the disputes that wait for a ruling, the longest first."""
    slug, community = request.community.slug, request.community.id
    waiting = payments.disputes_waiting(community=community, viewer=request.member.id, now=now, limit=ON_HUB)
    items = tuple(
        Need(
            title=_("{payer} disputes a payment to {payee}").format(payer=one.payer.name, payee=one.payee.name),
            sentence=one.reason,
            tag=_("Dispute"),
            tone="a",
            href=reverse("payments:dispute", args=[slug, one.id]),
            icon="scale",
        )
        for one in waiting
    )
    return Needs(items, ((reverse("payments:disputes", args=[slug]), _("All disputes that wait")),) if items else ())


KINDS: tuple[Kind, ...] = (given_up, disputes, reports, applications)


def needs_of(request: MemberRequest, now: datetime) -> Needs:
    """Return all that waits, what is most pressing first."""
    found = [kind(request, now) for kind in KINDS]
    return Needs(
        tuple(item for needs in found for item in needs.items),
        tuple(more for needs in found for more in needs.more),
    )
