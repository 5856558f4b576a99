"""Write docs/reference from the code, so that it cannot say something else than the program does.

`python -m tools.docs` writes the pages; the test tests/docs/test_reference.py fails when one is stale.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import os
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

import django

if TYPE_CHECKING:
    # typer carries click inside.
    from typer._click.core import Command, Parameter

    from worgl.api.pages import Address
    from worgl.core.errors import Refusal
    from worgl.core.facts import Fact

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
Kind = TypeVar("Kind")
NOTE = "<!-- Written by `make docs` from the code. Change the code, not this page. -->"


def main() -> None:
    """Write every page that is stale."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worgl.config.settings")
    django.setup()
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name in WRITERS:
        if is_stale(name):
            (REFERENCE / name).write_text(page(name), encoding="utf-8")
            print(f"docs/reference/{name}")


def is_stale(name: str) -> bool:
    """Tell whether a page is missing or says something else than the code."""
    path = REFERENCE / name
    return not path.exists() or path.read_text(encoding="utf-8") != page(name)


def page(name: str) -> str:
    """Return a page as the code has it; Django must be set up."""
    return "\n".join([NOTE, *WRITERS[name]()]).rstrip() + "\n"


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield a Markdown table; bars and line breaks inside cells are escaped."""
    heads = list(heads)
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(_cell(value) for value in row) + " |"


def _cell(value: object) -> str:
    return re.sub(r"\s+", " ", str(value)).replace("|", "\\|").strip()


def code(text: object) -> str:
    """Return text in code marks, or nothing for no text."""
    return f"`{text}`" if str(text) else ""


def settings_page() -> Iterator[str]:
    """Yield the page of operator settings."""
    from worgl.config.env import SETTINGS  # noqa: PLC0415 -- only when Django is set up

    yield "# Settings\n"
    yield "Set by environment variables. A variable NAME_FILE names a file that holds the value instead;"
    yield "use it for secrets.\n"
    yield from table(
        ("setting", "default", "meaning"),
        ((code(setting.name), code(setting.default), setting.meaning) for setting in SETTINGS),
    )


def cli_page() -> Iterator[str]:
    """Yield the page of the command line."""
    from typer.main import get_command  # noqa: PLC0415 -- only when Django is set up

    from worgl.cli.main import app  # noqa: PLC0415 -- only when Django is set up

    yield "# Command line\n"
    yield from _command_lines(get_command(app), "worgl")


def _command_lines(command: Command, name: str) -> Iterator[str]:
    yield f"## {name}\n"
    yield re.sub(r"\n{3,}", "\n\n", inspect.cleandoc(command.help or "")) + "\n"
    rows = [_parameter(parameter) for parameter in command.params if not getattr(parameter, "hidden", False)]
    if rows:
        yield from table(("argument or option", "default", "meaning"), rows)
        yield ""
    for below, found in getattr(command, "commands", {}).items():
        if not found.hidden:
            yield from _command_lines(found, f"{name} {below}")


def _parameter(parameter: Parameter) -> tuple[str, str, str]:
    names = ", ".join(code(name) for name in (*parameter.opts, *parameter.secondary_opts))
    if parameter.param_type_name == "argument":
        names = code((parameter.name or "").upper())
    has_default = parameter.default not in {None, False} and not callable(parameter.default)
    default = code(parameter.default) if has_default else ""
    return names, "required" if parameter.required else default, str(getattr(parameter, "help", None) or "")


def errors_page() -> Iterator[str]:
    """Yield the page of refusals: what worgl answers when it says no."""
    from worgl.core.errors import Refusal  # noqa: PLC0415 -- only when Django is set up

    import_all()
    yield "# Refusals\n"
    yield "A refusal has a stable code. Pages show its sentence; requests that accept JSON get it as"
    yield "`application/problem+json`, with the code in `code` and `type` (`urn:worgl:problem:CODE`); the command line"
    yield "prints it to stderr.\n"
    refusals = {refusal.code: refusal for refusal in sorted(all_below(Refusal), key=_place, reverse=True)}
    yield from table(
        ("code", "status", "sentence", "domain"),
        ((code(refusal.code), refusal.status, refusal.sentence, domain_of(refusal)) for refusal in _by_code(refusals)),
    )


def _by_code(refusals: dict[str, type[Refusal]]) -> list[type[Refusal]]:
    return [refusals[code] for code in sorted(refusals)]


def policy_page() -> Iterator[str]:
    """Yield the page of policy parameters and presets."""
    from worgl.core.domains import domains  # noqa: PLC0415 -- only when Django is set up
    from worgl.currency.rules import PRESETS  # noqa: PLC0415 -- only when Django is set up

    yield "# Policy\n"
    yield "What a community decides about its money. Every value is dated; a change is announced one period ahead,"
    yield "except where it is marked as taking force at once.\n"
    for name, domain in sorted(domains().items()):
        if not domain.parameters:
            continue
        yield f"## {name}\n"
        heads = ("parameter", "kind", "default", "least", "most", "takes force", "meaning")
        yield from table(heads, map(_policy_row, domain.parameters))
        yield ""
    yield "## Presets\n"
    for name in sorted(PRESETS):
        yield f"### {name}\n"
        yield from table(("", ""), _fields(PRESETS[name]))
        yield ""


def _policy_row(value: object) -> list[object]:
    names = ("name", "kind", "default", "minimum", "maximum")
    bounded = {"amount", "int", "ppm"}
    names = names if getattr(value, "kind", "") in bounded else (*names[:3], "", "")
    cells: list[object] = [_shown(getattr(value, name, "")) for name in names]
    return [*cells, "at once" if getattr(value, "immediate", False) else "next period", getattr(value, "sentence", "")]


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {code(inner)}" for name, inner in value.items())
    return "" if value is None else code(value)


def _fields(value: object) -> Iterator[tuple[str, object]]:
    assert dataclasses.is_dataclass(value)
    for field in dataclasses.fields(value):
        content = getattr(value, field.name)
        yield field.name.replace("_", " "), _shown(content) if isinstance(content, dict) else content


def notices_page() -> Iterator[str]:
    """Yield the page of notices: what people can be told, and by which ways unless they choose others."""
    from worgl.inbox.rules import Email, Kind  # noqa: PLC0415 -- only when Django is set up

    ways = {Email.NEVER: "", Email.AT_ONCE: "at once", Email.DAILY: "daily", Email.WEEKLY: "weekly"}
    found = {
        kind.key: (kind, domain_of_name(module.__name__))
        for module in import_all()
        for kind in vars(module).values()
        if isinstance(kind, Kind) and module.__name__.split(".")[2:3] == ["notices"]
    }
    yield "# Notices\n"
    yield "What people can be told. Every kind stands in the app; the other ways are those of who has chosen nothing.\n"
    yield from table(
        ("kind", "sentence", "e-mail", "devices", "domain"),
        (
            (kind.name, kind.sentence, ways[kind.email], "yes" if kind.push else "", domain)
            for kind, domain in (found[key] for key in sorted(found))
        ),
    )


def domain_of_name(name: str) -> str:
    """Return the domain of a module's name."""
    return name.split(".")[1]


