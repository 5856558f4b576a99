"""What is drawn quickly is what Django draws, to the letter."""

from __future__ import annotations

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from worgl.core.widgets import QuickRenderer

CHOICES = [("", "---"), ("a", 'a "quoted" <b>'), ("b", gettext_lazy("Members")), ("c", "é & ü")]


class Ways(forms.Form):
    """A form of each kind of field that is drawn quickly, and one that is not."""

    tick = forms.BooleanField(required=False, help_text="hint")
    valued = forms.BooleanField(widget=forms.CheckboxInput(attrs={"value": "<x>", "class": 'a"b', "data-n": 1_000}))
    way = forms.ChoiceField(choices=CHOICES, required=False)
    forced = forms.ChoiceField(choices=CHOICES, widget=forms.Select(attrs={"disabled": True, "hidden": False}))
    grouped = forms.ChoiceField(choices=[("Group", [("x", "X")]), ("y", "Y")])
    numbers = forms.TypedChoiceField(choices=[(1, "one"), (1_000, "many")], coerce=int)
    safe = forms.ChoiceField(choices=[("s", mark_safe("<i>s</i>"))], widget=forms.Select(attrs={"title": "<t>"}))
    text = forms.CharField()


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize(
    "data", [None, {}, {"tick": "on", "valued": "<x>", "way": "b", "numbers": "1000", "text": "<a>"}]
)
def test_every_widget_is_drawn_as_django_draws_it(data: dict[str, str] | None, language: str) -> None:
    with override(language):
        quick, slow = (Ways(data, renderer=one()) for one in (QuickRenderer, DjangoTemplates))
        for name in Ways.base_fields:
            for attrs in ({}, {"aria-describedby": "x_hint", "aria-invalid": "true", "rows": "3"}):
                assert quick[name].as_widget(attrs=dict(attrs)) == slow[name].as_widget(attrs=dict(attrs)), name
