"""Tables of the demo: the town that was loaded and the people a visitor may act as."""

from __future__ import annotations

from django.db import models


class DemoTown(models.Model):
    """A loaded demo town and how far its invented history has come."""

    community_id = models.UUIDField(primary_key=True)
    seed = models.BigIntegerField()
    founded_on = models.DateField()
    lived_through = models.DateField()
    """The last day whose payments are booked, in the town's zone."""
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"demo town of seed {self.seed}, lived through {self.lived_through}"


class DemoInhabitant(models.Model):
    """Which member is which inhabitant of the generator."""

    id = models.BigAutoField(primary_key=True)
    town = models.ForeignKey(DemoTown, on_delete=models.CASCADE)
    place = models.PositiveIntegerField()
    member_id = models.UUIDField(unique=True)

    class Meta:
        """Every place is one member."""

        constraints = [models.UniqueConstraint(fields=["town", "place"], name="demo_inhabitant_once")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"#{self.place}"


class DemoPerson(models.Model):
    """A person the demo made; nobody else can be acted as."""

    town = models.ForeignKey(DemoTown, on_delete=models.CASCADE)
    person_id = models.UUIDField(primary_key=True)
    part = models.CharField(max_length=10)

    class Meta:
        """Each part is played once."""

        constraints = [models.UniqueConstraint(fields=["town", "part"], name="demo_part_once")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return self.part
