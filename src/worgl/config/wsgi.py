"""The WSGI application granian serves."""

from __future__ import annotations

import os
import sys

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from worgl.core.later import keep_writing
from worgl.core.memory import tune_gc

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worgl.config.settings")
# A thread that was answered by the database waits so long for its turn while others compute. Whoever writes for
# many (core/group_commit.py) is answered twenty times in a row: at Python's own 5 ms they would mostly wait.
sys.setswitchinterval(0.0005)
application = get_wsgi_application()

from worgl.core.rest import document  # noqa: E402 -- the settings are read now

# Before anybody asks: putting the addresses and their document together takes seconds.
get_resolver().url_patterns  # noqa: B018 -- loads them
document()
tune_gc()
keep_writing()
