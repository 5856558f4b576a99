"""What `sslmode` asks for holds, on every line to the database there is, or is refused in a sentence.

The PostgreSQL of the tests was built without TLS, so a door with a certificate stands before it, and notes who came
in without. Programs of PostgreSQL that can do TLS are Debian's: with them a server of Debian's own is backed up.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import psycopg
import pytest

from tests.deploy.place import await_port
from tests.serving.served import Served, serving
from tests.support.authorities import Authority
from tests.support.ports import free_port
from tests.support.postgres import SUPERUSER, Server
from tests.support.secured import Door, door_to
from worgl.cli.tests.places import Place

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("deploy")]


@dataclass(frozen=True, slots=True)
class Keys:
    """Who signs the server's certificate, somebody else who does not, and what was signed."""

    trusted: Authority
    stranger: Authority
    certificate: Path
    for_another_host: Path


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    folder = tmp_path_factory.mktemp("keys")
    trusted = Authority.make(folder, "trusted")
    stranger = Authority.make(folder, "stranger")
    return Keys(trusted, stranger, trusted.sign("localhost"), trusted.sign("elsewhere.example.org"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server.start(tmp_path_factory.mktemp("tls") / "data")
    started.never_wait_for_disks()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def socket_of(server: Server) -> Path:
    (folder,) = parse_qs(urlsplit(server.url).query)["host"]
    return next(path for path in Path(folder).glob(".s.PGSQL.*") if path.suffix != ".lock")


def url(port: int, mode: str, root: Path | None = None, *, database: str = SUPERUSER) -> str:
    trusting = f"&sslrootcert={root}" if root else ""
    return f"postgresql://{SUPERUSER}@localhost:{port}/{database}?sslmode={mode}{trusting}"


@pytest.fixture(scope="module")
def town(server: Server, keys: Keys, home: Path) -> Iterator[tuple[Place, Door]]:
    """Set a town up through a door with the right certificate, asking for everything TLS can prove."""
    with door_to(socket_of(server), keys.certificate) as door:
        place = Place(home, url(door.port, "verify-full", keys.trusted.root))
        done = place.worgl("init")
        assert done.returncode == 0, done.stderr
        yield place, door
        assert door.plain == 0


def test_pages_payments_and_jobs_come_by_tls_alone(town: tuple[Place, Door]) -> None:
    place, door = town
    made = json.loads(place.python("-m", "tests.serving.founded"))
    before = door.secured
    worker = place.start("work")
    try:
        with serving(place) as served:
            assert served.ask("/readyz")[0] == 200
            # A payment is the ledger's own connection's to book; this one is refused by the rules once it was read.
            assert pay_oneself(served, made) in {409, 422}
            with psycopg.connect(place.url) as looking:
                (known,) = looking.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
                ).fetchone() or (0,)
            assert door.secured - before >= int(known) > 1
    finally:
        worker.terminate()
        worker.communicate(timeout=60)
    assert door.plain == 0
    assert place.worgl("check").stdout == "The books are right.\n"


def pay_oneself(served: Served, made: dict[str, str]) -> int:
    told = {"Authorization": f"Bearer {made['token']}", "Content-Type": "application/json"}
    (me,) = json.loads(served.ask(f"/api/v1/communities/{made['slug']}/members", headers=told)[2])["items"]
    order = json.dumps({"payee": me["code"], "amount": {"minor": 100, "unit": "ALD"}}).encode()
    path = f"/api/v1/communities/{made['slug']}/payments"
    return served.ask(path, method="POST", body=order, headers={**told, "Idempotency-Key": uuid4().hex})[0]


def test_the_ledgers_own_line_is_as_safe_as_all_others(town: tuple[Place, Door]) -> None:
    place, door = town
    before = door.secured
    told = place.python("-c", LEDGER)
    assert json.loads(told) == {"sslmode": "verify-full", "tls": True}
    assert door.secured > before
    assert door.plain == 0


LEDGER = """
import django, json
django.setup()
from worgl.ledger import plane
from worgl.ledger.plane.entry import current
with current()._connection() as raw:
    told = raw.info.get_parameters()
    print(json.dumps({"sslmode": told["sslmode"], "tls": bool(raw.pgconn.ssl_in_use)}))
plane.close()
"""
COMMANDS = (("check",), ("init",), ("work",), ("serve",), ("backup", "x.tar.gz"), ("restore", "x.tar.gz"))


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
def test_a_server_without_tls_is_refused_and_hears_nothing(server: Server, keys: Keys, home: Path, mode: str) -> None:
    root = None if mode == "require" else keys.trusted.root
    with door_to(socket_of(server), None) as door:
        refused(
            Place(home, url(door.port, mode, root)), ("check",), "server does not support SSL, but SSL was required"
        )
        assert (door.secured, door.plain) == (0, 0)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_certificate_of_another_host_is_refused_by_every_command(
    server: Server, keys: Keys, home: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    named = [str(tmp_path / word) if word.endswith(".gz") else word for word in command]
    with door_to(socket_of(server), keys.for_another_host) as door:
        place = Place(home, url(door.port, "verify-full", keys.trusted.root))
        refused(place, named, 'certificate for "elsewhere.example.org" does not match host name "localhost"')
        assert door.plain == 0


def test_of_another_host_is_enough_where_only_the_authority_is_asked_for(
    server: Server, keys: Keys, home: Path, town: tuple[Place, Door]
) -> None:
    with door_to(socket_of(server), keys.for_another_host) as door:
        done = Place(home, url(door.port, "verify-ca", keys.trusted.root)).worgl("check")
        assert (done.returncode, door.plain) == (0, 0), done.stderr


@pytest.mark.parametrize("mode", ["verify-ca", "verify-full"])
def test_a_certificate_of_an_authority_nobody_trusts_is_refused(
    server: Server, keys: Keys, home: Path, mode: str
) -> None:
    with door_to(socket_of(server), keys.certificate) as door:
        refused(Place(home, url(door.port, mode, keys.stranger.root)), ("check",), "certificate verify failed")
        missing = keys.trusted.root.with_name("nowhere.crt")
        refused(Place(home, url(door.port, mode, missing)), ("check",), "does not exist")
        assert door.plain == 0


def refused(place: Place, command: tuple[str, ...] | list[str], said: str) -> None:
    """See that a command ends with one line that says why, and says nothing else."""
    done = place.worgl(*command)
    assert (done.returncode, done.stdout) == (3, ""), done.stderr
    assert done.stderr.startswith("worgl: unavailable: "), done.stderr
    assert said in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr


def test_programs_of_postgresql_without_tls_refuse_instead_of_going_plain(
    town: tuple[Place, Door], tmp_path: Path
) -> None:
    """Of version 18 the tests have only such ones; where a machine has others, the backup is made."""
    place, door = town
    done = place.worgl("backup", tmp_path / "x.tar.gz", "--drill")
    if done.returncode:
        assert "SSL support is not compiled in" in done.stderr
        assert not (tmp_path / "x.tar.gz").exists()
    assert door.plain == 0


@contextmanager
def debians(folder: Path, pem: Path) -> Iterator[int]:
    """Run Debian's own PostgreSQL, with TLS and without any other way in; gives its port."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs or os.geteuid() != 0:
        pytest.skip("needs root, and PostgreSQL of Debian: apt-get install postgresql")
    port, data, key = free_port(), folder / "data", folder / "server.pem"
    shutil.copy(pem, key)
    key.chmod(0o600)
    for path in (folder, key):
        shutil.chown(path, "postgres", "postgres")
    for parent in takewhile(lambda one: one != Path(gettempdir()), folder.parents):
        parent.chmod(parent.stat().st_mode | 0o011)
    initdb = [str(programs[-1] / "initdb"), "-D", str(data), "-U", SUPERUSER, "--auth=reject", "-E", "utf8"]
    subprocess.run(initdb, check=True, capture_output=True, cwd="/", user="postgres", group="postgres")
    (data / "pg_hba.conf").write_text("hostssl all all 127.0.0.1/32 trust\n", encoding="utf-8")
    told = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
    told |= {"ssl": "on", "ssl_cert_file": key, "ssl_key_file": key}
    options = [word for name, value in told.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        command = [str(programs[-1] / "postgres"), "-D", str(data), *options]
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", user="postgres", group="postgres")
    try:
        await_port(port, process, folder / "log")
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def test_a_backup_of_a_server_that_takes_tls_alone_is_made_proved_and_put_back(keys: Keys, tmp_path: Path) -> None:
    folder, home = tmp_path / "server", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    file = tmp_path / "town.tar.gz"
    with debians(folder, keys.certificate) as port:
        place = Place(home, url(port, "verify-full", keys.trusted.root))
        for command, said in (
            (["init"], "is set up"),
            (["backup", file, "--drill"], "its books are right"),
            (["restore", file, "--replace"], "is restored"),
            (["check"], "The books are right."),
        ):
            done = place.worgl(*command)
            assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
            assert said in done.stdout
        told = nightly(place, tmp_path)
        assert (told.returncode, told.stderr) == (0, ""), told.stderr
        for mode, root in (("verify-full", keys.stranger.root), ("disable", None)):
            done = Place(home, url(port, mode, root)).worgl("backup", tmp_path / "none.tar.gz")
            assert (done.returncode, done.stdout) == (3, ""), done.stderr


def nightly(place: Place, folder: Path) -> subprocess.CompletedProcess[str]:
    """Make a backup as the unit of the page does: all settings in a file, the address of the database in another."""
    (folder / "database").write_text(place.url, encoding="utf-8")
    lines = f"WORGL_HOME={place.home}\nDATABASE_URL_FILE={folder}/database\n"
    (folder / "settings").write_text(lines, encoding="utf-8")
    clean = {name: value for name, value in place.environment.items() if not name.startswith(("WORGL_", "DATABASE"))}
    return subprocess.run(
        [sys.executable, "-m", "worgl.cli", "backup", str(folder / "nightly.tar.gz"), "--drill"],
        env={**clean, "WORGL_SETTINGS": str(folder / "settings")},
        capture_output=True,
        text=True,
        check=False,
    )
