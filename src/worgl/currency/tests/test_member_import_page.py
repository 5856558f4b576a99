"""What the page of a table that was handed in says to whoever sends it."""

from __future__ import annotations

from django.urls import reverse

from worgl.communities import commands as communities
from worgl.communities.queries import community
from worgl.core import clock
from worgl.currency import commands
from worgl.currency.tests.builders import key
from worgl.currency.tests.walkers import walk_in


def test_where_places_lack_the_box_that_must_be_ticked_says_so_itself(db: None) -> None:
    town, now = walk_in(), clock.now()
    seats = community(town.community).seats
    communities.set_cap(actor=town.alice_id, cap=seats, key=key(), now=now)
    table = commands.check_member_import(
        actor=town.alice_id, content="name\nAda\n", file_name="m.csv", key=key(), now=now
    )
    here = reverse("currency:arrivals", args=[town.slug, table])
    refused = town.alice.post(here, {"how": "whole", "key": "first"})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert 'aria-describedby="raise_cap_error"' in page
    assert f"{seats} in all, and {seats + 1} are needed" in page
    assert town.alice.post(here, {"how": "whole", "raise_cap": "yes", "key": "second"}).status_code == 302
    assert community(town.community).cap == seats + 1
