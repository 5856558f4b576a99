"""A community and its members as the rest of the house sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.communities.rules.asking import Answer
from worgl.core.errors import check_length
from worgl.core.lifecycle import State, Tag, Tone
from worgl.identity.rules import PersonId
from worgl.ledger.rules import BookId

CommunityId = NewType("CommunityId", UUID)
MemberId = NewType("MemberId", UUID)
InvitationId = NewType("InvitationId", UUID)
NoticeId = NewType("NoticeId", UUID)

SHOPS_MAX = 5
"""Most shops one member keeps."""
STAFF_MAX = 50
"""Most people who act for one shop."""
ABOUT_MAX = 200
"""Longest text in which members say what they can do, in characters."""
NOTICE_TITLE_MAX, NOTICE_BODY_MAX = 120, 2_000
"""Longest heading and text of what all members are told, in characters."""
NOTICE_SHOWN_DAYS_MAX = 366
NOTICES_OPEN_MAX = 20
"""Most notices shown at one time."""
REASON_MAX = 200
"""Longest reason an administrator gives for an act, in characters."""


class Role(StrEnum):
    """What a member may do beyond their own affairs."""

    ADMIN = "admin"
    TREASURER = "treasurer"
    MODERATOR = "moderator"


class Capacity(StrEnum):
    """As what a member acts for another: themselves, a shop they keep, or only at a shop's till."""

    SELF = "self"
    KEEPER = "keeper"
    TILL = "till"


STAFF_CAPACITIES = (Capacity.KEEPER, Capacity.TILL)
"""In which one acts for a shop."""


class LookKind(StrEnum):
    """The pictures a community is shown by: its logo, and its icon in the sizes phones ask for."""

    LOGO = "logo"
    ICON_180 = "icon_180"
    ICON_192 = "icon_192"
    ICON_512 = "icon_512"


class TextKind(StrEnum):
    """What a community writes down for everybody: its terms, what it does with what it knows, and who runs it."""

    TERMS = "terms"
    PRIVACY = "privacy"
    IMPRINT = "imprint"


AGREED_TO = frozenset({TextKind.TERMS, TextKind.PRIVACY})
"""What members agree to; an imprint only informs."""
TEXT_BODY_MAX = 40_000
"""Longest of these texts, in characters."""


class MemberKind(StrEnum):
    """What stands behind a membership: a person or a shop."""

    PERSON = "person"
    SHOP = "shop"


class MemberState(State):
    """Where a membership stands; who is declined is as one who left."""

    APPLIED = "applied", Tag(_("waiting"), tone=Tone.WAITS)
    ACTIVE = "active", Tag(_("active"))
    SUSPENDED = "suspended", Tag(_("paused"), tone=Tone.BAD)
    LEFT = "left", Tag(_("left"))


SEATED = frozenset({MemberState.ACTIVE, MemberState.SUSPENDED})
"""States that take a seat: a suspended member keeps it, or reinstating could exceed the cap."""


@dataclass(frozen=True, slots=True)
class Community:
    """A community. `seats` of `cap` are taken; `words` has a word for every key of WORDS."""

    id: CommunityId
    slug: str
    name: str
    book: BookId
    preset: str
    zone: str
    decimal_mark: str
    cap: int
    seats: int
    created_at: datetime
    words: Mapping[str, str]
    colour: str = ""
    logo: str = ""
    icon: str = ""
    """The digests of logo and icon, "" where it has none; with the colour they are the address of its style."""
    terms_number: int = 0
    """The newest text its members have to agree to, 0 when there is none."""
    texts: tuple[TextKind, ...] = ()
    """Which texts it has published."""

    @property
    def look(self) -> str:
        """Return what changes whenever the look does, "" for the usual look."""
        return "".join((self.colour[1:], self.logo[:8], self.icon[:8]))


@dataclass(frozen=True, slots=True)
class Member:
    """A member. `person` is None for imported ones; `joined_at` is None until admitted."""

    id: MemberId
    community: CommunityId
    person: PersonId | None
    name: str
    code: str
    kind: MemberKind
    state: MemberState
    roles: frozenset[Role]
    joined_at: datetime | None
    about: str = ""
    is_new: bool = False
    """Whether they are still shown the first steps."""
    picture: str = ""
    """The address of their picture by its content, "" when they have none."""
    agreed_number: int = 0
    """The newest of the community's texts they have agreed to."""

    @property
    def is_active(self) -> bool:
        """Tell whether the member may act."""
        return self.state == MemberState.ACTIVE

    @property
    def is_admin(self) -> bool:
        """Tell whether the member is an active administrator."""
        return self.is_active and Role.ADMIN in self.roles

    @property
    def is_treasurer(self) -> bool:
        """Tell whether the member is an active treasurer."""
        return self.is_active and Role.TREASURER in self.roles

    @property
    def is_moderator(self) -> bool:
        """Tell whether the member may answer those who ask to join: an active moderator or administrator."""
        return self.is_active and bool(self.roles & {Role.MODERATOR, Role.ADMIN})

    @property
    def hue(self) -> int:
        """Return the number, 0 to 11, of the colour the member's picture has everywhere."""
        return self.id.int % 12


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """Which members are asked for; None and "" leave a side open."""

    search: str = ""
    state: MemberState | None = None
    kind: MemberKind | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """An applicant who waits for approval, and who let them in so far."""

    member: Member
    invited_by: str
    applied_at: datetime
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Acting:
    """For whom a person can act in a community: themselves, or a shop in a capacity."""

    community: Community
    member: Member
    capacity: Capacity


@dataclass(frozen=True, slots=True)
class StaffView:
    """A member who acts for a shop, since when and in which capacity."""

    id: UUID
    shop: Member
    member: Member
    capacity: Capacity
    since: datetime


@dataclass(frozen=True, slots=True)
class StaffWish:
    """Whom an administrator wants to act for a shop that is not their own; it waits for somebody's yes."""

    id: UUID
    shop: Member
    member: Member
    capacity: Capacity
    by: Member
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Naming:
    """What became of naming somebody for a shop: `id` is of the naming, or while it `waits` of the wish for it."""

    id: UUID
    waits: bool


@dataclass(frozen=True, slots=True)
class TownText:
    """Terms, privacy or imprint of a community as published; `body` is plain text with a few marks."""

    kind: TextKind
    number: int
    version: int
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An invitation as its maker, an administrator, or the one who opened the link sees it; never the link itself."""

    id: InvitationId
    community: CommunityId
    community_name: str
    slug: str
    invited_by: str
    uses: int
    used: int
    direct: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """What all members are told; `seen` counts who has put it away, for administrators."""

    id: NoticeId
    title: str
    body: str
    by: str
    at: datetime
    expires_at: datetime
    is_withdrawn: bool
    seen: int


@dataclass(frozen=True, slots=True)
class Act:
    """What an administrator did: `sentence` says it, `actor` and `subject` are names at this moment."""

    id: UUID
    at: datetime
    what: str
    sentence: str
    actor: str
    subject: str
    reason: str
    before: str = ""
    after: str = ""
    """What was before and what is since, in words or codes; "" where the sentence says all."""


def check_about(text: str) -> str:
    """Return a trimmed text on one line; refuses InvalidInput on more than ABOUT_MAX characters."""
    about = " ".join(text.split())
    check_length(about, most=ABOUT_MAX, field="about")
    return about


def check_reason(text: str) -> str:
    """Return a trimmed reason; refuses InvalidInput on more than REASON_MAX characters."""
    reason = " ".join(text.split())
    check_length(reason, most=REASON_MAX, field="reason")
    return reason
