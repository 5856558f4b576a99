"""What happened in communities. Ids only: names stay where they can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.communities.rules import Capacity, CommunityId, MemberId, NoticeId, Role
from worgl.core.events import WebhookEvent
from worgl.core.facts import Fact


@dataclass(frozen=True, slots=True)
class CommunityFounded(Fact):
    """A community with its first member stands."""

    topic: ClassVar[str] = "communities.founded"
    community: CommunityId
    member: MemberId


@dataclass(frozen=True, slots=True)
class MemberApplied(Fact):
    """Somebody waits for approval."""

    topic: ClassVar[str] = "communities.member_applied"
    community: CommunityId
    member: MemberId


@dataclass(frozen=True, slots=True)
class MemberAdmitted(Fact):
    """A member is active: founder, invited, approved or come back."""

    topic: ClassVar[str] = "communities.member_admitted"
    community: CommunityId
    member: MemberId


@dataclass(frozen=True, slots=True)
class MemberDeclined(Fact):
    """Somebody who waited was not admitted."""

    topic: ClassVar[str] = "communities.member_declined"
    community: CommunityId
    member: MemberId


@dataclass(frozen=True, slots=True)
class MessageWritten(Fact):
    """A member wrote to another who had nothing unread from them; what they wrote is no part of the fact."""

    topic: ClassVar[str] = "communities.message_written"
    community: CommunityId
    writer: MemberId
    reader: MemberId
    conversation: UUID
    message: UUID


@dataclass(frozen=True, slots=True)
class Reported(Fact):
    """A member reported a message or another member."""

    topic: ClassVar[str] = "communities.reported"
    community: CommunityId
    by: MemberId
    about: MemberId
    report: UUID


@dataclass(frozen=True, slots=True)
class ReportResolved(Fact):
    """An administrator has looked at what was reported."""

    topic: ClassVar[str] = "communities.report_resolved"
    community: CommunityId
    by: MemberId
    report: UUID


@dataclass(frozen=True, slots=True)
class RoleGranted(Fact):
    """A member was given a role."""

    topic: ClassVar[str] = "communities.role_granted"
    community: CommunityId
    member: MemberId
    role: Role


@dataclass(frozen=True, slots=True)
class RoleRevoked(Fact):
    """A role was taken from a member, or given back by them."""

    topic: ClassVar[str] = "communities.role_revoked"
    community: CommunityId
    member: MemberId
    role: Role
    by: MemberId


@dataclass(frozen=True, slots=True)
class StaffNamed(Fact):
    """A member may act for a shop from now on."""

    topic: ClassVar[str] = "communities.staff_named"
    community: CommunityId
    shop: MemberId
    member: MemberId
    capacity: Capacity
    by: MemberId


@dataclass(frozen=True, slots=True)
class StaffEnded(Fact):
    """A member does not act for a shop any more."""

    topic: ClassVar[str] = "communities.staff_ended"
    community: CommunityId
    shop: MemberId
    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True)
class StaffWished(Fact):
    """An administrator wants somebody to act for a shop that is not their own, and waits for a yes."""

    topic: ClassVar[str] = "communities.staff_wished"
    community: CommunityId
    shop: MemberId
    member: MemberId
    by: MemberId
    wish: UUID


@dataclass(frozen=True, slots=True)
class MembershipTakenOver(Fact):
    """Somebody signs in for a membership that came with an import; its money is theirs to spend."""

    topic: ClassVar[str] = "communities.taken_over"
    community: CommunityId
    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True)
class MembersImported(Fact):
    """Members came with an import, all at once."""

    topic: ClassVar[str] = "communities.members_imported"
    community: CommunityId
    count: int


@dataclass(frozen=True, slots=True)
class MemberSuspended(Fact):
    """A member may not act until reinstated."""

    topic: ClassVar[str] = "communities.member_suspended"
    community: CommunityId
    member: MemberId


@dataclass(frozen=True, slots=True)
class MemberReinstated(Fact):
    """A suspended member is active again."""

    topic: ClassVar[str] = "communities.member_reinstated"
    community: CommunityId
    member: MemberId


@dataclass(frozen=True, slots=True)
class MemberLeft(Fact):
    """A member has left; their name and history stay."""

    topic: ClassVar[str] = "communities.member_left"
    community: CommunityId
    member: MemberId


@dataclass(frozen=True, slots=True)
class NoticePublished(Fact):
    """An administrator tells all members something; its text stands under its id."""

    topic: ClassVar[str] = "communities.notice_published"
    community: CommunityId
    notice: NoticeId
    title: str


@dataclass(frozen=True, slots=True)
class PolicyAnnounced(Fact):
    """A parameter changes at a moment to come, or at once when it may."""

    topic: ClassVar[str] = "communities.policy_announced"
    community: CommunityId
    name: str
    applies_from: datetime


@dataclass(frozen=True, slots=True)
class PolicyWithdrawn(Fact):
    """An announced change will not come."""

    topic: ClassVar[str] = "communities.policy_withdrawn"
    community: CommunityId
    name: str
    applies_from: datetime


EVENTS = (
    WebhookEvent(PolicyAnnounced, _("a change of a rule was announced")),
    WebhookEvent(PolicyWithdrawn, _("an announced change was withdrawn")),
    WebhookEvent(MemberApplied, _("somebody asked to join"), officers_only=True),
    WebhookEvent(MemberAdmitted, _("a member was admitted"), officers_only=True),
    WebhookEvent(MemberSuspended, _("a member was suspended"), officers_only=True),
    WebhookEvent(MemberReinstated, _("a suspended member may act again"), officers_only=True),
    WebhookEvent(MemberLeft, _("a member left"), officers_only=True),
)
"""What webhooks tell."""

UNTOLD = (
    CommunityFounded,
    MemberDeclined,
    MessageWritten,
    Reported,
    ReportResolved,
    RoleGranted,
    RoleRevoked,
    StaffNamed,
    StaffEnded,
    StaffWished,
    MembershipTakenOver,
    MembersImported,
    NoticePublished,
)
"""What they do not."""

SILENT: Mapping[type[Fact], str] = {
    CommunityFounded: "whoever founds it sees it",
    MembersImported: "each is told by letter, with the link by which they take over",
    MemberLeft: "who leaves does it and sees it",
    PolicyWithdrawn: "the page of rules and the town's page no longer show it",
}
"""What no notice tells, each with the reason."""
