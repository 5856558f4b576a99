"""Fields of forms as all domains ask for them; each takes its limit from the rules and says it in the rules' words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worgl.core.counts import Count
from worgl.core.errors import too_long

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

PICTURES = "image/jpeg,image/png,image/webp"


def line(
    label: _StrOrPromise,
    most: int,
    *,
    hint: _StrOrPromise = "",
    missing: _StrOrPromise = "",
    required: bool = True,
    complete: str = "off",
) -> forms.CharField:
    """Return a field for a text on one line; `complete` is what browsers may fill in by themselves, "" for anything."""
    widget = forms.TextInput(attrs={"autocomplete": complete} if complete else {})
    return _text(label, most, widget, hint, missing, required=required)


def lines(
    label: _StrOrPromise,
    most: int,
    *,
    rows: int = 3,
    hint: _StrOrPromise = "",
    missing: _StrOrPromise = "",
    required: bool = True,
) -> forms.CharField:
    """Return a field for a text of several lines."""
    return _text(label, most, forms.Textarea(attrs={"rows": rows}), hint, missing, required=required)


def _text(
    label: _StrOrPromise,
    most: int,
    widget: forms.Widget,
    hint: _StrOrPromise,
    missing: _StrOrPromise,
    *,
    required: bool,
) -> forms.CharField:
    said = {"max_length": too_long(most), **({"required": missing} if missing else {})}
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=hint, widget=widget, error_messages=said
    )


def number(
    label: _StrOrPromise,
    *,
    least: int = 1,
    most: int | None = None,
    usual: int | None = None,
    hint: _StrOrPromise = "",
    missing: _StrOrPromise = "",
    required: bool = True,
) -> forms.IntegerField:
    """Return a field for a whole number; what is less or more is refused in the words of the API."""
    said: dict[str, _StrOrPromise] = {"min_value": format_lazy(_("This must be at least {ge}."), ge=Count(least))}
    if most is not None:
        said["max_value"] = format_lazy(_("This can be at most {le}."), le=Count(most))
    said["invalid"] = _("Type a whole number.")
    if missing:
        said["required"] = missing
    return forms.IntegerField(
        label=label,
        required=required,
        initial=usual,
        min_value=least,
        max_value=most,
        help_text=hint,
        error_messages=said,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def day(
    label: _StrOrPromise, *, missing: _StrOrPromise = "", required: bool = True, hint: _StrOrPromise = ""
) -> forms.DateField:
    """Return a field for a calendar day."""
    said = {"invalid": _("Write the day as year-month-day."), **({"required": missing} if missing else {})}
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages=said,
    )


def picture(
    label: _StrOrPromise, *, hint: _StrOrPromise, missing: _StrOrPromise = "", required: bool = True
) -> forms.FileField:
    """Return a field for a picture."""
    said = {"empty": _("This file is empty."), **({"required": missing} if missing else {})}
    return forms.FileField(
        label=label,
        required=required,
        error_messages=said,
        widget=forms.FileInput(attrs={"accept": PICTURES}),
        help_text=hint,
    )


def key() -> forms.CharField:
    """Return the hidden field of a form's key."""
    return forms.CharField(required=False, max_length=100, widget=forms.HiddenInput())
