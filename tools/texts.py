"""Gather the texts of code and templates, keep the catalogues of the languages, compile them.

`python -m tools.texts` brings every `src/worgl/DOMAIN/locale/LANGUAGE/LC_MESSAGES/django.po` up to the texts that
stand in that domain's code and compiles it. What stands in two domains stands in both catalogues, with one
translation; where it stands is not written down: `--missing` says it.

`--missing de` prints what German lacks as JSON, a list of
`{"id": …, "plural": …, "context": …}`; `--fill de FILE` takes such a list back with `"text"`, or `"texts"` for
the plural forms. Nothing but Babel and Django is needed: no gettext on the machine.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "worgl"
LANGUAGES = ("de", "es", "fr")
"""English is the language of the code; these have catalogues."""
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*[^{}]*\}")
WIDTH = 120
UNDATED = datetime(1932, 7, 31, tzinfo=UTC)
DATED = ('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Language-Team', '"Generated-By', "# FIRST")
"""Lines of a catalogue's head that would change without a text changing."""


def texts() -> Catalog:
    """Return every text that is marked for translation, with the places where it stands."""
    found = Catalog(project="worgl", charset="utf-8")
    for domain in domains():
        for message in texts_of(domain):
            if message.id:
                found.add(
                    message.id, None, message.locations, auto_comments=message.auto_comments, context=message.context
                )
    return found


@cache
def texts_of(domain: str) -> Catalog:
    """Return the texts of one domain."""
    found = Catalog(project="worgl", charset="utf-8")
    for path in sources(domain):
        place = path.relative_to(SOURCE).as_posix()
        for _line, message, comments, context in marked(path):
            found.add(message, None, [(place, 0)], auto_comments=comments, context=context)
    return found


def domains() -> list[str]:
    """Return the folders that may hold texts."""
    return sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


def sources(domain: str) -> Iterator[Path]:
    """Yield the files of a domain that can hold texts, tests left out."""
    for pattern in ("**/*.py", "**/templates/**/*.html", "**/templates/**/*.txt"):
        for path in sorted((SOURCE / domain).glob(pattern)):
            if "tests" not in path.parts and "migrations" not in path.parts:
                yield path


