"""Django's registration of the core."""

from django.utils.translation import pgettext_lazy

from worgl.core import domains


class CoreConfig(domains.DomainConfig):
    """The core's tables."""

    name = "worgl.core"
    label = "core"

    def ready(self) -> None:
        """Register the planned work."""
        from worgl.core import counters, expiry  # noqa: F401 -- importable only once the tables are known

    def declares(self) -> domains.Domain:
        """Return what of the kit stays."""
        from worgl.core import models

        return domains.Domain(
            work={"core.expire": pgettext_lazy("work that goes on by itself", "ending what has expired")},
            impersonal={
                models.AnsweredCommand: "the first answer to a key, kept for days; what it says stands in what it made",
                models.Fact: "what happened, which is told where it stands",
                models.Delivery: "what happened, which is told where it stands",
                models.Undelivered: "what happened, which is told where it stands",
                models.Job: "work, named by what it does; what it makes stands elsewhere",
                models.ClockShift: "a clock",
                models.Parcel: "made of all the others, for days",
                models.Counter: "hashes of addresses and numbers of tries, for a day",
                models.Seal: "marks of rows",
                models.SealHead: "marks of rows",
            },
            stays={
                models.AnsweredCommand: "answers to keys of this node's callers",
                models.Fact: "what happened here was told here",
                models.Delivery: "what happened here was told here",
                models.Undelivered: "what happened here was told here",
                models.Job: "work of this node",
                models.ClockShift: "the clock of this node",
                models.Parcel: "files made for a person, kept for days",
                models.Counter: "tries counted on this node",
                models.Seal: "rows are sealed anew where they are read back",
                models.SealHead: "rows are sealed anew where they are read back",
            },
        )
