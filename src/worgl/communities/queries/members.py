"""Members of a community: one, by code, lists with search, who waits, who holds a role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TypeVar
from uuid import UUID

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, UUIDField

from worgl.communities import models
from worgl.communities.errors import MemberUnknown, NotAMember
from worgl.communities.queries.access import (
    known_member,
    require_admin_reader,
    require_moderating_reader,
    require_reader,
    seen,
)
from worgl.communities.queries.views import member_view
from worgl.communities.rules import IMPORT_MAX, SEATED, Answer, Application, CommunityId, Member, MemberId, MemberState
from worgl.core.ids import InvalidCode, read_code
from worgl.core.limits import NAME_MAX, PAGE_MAX
from worgl.core.paging import Page, decode_cursor, id_in, page_of
from worgl.core.prepared import Prepared, PreparedMany, param
from worgl.core.request_cache import cached_value
from worgl.identity.rules import PersonId, fold

Wanted = TypeVar("Wanted")
_ASKED_TOGETHER = 500
_KNOWN = [*SEATED, MemberState.LEFT]
"""States in which others can know a member: an applicant is nobody yet."""


def member(member: MemberId) -> Member:
    """Return a member in any state, for domains that have checked who asks; refuses MemberUnknown."""
    return known_member(member)


def member_for(*, community: CommunityId, person: PersonId) -> Member:
    """Return what a person is in a community: applicant, active or suspended. Refuses NotAMember."""
    row = models.Member.seen.filter(community=community, person=person).exclude(state=MemberState.LEFT).first()
    if row is None:
        raise NotAMember
    return seen(row)


def members(
    *,
    community: CommunityId,
    viewer: MemberId,
    search: str = "",
    state: MemberState = MemberState.ACTIVE,
    cursor: str = "",
    limit: int = 50,
) -> Page[Member]:
    """Return a page of members by name whose name or code contains `search`, case and accents aside.

    All members see who is active, administrators also the other states. Refuses NotAMember, RoleNeeded,
    InvalidCursor.
    """
    if state == MemberState.ACTIVE:
        require_reader(viewer, community=community)
    else:
        require_admin_reader(viewer, community=community)
    return page_of_members(community=community, search=search, states=[state], cursor=cursor, limit=limit)


def page_of_members(
    *,
    community: CommunityId,
    search: str = "",
    states: Iterable[MemberState] = _KNOWN,
    cursor: str = "",
    limit: int = PAGE_MAX,
) -> Page[Member]:
    """Return a page of members by name without asking who looks: for jobs, exports and imports only."""
    rows = models.Member.seen.filter(community=community, state__in=list(states))
    if search.strip():
        rows = rows.filter(matches(search))
    mark = decode_cursor(cursor, length=2)
    if mark is not None:
        # A mark somebody made up may hold what no column can.
        name = fold(str(mark[0]))
        rows = rows.filter(Q(folded_name__gt=name) | Q(folded_name=name, id__gt=id_in(mark)))
    limit = max(1, min(limit, PAGE_MAX))
    found = list(rows.order_by("folded_name", "id")[: limit + 1])
    page = page_of(found, limit=limit, cursor_of=lambda row: (row.folded_name, row.pk.hex))
    return Page(tuple(member_view(row) for row in page.items), page.next_cursor)


def matches(search: str) -> Q:
    """Return what fits a typed name or code; for this domain's own rooms."""
    typed = search[:NAME_MAX]
    name, code = fold(typed), "".join(character for character in typed.upper() if character.isalnum())
    matches = Q(pk__in=[])
    if name:
        matches |= Q(folded_name__contains=name)
    if code:
        matches |= Q(code__contains=code)
    return matches


