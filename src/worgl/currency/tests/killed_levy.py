"""A process that founds a town, or takes its levy and kills itself on the way, as a power cut would.

`python -m worgl.currency.tests.killed_levy found`, `... levy COMMUNITY STAGE` (killed as that stage is about to be
committed; no stage: not at all), `... look COMMUNITY`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import UTC, date, datetime
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worgl.config.settings")
django.setup()

from worgl.communities.rules import CommunityId  # noqa: E402 -- Django must be set up first
from worgl.currency import commands, queries  # noqa: E402 -- see above
from worgl.currency.models import Levy  # noqa: E402 -- see above
from worgl.currency.tests.builders import a_town  # noqa: E402 -- see above
from worgl.ledger import queries as ledger  # noqa: E402 -- see above
from worgl.ledger.audit import audit  # noqa: E402 -- see above


def found() -> dict[str, object]:
    """Found a town of three with 300.00 in all and a levy of which half is shared among them."""
    town = a_town("Bob", "Carol", levy_split={"dividend": 500_000, "commons": 500_000})
    town.issue("Bob", 10_000)
    town.issue("Carol", 20_000)
    return {"community": str(town.community)}


def levy(community: CommunityId, fatal: str) -> dict[str, object]:
    """Take the levy and look; die as the stage named is about to be committed."""

    def progress(stage: str, _done: int, _total: int) -> None:
        if stage == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    commands.run_levy(
        community=community, on=date(2025, 2, 1), now=datetime(2025, 2, 1, 6, tzinfo=UTC), progress=progress
    )
    return look(community)


def look(community: CommunityId) -> dict[str, object]:
    """Return every balance, how many levies there are, and what an audit finds."""
    book = queries.currency_of(community).book
    return {
        "balances": [account.posted for account in ledger.all_accounts(book)],
        "levies": Levy.objects.filter(community_id=community).count(),
        "findings": [finding.sentence for finding in audit(book)],
    }


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "found":
        answer = found()
    elif what == "levy":
        answer = levy(CommunityId(UUID(rest[0])), [*rest, ""][1])
    else:
        answer = look(CommunityId(UUID(rest[0])))
    sys.stdout.write(json.dumps(answer))
