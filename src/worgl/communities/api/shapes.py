"""Communities and members as the API gives them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from worgl.communities.rules import Act, Application, Community, Member, MemberKind, MemberState, Role
from worgl.core.rest import Shape, shape_from


class MemberShape(Shape):
    """A member; `code` is what people type to pay him, `about` what he says of himself.

    `picture` names the content of his picture and changes with it, "" when he shows none.
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
    """A community, and what the caller is there; `is_new` while his first steps are still shown to him."""

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
    """Somebody who waits for approval, who invited him, and what he answered."""

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


def member_shape(member: Member) -> MemberShape:
    """Return a member as the API gives him."""
    return shape_from(MemberShape, member, roles=sorted(member.roles))


def community_shape(pair: tuple[Community, Member]) -> CommunityShape:
    """Return a community as the API gives it to one of its members."""
    community, member = pair
    return shape_from(
        CommunityShape, community, words=dict(community.words), member=member_shape(member), is_new=member.is_new
    )


def application_shape(application: Application) -> ApplicationShape:
    """Return an application as the API gives it."""
    answers = [shape_from(AnswerShape, one) for one in application.answers]
    return shape_from(ApplicationShape, application, member=member_shape(application.member), answers=answers)


def act_shape(act: Act) -> ActShape:
    """Return an act as the API gives it."""
    return shape_from(ActShape, act)
