"""Founding a community from the command line, for a history that has none yet."""

from __future__ import annotations

import typer
from django.utils.text import slugify

from worgl.cli import django_side
from worgl.cli.errors import CommunityUnknown
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.currency.commands import found_town
from worgl.currency.rules import PRESETS
from worgl.identity.commands import register_person
from worgl.identity.errors import PersonUnknown
from worgl.identity.queries import person_by_email
from worgl.identity.rules import PersonId


def found_if_missing(name: str, *, preset: str, zone: str, founder: str) -> None:
    """Found a community of this name unless there is one; its founder is registered when new."""
    try:
        django_side.community_named(name)
    except CommunityUnknown:
        pass
    else:
        return
    if not founder:
        message = "A community needs a first administrator: --founder anna@example.org"
        raise typer.BadParameter(message, param_hint="--founder")
    if preset not in PRESETS:
        message = f"There is no “{preset}”. There are: {', '.join(PRESETS)}."
        raise typer.BadParameter(message, param_hint="--preset")
    slug, rules = slugify(name), PRESETS[preset]
    found_town(
        actor=_person(founder),
        name=name,
        slug=slug,
        preset=preset,
        coin_name=rules.coin_name,
        unit=rules.unit,
        zone=zone,
        decimal_mark=".",
        key=IdempotencyKey(f"found {slug}"),
        now=clock.now(),
    )


def _person(email: str) -> PersonId:
    """Return who has this address, registered without a password when new: it is set by “Forgot your password?”."""
    try:
        return person_by_email(email).id
    except PersonUnknown:
        return register_person(email=email, name=email.partition("@")[0], password=None, now=clock.now())
