"""The ledger's tables as Django sees them; the SQL that makes them is in the migration.

Every key begins with the book, so that the tables can be distributed by book without change.
Rows are read and written by `store`, never through these classes.
"""

from __future__ import annotations

from django.db import models


class BinaryUUID(models.Field):  # type: ignore[type-arg]  # never read through the ORM
    """A UUID: `uuid` on PostgreSQL, 16 bytes on SQLite."""

    def db_type(self, connection: object) -> str:
        """Return the column's type."""
        return "uuid" if getattr(connection, "vendor", "") == "postgresql" else "blob"


class Book(models.Model):
    """A community's ledger and the head of its chain; locking its row makes one writer at a time."""

    book = models.BigAutoField(primary_key=True)
    last_account = models.BigIntegerField()
    last_seq = models.BigIntegerField()
    last_commit = models.BigIntegerField()
    last_at = models.BigIntegerField()
    max_id = BinaryUUID()
    head = models.BinaryField()
    bits = models.SmallIntegerField()
    """How entries are laid out now; see `Layout`."""
    refused = models.BigIntegerField()
    refused_hash = models.BinaryField()

    class Meta:
        """Made by hand-written SQL."""

        db_table = "ledger_book"

    def __str__(self) -> str:
        """Name the row."""
        return f"book {self.book}"


class Account(models.Model):
    """An account and its guarded balances."""

    pk = models.CompositePrimaryKey("book", "id")
    book = models.BigIntegerField()
    id = models.BigIntegerField()
    unit = models.TextField()
    kind = models.SmallIntegerField()
    posted = models.BigIntegerField()
    held_out = models.BigIntegerField()
    held_in = models.BigIntegerField()
    floor = models.BigIntegerField()
    ceiling = models.BigIntegerField()
    seq = models.BigIntegerField()
    flags = models.SmallIntegerField()
    bucket = models.IntegerField()

    class Meta:
        """Made by hand-written SQL."""

        db_table = "ledger_account"

    def __str__(self) -> str:
        """Name the row."""
        return f"account {self.book}/{self.id}"


class Transfer(models.Model):
    """A booked transfer; append-only."""

    pk = models.CompositePrimaryKey("book", "id")
    book = models.BigIntegerField()
    id = BinaryUUID()
    seq = models.BigIntegerField()
    debit = models.BigIntegerField()
    credit = models.BigIntegerField()
    amount = models.BigIntegerField()
    code = models.SmallIntegerField()
    kind = models.SmallIntegerField()
    pending_id = BinaryUUID(null=True)
    journal = BinaryUUID(null=True)
    at = models.BigIntegerField()
    event_at = models.BigIntegerField(null=True)
    expires_at = models.BigIntegerField(null=True)

    class Meta:
        """Made by hand-written SQL."""

        db_table = "ledger_transfer"

    def __str__(self) -> str:
        """Name the row."""
        return f"transfer {self.book}/{self.id}"


class Entry(models.Model):
    """One side of a transfer; append-only."""

    pk = models.CompositePrimaryKey("book", "bucket", "account", "seq")
    book = models.BigIntegerField()
    bucket = models.IntegerField()
    prev_bucket = models.IntegerField()
    account = models.BigIntegerField()
    seq = models.BigIntegerField()
    transfer = BinaryUUID()
    delta = models.BigIntegerField()
    balance_after = models.BigIntegerField()
    at = models.BigIntegerField()

    class Meta:
        """Made by hand-written SQL."""

        db_table = "ledger_entry"

    def __str__(self) -> str:
        """Name the row."""
        return f"entry {self.book}/{self.account}/{self.seq}"


class Resolution(models.Model):
    """How a hold ended; append-only."""

    pk = models.CompositePrimaryKey("book", "pending_id")
    book = models.BigIntegerField()
    pending_id = BinaryUUID()
    kind = models.SmallIntegerField()
    amount = models.BigIntegerField()
    transfer = BinaryUUID()

    class Meta:
        """Made by hand-written SQL."""

        db_table = "ledger_resolution"

    def __str__(self) -> str:
        """Name the row."""
        return f"resolution of {self.book}/{self.pending_id}"


class Outcome(models.Model):
    """The recorded answer to an id that was refused, chained to the refusal before; append-only."""

    pk = models.CompositePrimaryKey("book", "id")
    book = models.BigIntegerField()
    id = BinaryUUID()
    code = models.TextField()
    number = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        """Made by hand-written SQL."""

        db_table = "ledger_outcome"

    def __str__(self) -> str:
        """Name the row."""
        return f"outcome {self.book}/{self.id}: {self.code}"


class Commit(models.Model):
    """What one database transaction wrote to a book, chained to the commit before; append-only."""

    pk = models.CompositePrimaryKey("book", "number")
    book = models.BigIntegerField()
    number = models.BigIntegerField()
    first_seq = models.BigIntegerField()
    last_seq = models.BigIntegerField()
    committed_at = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        """Made by hand-written SQL."""

        db_table = "ledger_commit"

    def __str__(self) -> str:
        """Name the row."""
        return f"commit {self.book}/{self.number}"


class Layout(models.Model):
    """From which transfer on a book's entries are laid out in buckets of 2 to the power of `bits`; append-only."""

    pk = models.CompositePrimaryKey("book", "first_seq")
    book = models.BigIntegerField()
    first_seq = models.BigIntegerField()
    bits = models.SmallIntegerField()

    class Meta:
        """Made by hand-written SQL."""

        db_table = "ledger_layout"

    def __str__(self) -> str:
        """Name the row."""
        return f"layout of {self.book} from {self.first_seq}: {self.bits}"
