"""What a domain says about itself is whole: nothing that its rooms hold is left out of its declaration."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import ModuleType

from django.db.models import Model

from worgl.core.checks import Check
from worgl.core.domains import Domain
from worgl.core.facts import Fact
from worgl.core.linking import Link
from worgl.core.notices import Kind
from worgl.core.parameters import Parameter
from worgl.core.places import line_of
from worgl.core.readers import Reader
from worgl.core.sealing import Sealed
from worgl.core.works import Beside, Expiry, JobKind, Planned


@dataclass(frozen=True, slots=True)
class Written:
    """What is written in a room and declared in a field: its noun, its types, the room, and what is declared."""

    noun: str
    types: tuple[type, ...]
    room: str
    declared: Callable[[Domain], Iterable[object]]


WRITTEN = (
    Written("parameter", (Parameter,), "rules", lambda own: own.parameters),
    Written("job", (JobKind, Planned, Beside), "", lambda own: own.jobs),
    Written("expiry", (Expiry,), "", lambda own: own.expiries),
    Written("check", (Check,), "", lambda own: own.checks),
    Written("kind of seal", (Sealed,), "", lambda own: own.seals),
    Written("kind of notice", (Kind,), "", lambda own: own.notices),
    Written("reader of facts", (Reader,), "", lambda own: (*own.tellers, *own.readers)),
)
"""In no one room where that is empty: such a thing does nothing until it is declared."""


def undeclared(modules: Iterable[ModuleType], domains: Mapping[str, Domain]) -> Iterator[str]:
    """Yield what a domain's rooms hold and its declaration leaves out."""
    known = {kind: {id(one) for own in domains.values() for one in kind.declared(own)} for kind in WRITTEN}
    for module in modules:
        _package, domain, *rooms = module.__name__.split(".")
        if not rooms or "tests" in rooms:
            continue
        for written, declared in known.items():
            if written.room not in {"", rooms[0]}:
                continue
            for name, held in _held_in(module, written.types):
                if id(held) not in declared:
                    yield f"{module.__name__}: the {written.noun} {name} is not declared in {domain}/apps.py"


def _held_in(module: ModuleType, types: tuple[type, ...]) -> Iterator[tuple[str, object]]:
    """Yield what of some types stands in a module, alone or in a table; named as it names itself."""
    for name, value in vars(module).items():
        values: Iterable[object] = value.values() if isinstance(value, dict) else (value,)
        if isinstance(value, (tuple, list)):
            values = value
        yield from ((_name_of(one) or name, one) for one in values if isinstance(one, types))


def _name_of(held: object) -> str:
    return str(
        next(
            (getattr(held, of) for of in ("name", "kind", "noun", "key") if isinstance(getattr(held, of, None), str)),
            "",
        )
    )


def unheard_facts(modules: Iterable[ModuleType], domains: Mapping[str, Domain]) -> Iterator[str]:
    """Yield the facts of a domain that tell no member anything, and of which nobody says why."""
    told = {teller.kind for domain in domains.values() for teller in domain.tellers}
    for module, name, fact in _facts_in(modules):
        domain = module.__name__.split(".")[1]
        if (fact in told) == (fact in domains.get(domain, Domain()).silent):
            yield f"{module.__name__}: {name} is neither told by a notice nor silent in {domain}/apps.py, or both"


def unplaced_facts(modules: Iterable[ModuleType], domains: Mapping[str, Domain]) -> Iterator[str]:
    """Yield the facts of a domain that its declaration neither has webhooks tell nor leaves untold."""
    for module, name, fact in _facts_in(modules):
        domain = module.__name__.split(".")[1]
        own = domains.get(domain, Domain())
        if fact not in {*own.untold, *(event.fact for event in own.events)}:
            yield f"{module.__name__}: {name} is neither told by webhooks nor untold in {domain}/apps.py"


def _facts_in(modules: Iterable[ModuleType]) -> Iterator[tuple[ModuleType, str, type[Fact]]]:
    """Yield the facts that domains define in their rooms for them; the kit's own is the base of all."""
    for module in modules:
        _package, domain, *rooms = module.__name__.split(".")
        if domain == "core" or not rooms or rooms[0] != "facts":
            continue
        for name, value in vars(module).items():
            if isinstance(value, type) and issubclass(value, Fact) and value.__module__ == module.__name__:
                yield module, name, value


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


def unshown_addresses(addresses: Mapping[str, str], domains: Mapping[str, Domain]) -> Iterator[str]:
    """Yield the addresses, name -> route, of whose page a domain says neither what it is for nor why it is none.

    A page inside a community belongs to one of its places.
    """
    for name, route in addresses.items():
        domain = name.partition(":")[0]
        if domain not in domains:
            continue
        pages = domains[domain].pages
        told = {page.name: page for page in pages if page.text or page.no_page}
        line = told.get(line_of(name, told))
        if line is None:
            yield f"{domain}/places.py: no page is declared for {name}, which would have no help"
        elif route.startswith(INSIDE) and line.text and not line_of(name, [page.name for page in pages if page.place]):
            yield f"{domain}/places.py: {name} belongs to no place of its community"


INSIDE = "c/<slug:slug>/"


def unled_links(links: Iterable[Link], addresses: Mapping[str, str], domains: Mapping[str, Domain]) -> Iterator[str]:
    """Yield the links that no domain declares, or not as an address of its own that takes what the link says."""
    for link in links:
        owners = [(name, own.links[link]) for name, own in domains.items() if link in own.links]
        if len(owners) != 1:
            yield f"the link {link.name} is declared by {len(owners)} domains"
            continue
        ((name, address),) = owners
        takes = tuple(re.findall(r"<(?:\w+:)?(\w+)>", addresses.get(address, "")))
        if not address.startswith(f"{name}:") or address not in addresses:
            yield f"{name}/places.py: the link {link.name} leads to {address}, which is no address of {name}"
        elif takes != link.takes:
            yield f"{name}/places.py: {address} takes {takes}, the link {link.name} {link.takes}"
