"""What members are told about the money itself: levies, grants, changed rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from worgl.communities import queries as communities
from worgl.communities.facts import PolicyAnnounced
from worgl.communities.queries import Community, Member
from worgl.communities.rules import CommunityId, MemberId, MemberState
from worgl.core import links
from worgl.core.domains import parameters
from worgl.core.jobs import enqueue
from worgl.core.limits import PAGE_MAX
from worgl.core.readers import on, on_many
from worgl.core.request_cache import request_cache
from worgl.core.works import JobRun, job
from worgl.currency.facts import Granted, LevyTaken, LimitsSet
from worgl.currency.models import Grant, Levy, LevyLine, Wallet
from worgl.currency.queries.balances import next_levy
from worgl.currency.queries.currencies import currency_of
from worgl.currency.queries.policy import local_date
from worgl.currency.rules import CurrencyView, WalletRole, amount_words, demurrage_due
from worgl.inbox.commands import notify_many
from worgl.inbox.rules import About, Email, Group, Kind, NewNotification
from worgl.ledger import queries as ledger
from worgl.ledger.rules import AccountId

NEWS = timedelta(days=35)
"""What is older is history: it stands in the statement, and nobody is told."""
LEVY_SOON_JOB = "currency.levy_soon"
LEVY_TOLD_JOB = "currency.levy_told"
RULE_TOLD_JOB = "currency.rule_told"

GRANTED = Kind(
    key="currency.granted",
    group=Group.MONEY,
    icon="coins",
    tone="green",
    name=_("The treasurer gives me coins"),
    sentence=_("{community} gave you {amount}."),
    action=_("See what came in"),
    route=links.ACTIVITY,
    email=Email.DAILY,
    push=True,
)
LEVY_SOON = Kind(
    key="currency.levy_soon",
    group=Group.MONEY,
    icon="calendar-clock",
    tone="amber",
    name=_("Something will fade in three days"),
    sentence=_("On {day} {amount} of what you hold will fade. What you spend before does not fade for you."),
    action=_("See what fades and when"),
    route="currency:levies",
    email=Email.DAILY,
    push=True,
    days=frozenset({"day"}),
)
LEVY_TAKEN = Kind(
    key="currency.levy_taken",
    group=Group.MONEY,
    icon="hourglass",
    tone="amber",
    name=_("Something has faded"),
    sentence=_("On {day} {amount} of what you held has faded."),
    action=_("See where it went"),
    route="currency:levies",
    days=frozenset({"day"}),
)
RULE = Kind(
    key="currency.rule",
    group=Group.COMMUNITY,
    icon="scale",
    tone="amber",
    name=_("A rule will change"),
    sentence=_("This rule has another value in {community} from {day} on: {rule}"),
    action=_("Read the rules"),
    route=links.RULES,
    email=Email.WEEKLY,
    days=frozenset({"day"}),
    words=frozenset({"rule"}),
)
LIMITS = Kind(
    key="currency.limits",
    group=Group.MONEY,
    icon="scale",
    tone="amber",
    name=_("How much I may hold or owe is changed"),
    sentence=_("{by} has changed how much {name} may hold or owe in {community}."),
    action=_("See how it is going"),
    route=links.HOME,
    email=Email.AT_ONCE,
)
KINDS = (
    GRANTED,
    LEVY_SOON,
    LEVY_TAKEN,
    LIMITS,
    RULE,
)


def _about(town: Community) -> About:
    return About(town.id, town.name, town.slug, town.zone)


def _amount(minor: int, town: Community, currency: CurrencyView) -> str:
    return amount_words(minor, exponent=currency.exponent, name=currency.name, decimal_mark=town.decimal_mark)


@on_many(Granted)
def tell_granted(facts: Sequence[Granted], now: datetime) -> None:
    """Tell members what they were given, with the treasurer's reason; what is no news any more is not told."""
    members = communities.members_by_ids({fact.payee for fact in facts})
    news = Grant.objects.filter(pk__in=[fact.transfer for fact in facts], at__gte=now - NEWS)
    reasons = dict(news.values_list("pk", "reason"))
    told = [fact for fact in facts if fact.transfer in reasons]
    with request_cache():
        tellings = [_granted(fact, members[fact.payee], reasons[fact.transfer]) for fact in told]
    notify_many(filter(None, tellings), now=now)


def _granted(fact: Granted, member: Member, reason: str) -> NewNotification | None:
    if member.person is None:
        return None
    town, currency = communities.community(fact.community), currency_of(fact.community)
    return NewNotification(
        person=member.person,
        kind=GRANTED.key,
        key=str(fact.transfer),
        about=_about(town),
        fields={"community": town.name, "amount": _amount(fact.minor, town, currency)},
        place=(town.slug,),
        note=reason,
    )


@on_many(LimitsSet)
def tell_limits(facts: Sequence[LimitsSet], now: datetime) -> None:
    """Tell members, and the keepers of shops, that their limits are others, whoever changed them; oneself knows it."""
    people = communities.members_by_ids({one for fact in facts for one in (fact.member, fact.by)})
    tellings = []
    for fact in facts:
        member, town = people[fact.member], communities.community(fact.community)
        fields = {"by": people[fact.by].name, "name": member.name, "community": town.name}
        whom = [member] if member.person is not None else communities.keepers_of(fact.member)
        tellings += [
            NewNotification(
                one.person, LIMITS.key, f"{fact.member}:{now.isoformat()}", _about(town), fields, (town.slug,)
            )
            for one in whom
            if one.person is not None and one.id != fact.by
        ]
    notify_many(tellings, now=now)


