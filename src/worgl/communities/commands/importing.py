"""Adding many members at once, for imports and made towns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.seats import free_seat, lock
from worgl.communities.errors import AlreadyMember, CodeTaken, CommunityFull, TooManyMembers
from worgl.communities.facts import MembersImported
from worgl.communities.queries.lives import MEMBERS
from worgl.communities.queries.members import members_by_codes
from worgl.communities.rules import IMPORT_MAX, CommunityId, MemberId, MemberSpec, MemberState
from worgl.communities.rules.lives import MemberAct
from worgl.communities.seals import MEMBER, TOWN
from worgl.core import outbox
from worgl.core.bulk import Row, insert_rows
from worgl.core.ids import new_code, new_id, read_code
from worgl.core.limits import MEMBERS_MAX
from worgl.core.sealing import seal, seal_rows
from worgl.core.transitions import step_all
from worgl.identity.rules import clean_name, fold

_COLUMNS = (
    *("id", "community_id", "person_id", "name", "folded_name", "code", "kind", "state"),
    *(
        "is_admin",
        "is_treasurer",
        "is_moderator",
        "invitation_id",
        "applied_at",
        "joined_at",
        "left_at",
        "about",
        "answers",
        "welcomed_at",
        "agreed_number",
    ),
)


def add_members(*, community: CommunityId, specs: Sequence[MemberSpec], now: datetime) -> list[MemberId]:
    """Add members inside the caller's transaction and return their ids in the order given.

    For operators and made towns: a cap that is too small is raised to what there is then, and the record says so.
    At most IMPORT_MAX a call. Refuses TooManyMembers, InvalidName, InvalidCode, CodeTaken, AlreadyMember.
    """
    if not specs:
        return []
    row = lock(community)
    _raise_cap(row, row.seats + len(specs), actor=None, now=now)
    return _add(row, specs, now=now)


def add_members_within_cap(*, community: CommunityId, specs: Sequence[MemberSpec], now: datetime) -> list[MemberId]:
    """Add members like `add_members`, but refuse CommunityFull where there are not enough places."""
    if not specs:
        return []
    row = lock(community)
    if row.seats + len(specs) > row.cap:
        raise CommunityFull(cap=row.cap)
    return _add(row, specs, now=now)


def make_room(*, community: CommunityId, more: int, actor: MemberId, now: datetime) -> None:
    """Raise the cap, in the caller's transaction, as far as `more` members need it; the record says who did so."""
    row = lock(community)
    after = row.seats + more
    if after > MEMBERS_MAX:
        raise TooManyMembers(asked=after, limit=MEMBERS_MAX)
    _raise_cap(row, after, actor=actor, now=now)


def withdraw_imported(*, community: CommunityId, member: MemberId, now: datetime) -> bool:
    """End the membership of somebody an import made and nobody is; tell whether that could be done.

    In the caller's transaction. For accounts of a history that turn out to be no members.
    """
    lock(community)
    own = models.Member.objects.filter(pk=member, community=community, person__isnull=True)
    if not step_all(MEMBERS, own, MemberAct.STRIKE, now=now, values={"left_at": now}, seals=[MEMBER]):
        return False
    free_seat(community)
    record_audit_event(
        community=community,
        actor=None,
        what="communities.import_mended",
        sentence=gettext_noop("An imported account turned out to be where money was made, and is no member"),
        subject=member,
        now=now,
    )
    return True


def _add(row: models.Community, specs: Sequence[MemberSpec], *, now: datetime) -> list[MemberId]:
    assert len(specs) <= IMPORT_MAX
    community = CommunityId(row.pk)
    _check_room(row, len(specs))
    _check_people(community, specs)
    codes = _codes(community, specs)
    ids = [MemberId(new_id()) for _spec in specs]
    rows = [_row(own, community, spec, code, now) for own, spec, code in zip(ids, specs, codes, strict=True)]
    models.Community.objects.filter(pk=community).update(seats=F("seats") + len(ids))
    insert_rows(models.Member, columns=_COLUMNS, rows=rows)
    seal_rows(MEMBER, community, columns=_COLUMNS, rows=rows)
    outbox.record(MembersImported(community, len(ids)), now=now)
    return ids


def _check_room(row: models.Community, more: int) -> None:
    asked = models.Member.objects.filter(community=row).count() + more
    if asked > MEMBERS_MAX:
        raise TooManyMembers(asked=asked, limit=MEMBERS_MAX)


def _check_people(community: CommunityId, specs: Sequence[MemberSpec]) -> None:
    people = [spec.person for spec in specs if spec.person is not None]
    known = models.Member.objects.filter(community=community, person__isnull=False)
    there = set(known.values_list("person", flat=True)) if people else set()
    if len(set(people)) < len(people) or there & set(people):
        raise AlreadyMember


def _codes(community: CommunityId, specs: Sequence[MemberSpec]) -> Iterator[str]:
    """Return a code for every spec: the one given, checked, or a fresh one."""
    given = [read_code(spec.code) for spec in specs if spec.code is not None]
    taken = set(members_by_codes(community=community, codes=given))
    for code in given:
        if code in taken:
            raise CodeTaken(member_code=code)
        taken.add(code)
    fresh = _fresh_codes(community, taken, len(specs) - len(given))
    left = iter(given)
    return iter([next(fresh) if spec.code is None else next(left) for spec in specs])


def _fresh_codes(community: CommunityId, taken: set[str], count: int) -> Iterator[str]:
    wanted: set[str] = set()
    while len(wanted) < count:
        drawn = {new_code() for _number in range(count - len(wanted))} - taken
        wanted |= drawn - set(members_by_codes(community=community, codes=drawn))
    return iter(wanted)


def _row(own: MemberId, community: CommunityId, spec: MemberSpec, code: str, now: datetime) -> Row:
    name = clean_name(spec.name)
    joined_at = spec.joined_at or now
    state = MemberState.SUSPENDED if spec.is_suspended else MemberState.ACTIVE
    known = (own, community, spec.person, name, fold(name), code, spec.kind.value, state.value)
    return (*known, False, False, False, None, joined_at, joined_at, None, "", [], joined_at, 0)


def _raise_cap(row: models.Community, cap: int, *, actor: MemberId | None, now: datetime) -> None:
    """Raise a cap that is lower than this, and write down that it was."""
    if cap <= row.cap:
        return
    before, row.cap = row.cap, cap
    row.save(update_fields=["cap"])
    seal(TOWN, [row])
    record_audit_event(
        community=CommunityId(row.pk),
        actor=actor,
        what="communities.cap_raised",
        sentence=gettext_noop("An import raised the number of places from {before} to {after}"),
        fields={"before": before, "after": cap},
        now=now,
    )
