"""Founds a town in the database of the settings, and makes a key to it; run as a program, tells both as JSON."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from worgl.api.commands import make_key  # noqa: E402 -- Django must be set up first
from worgl.core import clock  # noqa: E402 -- Django must be set up first
from worgl.core.commands import IdempotencyKey  # noqa: E402 -- Django must be set up first
from worgl.core.ids import new_id  # noqa: E402 -- Django must be set up first
from worgl.currency import commands as currencies  # noqa: E402 -- Django must be set up first
from worgl.identity.commands import register_person  # noqa: E402 -- Django must be set up first


def found() -> dict[str, str]:
    """Found it; returns its name in addresses and a token that reads and pays."""
    now = clock.now()
    person = register_person(email=f"{new_id().hex}@example.org", name="Alice", password=None, now=now)
    town = currencies.found_town(
        actor=person,
        name="Alder",
        slug=f"alder-{new_id().hex[-8:]}",
        preset="woergl_1932",
        coin_name="alder",
        unit="ALD",
        zone="Europe/Vienna",
        decimal_mark=".",
        key=IdempotencyKey(new_id().hex),
        now=now,
    )
    made = make_key(
        actor=person,
        name="till",
        scopes=["pay", "read"],
        community=None,
        day_limit_minor=None,
        days=7,
        key=IdempotencyKey(new_id().hex),
        now=now,
    )
    return {"slug": town.slug, "token": made.token}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(found()))
