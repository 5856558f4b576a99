"""How long tests wait for what must happen: no test says how quick a machine is."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

PATIENCE_S = 300
"""After which what must happen counts as never happening; a machine that does ten things at once gets there."""
BROWSER_S = 90
"""The same for what a page does: many things wait for a page that is broken, one after the other."""
SLOW_S = 100
"""Far longer than a deadline that is set to a moment to be tried, far shorter than whoever hangs would keep us."""
AHEAD = timedelta(hours=1)
"""So far ahead of the machine's clock that no test falls behind it, however slowly it runs: what is sent outside takes
the later of its round's moment and the machine's, so a test that says when it tries again says so from here on."""


def wait_until(is_so: Callable[[], bool], *, every_s: float = 0.01) -> None:
    """Wait until something is so; fails when that never comes."""
    ends = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < ends, "it never came to be so"
        time.sleep(every_s)
