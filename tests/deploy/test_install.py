"""The installation page, followed by its script, as far as a machine that is no Debian of its own allows.

Packages, users, systemd, certbot and the firewall are left out, and the script says so. Everything else is the real
thing: folders, settings, tables, the commands of the units, and the web server of Debian in front.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy.place import (
    HOST,
    SCRIPT,
    Ports,
    ask,
    await_port,
    caddy,
    install,
    nginx,
    plain,
    program,
    secured,
    service,
)
from tests.support.homes import ROOT
from tests.support.patience import PATIENCE_S
from tests.support.ports import free_ports

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("deploy")]
PAGE = ROOT / "docs" / "operating" / "install.md"
STEPS = re.compile(r"^<!-- step: (\w+) -->\n```sh\n(.*?)```$", re.MULTILINE | re.DOTALL)
FRONTS = {"nginx": nginx, "caddy": caddy}


@dataclass(frozen=True, slots=True)
class Town:
    """What was installed, and where it answers."""

    root: Path
    ports: Ports
    left_out: str


@pytest.fixture(scope="module", params=sorted(FRONTS))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    program(request.param)
    root, ports = tmp_path_factory.mktemp(f"behind-{request.param}"), Ports(*free_ports(3))
    left_out = install(root, front=request.param)
    with ExitStack() as stack:
        pages = stack.enter_context(service(root, "worgl.service", ports))
        stack.enter_context(service(root, "worgl-work.service", ports))
        await_port(ports.pages, pages)
        stack.enter_context(FRONTS[request.param](root, ports))
        yield Town(root, ports, left_out)


def test_the_page_and_the_script_say_the_same() -> None:
    told = dict(STEPS.findall(PAGE.read_text(encoding="utf-8")))
    known = re.findall(r"^step_(\w+)\(\)", SCRIPT.read_text(encoding="utf-8"), re.MULTILINE)
    assert list(told) == known
    for name, text in told.items():
        printed = subprocess.run(["sh", SCRIPT, "--print", name], capture_output=True, text=True, check=True)
        assert printed.stdout == text, name


def test_units_are_started_at_boot_and_their_commands_exist(tmp_path: Path) -> None:
    install(tmp_path, front="nginx")
    units = tmp_path / "etc/systemd/system"
    for name in ("worgl.service", "worgl-work.service", "worgl-backup.timer"):
        assert "[Install]\nWantedBy=" in (units / name).read_text(encoding="utf-8")
    # The accounts of the page are not on this machine; all else is looked at.
    paths = [str(path) for path in units.iterdir()]
    done = subprocess.run([program("systemd-analyze"), "verify", *paths], capture_output=True, text=True, check=False)
    found = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "worgl" in line]
    assert [line for line in found if "Failed to connect" not in line and "documentation" not in line.lower()] == []


def test_the_script_may_be_run_again_and_keeps_what_was_changed(tmp_path: Path) -> None:
    install(tmp_path, front="nginx")
    settings, tls = tmp_path / "etc/worgl/settings", tmp_path / "etc/worgl/tls"
    certificate = (tls / "fullchain.pem").read_bytes()
    with settings.open("a", encoding="utf-8") as file:
        file.write("WORGL_LANGUAGE=de\n")
    install(tmp_path, front="nginx")
    assert settings.read_text(encoding="utf-8").endswith("WORGL_LANGUAGE=de\n")
    assert (tls / "fullchain.pem").read_bytes() == certificate
    assert (tls / "privkey.pem").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"HOST": HOST, "FRONT": "apache"}, "FRONT must be nginx or caddy, not apache"),
        ({"HOST": HOST, "DATABASE": "mysql"}, "DATABASE must be sqlite or postgresql, not mysql"),
        ({"HOST": HOST, "CERTIFICATE": "none"}, "CERTIFICATE must be letsencrypt or self, not none"),
        ({}, "name the host people will type"),
    ],
)
def test_what_the_script_cannot_do_is_said_before_anything_is_done(
    tmp_path: Path, told: dict[str, str], said: str
) -> None:
    root = tmp_path / "place"
    environment = {"PATH": os.environ["PATH"], "ROOT": str(root), **told}
    done = subprocess.run(["sh", SCRIPT], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert not root.exists()


def test_who_is_not_root_is_told_so_before_anything_is_done() -> None:
    if os.geteuid() != 0:
        command = ["sh", str(SCRIPT)]
    else:
        # In an environment of its own: nobody may not read every folder above the script.
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-s"]
    done = subprocess.run(
        command,
        input=SCRIPT.read_text(encoding="utf-8"),
        env={"PATH": f"{os.environ['PATH']}:/usr/sbin", "HOST": HOST},
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    assert done.returncode == 2
    assert "Run this as root" in done.stderr
    assert "==" not in done.stderr


def test_a_step_that_fails_is_named_and_ends_the_script(tmp_path: Path) -> None:
    root = tmp_path / "place"
    (root / "etc/worgl").mkdir(parents=True)
    (root / "etc/worgl/settings").write_text("WORGL_PORT=8000\n", encoding="utf-8")
    environment = {"PATH": f"{os.environ['PATH']}:/usr/sbin", "ROOT": str(root), "HOST": HOST, "CERTIFICATE": "self"}
    done = subprocess.run(["sh", SCRIPT], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "there is no setting WORGL_PORT" in done.stderr
    assert "the step “init” failed" in done.stderr
    assert "== units" not in done.stderr


def test_one_web_server_is_installed_and_not_the_other(town: Town) -> None:
    installed = [line for line in town.left_out.splitlines() if "apt-get install" in line]
    assert sum("nginx" in line or "caddy" in line for line in installed) == 1


def test_what_needs_a_debian_of_ones_own_is_named(town: Town) -> None:
    for word in ("useradd", "systemctl enable worgl.service", "ufw allow 443/tcp"):
        assert f"left out: {word}" in town.left_out or word in town.left_out


def test_the_town_answers_over_https_with_cookies_for_https_alone(town: Town) -> None:
    status, headers, page = ask(town.root, town.ports.https, "/account/signup/")
    assert status == 200
    assert "</html>" in page.decode()
    assert "Secure" in headers["Set-Cookie"]
    assert "max-age=31536000" in headers["Strict-Transport-Security"]


def test_plain_http_is_sent_to_https_whatever_a_visitor_claims(town: Town) -> None:
    for claims in ({}, {"X_Forwarded_Proto": "https"}):
        status, where = plain(town.ports.http, "/account/login/", Host=HOST, **claims)
        assert status in {301, 308}
        assert where.startswith(f"https://{HOST}")


def test_signs_of_life_are_for_this_machine(town: Town) -> None:
    assert ask(town.root, town.ports.https, "/healthz")[0] == 404
    assert ask(town.root, town.ports.https, "/readyz")[0] == 404
    assert plain(town.ports.pages, "/healthz")[0] == 200
    assert plain(town.ports.pages, "/readyz")[0] == 200


def test_a_file_of_twenty_megabytes_comes_through_and_a_larger_one_does_not(town: Town) -> None:
    def send(megabytes: int) -> int:
        body = b"--x\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n" + b"a" * (megabytes << 20)
        return ask(
            town.root,
            *(town.ports.https, "/account/login/"),
            method="POST",
            body=body + b"\r\n--x--\r\n",
            Content_Type="multipart/form-data; boundary=x",
        )[0]

    # Django has read it, and misses the form's mark.
    assert send(20) == 403
    # Who refuses does not read on: the answer may be lost with the line.
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        assert send(30) == 413


def test_hundred_strangers_who_send_slowly_keep_nobody_waiting(town: Town) -> None:
    head = f"POST /account/login/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 9000\r\n\r\nlogin="
    context = secured(town.root)
    with ExitStack() as stack:
        for _number in range(100):
            raw = stack.enter_context(socket.create_connection(("127.0.0.1", town.ports.https), timeout=PATIENCE_S))
            line = stack.enter_context(context.wrap_socket(raw, server_hostname=HOST))
            line.sendall(head.encode())
        assert plain(town.ports.pages, "/healthz")[0] == 200
        assert plain(town.ports.pages, "/account/login/", Host=HOST, X_Forwarded_Proto="https")[0] == 200


def test_the_command_line_finds_the_settings_of_the_services_from_any_folder(town: Town, tmp_path: Path) -> None:
    clean = {"PATH": os.environ["PATH"]}
    command = [str(town.root / "usr/local/bin/worgl"), "check"]
    done = subprocess.run(command, cwd=tmp_path, env=clean, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "The books are right.\n"), done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_nightly_backup_is_made_and_proved(town: Town) -> None:
    unit = (town.root / "etc/systemd/system/worgl-backup.service").read_text(encoding="utf-8")
    for line in re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE):
        settings = {"WORGL_SETTINGS": str(town.root / "etc/worgl/settings"), "PATH": os.environ["PATH"]}
        done = subprocess.run(
            ["sh", "-c", line.replace("%%", "%")], env=settings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    (made,) = (town.root / "srv/worgl/backups").glob("worgl-*.tar.gz")
    assert made.stat().st_mode & 0o077 == 0


def test_the_files_for_containers_name_what_there_is() -> None:
    folder = ROOT / "deploy" / "container"
    compose = (folder / "compose.yaml").read_text(encoding="utf-8")
    file = re.search(r"dockerfile: (\S+)", compose)
    assert file is not None
    image = (ROOT / file.group(1)).read_text(encoding="utf-8")
    assert "tools/bootstrap.py run" in image
    assert "/healthz" in image
    # podman-compose of Debian 12 hands an empty default on as it is written.
    assert ":-}" not in compose
    validated = subprocess.run(
        [program("caddy"), "validate", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")],
        env={"HOST": "coins.example.org", "HOME": "/tmp", "PATH": os.environ["PATH"]},  # noqa: S108 -- Caddy wants a home
        capture_output=True,
        text=True,
        check=False,
    )
    assert validated.returncode == 0, validated.stderr
