"""A rule's value as people read it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from worgl.core.parameters import Parameter, PolicyValue
from worgl.core.templatetags.worgl import amount_text, percent
from worgl.currency.pages import Coin


def value_text(parameter: Parameter, value: PolicyValue, coin: Coin) -> str:
    """Return a rule's value as people read it, amounts in the community's coin."""
    words = parameter.choices
    if isinstance(value, Mapping):
        return ", ".join(f"{percent(part)} {words.get(key, key)}" for key, part in value.items() if part)
    if value == 0 and parameter.off_at_zero:
        return _("none")
    if parameter.kind == "ppm":
        return percent(int(value))
    if parameter.kind == "amount":
        return f"{amount_text(int(value), coin)} {coin.name}"
    return str(words.get(str(value), value)) if parameter.kind == "choice" else str(value)
