"""Processes that must not outlive who started them, however that one ended."""

from __future__ import annotations

import os
import signal
import sys
import threading

PATIENCE_S = 10.0


def end_with_who_started_us() -> None:
    """Stop this process, in order, when whoever holds the other end of its stdin is gone: killed or not."""

    def watch() -> None:
        while os.read(sys.stdin.fileno(), 4_096):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        threading.Event().wait(PATIENCE_S)
        os._exit(1)

    threading.Thread(target=watch, name="tied", daemon=True).start()