def marked(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    """Yield the marked texts of one file; templates are read by Django's own reader of them."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = as_python(source, path)
    yield from extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})


def as_python(source: str, path: Path) -> str:
    """Return a template with its texts as calls that Python's reader understands."""
    from django.utils.translation.template import templatize  # noqa: PLC0415 -- needs settings, set up in main

    lines = templatize(source, origin=str(path)).splitlines()
    # What is left of the markup has no meaning but its indentation, which Python would take for one.
    return "\n".join(line.strip() for line in lines)


def catalogue_path(domain: str, language: str) -> Path:
    """Return where a domain's catalogue of a language lies."""
    return SOURCE / domain / "locale" / language / "LC_MESSAGES" / "django.po"


def catalogue_of(domain: str, language: str) -> Catalog:
    """Return a domain's catalogue of a language as it is written down, empty when there is none yet."""
    path = catalogue_path(domain, language)
    if not path.exists():
        return Catalog(locale=language, project="worgl", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def catalogue(language: str) -> Catalog:
    """Return all texts of a language as they are written down; of two translations the first that is one."""
    found = Catalog(locale=language, project="worgl", charset="utf-8")
    for domain in domains():
        for message in catalogue_of(domain, language):
            known = found.get(message.id, context=message.context) if message.id else message
            if known is None or not is_translated(known):
                found.add(message.id, message.string, context=message.context, flags=message.flags)
    return found


def divided(language: str, catalogues: Mapping[str, Catalog]) -> list[str]:
    """Return the texts that two domains say in one language in different words."""
    said: dict[object, tuple[str, object]] = {}
    faults = []
    for domain, found in catalogues.items():
        for message in found:
            first, text = said.setdefault((message.id, message.context), (domain, message.string))
            if message.id and text != message.string:
                faults.append(f"{language}: {message.id!r} is {text!r} in {first}, {message.string!r} in {domain}")
    return faults


def updated(before: Catalog, wanted: Catalog, *, language: str) -> Catalog:
    """Return a catalogue with exactly the wanted texts; what was translated before stays."""
    after = Catalog(locale=language, project="worgl", charset="utf-8")
    for message in wanted:
        if message.id:
            known = before.get(message.id, context=message.context)
            text = known.string if known is not None and known.id == message.id else None
            after.add(message.id, text, message.locations, context=message.context, flags=message.flags)
    return after


def is_translated(message: Message) -> bool:
    """Tell whether a message has a text in every form its language asks for."""
    text = message.string
    return all(text) if isinstance(text, (tuple, list)) else bool(text)


def placeholders(text: str) -> list[str]:
    """Return the places of a text that are filled in, sorted."""
    return sorted(PLACEHOLDER.findall(text))


def written(found: Catalog) -> bytes:
    """Return a catalogue as the bytes of its .po file, the same for the same texts."""
    file = io.BytesIO()
    write_po(file, found, width=WIDTH, omit_header=False, sort_output=True, ignore_obsolete=True, no_location=True)
    lines = file.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(DATED)).encode()


def compiled(domain: str, language: str) -> bytes:
    """Return a domain's catalogue of a language as the bytes of its .mo file, the same for the same texts."""
    file, found = io.BytesIO(), catalogue_of(domain, language)
    # Its head names two dates, which are this minute's when nobody sets them.
    found.creation_date = found.revision_date = UNDATED
    write_mo(file, found)
    return file.getvalue()


def refresh() -> None:
    """Bring every catalogue up to the texts, compile it, and say what is missing."""
    for language in LANGUAGES:
        found = updated(catalogue(language), texts(), language=language)
        write(found, language)
        missing = sum(not is_translated(message) for message in found if message.id)
        print(f"{language}: {len(found)} texts, {missing} not translated")


def write(translated: Catalog, language: str) -> None:
    """Give each domain the translations of its texts, written and compiled; one without texts has no catalogue."""
    for domain in domains():
        path, wanted = catalogue_path(domain, language), texts_of(domain)
        if len(wanted):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(written(updated(translated, wanted, language=language)))
            path.with_suffix(".mo").write_bytes(compiled(domain, language))
        elif path.exists():
            shutil.rmtree(path.parent.parent)


def missing(language: str) -> list[dict[str, object]]:
    """Return what a language lacks, in a form that can be filled in."""
    return [
        {
            "id": message.id if isinstance(message.id, str) else message.id[0],
            **({} if isinstance(message.id, str) else {"plural": message.id[1]}),
            **({"context": message.context} if message.context else {}),
            "where": sorted({place for place, _line in message.locations})[:2],
        }
        for message in updated(catalogue(language), texts(), language=language)
        if message.id and not is_translated(message)
    ]


def fill(language: str, rows: list[dict[str, Any]]) -> None:
    """Take translations into the catalogues; a row that fits no text, or lacks a placeholder, is named and left out."""
    found = updated(catalogue(language), texts(), language=language)
    for row in rows:
        own = (row["id"], row["plural"]) if "plural" in row else row["id"]
        message = found.get(own, context=row.get("context"))
        text = tuple(row["texts"]) if "plural" in row else row["text"]
        wrong = "unknown" if message is None else fault(own, text)
        if wrong:
            print(f"{wrong}: {row['id']!r}", file=sys.stderr)
        elif message is not None:
            message.string = text
    write(found, language)


def fault(own: str | Sequence[str], text: str | Sequence[str] | None) -> str:
    """Say what is wrong with a translation, "" when nothing is.

    Each form must be filled in at the same places as the original; the singular may leave its number out.
    """
    forms = (text,) if isinstance(text, str) else text or ("",)
    originals = (own,) if isinstance(own, str) else own
    allowed = [placeholders(each) for each in originals]
    for form in forms:
        if not form.strip():
            return "empty"
        if placeholders(form) not in allowed:
            return "other placeholders"
        if form[:1].isspace() != originals[0][:1].isspace() or form[-1:].isspace() != originals[0][-1:].isspace():
            return "other spaces at its ends"
    return ""


def main() -> None:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(prog="tools.texts", description=__doc__)
    parser.add_argument("--missing", metavar="LANGUAGE", choices=LANGUAGES)
    parser.add_argument("--fill", nargs=2, metavar=("LANGUAGE", "FILE"))
    asked = parser.parse_args()
    set_up()
    if asked.missing:
        print(json.dumps(missing(asked.missing), ensure_ascii=False, indent=1))
    elif asked.fill:
        fill(asked.fill[0], json.loads(Path(asked.fill[1]).read_text(encoding="utf-8")))
    else:
        refresh()


def set_up() -> None:
    """Give Django's reader of templates the settings it wants; no database is touched."""
    from django.conf import settings  # noqa: PLC0415 -- as above

    if not settings.configured:
        settings.configure(USE_I18N=True)


if __name__ == "__main__":
    main()
