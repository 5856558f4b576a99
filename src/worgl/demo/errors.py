"""What the demo refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core.errors import NotFound, Refusal


class NotADemo(Refusal):
    """The demo's commands are called where the demo is switched off."""

    code, status = "not_a_demo", 409
    sentence = _("This is not a demo. The demo town lives in a data folder of its own; start it with “worgl demo”.")


class TownExists(Refusal):
    """The database already holds a community."""

    code, status = "town_exists", 409
    sentence = _("There is already a community here (“{name}”). The demo town needs an empty data folder.")


class NoDemoTown(NotFound):
    """No demo town has been loaded, or no such person belongs to it."""

    code = "no_demo_town"
    sentence = _("There is no demo town here.")


class TimeHasPassed(Refusal):
    """The month was already let pass, from another page or by another click."""

    code, status = "time_has_passed", 409
    sentence = _("Time has already passed. Look around before you let another month pass.")


class StepTooLong(Refusal):
    """More time is asked for than one step may take."""

    code, status = "step_too_long", 422
    sentence = _("At most {limit} days can pass in one step.")
