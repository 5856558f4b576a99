"""Which columns of a file are which."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from worgl.core.sheets import ColumnTwice, UnreadableRow, cells_of, names_of
from worgl.imports.commands.file import FileFacts
from worgl.imports.errors import HeaderUnknown, MappingUnknown
from worgl.imports.rules.rows import REQUIRED, Column, Layout, find_columns, layout_of

_HEADER_SHOWN = 200


def layout_for(facts: FileFacts, mapping: Mapping[str, str] | None) -> Layout:
    """Return where a file's columns stand; refuses HeaderUnknown with what was found and what is needed."""
    delimiter = facts.delimiter
    try:
        header = names_of(cells_of(facts.header, delimiter))
    except UnreadableRow:
        header = [facts.header]
    _check_mapping(header, mapping or {})
    try:
        columns = find_columns(header, mapping)
    except ColumnTwice as twice:
        reason = _("The column “{name}” is there twice. Give each column a name of its own.")
        raise MappingUnknown(field="map", reason=str(reason).format(name=twice.name)) from None
    missing = [column.value for column in REQUIRED if column not in columns]
    if missing:
        raise HeaderUnknown(
            file=facts.path.name,
            missing=", ".join(missing),
            found=", ".join(name.strip() for name in header)[:_HEADER_SHOWN],
            example=",".join(f"{name}=..." for name in missing),
        )
    return layout_of(delimiter, len(header), columns)


def own_mark(header: str) -> str | None:
    """Return the mark before decimals that the system with such a header always writes, None for other systems.

    Komunitin: amounts of `transfers.csv` have a point and nothing else, by the FORMAT.md of its migration bundle.
    """
    return "." if "payeraccountcode" in header.lower() else None


def _check_mapping(header: list[str], mapping: Mapping[str, str]) -> None:
    """Refuse MappingUnknown for a column that imports do not know, or that the file does not have."""
    names = {name.strip().lower() for name in header}
    for ours, theirs in mapping.items():
        if ours not in set(Column):
            reason = _("“{column}” is no column of an import; there are: {columns}.")
            raise MappingUnknown(field="map", reason=str(reason).format(column=ours, columns=", ".join(Column)))
        if theirs.strip().lower() not in names:
            reason = _("The file has no column “{column}”; its first line names: {columns}.")
            shown = ", ".join(name.strip() for name in header)[:_HEADER_SHOWN]
            raise MappingUnknown(field="map", reason=str(reason).format(column=theirs, columns=shown))
