"""A town installed below a folder by deploy/install.sh, with the web server of Debian in front, on ports of its own."""

from __future__ import annotations

import configparser
import os
import shlex
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPMessage, HTTPSConnection
from pathlib import Path

import pytest

from tests.support.homes import ROOT
from tests.support.patience import PATIENCE_S

HOST = "localhost"
SCRIPT = ROOT / "deploy" / "install.sh"


@dataclass(frozen=True, slots=True)
class Ports:
    """Where things listen here, instead of on 80, 443 and 8000."""

    http: int
    https: int
    pages: int


def program(name: str) -> str:
    """Return where a program is; skips the test on a machine without it."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed here; on Debian: apt-get install {name}")
    return found


def install(root: Path, *, front: str) -> str:
    """Run the script below a folder; return what it left out."""
    environment = {"PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin", "HOME": str(root), "LANG": "C.UTF-8"}
    told = {"HOST": HOST, "FRONT": front, "CERTIFICATE": "self", "ROOT": str(root)}
    command = ["sh", str(SCRIPT)]
    done = subprocess.run(command, env={**environment, **told}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


@contextmanager
def service(root: Path, unit: str, ports: Ports) -> Iterator[subprocess.Popen[bytes]]:
    """Run what a unit file says, as systemd would: its command, its environment, its folder, SIGTERM at the end."""
    read = configparser.RawConfigParser(strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # names of units are in mixed case
    read.read(root / "etc/systemd/system" / unit, encoding="utf-8")
    told = read["Service"]
    command = [word.replace("8000", str(ports.pages)) for word in shlex.split(told["ExecStart"])]
    name, _equals, value = told["Environment"].partition("=")
    # Nothing of this process's environment: a unit begins with an empty one.
    process = subprocess.Popen(command, env={name: value, "PATH": os.environ["PATH"]}, cwd=told["WorkingDirectory"])
    try:
        yield process
    finally:
        process.terminate()
        assert process.wait(timeout=int(told["TimeoutStopSec"])) == 0


@contextmanager
def nginx(root: Path, ports: Ports) -> Iterator[None]:
    """Run nginx with the site's file, inside the frame Debian gives it."""
    site = _on_ports((root / "etc/nginx/sites-available/worgl").read_text(encoding="utf-8"), ports)
    (root / "site.conf").write_text(site, encoding="utf-8")
    temporary = "".join(
        f"{kind}_temp_path {root}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    frame = (
        f"{'user root; ' if os.geteuid() == 0 else ''}daemon off; pid {root}/nginx.pid; error_log {root}/nginx.log;\n"
        f"events {{ worker_connections 768; }}\nhttp {{\n{temporary}include {root}/site.conf;\n}}\n"
    )
    (root / "nginx.conf").write_text(frame, encoding="utf-8")
    root.chmod(0o755)
    with _running([program("nginx"), "-p", str(root), "-c", str(root / "nginx.conf")], ports, root / "nginx.out"):
        yield


@contextmanager
def caddy(root: Path, ports: Ports) -> Iterator[None]:
    """Run Caddy with the site's file; its certificate authority is its own."""
    site = (root / "etc/caddy/Caddyfile").read_text(encoding="utf-8")
    own = f"{{\n\thttp_port {ports.http}\n\thttps_port {ports.https}\n\tadmin off\n\tskip_install_trust\n"
    file = root / "Caddyfile"
    file.write_text(site.replace("{\n", own, 1).replace("127.0.0.1:8000", f"127.0.0.1:{ports.pages}"), encoding="utf-8")
    command = [program("caddy"), "run", "--config", str(file), "--adapter", "caddyfile"]
    with _running(command, ports, root / "caddy.out", XDG_DATA_HOME=str(root), HOME=str(root)):
        yield


def _on_ports(site: str, ports: Ports) -> str:
    """Return nginx's file for the ports of this test; everything else stays."""
    lines = [line for line in site.splitlines() if "listen [::]" not in line]
    told = "\n".join(lines).replace("listen 80;", f"listen 127.0.0.1:{ports.http};")
    return told.replace("listen 443 ", f"listen 127.0.0.1:{ports.https} ").replace(
        "127.0.0.1:8000;", f"127.0.0.1:{ports.pages};"
    )


@contextmanager
def _running(command: list[str], ports: Ports, log: Path, **environment: str) -> Iterator[None]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=out, stderr=out)
    try:
        await_port(ports.https, process, log)
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)


def await_port(port: int, process: subprocess.Popen[bytes], log: Path | None = None) -> None:
    give_up = time.monotonic() + PATIENCE_S
    while True:
        assert process.poll() is None, log.read_text(encoding="utf-8") if log else port
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            assert time.monotonic() < give_up
            time.sleep(0.2)
        else:
            return


def secured(root: Path) -> ssl.SSLContext:
    """Return what trusts the certificate that was made here, and no other."""
    made = [root / "etc/worgl/tls/fullchain.pem", root / "caddy/pki/authorities/local/root.crt"]
    return ssl.create_default_context(cafile=str(next(path for path in made if path.exists())))


def ask(
    root: Path, port: int, path: str, *, method: str = "GET", body: bytes = b"", **headers: str
) -> tuple[int, HTTPMessage, bytes]:
    """Send one request over HTTPS; returns status, headers, body."""
    line = HTTPSConnection(HOST, port, context=secured(root), timeout=PATIENCE_S)
    try:
        line.request(method, path, body or None, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        line.close()


def plain(port: int, path: str, **headers: str) -> tuple[int, str]:
    """Send one request without TLS and follow nothing; returns status and where it points."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *arguments: object) -> None:
            return None

    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.build_opener(Stay).open(asked, timeout=PATIENCE_S) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers.get("Location", "")
