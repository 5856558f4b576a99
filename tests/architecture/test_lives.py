"""Every thing with a state lives by a table, and only a step of it writes the state."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from types import ModuleType

from django.apps import apps
from django.apps.registry import Apps
from django.db import models

from tests.architecture.checks.lives import (
    courses_in,
    lifeless_models,
    lives_in,
    lives_without_rows,
    states_written_by_hand,
)
from tests.architecture.planting import PACKAGE, plant, report
from tools.docs import import_all
from worgl.core.lifecycle import Lifecycle
from worgl.core.transitions import course_by_column

LIVES_ELSEWHERE = {
    "core.Job": "a worker's lease moves it; see core.jobs",
    "inbox.Outgoing": "sent or given up by core.outgoing, which counts tries",
    "api.Message": "sent or given up by core.outgoing, which counts tries",
    "currency.LinkLetter": "a letter that goes out, in the job that sends it",
    "imports.ImportRun": "goes on from stage to stage in the job that brings a file in",
}


class Stand(StrEnum):
    """States of a planted thing."""

    OPEN = "open"
    DONE = "done"


class Deed(StrEnum):
    """What can be done with it."""

    END = "end"


LIFE: Lifecycle[Stand, Stand, Deed] = Lifecycle(
    (Stand.OPEN,), frozenset({Stand.DONE}), ((Stand.OPEN, Stand.OPEN, Deed.END, Stand.DONE),)
)


def thing(*states: str) -> type[models.Model]:
    """Return a model of no table with these states."""
    choices = [(state, state) for state in states]
    named = {"__module__": "worgl.core.models", "state": models.CharField(max_length=9, choices=choices)}
    return type("Thing", (models.Model,), {**named, "Meta": type("Meta", (), {"app_label": "planted", "apps": Apps()})})


def test_every_life_is_lived_by_the_rows_of_a_table() -> None:
    modules = import_all()
    assert not list(lives_without_rows(lives_in(modules), courses_in(modules)))


def test_every_state_is_one_of_a_life() -> None:
    own = [model for model in apps.get_models() if model.__module__.startswith("worgl.")]
    assert not list(lifeless_models(own, courses_in(import_all()), reasons=LIVES_ELSEWHERE))


def test_commands_write_states_by_steps_alone() -> None:
    domains = {model._meta.app_label for model in (one.model for one in courses_in(import_all()))}
    assert not report(states_written_by_hand(PACKAGE, domains))


def test_a_life_without_rows_is_caught() -> None:
    rules = ModuleType("worgl.shop.rules")
    rules.__dict__["LIFE"] = LIFE
    (fault,) = lives_without_rows(lives_in([rules]), [])
    assert "worgl.shop.rules.LIFE" in fault
    assert not list(lives_without_rows(lives_in([rules]), [course_by_column(LIFE, thing("open", "done"))]))


def test_a_state_of_no_life_is_caught() -> None:
    model = thing("open", "done", "lost")
    (fault,) = lifeless_models([model], [], reasons={})
    assert "lives by no table" in fault
    (fault,) = lifeless_models([model], [course_by_column(LIFE, model)], reasons={})
    assert "other states" in fault
    assert not list(lifeless_models([model], [], reasons={"planted.Thing": "it is planted"}))


def test_a_state_written_by_hand_is_caught(tmp_path: Path) -> None:
    files = {
        "shop/commands.py": """
            def end(row, now):
                row.state, row.ended_at = "done", now
                row.save()


            def end_all(rows):
                rows.update(state="done")
        """
    }
    found = states_written_by_hand(plant(tmp_path, files), {"shop"})
    assert len(found) == 2
    assert not states_written_by_hand(plant(tmp_path, files), {"market"})