def facts_page() -> Iterator[str]:
    """Yield the page of facts: what worgl tells other parts, and later other programs."""
    from worgl.core.facts import Fact  # noqa: PLC0415 -- only when Django is set up

    import_all()
    yield "# Facts\n"
    yield "What happened, written in the transaction in which it did and delivered afterwards, at least once.\n"
    facts: list[type[Fact]] = sorted(all_below(Fact), key=lambda fact: fact.topic)
    yield from table(
        ("topic", "fields", "meaning"),
        ((code(fact.topic), _fact_fields(fact), first_sentence(fact)) for fact in facts if fact.topic),
    )


def _fact_fields(fact: type[Fact]) -> str:
    return ", ".join(f"{field.name}: {code(field.type)}" for field in dataclasses.fields(fact))


def api_page() -> Iterator[str]:
    """Yield the page of the API's addresses, from its document."""
    from worgl.api.pages import groups_of  # noqa: PLC0415 -- only when Django is set up
    from worgl.core.rest import document  # noqa: PLC0415 -- only when Django is set up

    import_all()
    yield "# API\n"
    yield "Every address under `/api/v1`, written from its document `/api/v1/openapi.json` (OpenAPI 3.1)."
    yield "How to begin: [Let a program do it](../recipes/use-the-api.md). Refusals: [their codes](errors.md).\n"
    for group in groups_of(document()):
        yield f"## {group.name}\n"
        heads = ("", "address", "does", "scopes", "takes", "answers")
        yield from table(heads, (_api_row(one) for one in group.addresses))
        yield ""


