"""The form people sign up with."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from worgl.core.errors import InvalidInput
from worgl.core.limits import NAME_MAX
from worgl.identity.rules import clean_email, clean_name


class SignUpForm(SignupForm):
    """Name, e-mail address, password: the least a community needs of a newcomer."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=NAME_MAX,
        help_text=_("As your neighbours know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "autocapitalize": "words"}),
    )
    field_order = ["name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- a form's signature is Django's
        """Give the fields the words and hints of our pages."""
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["password1"].label = _("Password")
        self.fields["password1"].help_text = _("At least 10 characters. A few words in a row are easy to remember.")
        for name in ("email", "password1"):
            self.fields[name].widget.attrs.pop("placeholder", None)

    def clean_name(self) -> str:
        """Refuse names that mislead, in the words of the rules."""
        try:
            return clean_name(self.cleaned_data["name"])
        except InvalidInput as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from None

    def clean_email(self) -> str:
        """Refuse what is no address, in the words of the rules."""
        try:
            clean_email(self.cleaned_data["email"])
        except InvalidInput as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from None
        email: str = super().clean_email()
        return email
