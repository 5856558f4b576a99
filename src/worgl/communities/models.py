"""Tables of communities."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from worgl.communities.rules import (
    ABOUT_MAX,
    NOTICE_BODY_MAX,
    NOTICE_TITLE_MAX,
    REASON_MAX,
    STAFF_CAPACITIES,
    TEXT_BODY_MAX,
    LookKind,
    MemberKind,
    MemberState,
    TextKind,
)
from worgl.core.ids import CODE_LENGTH, new_id
from worgl.core.limits import NAME_MAX
from worgl.identity.rules import DIGEST_LENGTH, FOLDED_MAX


class Community(models.Model):
    """A community; `seats` and `admins` are counters that every change of a membership guards."""

    id = models.UUIDField(primary_key=True, default=new_id)
    slug = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=NAME_MAX)
    book = models.BigIntegerField(unique=True)
    preset = models.CharField(max_length=40)
    zone = models.CharField(max_length=64)
    decimal_mark = models.CharField(max_length=1)
    cap = models.PositiveIntegerField()
    seats = models.PositiveIntegerField(default=0)
    admins = models.PositiveIntegerField(default=0)
    words = models.JSONField(default=dict)
    words_by_language = models.JSONField(default=dict)
    """The community's own words for readers of one language, by its code; `words` stand for all others."""
    colour = models.CharField(max_length=7, blank=True, default="")
    """The colour the community shows itself in, "#rrggbb"; "" for the usual one."""
    logo = models.CharField(max_length=DIGEST_LENGTH, blank=True, default="")
    icon = models.CharField(max_length=DIGEST_LENGTH, blank=True, default="")
    """The digests of its logo and of its largest icon, "" where it has none; see LookPicture."""
    terms_number = models.PositiveIntegerField(default=0)
    """The number of the newest text that its members have to agree to, 0 when there is none."""
    text_kinds = models.JSONField(default=list)
    """Which texts are published, for the foot of every page; see TownText."""
    questions = models.JSONField(default=list)
    """What those who want to join are asked, in this order."""
    founder = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        """The cap is hard: the database itself refuses to exceed it."""

        verbose_name_plural = "communities"
        constraints = [models.CheckConstraint(condition=Q(seats__lte=F("cap")), name="seats_within_cap")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return self.slug


class Invitation(models.Model):
    """A link that lets people in; only the hash of its token is kept."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("Member", on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    uses = models.PositiveIntegerField()
    used = models.PositiveIntegerField(default=0)
    direct = models.BooleanField()
    hands_over = models.ForeignKey("Member", on_delete=models.PROTECT, null=True, related_name="+")
    """The membership somebody takes over with this link, None where they get one of their own."""
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """An invitation admits no more people than it says."""

        constraints = [models.CheckConstraint(condition=Q(used__lte=F("uses")), name="invitation_uses")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"invitation {self.pk}"


_READ_ALONG = {"picture": Coalesce("shop_picture__digest", "person__picture__digest")}


class SeenMembers(models.Manager["Member"]):
    """Members as they are shown: with `picture`, the address of how shop or person looks, read along with the row."""

    def get_queryset(self) -> models.QuerySet[Member]:
        """Return all members with their pictures' addresses, None where there is none."""
        return super().get_queryset().annotate(**_READ_ALONG)


class Member(models.Model):
    """A membership; kept when the member leaves, because receipts and statements name them."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=NAME_MAX)
    folded_name = models.CharField(max_length=FOLDED_MAX)
    code = models.CharField(max_length=CODE_LENGTH)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.name) for kind in MemberKind])
    state = models.CharField(max_length=10, choices=[(state.value, state.name) for state in MemberState])
    is_admin = models.BooleanField(default=False)
    is_treasurer = models.BooleanField(default=False)
    is_moderator = models.BooleanField(default=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    about = models.CharField(max_length=ABOUT_MAX, blank=True, default="")
    answers = models.JSONField(default=list)
    """What was asked and answered when they applied: pairs in the words of that day."""
    agreed_number = models.PositiveIntegerField(default=0)
    """The newest `terms_number` they have agreed to; when and to what else stands in Agreement."""
    welcomed_at = models.DateTimeField(null=True)
    """When the first steps were shown for the last time; null while they are shown."""

    objects = models.Manager["Member"]()
    seen = SeenMembers()

    picture: str | None
    """The digest of the picture of the shop, else of the person; only on rows read by `seen`."""

    class Meta:
        """One membership a person, one member a code, and roles only for who can act."""

        constraints = [
            models.UniqueConstraint(fields=["community", "code"], name="one_member_per_code"),
            models.UniqueConstraint(
                fields=["community", "person"], name="one_membership_per_person", condition=Q(person__isnull=False)
            ),
            models.CheckConstraint(
                condition=Q(state=MemberState.ACTIVE.value) | Q(is_admin=False, is_treasurer=False, is_moderator=False),
                name="roles_only_while_active",
            ),
        ]
        indexes = [models.Index(fields=["community", "state", "folded_name", "id"], name="members_by_name")]

    def __str__(self) -> str:
        """Name the row by its id: names stay out of logs."""
        return f"member {self.pk}"


class Staff(models.Model):
    """A member who acts for a shop; ended, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    shop = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="staff")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="acts_for")
    capacity = models.CharField(max_length=10, choices=[(own.value, own.name) for own in STAFF_CAPACITIES])
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A member acts for a shop in one capacity at a time."""

        verbose_name_plural = "staff"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "shop", "member"],
                name="one_capacity_at_a_shop",
                condition=Q(ended_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.capacity} since {self.since:%Y-%m-%d}"


class StaffWish(models.Model):
    """What an administrator wants for a shop not their own: it waits for a keeper's or another officer's yes."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    shop = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=10, choices=[(own.value, own.name) for own in STAFF_CAPACITIES])
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    is_agreed = models.BooleanField(null=True)

    class Meta:
        """One member is wished for one shop at a time."""

        verbose_name_plural = "staff wishes"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "shop", "member"],
                name="one_open_wish",
                condition=Q(answered_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"wish {self.pk}"


class ShopPicture(models.Model):
    """How a shop looks, drawn anew from what was sent; `digest` is the SHA-256 of `content` and its address."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    shop = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="shop_picture")
    digest = models.CharField(max_length=DIGEST_LENGTH, db_index=True)
    content = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"picture of {self.shop_id}"


class PolicyRow(models.Model):
    """The value of a parameter from a moment on. Changed once at most: by being withdrawn before it applies."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    value = models.JSONField()
    applies_from = models.DateTimeField()
    announced_at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """At one moment a parameter has one value."""

        constraints = [
            models.UniqueConstraint(
                fields=["community", "name", "applies_from"],
                name="one_value_at_a_time",
                condition=Q(withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.name} from {self.applies_from:%Y-%m-%d}"


class Notice(models.Model):
    """What an administrator tells all members."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=NOTICE_TITLE_MAX)
    body = models.TextField(max_length=NOTICE_BODY_MAX, blank=True)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Read by community, newest first."""

        indexes = [models.Index(fields=["community", "expires_at"], name="notices_by_community")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"notice {self.pk}"


class NoticeSeen(models.Model):
    """A member has put a notice away."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="seen")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """A notice is put away once."""

        verbose_name_plural = "notices seen"
        constraints = [models.UniqueConstraint(fields=["community", "notice", "member"], name="notice_put_away_once")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"notice {self.notice_id} seen"


class AdminAct(models.Model):
    """What an administrator or treasurer did: who, what, whom, when, why. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    actor = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=60)
    sentence = models.CharField(max_length=200)
    fields = models.JSONField(default=dict)
    reason = models.CharField(max_length=REASON_MAX, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Read by community, newest first."""

        indexes = [models.Index(fields=["community", "id"], name="acts_by_community")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.what} at {self.at:%Y-%m-%d %H:%M}"


class LookPicture(models.Model):
    """How a community is shown, drawn anew from what was sent: its logo, and its icon in each size an app asks for."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.name) for kind in LookKind])
    digest = models.CharField(max_length=DIGEST_LENGTH, db_index=True)
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        """A community has one picture of a kind."""

        constraints = [models.UniqueConstraint(fields=["community", "kind"], name="one_look_of_a_kind")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.kind} of {self.community_id}"


class TownText(models.Model):
    """Terms, privacy or imprint as they were published. Never changed: a new version is a new row."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.name) for kind in TextKind])
    number = models.PositiveIntegerField()
    """Counts all texts of the community, whatever their kind."""
    version = models.PositiveIntegerField()
    """Counts the texts of this kind."""
    body = models.TextField(max_length=TEXT_BODY_MAX)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Read by kind, the newest first."""

        constraints = [
            models.UniqueConstraint(fields=["community", "number"], name="one_text_per_number"),
            models.UniqueConstraint(fields=["community", "kind", "version"], name="one_text_per_version"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.kind} {self.version}"


class Agreement(models.Model):
    """A member has agreed to all texts up to a number, at a moment. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        """Read by member."""

        indexes = [models.Index(fields=["community", "member"], name="agreements_by_member")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"agreement {self.pk}"
