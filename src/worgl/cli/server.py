"""The process that watches the server processes: granian, with room for many connections and never left behind.

Started by `worgl serve` and `worgl run` as `python -m worgl.cli.server`, with granian's own options.
"""

from __future__ import annotations

import resource
import sys

from granian.cli import entrypoint

from worgl.cli.tied import end_with_who_started_us


def _many_connections() -> None:
    """Raise the number of files this process may open as far as the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def main() -> None:
    """Serve until a signal stops it."""
    if "--tied" in sys.argv:
        sys.argv.remove("--tied")
        end_with_who_started_us()
    _many_connections()
    entrypoint()  # type: ignore[no-untyped-call]  # granian's own command line carries no types


if __name__ == "__main__":
    main()
