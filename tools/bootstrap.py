#!/usr/bin/env python3
"""Make the project's own environment: `bootstrap.py run`, `dev`, `browser` or `servers`.

Needs Python 3.11 or later and nothing else: only its standard library is used here. Everything is
installed into .venv, from lock files with hashes. The stamp in .venv names the lock files that were
installed, so a second start costs only the reading of them.

`run` and `dev` install the packages of that lock file and worgl itself. worgl is built without build
isolation, by the setuptools of requirements/build.txt: isolation would fetch whatever setuptools is
newest, without a hash and over the network each time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
REQUIREMENTS = ROOT / "requirements"
OLDEST = (3, 11)
SERVERS = {"nginx-light": "nginx", "caddy": "caddy"}
"""Packages of Debian that tests of the installation put in front of worgl, and their programs."""
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
PLAYWRIGHT_FAILED = "Chromium could not be installed. Install it, or name one in the environment variable CHROMIUM."


def main(wanted: str) -> None:
    """Make what is wanted and say nothing when it is there already."""
    require_python()
    if wanted in {"browser", "servers"}:
        (install_browser if wanted == "browser" else install_servers)()
        return
    if wanted not in {"run", "dev"}:
        sys.exit("usage: bootstrap.py run|dev|browser|servers")
    install(wanted)


def require_python() -> None:
    """Start again under a newer Python from PATH when this one is too old."""
    if sys.version_info >= OLDEST:
        return
    newer = next(filter(None, map(shutil.which, NEWER)), None)
    if newer is None:
        sys.exit("worgl needs Python 3.11 or later.")
    os.execv(newer, [newer, *sys.argv])  # noqa: S606 -- the arguments are our own


def install(wanted: str) -> None:
    """Install the lock file `wanted` and worgl, unless the stamp says that this was done."""
    stamp = VENV / f".installed-{wanted}"
    mark = fingerprint(wanted)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == mark:
        return
    if wanted == "run" and (VENV / ".installed-dev").exists():
        # An environment for development holds all that running needs, in the same versions.
        install("dev")
        return
    make_venv()
    uv = find_uv()
    pip = [uv, "pip", "install", "--quiet", "--python", str(SCRIPTS / "python")]
    locks = [REQUIREMENTS / "build.txt", REQUIREMENTS / f"{wanted}.txt"]
    say(f"Installing the packages of requirements/{wanted}.txt into .venv ...")
    start([*pip, "--require-hashes", *(f"--requirement={lock}" for lock in locks)])
    start([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    stamp.write_text(mark, encoding="utf-8")


def fingerprint(wanted: str) -> str:
    """Return the hash of everything an installation depends on."""
    # Of pyproject.toml only what setuptools reads: a changed lint rule needs no installation.
    build, _mark, _tools = (ROOT / "pyproject.toml").read_bytes().partition(b"[tool.ruff]")
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode() + build)
    for lock in (REQUIREMENTS / "build.txt", REQUIREMENTS / f"{wanted}.txt"):
        digest.update(lock.read_bytes())
    return digest.hexdigest()


def make_venv() -> None:
    """Make .venv; without pip, which takes seconds to install and is needed at most once, for uv."""
    if not (SCRIPTS / "python").exists():
        start([sys.executable, "-m", "venv", "--without-pip", str(VENV)])


def find_uv() -> str:
    """Return uv from PATH, else from .venv, installed there by pip with its hash."""
    found = shutil.which("uv")
    if found:
        return found
    own = SCRIPTS / ("uv.exe" if os.name == "nt" else "uv")
    if not own.exists():
        install = ["install", "--no-deps", "--require-hashes", f"--requirement={REQUIREMENTS / 'uv.txt'}"]
        start([*find_pip(), "--quiet", "--disable-pip-version-check", *install])
    return str(own)


def find_pip() -> list[str]:
    """Return how to call a pip that installs into .venv: this Python's own, else one put into .venv."""
    python = str(SCRIPTS / "python")
    for pip in ([sys.executable, "-m", "pip", "--python", python], [python, "-m", "pip"]):
        if _works([*pip, "--version"]):
            return pip
    if not _works([python, "-m", "ensurepip"]):
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "This Python has neither pip nor ensurepip: install one (python3-venv on Debian), or uv, and try again."
        )
    return [python, "-m", "pip"]


def _works(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def find_chromium() -> str | None:
    """Return the Chromium the browser tests drive: $CHROMIUM, one from PATH, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next(filter(None, map(shutil.which, names)), None)
    return found or _chromium_of_playwright()


def _chromium_of_playwright() -> str | None:
    code = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as driver: print(driver.chromium.executable_path)"
    )
    asked = subprocess.run([SCRIPTS / "python", "-c", code], capture_output=True, text=True, check=False)
    path = asked.stdout.strip()
    return path if path and Path(path).exists() else None


def install_browser() -> None:
    """Install Chromium when there is none: by apt as root on Debian and Ubuntu, else by Playwright."""
    if find_chromium():
        return
    say("Installing Chromium for the browser tests ...")
    if _apt_installs("chromium") and find_chromium():
        return
    install = [str(SCRIPTS / "playwright"), "install", *(["--with-deps"] if _is_root() else []), "chromium"]
    if subprocess.run(install, check=False).returncode or not find_chromium():
        sys.exit(PLAYWRIGHT_FAILED)


def install_servers() -> None:
    """Install the web servers that stand in front of worgl in tests, by apt as root; without them those tests skip."""
    programs = f"{os.environ['PATH']}:/usr/sbin:/sbin"
    missing = [package for package, program in SERVERS.items() if shutil.which(program, path=programs) is None]
    if missing and _is_root() and shutil.which("apt-get"):
        say(f"Installing {' and '.join(missing)} for the tests of the installation ...")
        _apt_installs(*missing)


def _apt_installs(*packages: str) -> bool:
    """Ask apt for packages, as root on Debian and Ubuntu; tells whether it was asked and gave no error."""
    if not _is_root() or not shutil.which("apt-get"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, stdout=subprocess.DEVNULL, check=False)
    command = ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", *packages]
    return subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode == 0


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def start(command: list[str]) -> None:
    """Run a command and leave with its exit code when it fails."""
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if code:
        sys.exit(code)


def say(sentence: str) -> None:
    """Tell the person at the terminal what takes time."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
