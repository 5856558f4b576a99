"""A process that tells somebody things, or sends what is due: the tests kill it from outside.

`python -m worgl.inbox.tests.worker tell COUNT`, `... work MINUTES` (that much ahead of the clock), `... look`.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worgl.config.settings")
django.setup()

from worgl.core import clock, jobs  # noqa: E402 -- Django must be set up first
from worgl.inbox.commands import notify_many  # noqa: E402 -- see above
from worgl.inbox.models import Outgoing  # noqa: E402 -- see above
from worgl.inbox.tests.builders import bread, declare_kinds, reader  # noqa: E402 -- see above

declare_kinds()


def told(count: int) -> None:
    """Tell a fresh reader so many things that come by letter at once, each caused by somebody else."""
    own = reader("Alice")
    notify_many((bread(own, told_as=str(number), by=uuid4()) for number in range(count)), now=clock.now())


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "tell":
        told(int(rest[0]))
    elif what == "work":
        jobs.run_due(now=clock.now() + timedelta(minutes=int(rest[0])))
    sys.stdout.write(json.dumps(Counter(Outgoing.objects.values_list("state", flat=True))))