@on(LevyTaken)
def plan_levy_told(fact: LevyTaken, now: datetime) -> None:
    """Queue telling everybody what a levy took from them; one of long ago, as a moved town has, is no news."""
    if local_date(now, communities.community(fact.community).zone) - fact.on > NEWS:
        return
    args = {"levy": str(fact.levy)}
    enqueue(LEVY_TOLD_JOB, args, key=str(fact.levy), due_at=now, now=now)


@job(LEVY_TOLD_JOB)
def tell_levy(run: JobRun) -> None:
    """Tell every member what a levy took from them, by pages."""
    levy = Levy.objects.get(pk=UUID(run.args["levy"]))
    town, currency = communities.community(CommunityId(levy.community_id)), currency_of(CommunityId(levy.community_id))
    lines = LevyLine.objects.filter(levy=levy, taken_minor__gt=0, wallet__member_id__isnull=False)

    def page(after: int) -> list[tuple[int, MemberId, int]]:
        rows = lines.filter(pk__gt=after).order_by("pk").values_list("pk", "wallet__member_id", "taken_minor")
        return [(pk, MemberId(member), taken) for pk, member, taken in rows[:PAGE_MAX] if member]

    def telling(member: Member, taken: int) -> NewNotification | None:
        return _of_levy(LEVY_TAKEN, member, town, currency, on=levy.date, minor=taken)

    _tell_pages(run, page, telling)


@job(LEVY_SOON_JOB)
def remind_of_levy(run: JobRun) -> None:
    """Tell each member what the next levy would take if they spend nothing, except those it would take nothing from."""
    town = communities.community(CommunityId(UUID(run.args["community"])))
    coming = next_levy(town)
    if coming is None or coming[0].isoformat() != run.args["on"] or coming[0] <= local_date(run.now, town.zone):
        return
    on, rate, exempt = coming
    currency = currency_of(town.id)
    wallets = Wallet.objects.filter(community_id=town.id, role=WalletRole.MEMBER, member_id__isnull=False)

    def page(after: int) -> list[tuple[int, MemberId, int]]:
        rows = list(wallets.filter(pk__gt=after).order_by("pk")[:PAGE_MAX])
        accounts = ledger.accounts(currency.book, [AccountId(row.account) for row in rows])
        found = []
        for row in rows:
            account = accounts[AccountId(row.account)]
            due = 0 if account.closed else demurrage_due(account.posted, rate=rate, exempt_minor=exempt)
            found.append((row.pk, MemberId(row.member_id or UUID(int=0)), due))
        return found

    def telling(member: Member, due: int) -> NewNotification | None:
        return _of_levy(LEVY_SOON, member, town, currency, on=on, minor=due)

    _tell_pages(run, page, telling)


def _of_levy(
    kind: Kind, member: Member, town: Community, currency: CurrencyView, *, on: date, minor: int
) -> NewNotification | None:
    if member.person is None or minor <= 0 or member.state is MemberState.LEFT:
        return None
    fields = {"day": on.isoformat(), "amount": _amount(minor, town, currency)}
    return NewNotification(member.person, kind.key, f"{member.id}:{on.isoformat()}", _about(town), fields, (town.slug,))


def _tell_pages(
    run: JobRun,
    page: Callable[[int], list[tuple[int, MemberId, int]]],
    telling: Callable[[Member, int], NewNotification | None],
) -> None:
    """Tell the members of page after page; each page is told and noted in one transaction."""
    after, done = int(run.cursor.get("after", 0)), run.done
    while rows := page(after):
        after, done = rows[-1][0], done + len(rows)
        people = communities.members_by_ids(member for _pk, member, _minor in rows)
        asked = (telling(people[member], minor) for _pk, member, minor in rows if member in people)
        _tell_page(run, (one for one in asked if one is not None), cursor={"after": after}, done=done)


def _tell_page(run: JobRun, tellings: Iterable[NewNotification], *, cursor: dict[str, int | str], done: int) -> None:
    with transaction.atomic():
        notify_many(tellings, now=run.now)
        run.checkpoint(stage="telling", cursor=cursor, done=done)


@on(PolicyAnnounced)
def plan_rule_told(fact: PolicyAnnounced, now: datetime) -> None:
    """Queue telling everybody that a rule will change."""
    args = {"community": str(fact.community), "name": fact.name, "applies_from": fact.applies_from.isoformat()}
    key = f"{fact.community}:{fact.name}:{fact.applies_from.isoformat()}:{now.isoformat()}"
    enqueue(RULE_TOLD_JOB, args, key=key[:150], due_at=now, now=now)


@job(RULE_TOLD_JOB)
def tell_rule(run: JobRun) -> None:
    """Tell every active member that a rule changes and when, by pages."""
    parameter = parameters().get(run.args["name"])
    if parameter is None:
        return
    town = communities.community(CommunityId(UUID(run.args["community"])))
    moment = datetime.fromisoformat(run.args["applies_from"])
    # English is what the catalogues know: the reader's language translates it as they read.
    with translation.override("en"):
        rule = str(parameter.sentence)
    fields = {"day": local_date(moment, town.zone).isoformat(), "community": town.name, "rule": rule}
    key, cursor, done = f"{parameter.name}:{moment.isoformat()}", str(run.cursor.get("after", "")), run.done
    while True:
        page = communities.page_of_members(community=town.id, states=[MemberState.ACTIVE], cursor=cursor)
        cursor, done = page.next_cursor, done + len(page.items)
        tellings = (
            NewNotification(member.person, RULE.key, f"{town.id}:{key}", _about(town), fields, (town.slug,))
            for member in page.items
            if member.person is not None
        )
        _tell_page(run, tellings, cursor={"after": cursor}, done=done)
        if not cursor:
            return


JOBS = (
    tell_levy,
    remind_of_levy,
    tell_rule,
)
TELLERS = (
    tell_granted,
    tell_limits,
    plan_levy_told,
    plan_rule_told,
)
