"""A process that orders letters with links, or sends what is due: a test kills it from outside.

`python -m worgl.currency.tests.letter_worker order COUNT`, `... work MINUTES` (that much ahead of the clock).
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worgl.config.settings")
django.setup()

from worgl.core import clock, jobs  # noqa: E402 -- Django must be set up first
from worgl.currency import commands  # noqa: E402 -- see above
from worgl.currency.models import LinkLetter  # noqa: E402 -- see above
from worgl.currency.tests.builders import a_town, key  # noqa: E402 -- see above


def order(count: int) -> None:
    """Bring so many members in and order their letters."""
    town, now = a_town(), clock.now()
    rows = "".join(f"Ada {number},ada{number}@example.org\n" for number in range(count))
    table = commands.check_member_import(
        actor=town.alice, content=f"name,email\n{rows}", file_name="m.csv", key=key(), now=now
    )
    job = commands.start_member_import(actor=town.alice, arrivals=table, only_whole=True, key=key(), now=now)
    jobs.run_job(job, now=now)
    commands.send_links(actor=town.alice, arrivals=table, days=30, language="en", key=key(), now=now)


if __name__ == "__main__":
    what, number = sys.argv[1], int(sys.argv[2])
    if what == "order":
        order(number)
    else:
        jobs.run_due(now=clock.now() + timedelta(minutes=number))
    sys.stdout.write(json.dumps(Counter(LinkLetter.objects.values_list("state", flat=True))))
