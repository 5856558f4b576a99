"""The forms people sign up with and change their address or password by."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm, ResetPasswordForm, SignupForm
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.socialaccount.forms import SignupForm as SocialSignupForm
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
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
        return _checked_name(self.cleaned_data["name"])

    def clean_email(self) -> str:
        """Refuse what is no address, in the words of the rules."""
        _check_email(self.cleaned_data["email"])
        email: str = super().clean_email()
        return email

    def try_save(self, request: HttpRequest) -> tuple[AbstractBaseUser | None, HttpResponse | None]:
        """Register somebody; for an address that is known it takes as long, so that the time does not tell."""
        if self.account_already_exists:
            get_adapter().register_nobody(name=self.cleaned_data["name"], password=self.cleaned_data["password1"])
        saved: tuple[AbstractBaseUser | None, HttpResponse | None] = super().try_save(request)
        return saved


class NetworkSignUpForm(SocialSignupForm):
    """What a network did not tell of somebody who signs up with their account there."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=NAME_MAX,
        help_text=_("As your neighbours know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "autocapitalize": "words"}),
    )
    field_order = ["name", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- a form's signature is Django's
        """Give the field the words of our pages."""
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_name(self) -> str:
        """Refuse names that mislead, in the words of the rules."""
        return _checked_name(self.cleaned_data["name"])

    def clean_email(self) -> str:
        """Refuse what is no address, in the words of the rules."""
        _check_email(self.cleaned_data["email"])
        email: str = super().clean_email()
        return email


class ChangeEmailForm(AddEmailForm):
    """A new address; the present one stays until the letter to the new one was opened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- a form's signature is Django's
        """Give the field the words of our pages."""
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean_email(self) -> str:
        """Refuse what is no address; whether somebody else has it is not told."""
        _check_email(self.cleaned_data["email"])
        email: str = super().clean_email()
        return email

    def save(self, request: HttpRequest) -> EmailAddress:
        """Note the new address and write to it; an earlier one that was never confirmed is forgotten."""
        address = self.cleaned_data["email"]
        with transaction.atomic():
            EmailAddress.objects.filter(user=self.user, primary=False).delete()
            fresh = EmailAddress.objects.create(user=self.user, email=address)
        send_verification_email_to_address(request, fresh)
        return fresh


class ForgottenPasswordForm(ResetPasswordForm):
    """Whom to send the letter for a new password to."""

    users: list[Any]

    def clean_email(self) -> str:
        """Leave out people to whom the address does not belong yet: it may have been mistyped by them."""
        email: str = super().clean_email()
        self.users = [user for user in self.users if user.email == clean_email(email)]
        return email


class _DigitsMixin(forms.Form):
    """A code of digits, for which a phone shows its number pad."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- a form's signature is Django's
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class CodeForm(_DigitsMixin, AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(_DigitsMixin, ReauthenticateForm):
    """A code typed once more before an important step."""


class FirstCodeForm(_DigitsMixin, ActivateTOTPForm):
    """The first code of an app, which shows that it was set up."""


def _checked_name(text: str) -> str:
    try:
        return clean_name(text)
    except InvalidInput as refusal:
        raise forms.ValidationError(str(refusal), code=refusal.code) from None


def _check_email(text: str) -> None:
    try:
        clean_email(text)
    except InvalidInput as refusal:
        raise forms.ValidationError(str(refusal), code=refusal.code) from None
