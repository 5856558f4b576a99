"""A person's own settings: picture, name, language, theme."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from worgl.core import clock
from worgl.core.errors import Refusal
from worgl.core.forms import add_refusal, form_key
from worgl.core.languages import languages
from worgl.core.limits import FORM_AROUND_MAX, NAME_MAX, PICTURE_MAX
from worgl.core.pictures import too_heavy
from worgl.identity.commands import remove_picture, rename_person, set_preferences, show_picture
from worgl.identity.pages import PersonRequest, person_page
from worgl.identity.queries import own_picture
from worgl.identity.rules import Theme

THEMES = (
    (Theme.SYSTEM.value, "monitor", gettext_lazy("As on my device")),
    (Theme.LIGHT.value, "sun", gettext_lazy("Light")),
    (Theme.DARK.value, "moon", gettext_lazy("Dark")),
)


@dataclass(frozen=True, slots=True)
class Face:
    """What is shown of people to themselves: their picture, or their initials."""

    name: str
    picture: str


class PreferencesForm(forms.Form):
    """Language and theme of one person."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    theme = forms.ChoiceField(required=False, choices=[(key, name) for key, _icon, name in THEMES])

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the languages worgl speaks."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed on
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("As set in my browser")), *languages()]


class NameForm(forms.Form):
    """The name a person is greeted with."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=gettext_lazy("In your communities you keep the name you joined with."),
    )


class PictureForm(forms.Form):
    """How a person looks."""

    picture = forms.FileField(
        label=gettext_lazy("Your picture"),
        error_messages={
            "required": gettext_lazy("Choose a picture."),
            "empty": gettext_lazy("This file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy(
            "JPEG, PNG or WebP, at most 5 MB. Its middle is shown; what the camera noted is removed."
        ),
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
    return _settings(request, preferences=form)


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
    return _settings(request, name=form)


# A body that is too long must not be read, and asking for the token in it would read it. Refusing writes nothing.
@csrf_exempt
@person_page
@require_http_methods(["GET", "HEAD", "POST"])
def picture(request: PersonRequest) -> HttpResponse:
    """Save a picture; who comes here from signing in again finds the settings."""
    if request.method != "POST":
        return redirect("identity:settings")
    if _is_too_long(request):
        return _settings(request, picture=_unread_form(), status=413)
    return _save_picture(request)


def _is_too_long(request: HttpRequest) -> bool:
    return int(request.META.get("CONTENT_LENGTH") or 0) > PICTURE_MAX + FORM_AROUND_MAX


def _unread_form() -> PictureForm:
    """Return the form as it is shown when its file is too large to be read at all."""
    form = PictureForm({})
    form.fields["picture"].error_messages["required"] = str(too_heavy())
    return form


@csrf_protect
def _save_picture(request: PersonRequest) -> HttpResponse:
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        content = form.cleaned_data["picture"].read(PICTURE_MAX + 1)
        try:
            show_picture(actor=request.person.id, content=content, key=form_key(request.POST), now=clock.now())
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("This is how you are shown from now on."))
            return redirect("identity:settings")
    return _settings(request, picture=form)


@person_page
@require_POST
def forget_picture(request: PersonRequest) -> HttpResponse:
    """Show no picture any more."""
    remove_picture(actor=request.person.id, key=form_key(request.POST), now=clock.now())
    messages.success(request, _("Your picture is removed."))
    return redirect("identity:settings")


def _settings(
    request: PersonRequest,
    *,
    preferences: forms.Form | None = None,
    name: forms.Form | None = None,
    picture: forms.Form | None = None,
    status: int = 422,
) -> HttpResponse:
    """Show the settings; a form that is given and was sent is shown with what is wrong in it, with `status`."""
    person = request.person
    given = {"language": person.language, "theme": person.theme.value}
    sent = any(form is not None and form.is_bound for form in (preferences, name, picture))
    context = {
        "title": _("Settings"),
        "back": "/",
        "person": person,
        "shown": Face(person.name, own_picture(person.id)),
        "preferences": preferences or PreferencesForm(initial=given),
        "name_form": name or NameForm(initial={"name": person.name}),
        "picture_form": picture or PictureForm(),
        "themes": THEMES,
        "has_networks": bool(settings.NETWORKS),
    }
    return render(request, "identity/settings.html", context, status=status if sent else 200)