def members_by_ids(ids: Iterable[MemberId]) -> dict[MemberId, Member]:
    """Return members in any state by id, for domains that have checked who asks; unknown ids are left out."""
    asked = dict.fromkeys(ids)
    found = {one.id: one for one in (cached_value(known_member, own) for own in asked) if one is not None}
    unread = [own for own in asked if own not in found]
    if len(unread) == _PAIR:
        first, second = unread
        return found | {one.id: one for one in map(seen, _BOTH.rows(first=first, second=second))}
    return found | {one.id: one for one in _in_pages(models.Member.seen.all(), "id", unread)}


_PAIR = 2
_BOTH = Prepared(
    lambda: models.Member.seen.filter(
        Q(pk=param("first", UUIDField())) | Q(pk=param("second", UUIDField())),
    )
)


def member_by_code(*, community: CommunityId, code: str) -> Member:
    """Return who has a code, also when suspended or gone; refuses InvalidCode, MemberUnknown."""
    row = _BY_CODE.first(community=community, code=read_code(code))
    if row is None:
        raise MemberUnknown
    return seen(row)


def member_by_mark(*, community: CommunityId, mark: str) -> Member:
    """Return whom a code or an id means, also when suspended or gone; refuses InvalidCode, MemberUnknown."""
    try:
        own = MemberId(UUID(mark))
    except ValueError:
        return member_by_code(community=community, code=mark)
    row = _BY_ID.first(community=community, own=own)
    if row is None:
        raise MemberUnknown
    return seen(row)


def members_by_marks(*, community: CommunityId, marks: Iterable[str]) -> dict[str, Member]:
    """Return whom each code or id means, as `member_by_mark` does; marks that mean nobody are left out."""
    codes: dict[str, str] = {}
    ids: dict[str, MemberId] = {}
    for mark in dict.fromkeys(marks):
        try:
            ids[mark] = MemberId(UUID(mark))
        except ValueError:
            with suppress(InvalidCode):
                codes[mark] = read_code(mark)
    by_code = {row.code: seen(row) for row in _BY_CODES.rows(list(set(codes.values())), community=community)}
    by_id = {row.pk: seen(row) for row in _BY_IDS.rows(list(set(ids.values())), community=community)}
    found = {mark: by_code.get(code) for mark, code in codes.items()} | {
        mark: by_id.get(own) for mark, own in ids.items()
    }
    return {mark: one for mark, one in found.items() if one is not None}


def members_of_persons(*, community: CommunityId, persons: Iterable[PersonId]) -> dict[PersonId, Member]:
    """Return what each person is in a community: applicant, active or suspended; who is nothing there is left out."""
    rows = _BY_PERSONS.rows(list(set(persons)), community=community)
    return {PersonId(row.person_id): seen(row) for row in rows if row.person_id is not None}


def _known_in_community() -> QuerySet[models.Member]:
    return models.Member.seen.filter(community=param("community", UUIDField()), state__in=_KNOWN)


_BY_CODE = Prepared(lambda: _known_in_community().filter(code=param("code", CharField())))
_BY_ID = Prepared(lambda: _known_in_community().filter(pk=param("own", UUIDField())))
_BY_CODES = PreparedMany(CharField(), lambda codes: _known_in_community().filter(code__in=codes))
_BY_IDS = PreparedMany(UUIDField(), lambda ids: _known_in_community().filter(pk__in=ids))
_BY_PERSONS = PreparedMany(
    UUIDField(),
    lambda persons: models.Member.seen.filter(
        community=param("community", UUIDField()), person__id__in=persons, state__in=[MemberState.APPLIED, *SEATED]
    ),
)


def members_by_codes(*, community: CommunityId, codes: Iterable[str]) -> dict[str, Member]:
    """Return members in any state by canonical code, for imports; unknown codes are left out."""
    rows = models.Member.seen.filter(community=community)
    return {found.code: found for found in _in_pages(rows, "code", list(codes))}


