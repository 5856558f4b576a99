"""What a domain says about itself is whole: nothing that its rooms hold is left out of its declaration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from types import ModuleType

from django.db.models import Model

from worgl.core.domains import Domain
from worgl.core.facts import Fact
from worgl.core.parameters import Parameter


def undeclared_parameters(modules: Iterable[ModuleType], domains: Mapping[str, Domain]) -> Iterator[str]:
    """Yield the parameters that a domain's rules hold and its declaration leaves out."""
    for module in modules:
        _package, domain, *rooms = module.__name__.split(".")
        if not rooms or rooms[0] != "rules":
            continue
        declared = {one.name for one in domains.get(domain, Domain()).parameters}
        for held in _parameters_in(module):
            if held.name not in declared:
                yield f"{module.__name__}: the parameter {held.name} is not declared in {domain}/apps.py"


def _parameters_in(module: ModuleType) -> Iterator[Parameter]:
    for value in vars(module).values():
        values = value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else [value]
        yield from (one for one in values if isinstance(one, Parameter))


def unplaced_facts(modules: Iterable[ModuleType], domains: Mapping[str, Domain]) -> Iterator[str]:
    """Yield the facts of a domain that its declaration neither has webhooks tell nor leaves untold."""
    for module in modules:
        _package, domain, *rooms = module.__name__.split(".")
        if not rooms or rooms[0] != "facts":
            continue
        own = domains.get(domain, Domain())
        placed = {Fact, *own.untold, *(event.fact for event in own.events)}
        for name, value in vars(module).items():
            is_own = isinstance(value, type) and issubclass(value, Fact) and value.__module__ == module.__name__
            if is_own and value not in placed:
                yield f"{module.__name__}: {name} is neither told by webhooks nor untold in {domain}/apps.py"


def unmounted(modules: Iterable[ModuleType], domains: Mapping[str, Domain]) -> Iterator[str]:
    """Yield the rooms of the API that no declaration mounts: their addresses would be missing and nobody told."""
    mounted = [router for domain in domains.values() for router in domain.routers()]
    for module in modules:
        _package, domain, *rooms = module.__name__.split(".")
        own = vars(module).get("router")
        if rooms and rooms[0] == "api" and own is not None and own not in mounted:
            yield f"{module.__name__}: its router is not declared in {domain}/apps.py"


def unworded(parameter: Parameter) -> str:
    """Return what a declared parameter lacks for the page of rules, "" when it lacks nothing."""
    if not str(parameter.sentence):
        return f"{parameter.name} has no sentence"
    if parameter.kind in {"choice", "split"} and not all(map(str, parameter.choices.values())):
        return f"a choice of {parameter.name} has no words"
    return ""


def code_faults(domains: Mapping[str, Domain]) -> Iterator[str]:
    """Yield the codes of transfers that lists could not name, or that would mean two things."""
    found: dict[int, str] = {}
    names: set[str] = set()
    for label, domain in domains.items():
        for code in domain.codes:
            if not str(code.sentence):
                yield f"{label}/apps.py: the code {code.number} has no sentence"
            if not code.name or code.name in names:
                yield f"{label}/apps.py: the code {code.number} has no name of its own"
            if code.number in found:
                yield f"{label}/apps.py: the code {code.number} is {found[code.number]}'s already"
            found.setdefault(code.number, label)
            names.add(code.name)


def undeclared_codes(modules: Iterable[ModuleType], domains: Mapping[str, Domain]) -> Iterator[str]:
    """Yield the members of enums of codes, in a domain's rules, that its declaration leaves out."""
    for module in modules:
        _package, domain, *rooms = module.__name__.split(".")
        declared = {code.number for code in domains.get(domain, Domain()).codes}
        for kind in _enums_of_codes(module) if rooms[:1] == ["rules"] else ():
            lacks = (one for one in kind if one.value not in declared)
            yield from (f"{module.__name__}: {kind.__name__}.{one.name} is not in {domain}/apps.py" for one in lacks)


def _enums_of_codes(module: ModuleType) -> Iterator[type[IntEnum]]:
    for name, value in vars(module).items():
        is_own = isinstance(value, type) and issubclass(value, IntEnum) and value.__module__ == module.__name__
        if is_own and name in {"TransferCode", "PaymentCode"}:
            yield value


def untold_models(models: Iterable[type[Model]], domain: Domain) -> Iterator[str]:
    """Yield the models of which nobody says whether they hold what "everything about me" tells."""
    for model in models:
        if (model in domain.personal) == (model in domain.impersonal):
            yield f"{model.__module__}: {model.__name__} is neither personal nor impersonal, or both"
    if domain.personal and not (domain.files_of_person or domain.files_of_member):
        yield f"{domain.personal[0].__module__}: personal data, and no file that tells it"


def unplaced_models(models: Iterable[type[Model]], domain: Domain) -> Iterator[str]:
    """Yield the models of a domain that no export holds and of which nobody says why."""
    exported = {table.model for table in domain.tables}
    for model in models:
        if (model in exported) == (model in domain.stays):
            yield f"{model.__module__}: {model.__name__} is neither among the tables nor among what stays, or both"
