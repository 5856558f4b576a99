"""Lock the packages: every requirements/NAME.in becomes requirements/NAME.txt, with hashes.

The lock files are for every platform and Python from 3.11 on, and carry no address of a package index:
which index is asked is the business of the machine that installs.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from tools import bootstrap

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
    "--quiet",
)
# dev is locked after run and to the same versions: one environment serves both.
LOCKS = {"uv": (), "build": (), "run": (), "dev": ("--constraint=run.txt",)}


def main() -> None:
    """Lock all files, in their order."""
    for name, more in LOCKS.items():
        command = [bootstrap.find_uv(), "pip", "compile", *OPTIONS, *more, f"{name}.in", f"--output-file={name}.txt"]
        subprocess.run(command, cwd=REQUIREMENTS, check=True)
        print(f"requirements/{name}.txt")


if __name__ == "__main__":
    main()
