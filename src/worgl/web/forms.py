"""Forms of the shell: founding a town, and announcing a change of its rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from zoneinfo import available_timezones

from django import forms
from django.utils.formats import get_format
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from worgl.communities.rules import SLUG_MAX, slug_for
from worgl.core.limits import NAME_MAX
from worgl.currency.rules import COIN_NAME_MAX
from worgl.identity.rules import fold

UNIT = re.compile(r"[A-Z0-9]{2,8}")
REGIONS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
MARKS = ((".", _("1,234.50 with a point")), (",", _("1.234,50 with a comma")))


def own_mark() -> str:
    """Return the mark before decimals in the language a page is shown in."""
    mark = get_format("DECIMAL_SEPARATOR", use_l10n=True)
    return mark if mark in dict(MARKS) else "."


def zones() -> Iterable[tuple[str, str]]:
    """Return the time zones people may choose, by the name of their city."""
    names = sorted(name for name in available_timezones() if name.startswith(REGIONS))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


class FoundForm(forms.Form):
    """A new town: its name, its coin, its rules. Everything else has a default."""

    name = forms.CharField(
        label=_("Name of your community"),
        max_length=NAME_MAX,
        min_length=2,
        help_text=_("As people call it, for example Alderbrook."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    coin_name = forms.CharField(
        label=_("Name of your coin"),
        max_length=COIN_NAME_MAX,
        min_length=2,
        help_text=_("It follows every amount: 25.00 alder."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    unit = forms.CharField(
        label=_("Short name of the coin"),
        max_length=8,
        required=False,
        help_text=_("Capital letters, for example ALD. Left empty, it is made from the name of the coin."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    preset = forms.ChoiceField(label=_("Rules to start with"), widget=forms.RadioSelect())
    zone = forms.ChoiceField(
        label=_("Time zone"),
        initial="Europe/Vienna",
        help_text=_("Days and months of your community begin at midnight there."),
        widget=forms.Select(attrs={"data-zone": ""}),
    )
    decimal_mark = forms.ChoiceField(label=_("How you write amounts"), choices=MARKS, initial=own_mark)
    slug = forms.SlugField(
        label=_("Short address"),
        max_length=SLUG_MAX,
        required=False,
        help_text=_("Small letters, digits and dashes. Left empty, it is made from the name."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args: object, presets: Iterable[tuple[str, str]], **kwargs: object) -> None:
        """Take the presets offered."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed on
        preset, zone = self.fields["preset"], self.fields["zone"]
        assert isinstance(preset, forms.ChoiceField)
        assert isinstance(zone, forms.ChoiceField)
        preset.choices = list(presets)
        zone.choices = list(zones())
        if self.is_bound:
            zone.widget.attrs["data-zone"] = "chosen"

    def clean(self) -> dict[str, object]:
        """Make the short sign and the short address where none is given."""
        cleaned: dict[str, object] = super().clean() or {}
        if cleaned.get("coin_name") and "unit" in cleaned:
            cleaned["unit"] = self._unit(str(cleaned["unit"]), str(cleaned["coin_name"]))
        if cleaned.get("name") and "slug" in cleaned:
            cleaned["slug"] = str(cleaned["slug"]).lower() or slug_for(str(cleaned["name"]))
            if not cleaned["slug"]:
                self.add_error("slug", _("This name gives no address. Type one, for example my-town."))
        return cleaned

    def _unit(self, typed: str, coin_name: str) -> str:
        unit = typed.strip().upper() or slugify(fold(coin_name)).replace("-", "").upper()[:3]
        if not UNIT.fullmatch(unit):
            self.add_error("unit", _("Use two to eight letters from A to Z or digits, for example ALD."))
        return unit


class LeaveForm(forms.Form):
    """The member's word that they mean it."""

    sure = forms.BooleanField(
        label=_("Yes, I want to leave"), error_messages={"required": _("Tick the box if you are sure.")}
    )


class AnnounceForm(forms.Form):
    """A new value of one rule, and the day from which it counts."""

    applies_from = forms.DateField(
        label=_("Counts from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Choose the day."), "invalid": _("Write the day as year-month-day.")},
    )

    def __init__(self, *args: object, values: Mapping[str, forms.Field], earliest: date, **kwargs: object) -> None:
        """Take the fields of the value and the first day that may be chosen."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed on
        self.fields = {**values, **self.fields}
        self.fields["applies_from"].widget.attrs["min"] = earliest.isoformat()
        self.fields["applies_from"].initial = earliest

    def value_fields(self) -> list[forms.BoundField]:
        """Return the fields that make up the new value."""
        return [self[name] for name in self.fields if name != "applies_from"]
