"""The application granian serves: the front, with Django behind it."""

from __future__ import annotations

import multiprocessing
import os
import threading
from multiprocessing.connection import wait

from django.conf import settings

from worgl.config.wsgi import application as pages
from worgl.core.databases import LOCK_S, STATEMENT_S, wait_no_longer
from worgl.web.front import Front


def _end_with_parent() -> None:
    """End this server process when the one that watches it is gone, however that ended: nobody could stop it later."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        # Without farewell: the threads may be busy, and a transaction that is cut off leaves nothing behind.
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()


_end_with_parent()
wait_no_longer(lock_s=LOCK_S, statement_s=STATEMENT_S)
application = Front(pages, log_requests=settings.LOG_REQUESTS)
