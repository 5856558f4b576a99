"""Communities and members as the API gives them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from worgl.communities.rules import Community, Member, MemberKind, MemberState, Role
from worgl.core.rest import Anew, Shape, Shown, shape_from


class MemberShape(Shape):
    """A member; `code` is what people type to pay them, `about` what they say of themselves.

    `picture` names the content of their picture and changes with it, "" when they show none.
    """

    id: UUID
    name: str
    code: str
    kind: MemberKind
    state: MemberState
    roles: list[Role]
    joined_at: datetime | None
    about: str
    picture: str


class CommunityShape(Shape):
    """A community, and what the caller is there; `is_new` while the first steps are still shown to them."""

    id: UUID
    slug: str
    name: str
    zone: str
    decimal_mark: str
    cap: int
    seats: int
    created_at: datetime
    words: dict[str, str]
    member: MemberShape
    is_new: bool


class AnswerShape(Shape):
    """What somebody was asked and answered, in the words of that day."""

    question: str
    answer: str


class ApplicationShape(Shape):
    """An applicant who waits for approval, who invited them, and what they answered."""

    member: MemberShape
    invited_by: str
    applied_at: datetime
    answers: list[AnswerShape]


class ActShape(Shape):
    """What an officer or keeper did; `what` is a stable code, `before` and `after` tell what it changed."""

    id: UUID
    at: datetime
    what: str
    sentence: str
    actor: str
    subject: str
    reason: str
    before: str
    after: str


def made_as(shape: type[Shape]) -> Shown[Any, UUID]:
    """Return what answers a command that has made something: its `id`."""
    return Shown(shape, lambda _here, made: shape.model_validate({"id": made}))


def member_shape(member: Member) -> MemberShape:
    """Return a member as the API gives it."""
    return shape_from(MemberShape, member)


def community_shape(pair: tuple[Community, Member]) -> CommunityShape:
    """Return a community as the API gives it to one of its members."""
    community, member = pair
    return shape_from(CommunityShape, community, member=member_shape(member), is_new=member.is_new)


RENAMED: Anew[tuple[Community, Member]] = Anew(CommunityShape, community_shape)
"""Answers with the community as it is then."""
