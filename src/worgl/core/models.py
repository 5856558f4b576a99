"""Tables of the core: answered commands, facts and their deliveries, jobs, the clock's shift, seals, counters."""

from __future__ import annotations

from django.db import models


class AnsweredCommand(models.Model):
    """The answer a command gave to an idempotency key, kept so that a repeated request gets it again.

    `refusal` is the record of one that said no by the state of the books, null when it was done.
    """

    scope = models.CharField(max_length=100)
    actor = models.CharField(max_length=64)
    key = models.CharField(max_length=100)
    content_hash = models.BinaryField(max_length=32)
    answer = models.JSONField(null=True)
    refusal = models.JSONField(null=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        """One answer per command, actor and key."""

        constraints = [models.UniqueConstraint(fields=["scope", "actor", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.scope} {self.key}"


class Fact(models.Model):
    """Something that happened, written in the transaction in which it did."""

    id = models.UUIDField(primary_key=True)
    topic = models.CharField(max_length=100)
    body = models.JSONField()
    at = models.DateTimeField()
    pending = models.BooleanField(default=True)

    class Meta:
        """Pending facts are found without reading the delivered ones."""

        indexes = [
            models.Index(fields=["id"], name="fact_pending", condition=models.Q(pending=True)),
            models.Index(fields=["topic", "id"], name="fact_by_topic"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.topic} {self.id}"


class Delivery(models.Model):
    """One fact taken in by one reader."""

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE)
    reader = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        """A reader takes a fact once, unless replayed."""

        constraints = [models.UniqueConstraint(fields=["fact", "reader"], name="one_delivery_per_reader")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.reader} {self.fact_id}"


class Undelivered(models.Model):
    """One fact that one reader could not take: offered again at `due_at`, and waiting for a person when that is null.

    The fact itself is pending no more: what waits for a second try does not stand in the way of what is new.
    """

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE)
    reader = models.CharField(max_length=150)
    attempts = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        """A reader misses a fact once; what is due is found without reading the rest."""

        constraints = [models.UniqueConstraint(fields=["fact", "reader"], name="one_undelivered_per_reader")]
        indexes = [
            models.Index(fields=["due_at", "id"], name="undelivered_due", condition=models.Q(due_at__isnull=False)),
            models.Index(fields=["reader", "since"], name="undelivered_by_reader"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.reader} {self.fact_id}"


class Job(models.Model):
    """A piece of work: due at a time, done in stages, resumable, safe to start twice."""

    class State(models.TextChoices):
        """Where a job stands."""

        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=100)
    key = models.CharField(max_length=150)
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    due_at = models.DateTimeField()
    stage = models.CharField(max_length=50, blank=True)
    cursor = models.JSONField(default=dict)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """A key names one job of a kind for ever: queueing it again changes nothing."""

        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_job_per_key")]
        indexes = [models.Index(fields=["state", "due_at"], name="job_due")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.kind} {self.key} ({self.state})"


class ClockShift(models.Model):
    """How many seconds the clock of a demo or test town runs ahead."""

    seconds = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.seconds} s ahead"


class Parcel(models.Model):
    """A file made for one person and kept for some days; without `ready_at` it is still being packed."""

    id = models.UUIDField(primary_key=True)
    owner = models.UUIDField()
    kind = models.CharField(max_length=50)
    job = models.UUIDField()
    name = models.CharField(max_length=150)
    content = models.BinaryField(default=b"")
    ordered_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        """A person's parcels are found by whose they are."""

        indexes = [models.Index(fields=["owner", "kind", "id"], name="parcel_by_owner")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.kind} {self.id}"


class Counter(models.Model):
    """How often somebody did something within a span that is over at `ends_at`; see `counters`."""

    rate = models.CharField(max_length=60)
    bucket = models.IntegerField()
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        """One counter for all that share a bucket of a rate."""

        constraints = [models.UniqueConstraint(fields=["rate", "bucket"], name="one_counter_per_bucket")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.rate} {self.bucket}"


class Seal(models.Model):
    """A link of a chain: keys and marks of rows that were written together; append-only."""

    chain = models.CharField(max_length=80)
    number = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    keys = models.BinaryField()
    """16 bytes a row."""
    marks = models.BinaryField()
    """8 bytes a row, in the order of the keys."""
    hash = models.BinaryField(max_length=32)

    class Meta:
        """The links of a chain are numbered."""

        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="one_seal_per_number")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.chain} {self.number}"


class SealHead(models.Model):
    """The end of a chain; locking its row makes one writer at a time."""

    chain = models.CharField(max_length=80, primary_key=True)
    number = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.chain} up to {self.number}"
