"""Starting: `init`, `run`, `serve`, `work`, `demo`."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import Annotated

import typer

from worgl.cli import django_side, voice

Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all of this machine's.")]
Port = Annotated[int, typer.Option(min=1, max=65_535, help="Port to listen on.")]
WANTED_PORT = 8_000
WORKER_LOCK_S = 30
"""A worker waits no longer for what another session holds; then it begins its round anew."""
INIT_NEXT = (
    "Next: “worgl serve” and, beside it, “worgl work”. Open {url}, register with your e-mail address and found "
    "your community. To look around in an invented town first: “worgl run”, with a data folder of its own."
)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(init)
    app.command()(run)
    app.command()(serve)
    app.command()(work)
    app.command()(demo)


def init() -> None:
    """Make the data folder, the keys and the database, or bring them up to this version."""
    django_side.start()
    from django.conf import settings
    from django.utils.translation import gettext as _

    changes = migrate()
    make_push_key()
    gather_files()
    state = _("is set up") if changes else _("was set up before; nothing was changed")
    voice.say(_("worgl in {home} {state}.").format(home=settings.HOME, state=state))
    voice.say(_(INIT_NEXT).format(url=settings.SITE_URL))


def migrate() -> int:
    """Make or change the database's tables as this version needs them and return in how many steps.

    Refuses DatabaseNewer.
    """
    from django.core.management import call_command

    django_side.refuse_newer()
    steps = django_side.pending_migrations()
    if steps:
        call_command("migrate", verbosity=0, interactive=False)
    return steps


def make_push_key() -> None:
    """Make the key that signs push messages, unless there is one."""
    from worgl.inbox.commands import make_push_key as make

    make()


def gather_files() -> None:
    """Have the files of pages ready in the data folder."""
    from worgl.core.statics import gather

    gather()


def run(host: Host = "127.0.0.1", port: Port = WANTED_PORT) -> None:
    """Open worgl on this machine: sets up what is missing, loads an invented town into an empty database, serves.

    The town's clock can be moved and anyone may act as its people. A database that holds a real community is
    served without that. Ctrl-C stops everything.
    """
    from worgl.cli import processes

    os.environ.setdefault("WORGL_DEMO", "yes")
    django_side.start()
    migrate()
    make_push_key()
    gather_files()
    environment = {**os.environ, "WORGL_DEMO": "yes" if _open_town() else "no"}
    port = processes.free_port(host, port)
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::1", "::"} else host  # noqa: S104 -- only compared
    environment.setdefault("WORGL_URL", f"http://{shown}:{port}")
    commands = {
        "server": processes.server_command(host=host, port=port, workers=1, tied=True),
        "worker": processes.worker_command(),
    }
    _watch(commands, environment, f"http://{shown}:{port}")


def _watch(commands: dict[str, list[str]], environment: dict[str, str], address: str) -> None:
    """Serve until somebody stops it."""
    from django.utils.translation import gettext as _

    from worgl.cli import processes

    with processes.asked_to_stop() as stop:
        with processes.children(commands, environment=environment) as started:
            processes.await_answer(address, started, stop=stop)
            if not stop():
                voice.say(address)
                voice.note(_("Ctrl-C stops it."))
            processes.watch(started, stop=stop)
        voice.note(_("Stopped."))


def _open_town() -> bool:
    """Load the demo town into an empty database; tells whether the database is a demo's."""
    from django.conf import settings
    from django.utils.translation import gettext as _

    from worgl.communities.queries import all_communities
    from worgl.demo.errors import NoDemoTown
    from worgl.demo.queries import demo_community

    if not settings.DEMO:
        return False
    try:
        demo_community()
    except NoDemoTown:
        if all_communities(limit=1):
            voice.note(_("There is a community of your own here, so it is served without the demo."))
            return False
        _load_demo()
    return True


def _load_demo() -> str:
    """Load the demo town and return its name."""
    from django.utils.translation import gettext as _

    from worgl.core import clock
    from worgl.demo.commands import load

    with voice.progress(_("Inventing a town")) as tick:
        return load(now=clock.now(), progress=tick).slug


def serve(
    host: Host = "127.0.0.1",
    port: Port = WANTED_PORT,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Server processes; about one a core.")] = 1,
) -> None:
    """Serve the pages, for production; put a web server with HTTPS in front. Jobs need `worgl work` beside it."""
    from worgl.cli import processes
    from worgl.cli.errors import PortTaken

    django_side.ready()
    if not processes.is_free(host, port):
        raise PortTaken(port=port)
    gather_files()
    command = processes.server_command(host=host, port=port, workers=workers)
    sys.stdout.flush()
    # The server takes this process over, so that a service manager talks to it directly.
    os.execv(command[0], command)  # noqa: S606 -- our own command


def work(
    tied: Annotated[bool, typer.Option("--tied", hidden=True, help="Stop when stdin ends.")] = False,
) -> None:
    """Do the jobs: levies, statistics, deliveries. Stops after the present job on Ctrl-C or kill; two may run."""
    django_side.start()
    from worgl.core.databases import wait_no_longer

    wait_no_longer(lock_s=WORKER_LOCK_S, statement_s=None)
    django_side.ready()
    if tied:
        from worgl.cli.tied import end_with_who_started_us

        end_with_who_started_us()
    from django.utils.translation import gettext as _

    from worgl.core import worker

    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        if stopping:
            # The second time is meant: jobs go on from their last checkpoint.
            raise KeyboardInterrupt
        stopping.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    if not tied:
        voice.note(_("Working. Ctrl-C stops after the present job."))
    worker.work(stop=lambda: bool(stopping))


def demo() -> None:
    """Load the invented town into an empty database. Never into one with real members."""
    os.environ.setdefault("WORGL_DEMO", "yes")
    django_side.start()
    from django.utils.translation import gettext as _

    migrate()
    name = _load_demo()
    voice.say(_("The town is there: {name}. Open it with “worgl run”.").format(name=name))
