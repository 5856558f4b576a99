"""Every thing with a state lives by a table: a model's states are those of a life, and no command writes them else."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from django.db.models import Model

from tests.architecture.checks.source import Fault, Source, domain_sources
from worgl.core.lifecycle import Lifecycle
from worgl.core.transitions import Course

Life = Lifecycle[Any, Any, Any]


def lives_in(modules: Iterable[ModuleType]) -> dict[str, Life]:
    """Return the lives that the rules hold, by where they stand."""
    found = {}
    for module in modules:
        if module.__name__.split(".")[2:3] == ["rules"]:
            held = ((name, value) for name, value in vars(module).items() if isinstance(value, Lifecycle))
            found.update({f"{module.__name__}.{name}": value for name, value in held})
    return found


def courses_in(modules: Iterable[ModuleType]) -> list[Course[Any, Any, Any, Any]]:
    """Return every course, once."""
    held = (value for module in modules for value in vars(module).values() if isinstance(value, Course))
    return list({id(one): one for one in held}.values())


def lives_without_rows(lives: Mapping[str, Life], courses: Iterable[Course[Any, Any, Any, Any]]) -> Iterator[str]:
    """Yield the lives that no table goes through."""
    lived = [one.life for one in courses]
    yield from (f"{where}: no course says which rows live so" for where, life in lives.items() if life not in lived)


def lifeless_models(
    models: Iterable[type[Model]], courses: Iterable[Course[Any, Any, Any, Any]], *, reasons: Mapping[str, str]
) -> Iterator[str]:
    """Yield the models with a column `state` for which there is neither a course nor a reason, or both."""
    lived = {one.model: one for one in courses if one.column == "state"}
    for model in models:
        if not any(field.name == "state" for field in model._meta.fields):
            continue
        if (model in lived) == (model._meta.label in reasons):
            yield f"{model._meta.label} lives by no table and has no reason, or has both"
        elif model in lived:
            yield from _other_states(model, lived[model])


def _other_states(model: type[Model], course: Course[Any, Any, Any, Any]) -> Iterator[str]:
    (field,) = (one for one in model._meta.fields if one.name == "state")
    kept = {value for value, _name in field.flatchoices}
    if kept != {state.value for state in course.life.states}:
        yield f"{model._meta.label} keeps other states than its life has"


def states_written_by_hand(root: Path, domains: Iterable[str]) -> list[Fault]:
    """Find where commands and jobs of some domains write a state without a step of its life."""
    own = [one for one in domain_sources(root) if one.domain in set(domains) and one.room in {"commands", "jobs"}]
    return [fault for source in own for fault in _written_by_hand(source)]


def _written_by_hand(source: Source) -> Iterator[Fault]:
    for node in ast.walk(source.tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        named = [one for target in targets for one in ast.walk(target) if isinstance(one, ast.Attribute)]
        yield from (source.fault(node, "a state is written by a step") for one in named if one.attr == "state")
        is_update = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update"
        if is_update and any(keyword.arg == "state" for keyword in getattr(node, "keywords", ())):
            yield source.fault(node, "a state is written by a step")
