"""A person's own settings: name, language, theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from worgl.core import clock
from worgl.core.errors import Refusal
from worgl.core.forms import form_key
from worgl.core.limits import NAME_MAX
from worgl.identity.commands import rename_person, set_preferences
from worgl.identity.pages import PersonRequest, person_page
from worgl.identity.rules import Theme

CATALOGUES = Path(__file__).parents[2] / "locale"
THEMES = (
    (Theme.SYSTEM.value, "monitor", gettext_lazy("As my device")),
    (Theme.LIGHT.value, "sun", gettext_lazy("Light")),
    (Theme.DARK.value, "moon", gettext_lazy("Dark")),
)


@cache
def languages() -> list[tuple[str, str]]:
    """Return the languages worgl speaks: English, and every offered one that has a catalogue."""
    return [
        (code, name)
        for code, name in settings.LANGUAGES
        if code == "en" or (CATALOGUES / code / "LC_MESSAGES" / "django.mo").exists()
    ]


class PreferencesForm(forms.Form):
    """Language and theme of one person."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    theme = forms.ChoiceField(required=False, choices=[(key, name) for key, _icon, name in THEMES])

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the languages worgl speaks."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed on
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("As my browser asks")), *languages()]


class NameForm(forms.Form):
    """The name a person is greeted with."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=gettext_lazy("In your communities you keep the name you joined with."),
    )


@person_page
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: PersonRequest) -> HttpResponse:
    """Show the settings, and save language and theme."""
    person = request.person
    form = PreferencesForm(request.POST or None, initial={"language": person.language, "theme": person.theme.value})
    if request.method == "POST" and form.is_valid():
        try:
            set_preferences(
                actor=person.id,
                language=form.cleaned_data["language"],
                theme=form.cleaned_data["theme"],
                key=form_key(request.POST),
                now=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("identity:settings")
    return _settings(request, preferences=form, name=NameForm(initial={"name": person.name}))


@person_page
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: PersonRequest) -> HttpResponse:
    """Save a new name; who comes here from signing in again finds the settings."""
    if request.method != "POST":
        return redirect("identity:settings")
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            rename_person(
                actor=request.person.id,
                name=form.cleaned_data["name"],
                key=form_key(request.POST),
                now=clock.now(),
            )
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("identity:settings")
    person = request.person
    preferences = PreferencesForm(initial={"language": person.language, "theme": person.theme.value})
    return _settings(request, preferences=preferences, name=form)


def _settings(request: PersonRequest, *, preferences: forms.Form, name: forms.Form) -> HttpResponse:
    context = {
        "title": _("Settings"),
        "back": "/",
        "person": request.person,
        "preferences": preferences,
        "name_form": name,
        "themes": THEMES,
        "has_networks": bool(settings.NETWORKS),
    }
    refused = preferences.is_bound or name.is_bound
    return render(request, "identity/settings.html", context, status=422 if refused else 200)
