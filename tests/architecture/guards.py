"""All guards over one tree, and what each says of the planted domain with a room or a declaration left out.

`main` is called in a copy of the tree that holds the shed, once Django is set up, and prints JSON: faults by case.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import ModuleType

from django.apps import apps
from django.urls import reverse

from tests.architecture.checks import domains as declared
from tests.architecture.checks import purity, rooms, shape, web
from tests.architecture.planting import PACKAGE
from tests.architecture.test_domains import addresses
from tests.architecture.test_layers import layers, lint, unplaced
from tools.docs import import_all
from worgl.api.api.assembly import api
from worgl.core import outbox
from worgl.core.domains import Domain, domains, groups, parameters, tables, webhook_events
from worgl.core.links import LINKS
from worgl.inbox.queries import known_kinds
from worgl.web.listed import help_of, place_of

NAME = "shed"
WHOLE = "whole"


def faults_of_files(package: Path, *, rank: dict[str, int], tables: Mapping[str, str]) -> Iterator[str]:
    """Yield what the guards find in the files of a package; `tables` are those of all apps, with whose each is.

    `rank` is the height of each domain, 0 the lowest.
    """
    for guard in (
        *(rooms.unknown_rooms, rooms.wrong_doors, rooms.closed_doors),
        *(purity.impure_rules, purity.clock_reads, purity.floats_near_money),
        *(shape.missing_prologues, shape.vague_names),
        *(web.fetched_models, web.signals, web.loose_commands, web.unnamed_routes, web.inline_code),
        web.environment_reads,
    ):
        yield from map(str, guard(package))
    yield from map(str, web.upward_keys(package, rank))
    yield from map(str, web.upward_addresses(package, rank))
    yield from map(str, web.foreign_tables(package, tables))
    yield from map(str, [*shape.oversized([package]), *shape.gendered_people([package])])


def faults_declared(of: Mapping[str, Domain], modules: list[ModuleType], routes: Mapping[str, str]) -> Iterator[str]:
    """Yield what the guards find in what domains declare."""
    yield from declared.undeclared(modules, of)
    yield from declared.unmounted(modules, of)
    yield from declared.code_faults(of)
    yield from declared.undeclared_codes(modules, of)
    yield from declared.unplaced_facts(modules, of)
    yield from declared.unheard_facts(modules, of)
    yield from declared.unshown_addresses(routes, of)
    yield from declared.unled_links(LINKS, routes, of)
    for name, own in of.items():
        models = list(apps.get_app_config(name).get_models())
        yield from declared.unplaced_models(models, own)
        yield from declared.untold_models(models, own)
        yield from filter(None, map(declared.unworded, own.parameters))


@dataclass(frozen=True, slots=True)
class Picked:
    """Whether the lists that derive from declarations have the planted domain."""

    parameter: bool
    webhook: bool
    notice: bool
    reader: bool
    table: bool
    help: str
    place: str
    page: str
    api: bool
    personal: bool


def picked_up() -> Picked:
    """Return which lists have the planted domain."""
    shown = help_of("shed:tools")
    return Picked(
        parameter="tools_each" in parameters() and any(g.icon == "wrench" for g in groups()),
        webhook="shed.tool_offered" in webhook_events(),
        notice="shed.offered" in {kind.key for kind in known_kinds()},
        reader="worgl.shed.notices.tell_offered" in outbox.readers()["shed.tool_offered"],
        table="tools" in {table.name for table in tables()},
        help=str(shown.text) if shown else "",
        place=str(place_of("shed:withdraw") or place_of("shed:tools")),
        page=reverse("shed:tools", args=["town"]),
        api="/api/v1/communities/{slug}/tools" in api.get_openapi_schema()["paths"],
        personal=domains()[NAME].files_of_member is not None,
    )


LEFT_OUT: Mapping[str, Callable[[Domain], Domain]] = {
    "routers": lambda own: replace(own, routers=tuple),
    "pages": lambda own: replace(own, pages=()),
    "groups": lambda own: replace(own, groups=()),
    "events": lambda own: replace(own, events=()),
    "untold": lambda own: replace(own, untold=()),
    "notices": lambda own: replace(own, notices=()),
    "tellers": lambda own: replace(own, tellers=()),
    "silent": lambda own: replace(own, silent={}),
    "tables": lambda own: replace(own, tables=()),
    "personal": lambda own: replace(own, personal=()),
    "files_of_member": lambda own: replace(own, files_of_member=None),
}
"""Each declaration of the shed, and the shed without it."""


def main() -> None:
    """Print what the guards say of the tree as it stands, and with each declaration left out."""
    modules, routes, all_domains = import_all(), addresses(), domains()
    of_apps = {model._meta.db_table: model._meta.app_label for model in apps.get_models(include_auto_created=True)}
    rank = {name: height for height, layer in enumerate(reversed(layers())) for name in layer}
    done = lint(PACKAGE.parents[1] / "pyproject.toml", PACKAGE.parent)
    found = {
        WHOLE: [
            *faults_of_files(PACKAGE, rank=rank, tables=of_apps),
            *faults_declared(all_domains, modules, routes),
            *unplaced(PACKAGE, {app.name for app in apps.get_app_configs()}),
            *([] if done.returncode == 0 else [done.stdout]),
        ]
    }
    for name, without in LEFT_OUT.items():
        spoilt = {**all_domains, NAME: without(all_domains[NAME])}
        found[name] = list(faults_declared(spoilt, modules, routes))
    picked = picked_up()
    sys.stdout.write(json.dumps({"faults": found, "picked": asdict(picked)}))