def _api_row(one: Address) -> list[str]:
    takes = [f"{code(part.name)} {part.kind}{'' if part.required else ' (optional)'}" for part in one.inputs]
    answers = [f"{code(part.name)} {part.kind}" for part in one.outputs]
    path = one.path.removeprefix("/api/v1")
    return [one.method, code(path), one.summary, ", ".join(one.scopes), "; ".join(takes), "; ".join(answers) or "204"]


def glossary_page() -> Iterator[str]:
    """Yield the words of each domain, from its prologue."""
    import worgl  # noqa: PLC0415 -- only when Django is set up

    yield "# Glossary\n"
    yield "Each domain's words, as its prologue gives them.\n"
    for found in pkgutil.iter_modules(worgl.__path__):
        prologue = inspect.getdoc(importlib.import_module(f"worgl.{found.name}")) or ""
        words = re.search(r"^Words:\s*(.+?)(?:\.\s+Invariants|\n\n|\Z)", prologue, re.DOTALL | re.MULTILINE)
        if words:
            yield f"## {found.name}\n"
            yield from (f"* {_cell(word)}" for word in words[1].rstrip(".").split(";"))
            yield ""


def import_all() -> list[ModuleType]:
    """Import every module of worgl but its tests, migrations and entry points, and return them."""
    import worgl  # noqa: PLC0415 -- only when Django is set up

    found = pkgutil.walk_packages(worgl.__path__, "worgl.")
    names = [module.name for module in found if not re.search(r"\.(tests|migrations|wsgi|__main__)\b", module.name)]
    return [importlib.import_module(name) for name in names]


def all_below(base: type[Kind]) -> set[type[Kind]]:
    """Return a class of ours and all that derive from it, tests' own left out."""
    below: set[type[Kind]] = {base}.union(*(all_below(kind) for kind in base.__subclasses__()))
    # A slotted dataclass is made twice; the first one is no longer what its module holds.
    return {
        kind for kind in below if vars(sys.modules[kind.__module__]).get(kind.__qualname__) is kind and _is_ours(kind)
    }


def _is_ours(kind: type) -> bool:
    return kind.__module__.startswith("worgl.") and ".tests" not in kind.__module__


def _place(kind: type) -> tuple[int, str]:
    return len(kind.__mro__), kind.__qualname__


def domain_of(kind: type) -> str:
    """Return the domain a class stands in."""
    return kind.__module__.split(".")[1]


def first_sentence(kind: type) -> str:
    """Return the first line of a class's docstring."""
    return (inspect.getdoc(kind) or "").partition("\n")[0]


WRITERS: dict[str, Callable[[], Iterable[str]]] = {
    "settings.md": settings_page,
    "cli.md": cli_page,
    "errors.md": errors_page,
    "policy.md": policy_page,
    "facts.md": facts_page,
    "api.md": api_page,
    "notices.md": notices_page,
    "glossary.md": glossary_page,
}

if __name__ == "__main__":
    main()
