"""Tables of imports of history: the runs, the rows they refused, the accounts they made."""

from __future__ import annotations

from django.db import models

from worgl.core.limits import FILE_NAME_MAX, NOTE_MAX
from worgl.imports.rules.rows import EXTERNAL_ID_MAX


class ImportRun(models.Model):
    """One file being imported into one community, and how far it is: what makes an import resumable."""

    class State(models.TextChoices):
        """Where an import stands."""

        RUNNING = "running"
        DONE = "done"

    id = models.UUIDField(primary_key=True)
    community = models.UUIDField()
    digest = models.BinaryField(max_length=32)
    settings_digest = models.BinaryField(max_length=32)
    file_name = models.CharField(max_length=FILE_NAME_MAX)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    line = models.PositiveBigIntegerField(default=1)
    rows = models.PositiveBigIntegerField(default=0)
    accepted = models.PositiveBigIntegerField(default=0)
    refused = models.PositiveBigIntegerField(default=0)
    rounded = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """The same content is imported into a community once, under whatever name the file comes."""

        constraints = [models.UniqueConstraint(fields=["community", "digest"], name="one_import_per_file")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"import of {self.file_name} ({self.state})"


class RefusedRow(models.Model):
    """A row of an imported file that was not booked, kept as it stood in the file."""

    community = models.UUIDField()
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="refused_rows")
    line = models.PositiveBigIntegerField()
    code = models.CharField(max_length=40)
    text = models.TextField()

    class Meta:
        """A line is refused once."""

        constraints = [models.UniqueConstraint(fields=["community", "run", "line"], name="one_refusal_per_line")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"line {self.line}: {self.code}"


class ImportedNote(models.Model):
    """What was said of an imported transfer where it comes from."""

    transfer = models.UUIDField(primary_key=True)
    community = models.UUIDField(db_index=True)
    note = models.CharField(max_length=NOTE_MAX)

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"note of {self.transfer}"


class ForeignAccount(models.Model):
    """Which account here belongs to an account id of imported files; a later file finds it again."""

    community = models.UUIDField()
    external_id = models.CharField(max_length=EXTERNAL_ID_MAX)
    account = models.BigIntegerField()
    member = models.UUIDField(null=True)

    class Meta:
        """One account per id and community."""

        constraints = [models.UniqueConstraint(fields=["community", "external_id"], name="one_account_per_external_id")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.external_id} is account {self.account}"