def standings(
    *, community: CommunityId, codes: Iterable[str] = (), ids: Iterable[MemberId] = ()
) -> tuple[dict[str, tuple[MemberId, bool]], dict[MemberId, bool]]:
    """Tell of many members, by canonical code and by id, who they are and whether they are active.

    For payments of many at once, where a whole `Member` each would take longer than the payment; who is not
    of the community is left out.
    """
    rows = models.Member.seen.filter(community=community)
    by_code = {
        code: (MemberId(own), state == MemberState.ACTIVE)
        for part in _parts(list(codes))
        for code, own, state in rows.filter(code__in=part).values_list("code", "id", "state")
    }
    by_id = {
        MemberId(own): state == MemberState.ACTIVE
        for part in _parts(list(ids))
        for own, state in rows.filter(id__in=part).values_list("id", "state")
    }
    return by_code, by_id


def _parts(wanted: list[Wanted]) -> Iterator[list[Wanted]]:
    assert len(wanted) <= IMPORT_MAX
    for start in range(0, len(wanted), _ASKED_TOGETHER):
        yield wanted[start : start + _ASKED_TOGETHER]


def _in_pages(rows: QuerySet[models.Member], field: str, wanted: list[MemberId] | list[str]) -> Iterable[Member]:
    assert len(wanted) <= IMPORT_MAX
    for start in range(0, len(wanted), PAGE_MAX):
        for row in rows.filter(**{f"{field}__in": wanted[start : start + PAGE_MAX]}):
            yield seen(row)


def count_members(community: CommunityId) -> int:
    """Return how many members are active."""
    return models.Member.objects.filter(community=community, state=MemberState.ACTIVE).count()


def officers(*, community: CommunityId, viewer: MemberId) -> tuple[Member, ...]:
    """Return who holds a role, by name: every member may know whom to ask. Refuses NotAMember."""
    require_reader(viewer, community=community)
    rows = models.Member.seen.filter(
        Q(is_admin=True) | Q(is_treasurer=True) | Q(is_moderator=True), community=community
    )
    return tuple(member_view(row) for row in rows.order_by("folded_name", "id")[:PAGE_MAX])


def administrators(community: CommunityId) -> tuple[Member, ...]:
    """Return a community's administrators, for notices that need one of them."""
    rows = models.Member.seen.filter(is_admin=True, state=MemberState.ACTIVE, community=community)
    return tuple(member_view(row) for row in rows.order_by("id")[:PAGE_MAX])


def pending(*, community: CommunityId, viewer: MemberId, cursor: str = "", limit: int = 50) -> Page[Application]:
    """Return who waits for approval, the longest first. Refuses NotAMember, RoleNeeded, InvalidCursor."""
    require_moderating_reader(viewer, community=community)
    keepers = models.Staff.objects.filter(shop=OuterRef("pk"), ended_at__isnull=True).order_by("since")
    rows = models.Member.seen.filter(community=community, state=MemberState.APPLIED)
    rows = rows.annotate(kept_by=Subquery(keepers.values("member__name")[:1]))
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        rows = rows.filter(id__gt=id_in(mark))
    limit = max(1, min(limit, PAGE_MAX))
    found = list(rows.select_related("invitation__by").order_by("id")[: limit + 1])
    page = page_of(found, limit=limit, cursor_of=lambda row: (row.pk.hex,))
    return Page(tuple(_application(row) for row in page.items), page.next_cursor)


def _application(row: models.Member) -> Application:
    answers = tuple(Answer(question, answer) for question, answer in row.answers)
    return Application(member_view(row), _sponsor_of(row), row.applied_at, answers)


def _sponsor_of(row: models.Member) -> str:
    """Return the name of who invited an applicant, or of who wants to open a shop."""
    return row.invitation.by.name if row.invitation else str(getattr(row, "kept_by", None) or "")


def members_without_person(community: CommunityId) -> frozenset[MemberId]:
    """Return the active members nobody signs in for yet, for domains that have checked who asks."""
    rows = models.Member.objects.filter(community=community, person__isnull=True, state=MemberState.ACTIVE.value)
    return frozenset(MemberId(own) for own in rows.values_list("pk", flat=True))
