"""Rules of imports: how a row of a file is read."""

from worgl.imports.rules.rows import EXTERNAL_ID_MAX, Column, RowCode

__all__ = ["EXTERNAL_ID_MAX", "Column", "RowCode"]
