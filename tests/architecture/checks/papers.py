"""Dependencies, lock files and licences; the settings and their page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib import metadata

from tests.architecture.checks.source import Fault

NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
ADDRESS = re.compile(r"https?://|--(?:extra-)?index-url|--find-links|^-[if] | @ ")
UNWELCOME = re.compile(r"\bA?GPL|GNU (?:Affero )?General Public", re.IGNORECASE)
LESSER = re.compile(r"LGPL|GNU Lesser", re.IGNORECASE)


def canonical(name: str) -> str:
    """Return a package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required(text: str) -> list[str]:
    """Return the packages an .in or .txt file names, extras and versions left out."""
    found = (NAME.match(line) for line in text.splitlines() if not line.startswith((" ", "#", "-")))
    return [canonical(match.group()) for match in found if match]


def unexplained_packages(wanted: str, document: str) -> list[Fault]:
    """Find packages of an .in file without a row `| name | licence | size | why |` in the decision record."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in document.splitlines() if "|" in line
    ]
    explained = {canonical(row[0].strip("`")): row for row in rows}
    faults = []
    for number, name in enumerate(required(wanted), start=1):
        row = explained.get(name)
        if row is None or len(row) < 4 or not all(row[:4]):
            faults.append(
                Fault("requirements", number, f"{name} has no licence, size and reason in the decision record")
            )
    return faults


def addresses(name: str, lock: str) -> list[Fault]:
    """Find addresses in a lock file: where packages come from is the machine's business."""
    lines = enumerate(lock.splitlines(), start=1)
    return [Fault(name, number, "a lock file carries no address") for number, line in lines if ADDRESS.search(line)]


def unhashed(name: str, lock: str) -> list[Fault]:
    """Find packages of a lock file without a hash."""
    blocks = re.split(r"\n(?=\S)", lock.strip())
    return [Fault(name, 1, f"{block.split()[0]} has no hash") for block in blocks if "--hash=sha256:" not in block]


def installed_licences(names: Iterable[str]) -> dict[str, str]:
    """Return what each installed package says of its licence; packages for other systems are left out."""
    licences = {}
    for name in names:
        try:
            found = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        told = found.get_all("License-Expression", []) + [text[:200] for text in found.get_all("License", [])]
        licences[name] = " ".join([*told, *(line for line in found.get_all("Classifier", []) if "License ::" in line)])
    return licences


def unwelcome_licences(licences: Mapping[str, str]) -> list[Fault]:
    """Find packages under a licence that would bind worgl's own, and packages that tell none."""
    faults = []
    for name, told in sorted(licences.items()):
        if not told.strip():
            faults.append(Fault(name, 1, "tells no licence"))
        elif UNWELCOME.search(LESSER.sub("", told)):
            faults.append(Fault(name, 1, f"is under {told.strip()[:80]}"))
    return faults
