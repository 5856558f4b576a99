"""Tables of the inbox: notices, what people chose, what is on its way."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from worgl.core.ids import new_id
from worgl.core.limits import NAME_MAX
from worgl.identity.rules import EMAIL_MAX
from worgl.inbox.rules import DIGEST_HOUR, KEY_MAX, Channel, Email, OutgoingState
from worgl.inbox.rules.messages import REPORT_REASON_MAX

PERSON = "identity.Person"


class Notice(models.Model):
    """One thing a person is told. `shown` is whether it stands in the app; `digest` in which digest it belongs."""

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    community = models.UUIDField(null=True)
    community_name = models.CharField(max_length=NAME_MAX, blank=True)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=KEY_MAX)
    fields = models.JSONField(default=dict)
    place = models.JSONField(default=list)
    note = models.TextField(blank=True)
    shown = models.BooleanField()
    digest = models.CharField(max_length=10, blank=True)
    digested_in = models.ForeignKey("Outgoing", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        """The same key is told once; unread ones are counted without reading the others."""

        constraints = [models.UniqueConstraint(fields=["person", "kind", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["person", "id"], name="notices_shown", condition=Q(shown=True)),
            models.Index(fields=["person"], name="notices_unread", condition=Q(shown=True, read_at__isnull=True)),
            models.Index(
                fields=["person", "digest"],
                name="notices_to_digest",
                condition=Q(digested_in__isnull=True) & ~Q(digest=""),
            ),
            models.Index(fields=["community", "id"], name="notices_of_community"),
        ]

    def __str__(self) -> str:
        """Name the row by its kind: what it says stays out of logs."""
        return f"{self.kind} {self.pk}"


class Choice(models.Model):
    """By which ways one person is told of one kind; without a row the kind's own ways count."""

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    in_app = models.BooleanField()
    email = models.CharField(max_length=10, choices=[(one.value, one.name) for one in Email])
    push = models.BooleanField()

    class Meta:
        """One choice a person and kind."""

        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="one_choice_per_kind")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.kind} for person {self.person_id}"


class Reader(models.Model):
    """Where and when a person reads: their zone ("" until known), the hour of their digests, and a dead address."""

    person = models.OneToOneField(PERSON, on_delete=models.CASCADE, primary_key=True, related_name="+")
    zone = models.CharField(max_length=64, blank=True)
    hour = models.PositiveSmallIntegerField(default=DIGEST_HOUR)
    bounced_address = models.CharField(max_length=EMAIL_MAX, blank=True)
    bounced_reason = models.CharField(max_length=300, blank=True)
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        """An hour of the day."""

        constraints = [models.CheckConstraint(condition=Q(hour__lte=23), name="reader_hour")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"reader {self.person_id}"


class Endpoint(models.Model):
    """A device that takes push messages: where they are posted, and the two keys they are encrypted with."""

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=1_000, unique=True)
    public_key = models.CharField(max_length=100)
    secret = models.CharField(max_length=50)
    name = models.CharField(max_length=NAME_MAX)
    since = models.DateTimeField()

    def __str__(self) -> str:
        """Name the row by its id: the address lets anybody who has the keys write there."""
        return f"endpoint {self.pk}"


class Outgoing(models.Model):
    """A letter or push message on its way; its Message-ID follows from its id."""

    id = models.UUIDField(primary_key=True, default=new_id)
    channel = models.CharField(max_length=10, choices=[(one.value, one.name) for one in Channel])
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, null=True, related_name="+")
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, null=True, related_name="+")
    period = models.CharField(max_length=30, blank=True)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.name) for one in OutgoingState], default=OutgoingState.WAITING.value
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One letter a notice, one push a notice and device, one digest a person and period."""

        verbose_name_plural = "outgoing"
        constraints = [
            models.UniqueConstraint(fields=["notice"], name="one_letter_per_notice", condition=Q(channel="email")),
            models.UniqueConstraint(
                fields=["notice", "endpoint"], name="one_push_per_device", condition=Q(channel="push")
            ),
            models.UniqueConstraint(
                fields=["person", "period"], name="one_digest_per_period", condition=Q(channel="digest")
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="outgoing_due", condition=Q(state__in=["waiting", "sending"])),
            models.Index(fields=["ended_at"], name="outgoing_ended", condition=Q(ended_at__isnull=False)),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.channel} {self.pk} ({self.state})"


class Conversation(models.Model):
    """What two people of a community write to each other; it has two sides."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.UUIDField()
    begun_by = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        """How many new people somebody has written to today is counted."""

        indexes = [models.Index(fields=["begun_by", "begun_at"], name="conversations_begun")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"conversation {self.pk}"


class Message(models.Model):
    """A message, never changed. A `withheld` one is seen by its writer alone, who was blocked at that time."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.UUIDField()
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    withheld = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        """Read by conversation, counted by writer."""

        indexes = [
            models.Index(fields=["conversation", "id"], name="messages_by_conversation"),
            models.Index(fields=["by", "at"], name="messages_by_writer"),
        ]

    def __str__(self) -> str:
        """Name the row by its id: what it says is its two sides' alone."""
        return f"message {self.pk}"


class Side(models.Model):
    """One person's view of a conversation; `last` is the newest message they can see."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.UUIDField()
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    last = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    unread = models.PositiveIntegerField(default=0)
    blocks = models.BooleanField(default=False)

    class Meta:
        """Two people of a community have one conversation."""

        constraints = [
            models.UniqueConstraint(fields=["community", "person", "other"], name="one_side_per_pair"),
            models.CheckConstraint(condition=~Q(person=models.F("other")), name="nobody_writes_to_himself"),
        ]
        indexes = [models.Index(fields=["community", "person", "last"], name="sides_by_last")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"side {self.pk}"


class Report(models.Model):
    """A message or a person somebody asks an administrator to look at; `text` is a copy of the message."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community = models.UUIDField()
    by = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    about = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(blank=True)
    reason = models.CharField(max_length=REPORT_REASON_MAX)
    at = models.DateTimeField()
    answer = models.CharField(max_length=REPORT_REASON_MAX, blank=True)
    resolved_by = models.ForeignKey(PERSON, on_delete=models.SET_NULL, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        """A message is reported by one person once; what waits is found without reading the rest."""

        constraints = [
            models.UniqueConstraint(
                fields=["community", "by", "message"],
                name="one_report_per_message",
                condition=Q(message__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["community", "id"], name="reports_waiting", condition=Q(resolved_at__isnull=True)),
            models.Index(fields=["by", "at"], name="reports_by_person"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"report {self.pk}"
