"""Parameters: what a community can decide, declared by the domain that reads it, kept as a dated row of its policy.

Source: spec money.md, Demurrage: "A changed rate is announced at least one period before it applies.
Every parameter is a dated row; code reads the row in force at the transfer's time."
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import UUID

from django.utils.functional import Promise

PolicyValue = int | str | dict[str, int]
ParameterKind = Literal["ppm", "amount", "int", "choice", "text", "split"]
"""ppm, amount and int: an integer from minimum to maximum; choice: one of the choices; text: at most
maximum characters; split: parts per million for each of the choices, together PPM."""

NOTICE_DAYS = 31
"""Days from announcement to effect unless a parameter says otherwise: the longest month is a whole period."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something a community decides.

    `choices` gives each choice its words. An `immediate` one needs no announcement. At zero, a parameter that is
    `off_at_zero` does not exist.
    """

    name: str
    kind: ParameterKind
    default: PolicyValue
    minimum: int = 0
    maximum: int = 0
    sentence: str | Promise = ""
    immediate: bool = False
    choices: Mapping[str, str | Promise] = field(default_factory=dict)
    notice_days: int = NOTICE_DAYS
    off_at_zero: bool = False


@dataclass(frozen=True, slots=True)
class ParameterGroup:
    """Parameters that stand together on the page of rules.

    `guard` refuses a value that fits the parameter and not this community (a UUID); it is asked before a change is
    announced or tried. What stands `within` a group of a domain below is shown there, after its own.
    """

    icon: str
    title: str | Promise
    parameters: tuple[Parameter, ...]
    guard: Callable[[UUID, Parameter, PolicyValue], None] | None = None
    within: ParameterGroup | None = None

    def joined_by(self, *parameters: Parameter) -> ParameterGroup:
        """Return parameters of a domain above that stand in this group."""
        return replace(self, parameters=parameters, within=self)
