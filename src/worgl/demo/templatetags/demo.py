"""What templates ask the demo."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import template

from worgl.core import clock
from worgl.demo.queries import Player, players, town_day

register = template.Library()


@register.simple_tag
def demo_cast() -> tuple[Player, ...]:
    """Return who may be acted as; nobody outside a demo: `{% demo_cast as cast %}`."""
    return players()


@register.simple_tag
def demo_today() -> date:
    """Return the present day in the demo town: `{% demo_today as today %}`."""
    return town_day(now=clock.now())


@register.simple_tag
def demo_part(cast: tuple[Player, ...], person: UUID) -> Player | None:
    """Return which of the cast a person is: `{% demo_part cast user.pk as part %}`."""
    return next((one for one in cast if one.person == person), None)
