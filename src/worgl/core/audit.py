"""What acts of the record are about; each domain declares its own codes under these headings."""

from __future__ import annotations

from enum import StrEnum


class AuditGroup(StrEnum):
    """What acts are about."""

    PEOPLE = "people"
    RULES = "rules"
    MONEY = "money"
    COMMUNITY = "community"
